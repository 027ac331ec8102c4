import Bytes
package import PaymentModel
import Projection

/// A booking day of a currency, as the archive knows it.
package struct DayRow: Sendable {
    package let end: DayEnd
    /// The entry of the journal that closed it, or that says what holds it up.
    package let sequence: UInt64
    package let at: UInt64

    init?(_ row: [Cell]) {
        var reader = ByteReader(row[0].bytes[...])
        guard let end = try? DayEnd(from: &reader) else { return nil }
        self.end = end
        sequence = UInt64(row[1].integer)
        at = UInt64(row[2].integer)
    }
}

extension Archive {
    /// A day that is closed or held up; nil where it is neither.
    package func day(_ day: Int32, currency: UInt16) throws(FlowError) -> DayRow? {
        try read(
            "SELECT ended, sequence, at FROM day_ends WHERE currency = ? AND day = ?",
            [.integer(Int64(currency)), .integer(Int64(day))]
        ).first.flatMap(DayRow.init)
    }

    /// Days that are closed or held up, newest first.
    ///
    /// - Parameter before: the day and currency of the last one of the page before.
    package func days(
        currency: UInt16?, before: (day: Int32, currency: UInt16)?, limit: Int
    ) throws(FlowError) -> [DayRow] {
        var conditions: [String] = []
        var cells: [Cell] = []
        if let currency {
            conditions.append("currency = ?")
            cells.append(.integer(Int64(currency)))
        }
        if let before {
            conditions.append("(day, currency) < (?, ?)")
            cells += [.integer(Int64(before.day)), .integer(Int64(before.currency))]
        }
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try read(
            """
            SELECT ended, sequence, at FROM day_ends \(filter)
            ORDER BY day DESC, currency DESC LIMIT ?
            """, cells + [.integer(Int64(limit))]
        ).compactMap(DayRow.init)
    }
}
