import Bytes
package import PaymentModel
import Projection

/// A payment that is asked back, as the archive knows it.
package struct RecallRow: Sendable {
    package let recall: Recall
    package let sequence: UInt64

    init?(_ row: [Cell]) {
        var reader = ByteReader(row[0].bytes[...])
        guard let recall = try? Recall(from: &reader) else { return nil }
        self.recall = recall
        sequence = UInt64(row[1].integer)
    }

    /// One that is only asked about.
    package init(_ recall: Recall, sequence: UInt64) {
        self.recall = recall
        self.sequence = sequence
    }
}

/// How a recall came to a state.
package struct RecallStep: Sendable {
    package let recall: Recall
    package let sequence: UInt64
    package let at: UInt64
}

extension Archive {
    /// Recalls by when they were asked, newest first.
    ///
    /// - Parameter cursor: the sequence of the last one of the page before.
    package func recalls(
        _ direction: Recall.Direction?, _ state: Recall.State?, before cursor: UInt64?, limit: Int
    ) throws(FlowError) -> [RecallRow] {
        try read(
            """
            SELECT recall, sequence FROM recalls
            WHERE sequence < ?1 AND (?2 = 0 OR direction = ?2) AND (?3 = 0 OR state = ?3)
            ORDER BY sequence DESC LIMIT ?4
            """,
            [
                .integer(Int64(clamping: cursor ?? .max)),
                .integer(Int64(direction?.rawValue ?? 0)), .integer(Int64(state?.rawValue ?? 0)),
                .integer(Int64(limit)),
            ]
        ).compactMap(RecallRow.init)
    }

    package func recall(_ id: UInt128) throws(FlowError) -> RecallRow? {
        try read("SELECT recall, sequence FROM recalls WHERE id = ?", [.id(id)]).first
            .flatMap(RecallRow.init)
    }

    /// What was asked and answered about a payment, in order.
    package func recallSteps(of payment: UInt128) throws(FlowError) -> [RecallStep] {
        try read(
            """
            SELECT recall, sequence, at FROM recall_steps WHERE payment = ?
            ORDER BY sequence, number
            """, [.id(payment)]
        ).compactMap { row in
            RecallRow(row).map {
                RecallStep(recall: $0.recall, sequence: $0.sequence, at: UInt64(row[2].integer))
            }
        }
    }

    /// Our message that carried a payment, or theirs that came with it; 0 where there is none.
    package func carrier(of payment: UInt128) throws(FlowError) -> UInt128 {
        try read(
            """
            SELECT id FROM messages JOIN carried ON carried.message = messages.id
            WHERE carried.payment = ? AND direction = 'out' AND kind = ?
            ORDER BY sequence LIMIT 1
            """, [.id(payment), .text(OutgoingMessage.Kind.transfers.type)]
        ).first?[0].id ?? 0
    }
}
