import Engine
package import Platform
package import Projection

/// What is derived from the journal: payments and their history, messages in and out, customers'
/// reports, breaks, events.
///
/// Each ``ArchivePart`` has a cursor, a thread and a file of its own. Any of the files can be deleted
/// while the node is stopped and is made again from the journal; messages are then written again,
/// with the same bytes under the same names, and a clearing that has seen them does nothing.
package final class Archive: @unchecked Sendable {
    let bank: RunningBank
    let records: ArchiveCursor
    let messages: ArchiveCursor
    let reports: ArchiveCursor
    let advices: ArchiveCursor
    let listeners = EventListeners()
    let reading: Monitor<Database>
    /// Writes what is asked for and not kept, with a connection of its own.
    let interim: Monitor<ReportsWriter>
    /// The last error of a cursor that tries again, else what could not be written at all.
    package let trouble = Monitor<String?>(nil)
    /// Within ``turn()``.
    private var isTaking = false

    /// The positions of the cursors that hear events, before their bank runs.
    package static func fedPositions(_ folder: DataFolder) throws(DatabaseError) -> [UInt64] {
        var positions: [UInt64] = []
        for part in ArchivePart.allCases where part.isFed {
            let database = try Database(path: part.path(folder))
            positions.append(try ArchiveSchema.position(of: part, in: database))
        }
        return positions
    }

    /// - Parameters:
    ///   - bank: its feed has a cursor for each part that is fed, in their order.
    ///   - isInMemory: a single-threaded run keeps all in one database in memory.
    package init(_ bank: RunningBank, isInMemory: Bool) throws(DatabaseError) {
        self.bank = bank
        let shared = isInMemory ? try Database(path: ":memory:") : nil
        func open(_ part: ArchivePart) throws(DatabaseError) -> (Database, UInt64) {
            let database = try Self.database(shared, part.path(bank.folder))
            return (database, try ArchiveSchema.position(of: part, in: database))
        }
        func reader() throws(DatabaseError) -> Database {
            try Self.database(shared, ArchivePart.records.path(bank.folder))
        }
        let (database, position) = try open(.records)
        records = ArchiveCursor(
            .records, bank.node, database, from: .feed(0), at: position,
            writer: RecordsWriter(bank, database))
        let (outbox, sent) = try open(.messages)
        let messagesWriter = MessagesWriter(bank, outbox)
        messages = ArchiveCursor(
            .messages, bank.node, outbox, from: .feed(1), at: sent, writer: messagesWriter)
        let (reportRows, reported) = try open(.reports)
        let reportSource = try reader()
        let reportsWriter = ReportsWriter(bank, reportRows, records: reportSource, .reports)
        reports = ArchiveCursor(
            .reports, bank.node, reportRows,
            from: .events(of: records, EventRows(database: reportSource)), at: reported,
            writer: reportsWriter)
        let (adviceRows, advised) = try open(.advices)
        let adviceSource = try reader()
        let advicesWriter = ReportsWriter(bank, adviceRows, records: adviceSource, .advices)
        advices = ArchiveCursor(
            .advices, bank.node, adviceRows,
            from: .events(of: records, EventRows(database: adviceSource)), at: advised,
            writer: advicesWriter)
        reading = Monitor(try Self.reading(bank.folder, shared))
        let interimSource = try reader()
        interim = Monitor(ReportsWriter(bank, interimSource, records: interimSource, .reports))
        answerForMetadataKeys()
        messagesWriter.unwritten = messages.unwritten
        reportsWriter.unwritten = reports.unwritten
        advicesWriter.unwritten = advices.unwritten
        for cursor in cursors {
            cursor.onChange = { [weak self, unowned cursor] in self?.changed(cursor) }
        }
    }

    private static func database(
        _ shared: Database?, _ path: String
    ) throws(DatabaseError) -> Database {
        if let shared { return shared }
        return try Database(path: path)
    }

    /// What queries are answered from: the tables of all parts, seen by one connection.
    private static func reading(
        _ folder: DataFolder, _ shared: Database?
    ) throws(DatabaseError) -> Database {
        if let shared { return shared }
        let database = try Database(path: ArchivePart.records.path(folder))
        for part in ArchivePart.allCases where part != .records {
            try database.attach(part.path(folder), as: "\(part)_file")
        }
        return database
    }

    package var cursors: [ArchiveCursor] { [records, messages, reports, advices] }

    package func cursor(_ part: ArchivePart) -> ArchiveCursor {
        switch part {
        case .records: records
        case .messages: messages
        case .reports: reports
        case .advices: advices
        }
    }

    /// The sequence up to which lists and events know everything.
    package var sequence: UInt64 { records.position }

    private func changed(_ cursor: ArchiveCursor) {
        if cursor.part == .records { listeners.tell() }
        let found = cursors.lazy.compactMap { cursor -> String? in
            if let trouble = cursor.trouble.withLock({ $0 }) { return "\(cursor.part), \(trouble)" }
            let unwritten = cursor.unwritten.withLock { $0 }
            return unwritten.count > 0 ? "\(cursor.part), not written: \(unwritten.last)" : nil
        }.first
        trouble.withLock { $0 = found }
    }

    // MARK: - Running

    /// Starts a thread for each cursor; they end when the node's feed is closed.
    package func start() {
        for cursor in cursors {
            Thread.start(name: cursor.part.rawValue) {
                if cursor.part.canWait { Thread.stepBack() }
                cursor.run()
            }
        }
    }

    /// Waits until the threads have ended.
    package func waitUntilEnded() {
        for cursor in cursors { cursor.waitUntilEnded() }
    }

    /// Takes what is there, once, for each cursor.
    ///
    /// For a single-threaded run.
    ///
    /// - Returns: whether there was anything.
    package func turn() -> Bool {
        // What is looked up meanwhile may set off an answer that wants the archive.
        guard !isTaking else { return false }
        isTaking = true
        defer { isTaking = false }
        var hasTaken = false
        for cursor in cursors where cursor.step(waits: false) == .taken { hasTaken = true }
        return hasTaken
    }

    /// Waits until these parts have done everything up to `sequence`.
    ///
    /// - Returns: false where that takes longer than `seconds`.
    package func wait(
        for sequence: UInt64, _ parts: [ArchivePart] = [.records], seconds: UInt64 = 5
    ) -> Bool {
        if bank.node.isStepped {
            func isDone() -> Bool { parts.allSatisfy { cursor($0).position >= sequence } }
            while !isDone(), turn() {}
            return isDone()
        }
        let deadline = bank.clock.monotonic() + seconds * 1_000_000_000
        return parts.allSatisfy { cursor($0).wait(for: sequence, until: deadline) }
    }
}
