import Projection

/// A statement that was written, without its bytes.
package struct StatementRow: Sendable {
    package let id: UInt128
    package let day: Int32
    package let name: String
    package let sequence: UInt64
    package let at: UInt64
}

extension Archive {
    private static let statementKind = StatementSheet.message

    /// Statements of an account, the newest day first.
    ///
    /// - Parameter before: the day of the last one of the page before.
    package func statements(
        of account: UInt128, before: Int32?, limit: Int
    ) throws(FlowError) -> [StatementRow] {
        try read(
            """
            SELECT id, day, name, sequence, at FROM reports
            WHERE account = ? AND kind = ? AND day < ? ORDER BY day DESC LIMIT ?
            """,
            [
                .id(account), .text(Self.statementKind), .integer(Int64(before ?? .max)),
                .integer(Int64(limit)),
            ]
        ).map(Self.statement)
    }

    /// The statement of an account for a day; nil where none is written.
    package func statement(of account: UInt128, day: Int32) throws(FlowError) -> StatementRow? {
        try read(
            """
            SELECT id, day, name, sequence, at FROM reports
            WHERE account = ? AND kind = ? AND day = ?
            """, [.id(account), .text(Self.statementKind), .integer(Int64(day))]
        ).first.map(Self.statement)
    }

    private static func statement(_ row: [Cell]) -> StatementRow {
        StatementRow(
            id: row[0].id, day: Int32(row[1].integer), name: row[2].text,
            sequence: UInt64(row[3].integer), at: UInt64(row[4].integer))
    }
}
