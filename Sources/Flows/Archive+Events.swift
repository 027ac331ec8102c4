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
        switch event {
        case .configured: ("configuration.changed", "{}")
        case .accountOpened(let id, _): ("account.opened", #"{"account":"\#(text(.account, id))"}"#)
        case .accountChanged(let id): ("account.changed", #"{"account":"\#(text(.account, id))"}"#)
        case .transferPosted(let id):
            ("transfer.posted", #"{"transfer":"\#(text(.transfer, id))"}"#)
        case .fileDecided(let decision): ("file.decided", json(decision))
        case .paymentChanged(let change): ("payment.\(change.state.name)", json(change))
        case .messageDecided(let message):
            (
                "message.out",
                #"{"message":"\#(text(.message, message.id))","type":"\#(message.kind.type)"}"#
            )
        case .messageTaken(let taken):
            (
                "message.in",
                #"{"message":"\#(text(.message, taken.id))","type":"\#(taken.content.type)","#
                    + #""repeated":\#(taken.isRepeated)}"#
            )
        case .breakOpened(let found):
            (
                "break.opened",
                #"{"break":"\#(text(.mismatch, found.id))","kind":"\#(found.kind.name)","#
                    + #""payment":"\#(text(.payment, found.payment))"}"#
            )
        case .breakChanged(let change):
            (
                change.state == .open ? "break.partly_resolved" : "break.\(change.state.name)",
                #"{"break":"\#(text(.mismatch, change.id))","by":"\#(text(.token, change.by))"}"#
            )
        case .parkedChanged(let change):
            (
                "unapplied.\(change.state.name)",
                #"{"payment":"\#(text(.payment, change.id))"}"#
            )
        case .settlementMoved(let move): ("settlement.moved", json(move))
        case .payerRestored(let payment, let account):
            (
                "payment.payer_restored",
                #"{"payment":"\#(text(.payment, payment))","account":"\#(text(.account, account))"}"#
            )
        case .noteTaken(let note):
            ("queue.noted", #"{"item":"\#(note.item)","by":"\#(text(.token, note.by))"}"#)
        case .dayClosed(let currency, let day):
            (
                "day.closed",
                #"{"currency":"\#(Currency(number: currency)?.code ?? "")","day":"\#(date(day))"}"#
            )
        case .clockMoved(let instant):
            ("clock.moved", #"{"now":"\#(Instant(nanoseconds: instant).text())"}"#)
        case .dayEnded(let end):
            (
                end.isClosed ? "day.ended" : "day.held_up",
                #"{"currency":"\#(Currency(number: end.currency)?.code ?? "")","#
                    + #""day":"\#(date(end.day))","differences":\#(end.differences.count)}"#
            )
        case .erased(let subject, let id, _):
            ("data.erased", #"{"subject":"\#(text(subject.idKind, id))"}"#)
        case .statusChanged(let change):
            (
                "account.status_\(change.state.name)",
                #"{"account":"\#(text(.account, change.account))","#
                    + #""status":"\#(change.status.name)","by":"\#(text(.token, change.by))"}"#
            )
        case .approvalChanged(let change):
            (
                "approval.\(change.state.name)",
                #"{"approval":"\#(text(.approval, change.approval))","kind":"\#(change.kind.name)","#
                    + #""by":"\#(text(.token, change.by))"}"#
            )
        case .partyChanged(let id): ("party.changed", #"{"party":"\#(text(.party, id))"}"#)
        case .partyRegistered(let id):
            ("party.registered", #"{"party":"\#(text(.party, id))"}"#)
        case .mandateChanged(let account, let party):
            (
                "account.party_changed",
                #"{"account":"\#(text(.account, account))","party":"\#(text(.party, party))"}"#
            )
        case .channelChanged(let id): ("channel.changed", #"{"channel":"\#(text(.channel, id))"}"#)
        case .interimDue: ("reports.due", "{}")
        case .schemeChanged(let change): ("scheme.\(change.state.name)", json(change))
        case .recallChanged(let recall): ("recall.\(recall.state.name)", json(recall))
        case .floorCrossed(let change):
            ("scheme.\(change.isBelow ? "below_floor" : "above_floor")", json(change))
        case .liquidityChanged(let move): ("liquidity.\(move.state)", json(move))
        case .messageResent(let order): ("message.resent", json(order))
        case .daySigned(let signature):
            (
                "day.signed",
                #"{"currency":"\#(Currency(number: signature.currency)?.code ?? "")","#
                    + #""day":"\#(date(signature.day))","by":"\#(text(.token, signature.by))"}"#
            )
        case .tokenChanged(let id): ("token.changed", #"{"token":"\#(text(.token, id))"}"#)
        }
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
