import Bytes
package import Vocabulary

/// How far the value date of a customer's entry lies behind its day: one dated row of a scheme.
///
/// Without a row a debit has the day it is booked on, and a credit the day it settles on.
package struct ValueDateRule: Hashable, Sendable {
    package enum Side: String, CaseIterable, Hashable, Sendable { case debit, credit }

    /// At most so many rows.
    package static let countMax = 1_000
    package static let daysMax = 10

    /// The scheme's name.
    package let scheme: String
    package let side: Side
    /// Business days of the scheme, 0…10.
    package let days: Int
    /// First day on which the row counts; `nil` from the beginning.
    package let validFrom: BusinessDate?
    package let source: String
    package let confidence: Scheme.Confidence

    package init(
        scheme: String, side: Side, days: Int, validFrom: BusinessDate?, source: String,
        confidence: Scheme.Confidence
    ) {
        self.scheme = scheme
        self.side = side
        self.days = days
        self.validFrom = validFrom
        self.source = source
        self.confidence = confidence
    }

    private var start: BusinessDate { validFrom ?? .earliest }

    func encode(into writer: inout ByteWriter) {
        writer.writePrefixed(scheme)
        writer.writePrefixed(side.rawValue)
        writer.writeVarint(UInt64(days))
        writer.writeOptional(validFrom)
        writer.writePrefixed(source)
        writer.writePrefixed(confidence.rawValue)
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        scheme = try reader.text(limit: Scheme.nameBytesMax)
        side = try reader.parsed("of") { Side(rawValue: $0) }
        days = try reader.count(limit: Self.daysMax)
        validFrom = try reader.optional("valid_from") { BusinessDate($0) }
        source = try reader.text(limit: Scheme.sourceBytesMax)
        confidence = try reader.parsed("confidence") { Scheme.Confidence(rawValue: $0) }
    }
}

extension ValueDateRule: Comparable {
    /// By scheme, side and first day.
    package static func < (left: ValueDateRule, right: ValueDateRule) -> Bool {
        (left.scheme, left.side.rawValue, left.start)
            < (right.scheme, right.side.rawValue, right.start)
    }
}

extension BankConfiguration {
    /// The value day of a customer's entry, by the row in force on a day: that day, or so many
    /// business days of the scheme behind it; `nil` where its calendar ends before.
    func valueDay(_ scheme: Scheme, _ side: ValueDateRule.Side, from day: Int32) -> Int32? {
        guard let setup, let date = BusinessDate(dayNumber: Int(day)) else { return day }
        let rule = setup.valueDates.last {
            $0.scheme == scheme.name && $0.side == side && ($0.validFrom.map { $0 <= date } ?? true)
        }
        guard let rule, rule.days > 0 else { return day }
        return (try? scheme.calendar.adding(openDays: rule.days, to: date))?.dayNumber
    }
}
