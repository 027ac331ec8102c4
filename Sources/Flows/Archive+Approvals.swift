package import PaymentModel
import Platform
import Projection

/// Something that waits for a second person, or did.
package struct ApprovalRow: Sendable {
    package let id: UInt128
    package let kind: Approval.Kind
    package private(set) var state: ApprovalChange.State
    /// The transfer, the file, or the payment that is to be ended.
    package let subject: UInt128
    /// Hash of all that was asked for.
    package let content: UInt128
    package let amount: UInt128
    package let currency: UInt16
    package let orderCount: Int
    /// A token, or 0.
    package let requestedBy: UInt128
    package let requestedAt: UInt64
    package let expiresAt: UInt64
    package private(set) var decidedBy: UInt128
    /// 0 while it waits.
    package private(set) var decidedAt: UInt64
    package let sequence: UInt64
    package let ground: Approval.Ground

    static let columns = """
        id, kind, state, subject, content, amount, currency, orders, requested_by, requested_at,
        expires_at, decided_by, decided_at, sequence, ground
        """

    init(_ row: [Cell]) {
        id = row[0].id
        kind = Approval.Kind(rawValue: UInt8(row[1].integer)) ?? .transfer
        state = ApprovalChange.State(rawValue: UInt8(row[2].integer)) ?? .expired
        subject = row[3].id
        content = row[4].id
        amount = UInt128(row[5].text) ?? 0
        currency = UInt16(row[6].integer)
        orderCount = Int(row[7].integer)
        requestedBy = row[8].id
        requestedAt = UInt64(row[9].integer)
        expiresAt = UInt64(row[10].integer)
        decidedBy = row[11].id
        decidedAt = UInt64(row[12].integer)
        sequence = UInt64(row[13].integer)
        ground = Approval.Ground(rawValue: UInt8(row[14].integer)) ?? .always
    }

    /// A request as it waits.
    init(_ approval: Approval, sequence: UInt64) {
        let change = ApprovalChange(waiting: approval)
        id = change.approval
        kind = change.kind
        state = change.state
        subject = change.subject
        content = change.content
        amount = change.amount
        currency = change.currency
        orderCount = Int(change.orderCount)
        requestedBy = change.by
        requestedAt = approval.requestedAt
        expiresAt = change.expiresAt
        decidedBy = 0
        decidedAt = 0
        self.sequence = sequence
        ground = change.ground
    }

    /// The row as a decision would leave it.
    package func decided(
        _ state: ApprovalChange.State, by token: UInt128, at instant: UInt64
    ) -> ApprovalRow {
        var row = self
        (row.state, row.decidedBy, row.decidedAt) = (state, token, instant)
        return row
    }
}

extension Archive {
    /// What waits, the oldest first; what has waited, the newest first.
    ///
    /// - Parameter cursor: the sequence of the last one of the page before.
    package func approvals(
        _ state: ApprovalChange.State, from cursor: UInt64?, limit: Int
    ) throws(FlowError) -> [ApprovalRow] {
        let isQueue = state == .waiting
        let start = cursor ?? (isQueue ? 0 : UInt64(Int64.max))
        return try read(
            "SELECT \(ApprovalRow.columns) FROM approvals WHERE state = ? AND sequence "
                + (isQueue
                    ? "> ? ORDER BY sequence LIMIT ?" : "< ? ORDER BY sequence DESC LIMIT ?"),
            [
                .integer(Int64(state.rawValue)), .integer(Int64(clamping: start)),
                .integer(Int64(limit)),
            ]
        ).map(ApprovalRow.init)
    }

    package func approval(_ id: UInt128) throws(FlowError) -> ApprovalRow? {
        try read(
            "SELECT \(ApprovalRow.columns) FROM approvals WHERE id = ?", [.id(id)]
        ).first.map(ApprovalRow.init)
    }

    /// Those of a payment: its own, and those of the file it came with.
    package func approvals(of payment: PaymentRow) throws(FlowError) -> [ApprovalRow] {
        try read(
            "SELECT \(ApprovalRow.columns) FROM approvals WHERE subject IN (?, ?) ORDER BY sequence",
            [.id(payment.id), .id(payment.source)]
        ).map(ApprovalRow.init)
    }
}
