package import PaymentModel
import Platform
import Projection

/// A change of an account's status: who, when, and from when; why is sealed under its id.
package struct StatusRow: Sendable {
    package let id: UInt128
    package let status: BankAccount.Status
    package let state: StatusChange.State
    /// A token, or 0.
    package let by: UInt128
    package let orderedAt: UInt64
    package let from: UInt64
    package let sequence: UInt64

    init(_ row: [Cell]) {
        id = row[0].id
        status = BankAccount.Status(rawValue: UInt8(row[1].integer)) ?? .open
        state = StatusChange.State(rawValue: UInt8(row[2].integer)) ?? .done
        by = row[3].id
        orderedAt = UInt64(row[4].integer)
        from = UInt64(row[5].integer)
        sequence = UInt64(row[6].integer)
    }
}

extension Archive {
    /// Changes of an account's status, the newest first.
    package func statuses(
        of account: UInt128, before sequence: UInt64, limit: Int
    ) throws(FlowError) -> [StatusRow] {
        try read(
            """
            SELECT id, status, state, by, ordered_at, valid_from, sequence FROM statuses
            WHERE account = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?
            """, [.id(account), .integer(Int64(clamping: sequence)), .integer(Int64(limit))]
        ).map(StatusRow.init)
    }
}
