import Bytes
import Vocabulary

extension Scheme {
    func encode(into writer: inout ByteWriter) {
        writer.writePrefixed(name)
        writer.writePrefixed(currency.code)
        writer.writePrefixed(messageVersion)
        pace.encode(into: &writer)
        writer.writePrefixed(clearingBIC.description)
        clearingSystem.encode(into: &writer)
        writer.writePrefixed(settlementMethod)
        writer.writePrefixed(settlementAccount)
        writer.writeVarint(UInt64(transfersPerMessage))
        writer.writeOptional(amountMin)
        writer.writeOptional(amountMax)
        calendar.encode(into: &writer)
        writer.writePrefixed(zone.name)
        writer.writeFlag(carriesUETR)
        writer.writePrefixed(source)
        writer.writePrefixed(confidence.rawValue)
        writer.writeFlag(needsStatement)
        writer.write(lateOrders.rawValue)
        writer.writeOptional(floor)
        writer.writeOptional(validFrom)
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        name = try reader.text(limit: Self.nameBytesMax)
        let currency = try reader.parsed("currency") { Currency($0) }
        self.currency = currency
        messageVersion = try reader.text(limit: 35)
        pace = try Pace(from: &reader)
        clearingBIC = try reader.parsed("clearing_bic") { try BIC($0) }
        clearingSystem = try ClearingSystem(from: &reader)
        settlementMethod = try reader.text(limit: 4)
        settlementAccount = try reader.text(limit: 34)
        transfersPerMessage = try reader.count(limit: Self.transfersPerMessageMax)
        amountMin = try reader.amount("amount_min", in: currency)
        amountMax = try reader.amount("amount_max", in: currency)
        calendar = try SchemeCalendar(from: &reader)
        zone = try reader.parsed("time_zone") { ZoneRules($0) }
        carriesUETR = try reader.flag("uetr")
        source = try reader.text(limit: Self.sourceBytesMax)
        confidence = try reader.parsed("confidence") { Confidence(rawValue: $0) }
        needsStatement = try reader.flag("end_of_day_needs_statement")
        guard let late = LateOrders(rawValue: try reader.byte()) else {
            throw reader.refusal(of: "late_orders")
        }
        lateOrders = late
        floor = try reader.amount("floor", in: currency)
        validFrom = try reader.optional("valid_from") { BusinessDate($0) }
    }
}

extension Scheme.Pace {
    fileprivate func encode(into writer: inout ByteWriter) {
        switch self {
        case .cycles(let cycles):
            writer.writeFlag(false)
            writer.writeOptional(cycles.opens)
            writer.writeOptional(cycles.closes)
            writer.writeOptional(cycles.cutOff)
            writer.writeVarint(UInt64(cycles.times.count))
            for time in cycles.times { writer.writePrefixed(time.description) }
        case .instant(let rules):
            writer.writeFlag(true)
            writer.writeVarint(UInt64(rules.clockSeconds))
            writer.writeFlag(rules.confirmsInbound)
            writer.writeVarint(UInt64(rules.statusRequestsAfterSeconds.count))
            for seconds in rules.statusRequestsAfterSeconds { writer.writeVarint(UInt64(seconds)) }
            writer.writeVarint(UInt64(rules.restoresPayerAfterSeconds ?? 0))
        }
    }

    fileprivate init(from reader: inout SetupReader) throws(BankSetupError) {
        guard try reader.flag("instant") else {
            var cycles = Scheme.Cycles(
                opens: try reader.optional("opens") { TimeOfDay($0) },
                closes: try reader.optional("closes") { TimeOfDay($0) },
                cutOff: try reader.optional("cut_off") { TimeOfDay($0) })
            for _ in 0..<(try reader.count(limit: Scheme.cycleTimesMax)) {
                cycles.times.append(try reader.parsed("cycle_times") { TimeOfDay($0) })
            }
            self = .cycles(cycles)
            return
        }
        var rules = Scheme.InstantRules(
            clockSeconds: try reader.count(limit: Scheme.clockSecondsMax),
            confirmsInbound: try reader.flag("confirm_inbound"), statusRequestsAfterSeconds: [])
        for _ in 0..<(try reader.count(limit: Scheme.statusRequestsMax)) {
            let seconds = try reader.count(limit: Scheme.statusRequestSecondsMax)
            rules.statusRequestsAfterSeconds.append(seconds)
        }
        let restores = try reader.count(limit: Scheme.statusRequestSecondsMax)
        rules.restoresPayerAfterSeconds = restores == 0 ? nil : restores
        self = .instant(rules)
    }
}

extension Scheme.ClearingSystem {
    fileprivate func encode(into writer: inout ByteWriter) {
        switch self {
        case .code(let text):
            writer.writeFlag(false)
            writer.writePrefixed(text)
        case .proprietary(let text):
            writer.writeFlag(true)
            writer.writePrefixed(text)
        }
    }

    fileprivate init(from reader: inout SetupReader) throws(BankSetupError) {
        let isProprietary = try reader.flag("clearing_system")
        let text = try reader.text(limit: isProprietary ? 35 : 5)
        self = isProprietary ? .proprietary(text) : .code(text)
    }
}
