import PaymentModel
import Platform
package import Projection
import Vocabulary

/// Events as others hear them: kept, so that a stream can be taken up where it broke off.
///
/// No names, no account numbers: ids, states, amounts.
extension Archive {
    /// The name of an event and its members, in JSON.
    static func describe(_ event: BankEvent) -> (kind: String, json: String) {
        (name(of: event), json(event))
    }

    private static func name(of event: BankEvent) -> String {
        switch event {
        case .configured: "configuration.changed"
        case .accountOpened: "account.opened"
        case .accountChanged: "account.changed"
        case .transferPosted: "transfer.posted"
        case .fileDecided: "file.decided"
        case .paymentChanged(let change): "payment.\(change.state.name)"
        case .messageDecided: "message.out"
        case .messageTaken: "message.in"
        case .breakOpened: "break.opened"
        case .breakChanged(let change):
            change.state == .open ? "break.partly_resolved" : "break.\(change.state.name)"
        case .parkedChanged(let change): "unapplied.\(change.state.name)"
        case .settlementMoved: "settlement.moved"
        case .payerRestored: "payment.payer_restored"
        case .noteTaken: "queue.noted"
        case .dayClosed: "day.closed"
        case .clockMoved: "clock.moved"
        case .dayEnded(let end): end.isClosed ? "day.ended" : "day.held_up"
        case .erased: "data.erased"
        case .statusChanged(let change): "account.status_\(change.state.name)"
        case .approvalChanged(let change): "approval.\(change.state.name)"
        case .partyChanged: "party.changed"
        case .partyRegistered: "party.registered"
        case .mandateChanged: "account.party_changed"
        case .channelChanged: "channel.changed"
        case .interimDue: "reports.due"
        case .schemeChanged(let change): "scheme.\(change.state.name)"
        case .recallChanged(let recall): "recall.\(recall.state.name)"
        case .floorCrossed(let change):
            "scheme.\(change.isBelow ? "below_floor" : "above_floor")"
        case .liquidityChanged(let move): "liquidity.\(move.state)"
        case .messageResent: "message.resent"
        case .daySigned: "day.signed"
        case .tokenChanged: "token.changed"
        case .scheduleChanged(_, let state, _): "schedule.\(state.name)"
        case .scheduleRun(let run): run.outcome.isRefusal ? "schedule.refused" : "schedule.run"
        case .feesWaived: "fees.waived"
        case .limitsChanged: "account.limits_changed"
        case .metadataKept: "metadata.kept"
        case .metadataErased: "metadata.erased"
        case .scheduleEnded: "schedule.archived"
        }
    }

