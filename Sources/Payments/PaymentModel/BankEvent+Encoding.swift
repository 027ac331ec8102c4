package import Bytes

/// Events as derived views keep them, so that a cursor far behind need not have them made again.
extension BankEvent: Recorded {
    package func write(to writer: inout ByteWriter) {
        switch self {
        case .configured: writer.write(UInt8(1))
        case .accountOpened(let account, let key):
            writer.write(UInt8(2))
            writer.write(account)
            writer.write(key)
        case .accountChanged(let account):
            writer.write(UInt8(3))
            writer.write(account)
        case .transferPosted(let transfer):
            writer.write(UInt8(4))
            writer.write(transfer)
        case .fileDecided(let decision):
            writer.write(UInt8(5))
            decision.write(to: &writer)
        case .paymentChanged(let change):
            writer.write(UInt8(6))
            change.write(to: &writer)
        case .messageDecided(let message):
            writer.write(UInt8(7))
            message.write(to: &writer)
        case .messageTaken(let taken):
            writer.write(UInt8(8))
            taken.write(to: &writer)
        case .breakOpened(let found):
            writer.write(UInt8(9))
            found.write(to: &writer)
        case .dayClosed(let currency, let day):
            writer.write(UInt8(10))
            writer.write(currency)
            writer.write(day)
        case .clockMoved(let instant):
            writer.write(UInt8(11))
            writer.write(instant)
        case .erased(let subject, let id, let key):
            writer.write(UInt8(12))
            writer.write(subject.rawValue)
            writer.write(id)
            writer.write(key)
        case .dayEnded(let end):
            writer.write(UInt8(30))
            end.write(to: &writer)
        case .tokenChanged(let token):
            writer.write(UInt8(40))
            writer.write(token)
        case .approvalChanged(let change):
            writer.write(UInt8(41))
            change.write(to: &writer)
        case .statusChanged(let change):
            writer.write(UInt8(42))
            change.write(to: &writer)
        case .partyRegistered(let party):
            writer.write(UInt8(50))
            writer.write(party)
        case .mandateChanged(let account, let party):
            writer.write(UInt8(51))
            writer.write(account)
            writer.write(party)
        case .channelChanged(let channel):
            writer.write(UInt8(52))
            writer.write(channel)
        case .partyChanged(let party):
            writer.write(UInt8(53))
            writer.write(party)
        case .schemeChanged, .messageResent, .recallChanged, .floorCrossed, .liquidityChanged:
            writeOfScheme(to: &writer)
        case .daySigned(let signature):
            writer.write(UInt8(65))
            signature.write(to: &writer)
        case .interimDue(let since):
            writer.write(UInt8(66))
            writer.write(since)
        case .breakChanged(let change):
            writer.write(UInt8(70))
            change.write(to: &writer)
        case .parkedChanged(let change):
            writer.write(UInt8(71))
            change.write(to: &writer)
        case .noteTaken(let note):
            writer.write(UInt8(72))
            note.write(to: &writer)
        case .settlementMoved(let move):
            writer.write(UInt8(74))
            move.write(to: &writer)
        case .payerRestored(let payment, let account):
            writer.write(UInt8(73))
            writer.write(payment)
            writer.write(account)
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
