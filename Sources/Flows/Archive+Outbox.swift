import PaymentModel
import Platform
import Projection

/// A message of ours to a clearing.
package struct OutboxRow: Sendable {
    package let id: UInt128
    package let kind: String
    /// The scheme's key.
    package let scheme: UInt64
    package let day: Int32
    /// Its file's name in the outbox.
    package let name: String
    package let sequence: UInt64
    package let at: UInt64
    package let payments: Int
    /// Whether the clearing has said something about everything in it; `nil` where it answers
    /// nothing of the kind.
    package let isAnswered: Bool?
    package let resends: Int

    init(_ row: [Cell]) {
        id = row[0].id
        kind = row[1].text
        scheme = UInt64(bitPattern: row[2].integer)
        day = Int32(row[3].integer)
        name = row[4].text
        sequence = UInt64(row[5].integer)
        at = UInt64(row[6].integer)
        payments = Int(row[7].integer)
        isAnswered = kind == OutgoingMessage.Kind.answer.type ? nil : row[8].integer == 0
        resends = Int(row[9].integer)
    }

    static let columns = """
        id, kind, scheme, day, name, sequence, at,
        (SELECT COUNT(*) FROM carried WHERE message = messages.id), \(unanswered),
        (SELECT COUNT(*) FROM resends WHERE message = messages.id)
        """

    /// Whether something in it has had no word of the clearing yet.
    static let unanswered = """
        EXISTS (SELECT 1 FROM carried JOIN payments ON payments.id = carried.payment
            WHERE carried.message = messages.id AND payments.state IN (\(silent)))
        """

    private static let silent = [PaymentState.held, .outcomeUnknown, .returning]
        .map { String($0.rawValue) }.joined(separator: ", ")
}

/// One more time that a message was sent.
package struct ResendRow: Sendable {
    /// Under which the reason is sealed.
    package let id: UInt128
    package let by: UInt128
    package let sequence: UInt64
    package let at: UInt64
}

/// Which messages of ours are asked for; what is `nil` is not asked.
package struct OutboxFilter: Sendable {
    package var scheme: UInt64?
    /// The beginning of the message type: `pacs.008`.
    package var type: String?
    package var day: Int32?
    package var isAnswered: Bool?
    /// The last message of the page before.
    package var after: UInt128?

    package init() {}
}

extension Archive {
    /// Our messages to clearings, the newest first.
    package func outbox(
        _ filter: OutboxFilter, limit: Int
    ) throws(FlowError) -> [OutboxRow] {
        var conditions = ["direction = 'out'"]
        var values: [Cell] = []
        if let scheme = filter.scheme {
            conditions.append("scheme = ?")
            values.append(.integer(Int64(bitPattern: scheme)))
        }
        if let type = filter.type {
            conditions.append("substr(kind, 1, length(?)) = ?")
            values += [.text(type), .text(type)]
        }
        if let day = filter.day {
            conditions.append("day = ?")
            values.append(.integer(Int64(day)))
        }
        if let isAnswered = filter.isAnswered {
            conditions.append("kind <> ? AND \(isAnswered ? "NOT " : "")\(OutboxRow.unanswered)")
            values.append(.text(OutgoingMessage.Kind.answer.type))
        }
        if let after = filter.after {
            conditions.append("(sequence, id) < (SELECT sequence, id FROM messages WHERE id = ?)")
            values.append(.id(after))
        }
        return try read(
            "SELECT \(OutboxRow.columns) FROM messages WHERE "
                + conditions.joined(separator: " AND ")
                + " ORDER BY sequence DESC, id DESC LIMIT ?",
            values + [.integer(Int64(limit))]
        ).map(OutboxRow.init)
    }

    /// One message of ours to a clearing.
    package func outboxMessage(_ id: UInt128) throws(FlowError) -> OutboxRow? {
        try read(
            "SELECT \(OutboxRow.columns) FROM messages WHERE id = ? AND direction = 'out'",
            [.id(id)]
        ).first.map(OutboxRow.init)
    }

    /// When a message was sent again, in order.
    package func resends(of message: UInt128) throws(FlowError) -> [ResendRow] {
        try read(
            "SELECT id, by, sequence, at FROM resends WHERE message = ? ORDER BY sequence",
            [.id(message)]
        ).map { row in
            ResendRow(
                id: row[0].id, by: row[1].id, sequence: UInt64(row[2].integer),
                at: UInt64(row[3].integer))
        }
    }
}
