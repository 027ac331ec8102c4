package import Bytes

/// Events as derived views keep them, so that a cursor far behind need not have them made again.
extension BankEvent: Recorded {
    /// By which an event is known among those that are kept; a number is never used twice.
    private var kind: UInt8 {
        switch self {
        case .configured: 1
        case .accountOpened: 2
        case .accountChanged: 3
        case .transferPosted: 4
        case .fileDecided: 5
        case .paymentChanged: 6
        case .messageDecided: 7
        case .messageTaken: 8
        case .breakOpened: 9
        case .dayClosed: 10
        case .clockMoved: 11
        case .erased: 12
        case .dayEnded: 30
        case .tokenChanged: 40
        case .approvalChanged: 41
        case .statusChanged: 42
        case .partyRegistered: 50
        case .mandateChanged: 51
        case .channelChanged: 52
        case .partyChanged: 53
        case .schemeChanged: 55
        case .messageResent: 56
        case .recallChanged: 57
        case .floorCrossed: 58
        case .liquidityChanged: 59
        case .daySigned: 65
        case .interimDue: 66
        case .breakChanged: 70
        case .parkedChanged: 71
        case .noteTaken: 72
        case .payerRestored: 73
        case .settlementMoved: 74
        case .scheduleChanged: 106
        case .scheduleRun: 107
        case .feesWaived: 116
        case .limitsChanged: 96
        case .metadataKept: 117
        case .metadataErased: 118
        case .scheduleEnded: 119
        }
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(kind)
        switch self {
        case .configured: break
        case .accountChanged(let id), .transferPosted(let id), .tokenChanged(let id),
            .partyRegistered(let id), .channelChanged(let id), .partyChanged(let id),
            .metadataErased(let id):
            writer.write(id)
        case .accountOpened(let one, let other), .mandateChanged(let one, let other),
            .payerRestored(let one, let other):
            writer.write(one)
            writer.write(other)
        case .clockMoved(let instant), .interimDue(let instant): writer.write(instant)
        case .dayClosed(let currency, let day):
            writer.write(currency)
            writer.write(day)
        case .erased(let subject, let id, let key):
            writer.write(subject.rawValue)
            writer.write(id)
            writer.write(key)
        case .fileDecided(let decision): decision.write(to: &writer)
        case .paymentChanged(let change): change.write(to: &writer)
        case .messageDecided(let message): message.write(to: &writer)
        case .messageTaken(let taken): taken.write(to: &writer)
        case .breakOpened(let found): found.write(to: &writer)
        case .breakChanged(let change): change.write(to: &writer)
        case .dayEnded(let end): end.write(to: &writer)
        case .daySigned(let signature): signature.write(to: &writer)
        case .approvalChanged(let change): change.write(to: &writer)
        case .statusChanged(let change): change.write(to: &writer)
        case .parkedChanged(let change): change.write(to: &writer)
        case .noteTaken(let note): note.write(to: &writer)
        case .settlementMoved(let move): move.write(to: &writer)
        case .feesWaived(let waived): waived.write(to: &writer)
        case .schemeChanged(let change): change.write(to: &writer)
        case .messageResent(let order): order.write(to: &writer)
        case .recallChanged(let recall): recall.write(to: &writer)
        case .floorCrossed(let change): change.write(to: &writer)
        case .liquidityChanged(let move): move.write(to: &writer)
        case .scheduleChanged(let id, let state, let by):
            writer.write(id)
            writer.write(state.rawValue)
            writer.write(by)
        case .scheduleRun(let run): run.write(to: &writer)
        case .limitsChanged(let order): order.write(to: &writer)
        case .metadataKept(let kept): kept.write(to: &writer)
        case .scheduleEnded(let schedule): schedule.write(to: &writer)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let kind = try reader.read(UInt8.self)
        switch kind {
        case 1: self = .configured
        case 2: self = .accountOpened(account: try reader.read(), key: try reader.read())
        case 3: self = .accountChanged(account: try reader.read())
        case 4: self = .transferPosted(transfer: try reader.read())
        case 5: self = .fileDecided(try FileDecision(from: &reader))
        case 6: self = .paymentChanged(try PaymentChange(from: &reader))
        case 7: self = .messageDecided(try OutgoingMessage(from: &reader))
        case 8: self = .messageTaken(try TakenMessage(from: &reader))
        case 9: self = .breakOpened(try Break(from: &reader))
        case 10: self = .dayClosed(currency: try reader.read(), day: try reader.read())
        case 11: self = .clockMoved(to: try reader.read())
        case 12:
            self = .erased(
                try reader.readCase(), id: try reader.read(), key: try reader.read())
        case 30: self = .dayEnded(try DayEnd(from: &reader))
        case 40: self = .tokenChanged(try reader.read())
        case 41: self = .approvalChanged(try ApprovalChange(from: &reader))
        case 42: self = .statusChanged(try StatusChange(from: &reader))
        case 55...59: self = try Self.ofScheme(kind, &reader)
        case 50: self = .partyRegistered(try reader.read())
        case 53: self = .partyChanged(try reader.read())
        case 52: self = .channelChanged(try reader.read())
        case 51: self = .mandateChanged(account: try reader.read(), party: try reader.read())
        case 65: self = .daySigned(try DaySignature(from: &reader))
        case 66: self = .interimDue(since: try reader.read())
        case 70: self = .breakChanged(try BreakChange(from: &reader))
        case 71: self = .parkedChanged(try ParkedChange(from: &reader))
        case 72: self = .noteTaken(try QueueNote(from: &reader))
        case 74: self = .settlementMoved(try SettlementMove(from: &reader))
        case 106:
            self = .scheduleChanged(
                try reader.read(), try reader.readCase(), by: try reader.read())
        case 107: self = .scheduleRun(try ScheduleRun(from: &reader))
        case 96: self = .limitsChanged(try LimitsOrder(from: &reader))
        case 117: self = .metadataKept(try KeptMetadata(from: &reader))
        case 119: self = .scheduleEnded(try Schedule(from: &reader))
        case 118: self = .metadataErased(account: try reader.read())
        case 116: self = .feesWaived(try WaivedFees(from: &reader))
        case 73:
            self = .payerRestored(payment: try reader.read(), account: try reader.read())
        default: throw .unexpectedValue(offset: start, value: UInt64(kind))
        }
    }
}

extension FileDecision: Recorded {
    package func write(to writer: inout ByteWriter) {
        writer.write(file)
        writer.write(key)
        writer.write(version)
        writer.write(reason.rawValue)
        writer.writeVarint(UInt64(groupReasons.count))
        for reason in groupReasons { writer.write(reason.rawValue) }
        writer.writeVarint(UInt64(count))
        writer.writeVarint(UInt64(acceptedCount))
        writer.write(orders)
        writer.writeVarint(UInt64(repeatedReferences))
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        file = try reader.read()
        key = try reader.read()
        version = try reader.read()
        reason = ReasonCode(rawValue: try reader.read())
        var reasons: [ReasonCode] = []
        for _ in 0..<(try reader.readCount()) {
            reasons.append(ReasonCode(rawValue: try reader.read()))
        }
        groupReasons = reasons
        count = try reader.readCount()
        acceptedCount = try reader.readCount()
        orders = try reader.read()
        repeatedReferences = try reader.readCount()
    }
}

extension PaymentChange: Recorded {
    package func write(to writer: inout ByteWriter) {
        writer.write(payment)
        writer.write(kind.rawValue)
        writer.write(state.rawValue)
        writer.write(reason.rawValue)
        writer.write(scheme)
        writer.write(account)
        writer.write(counterAccount)
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(file)
        writer.write(position)
        writer.write(group)
        writer.write(settlementDay)
        writer.write(message)
        writer.write(isDateMoved)
        writer.write(previous?.rawValue ?? 0)
        writer.write(amount: fee)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        payment = try reader.read()
        kind = try reader.readCase()
        state = try reader.readCase()
        reason = ReasonCode(rawValue: try reader.read())
        scheme = try reader.read()
        account = try reader.read()
        counterAccount = try reader.read()
        amount = try reader.readAmount()
        currency = try reader.read()
        file = try reader.read()
        position = try reader.read()
        group = try reader.read()
        settlementDay = try reader.read()
        message = try reader.read()
        isDateMoved = try reader.readFlag()
        let start = reader.offset
        let raw = try reader.read(UInt8.self)
        previous = PaymentState(rawValue: raw)
        guard previous != nil || raw == 0 else {
            throw .unexpectedValue(offset: start, value: UInt64(raw))
        }
        fee = try reader.readAmount()
    }
}

extension TakenMessage: Recorded {
    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(key)
        writer.write(scheme)
        writer.write(content.rawValue)
        writer.write(isRepeated)
        writer.writeVarint(UInt64(payments.count))
        for payment in payments { writer.write(payment) }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        key = try reader.read()
        scheme = try reader.read()
        content = try reader.readCase()
        isRepeated = try reader.readFlag()
        var payments: [UInt128] = []
        for _ in 0..<(try reader.readCount()) { payments.append(try reader.read()) }
        self.payments = payments
    }
}
