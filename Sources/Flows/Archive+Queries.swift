import Bytes
import Engine
import ISO20022
import Ledger
package import PaymentModel
import Platform
import Projection
import Vocabulary

/// A payment as the archive knows it.
package struct PaymentRow: Sendable {
    package let id: UInt128
    /// The customer's file or the clearing's message it came with.
    package let source: UInt128
    package let position: Int
    package let kind: PaymentChange.Kind
    package private(set) var state: PaymentState
    package private(set) var reason: String
    package let scheme: UInt64
    package let account: UInt128
    package let counterAccount: UInt128
    package let amount: UInt128
    package let currency: UInt16
    package let settlementDay: Int32
    package let created: UInt64
    package let createdAt: UInt64
    package private(set) var updatedAt: UInt64

    /// The row as a change would leave it.
    package func changed(to state: PaymentState, _ reason: String, at: UInt64) -> PaymentRow {
        var row = self
        (row.state, row.reason, row.updatedAt) = (state, reason, at)
        return row
    }

    static let columns = """
        id, file, position, kind, state, reason, scheme, account, counter, amount, currency,
        settlement_day, created, created_at, updated_at
        """

    init(_ row: [Cell]) {
        id = row[0].id
        source = row[1].id
        position = Int(row[2].integer)
        kind = PaymentChange.Kind(rawValue: UInt8(row[3].integer)) ?? .outgoing
        state = PaymentState(rawValue: UInt8(row[4].integer)) ?? .rejected
        reason = row[5].text
        scheme = UInt64(bitPattern: row[6].integer)
        account = row[7].id
        counterAccount = row[8].id
        amount = UInt128(row[9].text) ?? 0
        currency = UInt16(row[10].integer)
        settlementDay = Int32(row[11].integer)
        created = UInt64(row[12].integer)
        createdAt = UInt64(row[13].integer)
        updatedAt = UInt64(row[14].integer)
    }
}

/// One step of a payment's life.
package struct PaymentStepRow: Sendable {
    package let state: PaymentState
    package let reason: String
    package let sequence: UInt64
    package let at: UInt64

    package init(state: PaymentState, reason: String, sequence: UInt64, at: UInt64) {
        self.state = state
        self.reason = reason
        self.sequence = sequence
        self.at = at
    }
}

/// A message, without its bytes.
package struct MessageRow: Sendable {
    package let id: UInt128
    package let kind: String
    package let direction: String
    package let name: String
    package let sequence: UInt64
    package let at: UInt64
}

/// A customer's file.
package struct FileRow: Sendable {
    package let id: UInt128
    package let version: Int
    package let reason: String
    package let count: Int
    package let accepted: Int
    package let sequence: UInt64
    package let at: UInt64
    /// All of it waits for a second person.
    package let isWaiting: Bool
    /// Payments whose end-to-end identification was there before.
    package let repeatedReferences: Int
}

extension Archive {
    func read(_ sql: String, _ cells: [Cell], limit: Int = 100_000) throws(FlowError)
        -> [[Cell]]
    {
        do throws(DatabaseError) {
            return try reading.withLock { (database) throws(DatabaseError) in
                try database.rows(sql, cells, limit: limit)
            }
        } catch { throw .records("\(error)") }
    }

    /// Payments, newest first.
    ///
    /// - Parameter before: the creation sequence and id of the last one of the page before.
    package func payments(
        state: PaymentState?, file: UInt128?, before: (UInt64, UInt128)?, limit: Int
    ) throws(FlowError) -> [PaymentRow] {
        var conditions: [String] = []
        var cells: [Cell] = []
        if let state {
            conditions.append("state = ?")
            cells.append(.integer(Int64(state.rawValue)))
        }
        if let file {
            conditions.append("file = ?")
            cells.append(.id(file))
        }
        if let before {
            conditions.append("(created, id) < (?, ?)")
            cells += [.integer(Int64(before.0)), .id(before.1)]
        }
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try read(
            """
            SELECT \(PaymentRow.columns) FROM payments \(filter)
            ORDER BY created DESC, id DESC LIMIT ?
            """, cells + [.integer(Int64(limit))]
        ).map(PaymentRow.init)
    }

    package func payment(_ id: UInt128) throws(FlowError) -> PaymentRow? {
        try read("SELECT \(PaymentRow.columns) FROM payments WHERE id = ?", [.id(id)])
            .first.map(PaymentRow.init)
    }

    /// How many payments are in each state, of one file or of all: of all as it is kept while they
    /// come and change, without a look at any.
    package func paymentCounts(
        file: UInt128? = nil
    ) throws(FlowError) -> [(state: PaymentState, count: Int)] {
        let rows: [[Cell]]
        if let file {
            rows = try read(
                "SELECT state, count(*) FROM payments WHERE file = ? GROUP BY state ORDER BY state",
                [.id(file)])
        } else {
            rows = try read(
                "SELECT state, count FROM payment_counts WHERE count > 0 ORDER BY state", [])
        }
        return rows.compactMap { row in
            PaymentState(rawValue: UInt8(row[0].integer)).map { ($0, Int(row[1].integer)) }
        }
    }

    package func history(of payment: UInt128) throws(FlowError) -> [PaymentStepRow] {
        try read(
            "SELECT state, reason, sequence, at FROM changes WHERE payment = ? ORDER BY sequence, number",
            [.id(payment)]
        ).map { row in
            PaymentStepRow(
                state: PaymentState(rawValue: UInt8(row[0].integer)) ?? .rejected,
                reason: row[1].text, sequence: UInt64(row[2].integer), at: UInt64(row[3].integer))
        }
    }

