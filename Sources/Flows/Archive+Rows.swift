import Journal
import Engine
import PaymentModel
import Projection

extension Archive {
    func store(
        _ decision: FileDecision, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        try database.run(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .id(decision.file), .integer(Int64(decision.version)),
                .text(decision.reason.text), .integer(Int64(decision.count)),
                .integer(Int64(decision.acceptedCount)), .integer(Int64(entry.sequence)),
                .integer(Int64(entry.timestamp)),
            ])
    }

    /// Writes a change of a payment.
    ///
    /// - Returns: the change with the file and message of the payment's row, where it was stored
    ///   before and the change itself does not name them.
    func store(
        _ change: PaymentChange, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) -> PaymentChange {
        let known = try database.rows(
            "SELECT file, kind, account, counter FROM payments WHERE id = ?", [.id(change.payment)])
        let moment: [Cell] = [.integer(Int64(entry.sequence)), .integer(Int64(entry.timestamp))]
        if known.isEmpty {
            try insert(change, moment)
        } else {
            try database.run(
                """
                UPDATE payments SET state = ?, reason = ?, updated = ?, updated_at = ?,
                scheme = CASE WHEN ? = 0 THEN scheme ELSE ? END,
                settlement_day = CASE WHEN ? = 0 THEN settlement_day ELSE ? END,
                account = CASE WHEN ? = x'00000000000000000000000000000000' THEN account ELSE ? END
                WHERE id = ?
                """,
                [.integer(Int64(change.state.rawValue)), .text(change.reason.text)] + moment
                    + [
                        .integer(Int64(bitPattern: change.scheme)),
                        .integer(Int64(bitPattern: change.scheme)),
                        .integer(Int64(change.settlementDay)),
                        .integer(Int64(change.settlementDay)), .id(change.account),
                        .id(change.account), .id(change.payment),
                    ])
        }
        try database.run(
            "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)",
            [.id(change.payment)] + moment
                + [
                    .integer(Int64(change.state.rawValue)), .text(change.reason.text),
                    .id(change.message),
                ])
        guard let row = known.first else { return change }
        return change.with(
            file: row[0].id, kind: PaymentChange.Kind(rawValue: UInt8(row[1].integer)))
    }

    private func insert(_ change: PaymentChange, _ moment: [Cell]) throws(DatabaseError) {
        let source = change.file != 0 ? change.file : change.message
        let position = PaymentFile.position(of: change.payment, in: source) ?? 0
        try database.run(
            "INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(change.payment), .id(source), .integer(Int64(position)),
                .integer(Int64(change.kind.rawValue)), .integer(Int64(change.state.rawValue)),
                .text(change.reason.text), .integer(Int64(bitPattern: change.scheme)),
                .id(change.account), .id(change.counterAccount), .text(String(change.amount)),
                .integer(Int64(change.currency)), .integer(Int64(change.settlementDay)),
                .id(change.message),
            ] + moment + moment)
        if change.kind == .incoming {
            try carry(change.payment, by: change.message)
        }
    }

    func carry(_ payment: UInt128, by message: UInt128) throws(DatabaseError) {
        try database.run(
            "INSERT OR IGNORE INTO carried VALUES (?, ?)", [.id(payment), .id(message)])
    }

    func store(key: UInt128, of owner: UInt128) throws(DatabaseError) {
        try database.run("INSERT OR REPLACE INTO keys VALUES (?, ?)", [.id(owner), .id(key)])
    }

    /// The personal key of an account, file or message; that of what a message of ours is about.
    func key(of owner: UInt128) throws(DatabaseError) -> UInt128? {
        let rows = try database.rows("SELECT key FROM keys WHERE id = ?", [.id(owner)])
        if let row = rows.first { return row[0].id }
        let about = try database.rows(
            "SELECT about FROM messages WHERE id = ? AND about <> id", [.id(owner)])
        guard let next = about.first?[0].id, next != 0 else { return nil }
        return try key(of: next)
    }

    func store(_ found: Break, _ entry: EntryEvents<BankEvent>) throws(DatabaseError) {
        try database.run(
            "INSERT INTO breaks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(found.kind.name), .id(found.message), .id(found.payment),
                .integer(Int64(bitPattern: found.scheme)), .text(String(found.ours)),
                .text(String(found.theirs)), .integer(Int64(entry.sequence)),
                .integer(Int64(entry.timestamp)),
            ])
    }

    func store(
        received id: UInt128, scheme: UInt64, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        try store(
            ArchivedMessage(
                id: id, kind: "clearing", direction: "in", scheme: scheme, about: 0, account: 0,
                day: 0, name: "", bytes: nil),
            entry)
    }

    func store(
        closing currency: UInt16, _ day: Int32, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        try database.run(
            "INSERT OR REPLACE INTO days VALUES (?, ?, ?, ?)",
            [
                .integer(Int64(currency)), .integer(Int64(day)), .integer(Int64(entry.sequence)),
                .integer(Int64(entry.timestamp)),
            ])
    }

    /// Writes a message's row; its bytes sealed under the key of what it is about.
    func store(
        _ message: ArchivedMessage, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        var sealed = Cell.null
        let key = try key(of: message.owner)
        if let bytes = message.bytes, let key {
            // Without its key the bytes are erased before they are kept.
            sealed =
                (try? bank.seal(bytes, record: message.id, key: key)).map {
                    .bytes($0.attachment.bytes)
                } ?? .null
        }
        try database.run(
            "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(message.id), .text(message.kind), .text(message.direction),
                .integer(Int64(bitPattern: message.scheme)), .id(message.about),
                .id(message.account), .integer(Int64(message.day)), .text(message.name),
                .integer(Int64(entry.sequence)), .integer(Int64(entry.timestamp)), sealed,
            ])
    }
}

/// A message as the archive keeps it.
struct ArchivedMessage {
    let id: UInt128
    /// The message type, such as `pacs.008.001.08`.
    let kind: String
    /// `in`, `out` (to a clearing) or `report` (to a customer).
    let direction: String
    let scheme: UInt64
    /// The file or message it follows from.
    let about: UInt128
    let account: UInt128
    let day: Int32
    let name: String
    /// `nil` where the bytes are sealed in the journal already.
    let bytes: [UInt8]?

    /// Under whose key the bytes are sealed: of the account they are about, else of the file or
    /// message they follow from.
    var owner: UInt128 { account != 0 ? account : about != 0 ? about : id }
}

extension PaymentChange {
    func with(file: UInt128, kind: Kind?) -> PaymentChange {
        var whole = PaymentChange(
            payment: payment, kind: kind ?? self.kind, state: state, reason: reason, scheme: scheme,
            account: account, counterAccount: counterAccount, amount: amount, currency: currency,
            file: kind == .incoming ? self.file : file, position: position, group: group,
            settlementDay: settlementDay, message: message, isDateMoved: isDateMoved)
        whole.previous = previous
        return whole
    }
}