    private static func json(_ event: BankEvent) -> String {
        switch event {
        case .configured, .interimDue: "{}"
        case .accountOpened(let id, _), .accountChanged(let id):
            #"{"account":"\#(text(.account, id))"}"#
        case .transferPosted(let id): #"{"transfer":"\#(text(.transfer, id))"}"#
        case .partyRegistered(let id), .partyChanged(let id):
            #"{"party":"\#(text(.party, id))"}"#
        case .channelChanged(let id): #"{"channel":"\#(text(.channel, id))"}"#
        case .tokenChanged(let id): #"{"token":"\#(text(.token, id))"}"#
        case .parkedChanged(let change): #"{"payment":"\#(text(.payment, change.id))"}"#
        case .payerRestored(let payment, let account):
            #"{"payment":"\#(text(.payment, payment))","account":"\#(text(.account, account))"}"#
        case .mandateChanged(let account, let party):
            #"{"account":"\#(text(.account, account))","party":"\#(text(.party, party))"}"#
        case .noteTaken(let note):
            #"{"item":"\#(note.item)","by":"\#(text(.token, note.by))"}"#
        case .clockMoved(let instant):
            #"{"now":"\#(Instant(nanoseconds: instant).text())"}"#
        case .erased(let subject, let id, _): #"{"subject":"\#(text(subject.idKind, id))"}"#
        case .fileDecided(let decision): json(decision)
        case .paymentChanged(let change): json(change)
        case .messageDecided(let message):
            #"{"message":"\#(text(.message, message.id))","type":"\#(message.kind.type)"}"#
        case .messageTaken(let taken): json(taken)
        case .breakOpened(let found): json(found)
        case .breakChanged(let change):
            #"{"break":"\#(text(.mismatch, change.id))","by":"\#(text(.token, change.by))"}"#
        case .settlementMoved(let move): json(move)
        case .dayClosed(let currency, let day): "{" + members(currency, day) + "}"
        case .dayEnded(let end):
            "{" + members(end.currency, end.day) + #","differences":\#(end.differences.count)}"#
        case .daySigned(let signature):
            "{" + members(signature.currency, signature.day)
                + #","by":"\#(text(.token, signature.by))"}"#
        case .statusChanged(let change): json(change)
        case .approvalChanged(let change): json(change)
        case .schemeChanged(let change): json(change)
        case .recallChanged(let recall): json(recall)
        case .floorCrossed(let change): json(change)
        case .liquidityChanged(let move): json(move)
        case .messageResent(let order): json(order)
        case .scheduleChanged(let id, _, let by):
            #"{"schedule":"\#(id)","by":"\#(text(.token, by))"}"#
        case .scheduleRun(let run):
            #"{"schedule":"\#(run.schedule)","run":\#(run.number),"outcome":"\#(run.word)","#
                + #""transfer":"\#(run.transfer)","amount":"\#(run.signedAmount)"}"#
        case .limitsChanged(let order): json(order)
        case .metadataKept(let kept):
            #"{"count":\#(kept.rows.count { $0.isKept })}"#
        case .metadataErased(let account): #"{"account":"\#(account)"}"#
        case .scheduleEnded(let schedule): #"{"schedule":"\#(schedule.order.id)"}"#
        case .feesWaived(let waived):
            #"{"account":"\#(text(.account, waived.account))","payments":\#(waived.count),"#
                + #""by":"\#(text(.token, waived.by))"}"#
        }
    }

    private static func members(_ currency: UInt16, _ day: Int32) -> String {
        #""currency":"\#(Currency(number: currency)?.code ?? "")","day":"\#(date(day))""#
    }

    private static func json(_ taken: TakenMessage) -> String {
        #"{"message":"\#(text(.message, taken.id))","type":"\#(taken.content.type)","#
            + #""repeated":\#(taken.isRepeated)}"#
    }

    private static func json(_ found: Break) -> String {
        #"{"break":"\#(text(.mismatch, found.id))","kind":"\#(found.kind.name)","#
            + #""payment":"\#(text(.payment, found.payment))"}"#
    }

    private static func json(_ change: StatusChange) -> String {
        #"{"account":"\#(text(.account, change.account))","#
            + #""status":"\#(change.status.name)","by":"\#(text(.token, change.by))"}"#
    }

    private static func json(_ change: ApprovalChange) -> String {
        #"{"approval":"\#(text(.approval, change.approval))","kind":"\#(change.kind.name)","#
            + #""by":"\#(text(.token, change.by))"}"#
    }