    /// Messages that carried a payment, came with it, or told of its file.
    package func messages(of row: PaymentRow) throws(FlowError) -> [MessageRow] {
        try read(
            """
            SELECT id, kind, direction, name, sequence, at FROM messages
            WHERE id IN (SELECT message FROM carried WHERE payment = ?)
               OR id IN (SELECT message FROM changes WHERE payment = ?)
               OR id = ?
            UNION ALL
            SELECT id, kind, 'report', name, sequence, at FROM reports
            WHERE about = ? AND about <> x'00000000000000000000000000000000'
            ORDER BY sequence, id
            """, [.id(row.id), .id(row.id), .id(row.source), .id(row.source)]
        ).map(Self.message)
    }

    /// Reports written for an account, newest first.
    ///
    /// - Parameter before: the sequence and id of the last one of the page before.
    package func reports(
        account: UInt128, before: (sequence: UInt64, id: UInt128)? = nil, limit: Int
    ) throws(FlowError) -> [MessageRow] {
        let last = before ?? (UInt64(Int64.max), .max)
        return try read(
            """
            SELECT id, kind, 'report', name, sequence, at FROM (
                SELECT * FROM reports WHERE account = ?1
                UNION ALL SELECT * FROM advices WHERE account = ?1)
            WHERE (sequence, id) < (?2, ?3)
            ORDER BY sequence DESC, id DESC LIMIT ?4
            """,
            [
                .id(account), .integer(Int64(clamping: last.sequence)), .id(last.id),
                .integer(Int64(limit)),
            ]
        ).map(Self.message)
    }

    private static func message(_ row: [Cell]) -> MessageRow {
        MessageRow(
            id: row[0].id, kind: row[1].text, direction: row[2].text, name: row[3].text,
            sequence: UInt64(row[4].integer), at: UInt64(row[5].integer))
    }

    /// A message's bytes: as written, as received, or the customer's file itself.
    package func bytes(of message: UInt128) throws(FlowError) -> [UInt8]? {
        let rows = try read(
            """
            SELECT sealed FROM sent WHERE id = ?1
            UNION ALL SELECT sealed FROM reports WHERE id = ?1
            UNION ALL SELECT sealed FROM advices WHERE id = ?1
            """, [.id(message)])
        if let sealed = rows.first?[0].bytes, !sealed.isEmpty {
            do { return try bank.open(sealed, record: message) } catch {
                throw .sealing("\(error)")
            }
        }
        return try bank.unseal(message)
    }

    package func files(before: UInt64?, limit: Int) throws(FlowError) -> [FileRow] {
        try read(
            """
            SELECT \(Self.fileColumns) FROM files
            WHERE sequence < ? ORDER BY sequence DESC LIMIT ?
            """, [.integer(Int64(clamping: before ?? .max)), .integer(Int64(limit))]
        ).map(Self.file)
    }

    package func file(_ id: UInt128) throws(FlowError) -> FileRow? {
        try read(
            "SELECT \(Self.fileColumns) FROM files WHERE id = ?",
            [.id(id)]
        ).first.map(Self.file)
    }

    /// The last says whether the file waits for a second person.
    private static let fileColumns = """
        id, version, reason, count, accepted, sequence, at,
        EXISTS (SELECT 1 FROM approvals WHERE approvals.id = files.id
            AND approvals.state = \(ApprovalChange.State.waiting.rawValue)), repeated
        """

    /// The first file that had the same orders, by what stands for them; `nil` where this one did.
    package func fileRepeated(by id: UInt128) throws(FlowError) -> UInt128? {
        try read(
            """
            SELECT first.id FROM files JOIN files AS first USING (orders)
            WHERE files.id = ? AND first.accepted > 0 AND first.sequence <= files.sequence
            AND first.id <> files.id ORDER BY first.sequence LIMIT 1
            """, [.id(id)]
        ).first.map { $0[0].id }
    }

    private static func file(_ row: [Cell]) -> FileRow {
        FileRow(
            id: row[0].id, version: Int(row[1].integer), reason: row[2].text,
            count: Int(row[3].integer), accepted: Int(row[4].integer),
            sequence: UInt64(row[5].integer), at: UInt64(row[6].integer),
            isWaiting: row[7].integer != 0, repeatedReferences: Int(row[8].integer))
    }

    /// Names of debtor and creditor, read from what is sealed; empty where it is erased.
    package func names(of row: PaymentRow) -> (debtor: String, creditor: String) {
        if row.kind == .incoming {
            let found: CreditTransfer?
            do { found = try bank.receivedTransfers(row.source) } catch { return ("", "") }
            guard let message = found, row.position < message.transactions.count else {
                return (AccountDetails.erased.name, AccountDetails.erased.name)
            }
            let transfer = message.transactions[row.position]
            return (transfer.debtor.name ?? "", transfer.creditor.name ?? "")
        }
        let found: CreditTransferInitiation?
        do { found = try bank.initiation(row.source) } catch { return ("", "") }
        guard let file = found else {
            return (AccountDetails.erased.name, AccountDetails.erased.name)
        }
        guard let (group, transfer) = FilePlaces(file)[row.position] else { return ("", "") }
        return (group.debtor.name ?? "", transfer.creditor?.name ?? "")
    }
}
