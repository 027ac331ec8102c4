package import Engine
package import PaymentModel
package import Platform
package import Projection
import Synchronization

/// What is derived from the journal at a low rate: payments and their history, messages in and out,
/// customers' reports, breaks, events.
///
/// A cursor of the node's feed. It can be deleted while the node is stopped and is made again from
/// the journal; messages are then written again, with the same bytes under the same names, and a
/// clearing that has seen them does nothing.
package final class Archive: @unchecked Sendable {
    /// Journal entries taken in one transaction.
    static let entriesMax = 64

    let bank: RunningBank
    let cursor: Feed<BankEvent>.CursorID
    let database: Database
    let reading: Monitor<Database>
    let listeners = EventListeners()
    private let position: Atomic<UInt64>
    private let changed = Monitor(0)
    /// Within ``turn()``.
    private var isTaking = false
    /// The last error of a turn that will be tried again, for `/status`.
    package let trouble = Monitor<String?>(nil)

    /// The position of an archive, before its bank runs; 0 where there is none.
    package static func position(path: String) throws(DatabaseError) -> UInt64 {
        try position(in: Database(path: path))
    }

    private static func position(in database: Database) throws(DatabaseError) -> UInt64 {
        let version = try database.rows("PRAGMA user_version")[0][0].integer
        if version != ArchiveSchema.version {
            let tables = try database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            for row in tables { try database.run("DROP TABLE IF EXISTS \(row[0].text)") }
            try database.run("PRAGMA user_version = \(ArchiveSchema.version)")
        }
        try database.script(ArchiveSchema.tables)
        let rows = try database.rows("SELECT sequence FROM cursor WHERE name = 'archive'")
        return rows.first.map { UInt64($0[0].integer) } ?? 0
    }

    package init(_ bank: RunningBank, cursor: Feed<BankEvent>.CursorID, path: String)
        throws(DatabaseError)
    {
        self.bank = bank
        self.cursor = cursor
        database = try Database(path: path)
        position = Atomic(try Self.position(in: database))
        // A single-threaded run keeps its archive in memory, which only one connection can see.
        reading = Monitor(bank.node.isStepped ? database : try Database(path: path))
    }

    /// The sequence up to which everything is archived.
    package var sequence: UInt64 { position.load(ordering: .acquiring) }

    /// Takes what is there, once.
    ///
    /// For a single-threaded run.
    ///
    /// - Returns: whether there was anything.
    package func turn() -> Bool {
        // What is looked up meanwhile may set off an answer that wants the archive.
        guard !isTaking else { return false }
        isTaking = true
        defer { isTaking = false }
        let entries = bank.node.feed.pending(cursor, limit: Self.entriesMax)
        guard !entries.isEmpty else { return false }
        return take(entries)
    }

    /// Takes entries as they come until the feed is closed.
    package func run() {
        while let entries = bank.node.feed.waitForPending(cursor, limit: Self.entriesMax) {
            if take(entries) { continue }
            // A full disk stops this cursor only; it is tried again, and says so meanwhile.
            Thread.sleep(nanoseconds: 500_000_000)
        }
    }

    private func take(_ entries: [EntryEvents<BankEvent>]) -> Bool {
        do {
            try database.transaction { () throws(DatabaseError) in
                for entry in entries { try take(entry) }
                guard let last = entries.last else { return }
                try database.run(
                    "INSERT OR REPLACE INTO cursor VALUES ('archive', ?)",
                    [.integer(Int64(last.sequence))])
            }
            trouble.withLock { $0 = nil }
        } catch {
            trouble.withLock { $0 = "\(error)" }
            return false
        }
        if entries.contains(where: \.erases) { forgetPages() }
        for entry in entries { listeners.tell(entry) }
        guard let last = entries.last else { return true }
        position.store(last.sequence, ordering: .releasing)
        bank.node.feed.advance(cursor, to: last.sequence)
        changed.update { $0 += 1 }
        return true
    }

    /// Waits until everything up to `sequence` is archived.
    ///
    /// - Returns: false where that takes longer than `seconds`.
    package func wait(for sequence: UInt64, seconds: UInt64 = 5) -> Bool {
        if bank.node.isStepped {
            while self.sequence < sequence, turn() {}
            return self.sequence >= sequence || bank.node.feed.backlog == 0
        }
        let deadline = bank.clock.monotonic() + seconds * 1_000_000_000
        return changed.wait(until: deadline) { _ in
            let isThere = self.sequence >= sequence || self.bank.node.feed.backlog == 0
            return isThere ? true : nil
        } ?? false
    }

    private func take(_ entry: EntryEvents<BankEvent>) throws(DatabaseError) {
        var reports = CustomerReports(entry: entry)
        for (number, event) in entry.events.enumerated() {
            try take(event, entry, &reports)
            try store(event, number: number, entry)
        }
        try write(reports)
    }

    private func take(
        _ event: BankEvent, _ entry: EntryEvents<BankEvent>, _ reports: inout CustomerReports
    ) throws(DatabaseError) {
        switch event {
        case .fileDecided(let decision):
            try store(key: decision.key, of: decision.file)
            try store(decision, entry)
            reports.take(decision)
        case .paymentChanged(let change):
            let whole = try store(change, entry)
            reports.take(whole)
        case .messageDecided(let message): try send(message, entry)
        case .messageTaken(let id, let key, let scheme, let isRepeated):
            guard !isRepeated else { return }
            try store(key: key, of: id)
            try store(received: id, scheme: scheme, entry)
        case .breakOpened(let found): try store(found, entry)
        case .transferPosted(let id): reports.take(transfer: id)
        case .dayClosed(let currency, let day):
            try store(closing: currency, day, entry)
            try writeStatements(currency, day, entry)
        case .accountOpened(let account, let key): try store(key: key, of: account)
        case .erased(_, let id, let key): try erase(id, key: key)
        case .configured, .accountChanged, .clockMoved: break
        }
    }
}
