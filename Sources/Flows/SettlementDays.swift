import PaymentModel
import Projection

/// Keeps what settlement accounts move, by day and by five minutes, as events come: a day is shown
/// without a look at its payments, however many they are.
struct SettlementDays {
    /// Nanoseconds of one point of a day's plot.
    static let slot: UInt64 = 300_000_000_000

    static let tables = """
        CREATE TABLE IF NOT EXISTS settlement_days (
            scheme INTEGER NOT NULL, day INTEGER NOT NULL, opening TEXT NOT NULL,
            received TEXT NOT NULL, sent TEXT NOT NULL, position TEXT NOT NULL,
            PRIMARY KEY (scheme, day)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS settlement_points (
            scheme INTEGER NOT NULL, day INTEGER NOT NULL, slot INTEGER NOT NULL,
            position TEXT NOT NULL, PRIMARY KEY (scheme, day, slot)) WITHOUT ROWID;
        """

    let database: Database

    func store(_ move: SettlementMove, at instant: UInt64) throws(DatabaseError) {
        let key: [Cell] = [
            .integer(Int64(bitPattern: move.scheme)), .integer(Int64(move.day)),
        ]
        let found = try database.rows(
            "SELECT received, sent FROM settlement_days WHERE scheme = ? AND day = ?", key
        ).first
        let received = (found.flatMap { UInt128($0[0].text) } ?? 0) + move.received
        let sent = (found.flatMap { UInt128($0[1].text) } ?? 0) + move.sent
        let before = move.position - Int128(clamping: move.received) + Int128(clamping: move.sent)
        try database.run(
            """
            INSERT INTO settlement_days VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (scheme, day) DO UPDATE SET received = excluded.received,
            sent = excluded.sent, position = excluded.position
            """,
            key + [
                .text(String(before)), .text(String(received)), .text(String(sent)),
                .text(String(move.position)),
            ])
        try database.run(
            "INSERT OR REPLACE INTO settlement_points VALUES (?, ?, ?, ?)",
            key + [.integer(Int64(instant / Self.slot)), .text(String(move.position))])
    }
}

/// A scheme's settlement account on one day.
package struct SettlementDay: Sendable, Hashable {
    /// Debits positive, as the clearing counts for us.
    package let opening: Int128
    package let received: UInt128
    package let sent: UInt128

    package static let none = SettlementDay(opening: 0, received: 0, sent: 0)
}

/// The position at the end of five minutes in which it moved.
package struct SettlementPoint: Sendable, Hashable {
    /// Nanoseconds since 1970.
    package let at: UInt64
    package let position: Int128
}

extension Archive {
    /// What a settlement account did on a day; before its first one nothing.
    package func settlementDay(_ scheme: UInt64, on day: Int32) throws(FlowError) -> SettlementDay {
        let rows = try read(
            """
            SELECT day, opening, received, sent, position FROM settlement_days
            WHERE scheme = ? AND day <= ? ORDER BY day DESC LIMIT 1
            """, [.integer(Int64(bitPattern: scheme)), .integer(Int64(day))])
        guard let row = rows.first else { return .none }
        guard row[0].integer == Int64(day) else {
            return SettlementDay(opening: Int128(row[4].text) ?? 0, received: 0, sent: 0)
        }
        return SettlementDay(
            opening: Int128(row[1].text) ?? 0, received: UInt128(row[2].text) ?? 0,
            sent: UInt128(row[3].text) ?? 0)
    }

    /// At most 300 points of a day, in their order.
    package func settlementPoints(
        _ scheme: UInt64, on day: Int32
    ) throws(FlowError) -> [SettlementPoint] {
        try read(
            """
            SELECT slot, position FROM settlement_points
            WHERE scheme = ? AND day = ? ORDER BY slot LIMIT 300
            """, [.integer(Int64(bitPattern: scheme)), .integer(Int64(day))]
        ).map { row in
            SettlementPoint(
                at: UInt64(row[0].integer) * SettlementDays.slot,
                position: Int128(row[1].text) ?? 0)
        }
    }
}
