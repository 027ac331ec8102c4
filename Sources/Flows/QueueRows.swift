import PaymentModel
import Projection

/// Keeps the rows of the queues as events come: what waits comes in, what waits no more goes out.
///
/// Cost: of a payment that never waits one look-up; of a list nothing, as its order is an index.
struct QueueRows {
    /// Digits of an amount, so that texts sort as numbers do.
    static let digits = 40

    static let tables = """
        CREATE TABLE IF NOT EXISTS queue_items (
            queue INTEGER NOT NULL, id BLOB NOT NULL, state TEXT NOT NULL, kind TEXT NOT NULL,
            amount TEXT NOT NULL, is_debit INTEGER NOT NULL, currency INTEGER NOT NULL,
            scheme INTEGER NOT NULL, owner BLOB NOT NULL, subject BLOB NOT NULL,
            since INTEGER NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (queue, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS queue_items_by_age ON queue_items (queue, since, id);
        CREATE INDEX IF NOT EXISTS queue_items_by_amount ON queue_items (queue, amount, id);
        CREATE TABLE IF NOT EXISTS queue_counts (
            queue INTEGER PRIMARY KEY, count INTEGER NOT NULL);
        CREATE TRIGGER IF NOT EXISTS queue_item_comes AFTER INSERT ON queue_items BEGIN
            INSERT INTO queue_counts VALUES (new.queue, 1)
                ON CONFLICT (queue) DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER IF NOT EXISTS queue_item_goes AFTER DELETE ON queue_items BEGIN
            UPDATE queue_counts SET count = count - 1 WHERE queue = old.queue;
        END;
        CREATE TABLE IF NOT EXISTS queue_notes (
            id BLOB PRIMARY KEY, item BLOB NOT NULL, owner BLOB, by BLOB NOT NULL,
            at INTEGER NOT NULL, sequence INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS queue_notes_by_item ON queue_notes (item, sequence);
        """

    let database: Database

    func store(_ event: BankEvent, sequence: Cell, at: Cell) throws(DatabaseError) {
        switch event {
        case .paymentChanged(let change): try store(change, at)
        case .approvalChanged(let change): try store(change, at)
        case .breakOpened(let found): try store(found, at)
        case .breakChanged(let change): try store(change)
        case .parkedChanged(let change): try store(change, at)
        case .recallChanged(let recall): try store(recall)
        case .noteTaken(let note): try store(note, sequence, at)
        default: break
        }
    }

    private struct Item {
        let queue: QueueName
        let id: UInt128
        var state: String
        var kind: String
        var amount: Int128
        var currency: UInt16
        var scheme: UInt64 = 0
        var subject: UInt128
        var due: UInt64 = 0
    }

    static func text(_ amount: UInt128) -> String {
        let text = String(amount)
        return String(repeating: "0", count: digits - text.count) + text
    }

    private func put(_ item: Item, _ at: Cell) throws(DatabaseError) {
        try database.run(
            """
            INSERT INTO queue_items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (queue, id) DO UPDATE SET state = excluded.state, kind = excluded.kind
            """,
            [
                .integer(item.queue.rawValue), .id(item.id), .text(item.state), .text(item.kind),
                .text(Self.text(item.amount.magnitude)), .integer(item.amount < 0 ? 1 : 0),
                .integer(Int64(item.currency)), .integer(Int64(bitPattern: item.scheme)), .id(0),
                .id(item.subject), at, .integer(Int64(clamping: item.due)),
            ])
    }

    private func remove(_ id: UInt128, from queue: QueueName) throws(DatabaseError) {
        try database.run(
            "DELETE FROM queue_items WHERE queue = ? AND id = ?",
            [.integer(queue.rawValue), .id(id)])
    }

    private func store(_ change: PaymentChange, _ at: Cell) throws(DatabaseError) {
        let queue = QueueName(change.state)
        // Where an order was kept before is not said with its release.
        let previous = change.previous.map { QueueName($0) } ?? .warehoused
        if let previous, previous != queue { try remove(change.payment, from: previous) }
        guard let queue else { return }
        try put(
            Item(
                queue: queue, id: change.payment, state: change.state.name,
                kind: change.reason == .none ? "" : change.reason.text,
                amount: Int128(clamping: change.amount), currency: change.currency,
                scheme: change.scheme, subject: change.payment), at)
    }

    private func store(_ change: ApprovalChange, _ at: Cell) throws(DatabaseError) {
        guard change.state == .waiting else {
            return try remove(change.approval, from: .approvals)
        }
        try put(
            Item(
                queue: .approvals, id: change.approval, state: change.state.name,
                kind: change.kind.name, amount: Int128(clamping: change.amount),
                currency: change.currency, subject: change.subject, due: change.expiresAt), at)
    }

    private func store(_ found: Break, _ at: Cell) throws(DatabaseError) {
        try put(
            Item(
                queue: .breaks, id: found.id, state: "open", kind: found.kind.name,
                amount: found.open, currency: found.currency, scheme: found.scheme,
                subject: found.payment), at)
    }

    private func store(_ change: BreakChange) throws(DatabaseError) {
        guard change.state == .open else { return try remove(change.id, from: .breaks) }
        try database.run(
            "UPDATE queue_items SET amount = ?, state = 'partly' WHERE queue = ? AND id = ?",
            [
                .text(Self.text(change.open.magnitude)), .integer(QueueName.breaks.rawValue),
                .id(change.id),
            ])
    }

    private func store(_ change: ParkedChange, _ at: Cell) throws(DatabaseError) {
        guard change.state == .parked else { return try remove(change.id, from: .unapplied) }
        try put(
            Item(
                queue: .unapplied, id: change.id, state: change.state.name,
                kind: change.payment == 0 ? "unannounced" : "returned",
                amount: Int128(clamping: change.amount), currency: change.currency,
                scheme: change.scheme, subject: change.payment), at)
    }

    /// Waits from when it was asked until the day by which an answer is due.
    private func store(_ recall: Recall) throws(DatabaseError) {
        guard recall.state.awaitsAnswer else { return try remove(recall.id, from: .recalls) }
        try put(
            Item(
                queue: .recalls, id: recall.id, state: recall.state.name,
                kind: recall.reason.text, amount: Int128(clamping: recall.amount),
                currency: recall.currency, scheme: recall.scheme, subject: recall.payment,
                due: recall.dueAt), .integer(Int64(clamping: recall.askedAt)))
    }

    private func store(_ note: QueueNote, _ sequence: Cell, _ at: Cell) throws(DatabaseError) {
        try database.run(
            "INSERT OR REPLACE INTO queue_notes VALUES (?, ?, ?, ?, ?, ?)",
            [
                .id(note.id), .id(note.item), note.owner.map { .id($0) } ?? .null, .id(note.by),
                at, sequence,
            ])
        guard let owner = note.owner else { return }
        for queue in QueueName.allCases {
            try database.run(
                "UPDATE queue_items SET owner = ? WHERE queue = ? AND id = ?",
                [.id(owner), .integer(queue.rawValue), .id(note.item)])
        }
    }
}