    /// What was ordered: a limit that stays as it was is left out, one that is lifted is `null`.
    private static func json(_ order: LimitsOrder) -> String {
        func member(_ name: String, _ change: LimitsOrder.Change) -> String {
            switch change {
            case .kept: ""
            case .lifted: #""\#(name)":null,"#
            case .set(let value): #""\#(name)":"\#(value)","#
            }
        }
        let line = order.creditLine.map { #""credit_line":"\#($0)","# } ?? ""
        return #"{"account":"\#(order.account)",\#(line)\#(member("minimum", order.minimum))"#
            + #"\#(member("maximum", order.maximum))"by":"\#(text(.token, order.by))"}"#
    }

    private static func json(_ move: SettlementMove) -> String {
        let currency = Currency(number: move.currency)
        let position = currency.map {
            Money(minorUnits: move.position, currency: $0).amountText
        }
        return #"{"position":"\#(position ?? "")","currency":"\#(currency?.code ?? "")"}"#
    }

    private static func json(_ decision: FileDecision) -> String {
        #"{"file":"\#(text(.file, decision.file))","reason":"\#(decision.reason.text)","#
            + #""payments":\#(decision.count),"accepted":\#(decision.acceptedCount)}"#
    }

    private static func json(_ change: PaymentChange) -> String {
        let currency = Currency(number: change.currency)
        let amount = currency.map {
            Money(minorUnits: Int128(clamping: change.amount), currency: $0).amountText
        }
        return #"{"payment":"\#(text(.payment, change.payment))","state":"\#(change.state.name)","#
            + #""reason":"\#(change.reason.text)","amount":"\#(amount ?? "")","#
            + #""currency":"\#(currency?.code ?? "")"}"#
    }

    private static func json(_ change: SchemeChange) -> String {
        #"{"scheme":"\#(change.name)","by":"\#(text(.token, change.by))","#
            + #""waiting":\#(change.waiting)}"#
    }

    private static func json(_ change: FloorChange) -> String {
        func text(_ units: Int128) -> String {
            Currency(number: change.currency).map {
                Money(minorUnits: units, currency: $0).amountText
            } ?? String(units)
        }
        return #"{"scheme":"\#(change.name)","left":"\#(text(change.left))","#
            + #""floor":"\#(text(change.floor))","#
            + #""currency":"\#(Currency(number: change.currency)?.code ?? "")"}"#
    }

    private static func json(_ move: LiquidityMove) -> String {
        let currency = Currency(number: move.currency)
        let amount = currency.map {
            Money(minorUnits: Int128(clamping: move.amount), currency: $0).amountText
        }
        return #"{"approval":"\#(text(.approval, move.id))","amount":"\#(amount ?? "")","#
            + #""currency":"\#(currency?.code ?? "")"}"#
    }

    private static func json(_ order: MessageResend) -> String {
        #"{"message":"\#(text(.message, order.message))","by":"\#(text(.token, order.by))"}"#
    }

    private static func json(_ recall: Recall) -> String {
        #"{"recall":"\#(text(.recall, recall.id))","payment":"\#(text(.payment, recall.payment))","#
            + #""direction":"\#(recall.direction.name)","reason":"\#(recall.reason.text)","#
            + #""answer":"\#(recall.answer.text)"}"#
    }

    static func text(_ kind: ObjectID.Kind, _ id: UInt128) -> String {
        ObjectID(kind, id)?.description ?? ""
    }

    static func date(_ day: Int32) -> String {
        BusinessDate(dayNumber: Int(day))?.description ?? ""
    }

    /// An event of the past, for a stream that is taken up again.
    package struct PastEvent: Sendable {
        /// What `Last-Event-ID` holds: the sequence, and the event's place in its entry.
        package let id: UInt64
        package let kind: String
        package let json: String
        package let timestamp: UInt64

        package var sequence: UInt64 { EventRows.sequence(id) }
    }

    /// The id behind all events that lists know: where a new stream begins.
    package var lastEventID: UInt64 { EventRows.number(sequence + 1, 0) - 1 }

    /// Events after an id, oldest first, some more than `limit` perhaps; none where there is none.
    package func events(after id: UInt64, limit: Int) throws(DatabaseError) -> [PastEvent] {
        let found = try reading.withLock { (database) throws(DatabaseError) in
            try EventRows(database: database).events(after: id, limit: limit)
        }
        return found.map { found in
            let (kind, json) = Self.describe(found.event)
            return PastEvent(id: found.number, kind: kind, json: json, timestamp: found.timestamp)
        }
    }
}

extension Archive {
    /// Calls back whenever events were archived, from the cursor's thread; the number ends it.
    package func listen(_ body: @escaping @Sendable () -> Void) -> Int { listeners.add(body) }

    package func stopListening(_ number: Int) { listeners.remove(number) }
}
