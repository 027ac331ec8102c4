import Bytes
package import Vocabulary

/// How long, and on whose word, a payment can be asked back for a reason: one dated row.
package struct RecallRule: Hashable, Sendable {
    package enum Unit: String, CaseIterable, Hashable, Sendable {
        /// Business days of the scheme.
        case bankingDays = "banking_days"
        case calendarDays = "calendar_days"
        case months
    }

    /// Who wants the money back.
    package enum Asker: String, CaseIterable, Hashable, Sendable {
        /// The bank that sent it, of its own accord.
        case bank
        /// Its customer, who ordered it.
        case originator
    }

    /// At most so many rows.
    package static let countMax = 1_000
    package static let withinMax = 1_000
    package static let answerDaysMax = 366

    package let reason: ReasonCode
    /// So long behind the original's settlement day, in units of ``unit``.
    package let within: Int
    package let unit: Unit
    package let asker: Asker
    /// Business days of the scheme, from a request's arrival, within which it is answered.
    package let answerDays: Int
    /// First day on which the row counts; `nil` from the beginning.
    package let validFrom: BusinessDate?
    package let source: String
    package let confidence: Scheme.Confidence

    package init(
        reason: ReasonCode, within: Int, unit: Unit, asker: Asker, answerDays: Int,
        validFrom: BusinessDate?, source: String, confidence: Scheme.Confidence
    ) {
        self.reason = reason
        self.within = within
        self.unit = unit
        self.asker = asker
        self.answerDays = answerDays
        self.validFrom = validFrom
        self.source = source
        self.confidence = confidence
    }

    /// What counts for a reason that nobody has written a row for.
    package static let standard: [RecallRule] = [
        rule("DUPL", 10, .bankingDays, .bank), rule("TECH", 10, .bankingDays, .bank),
        rule("FRAD", 13, .months, .bank), rule("AC03", 13, .months, .originator),
        rule("AM09", 13, .months, .originator), rule("CUST", 13, .months, .originator),
    ]

    private static func rule(
        _ code: String, _ within: Int, _ unit: Unit, _ asker: Asker
    ) -> RecallRule {
        RecallRule(
            reason: ReasonCode(code) ?? .none, within: within, unit: unit, asker: asker,
            answerDays: 15, validFrom: nil, source: "practice under the SEPA rulebooks",
            confidence: .unverified)
    }

    /// The last day on which a payment that settled on a day can be asked for; beyond the calendar's
    /// data there is none.
    func lastDay(_ scheme: Scheme, settled day: Int32) -> Int32? {
        guard let date = BusinessDate(dayNumber: Int(day)) else { return nil }
        switch unit {
        case .bankingDays:
            return (try? scheme.calendar.adding(openDays: within, to: date))?.dayNumber
        case .calendarDays: return date.adding(days: within)?.dayNumber
        case .months: return date.adding(months: within)?.dayNumber
        }
    }

    private var start: BusinessDate { validFrom ?? .earliest }

    func encode(into writer: inout ByteWriter) {
        writer.writePrefixed(reason.text)
        writer.writeVarint(UInt64(within))
        writer.writePrefixed(unit.rawValue)
        writer.writePrefixed(asker.rawValue)
        writer.writeVarint(UInt64(answerDays))
        writer.writeOptional(validFrom)
        writer.writePrefixed(source)
        writer.writePrefixed(confidence.rawValue)
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        reason = try reader.parsed("reason") { ReasonCode($0) }
        within = try reader.count(limit: Self.withinMax)
        unit = try reader.parsed("unit") { Unit(rawValue: $0) }
        asker = try reader.parsed("asks") { Asker(rawValue: $0) }
        answerDays = try reader.count(limit: Self.answerDaysMax)
        validFrom = try reader.optional("valid_from") { BusinessDate($0) }
        source = try reader.text(limit: Scheme.sourceBytesMax)
        confidence = try reader.parsed("confidence") { Scheme.Confidence(rawValue: $0) }
    }
}

extension RecallRule: Comparable {
    /// By reason and first day.
    package static func < (left: RecallRule, right: RecallRule) -> Bool {
        (left.reason.rawValue, left.start) < (right.reason.rawValue, right.start)
    }
}

extension BankSetup {
    /// The row in force for a reason on a day: one that is written, else the standard one.
    package func recallRule(_ reason: ReasonCode, on date: BusinessDate) -> RecallRule? {
        let written = recalls.last {
            $0.reason == reason && ($0.validFrom.map { $0 <= date } ?? true)
        }
        return written ?? RecallRule.standard.first { $0.reason == reason }
    }
}

extension BankConfiguration {
    func recallRule(_ reason: ReasonCode, on day: Int32) -> RecallRule? {
        guard let date = BusinessDate(dayNumber: Int(day)) else { return nil }
        return setup?.recallRule(reason, on: date)
    }
}

extension BusinessDate {
    /// The same day so many months later, or the last of a shorter month.
    func adding(months: Int) -> BusinessDate? {
        let (year, month, day) = parts
        let index = year * 12 + month - 1 + months
        let last = BusinessDate.daysIn(month: index % 12 + 1, year: index / 12)
        return BusinessDate(year: index / 12, month: index % 12 + 1, day: min(day, last))
    }
}
