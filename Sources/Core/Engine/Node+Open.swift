package import Bytes
package import Journal
package import Platform

/// Why a node cannot start.
package enum OpenError: Error, Sendable {
    case journal(JournalError)
    case disk(DiskError)
    case snapshot(ByteError)
    case replay(sequence: UInt64, ReplayError)
    /// The entry was decided by rules this program does not have.
    case unknownRules(sequence: UInt64, version: UInt32)
}

extension Node {
    /// Brings a machine to the state of its journal and readies it for new commands.
    ///
    /// Starts from the newest snapshot that no cursor is behind, then decides every later entry
    /// again and compares outcome with record.
    ///
    /// - Parameters:
    ///   - machine: a new machine.
    ///   - clock: makes the clock, given the last timestamp of the journal.
    ///   - cursors: the positions of the feed's cursors; events behind the lowest are given again.
    ///   - again: makes another new machine, for a cursor that the feed has left behind.
    ///   - eventsKept: the most events that are kept for cursors.
    ///   - onDamagedSnapshot: gets the path of a snapshot that is damaged and was passed over.
    package static func open(
        _ machine: Machine, snapshots: SnapshotFolder, clock: (Timestamp) -> any Clock,
        cursors: [UInt64] = [], again: (@Sendable () -> Machine)? = nil,
        eventsKept: Int = Feed<Machine.Event>.eventsKeptMax, isStepped: Bool = false,
        onDamagedSnapshot: (_ path: String) -> Void = { _ in },
        log open: OpenLog
    ) throws(OpenError) -> Node {
        let feed = Feed<Machine.Event>(eventsMax: eventsKept)
        for position in cursors { _ = feed.addCursor(at: position) }
        let replay = Replay(machine) { feed.publish($0) }
        let snapshot: Snapshot?
        do {
            snapshot = try snapshots.newest(
                through: cursors.min() ?? .max, onDamage: onDamagedSnapshot)
        } catch { throw .disk(error) }
        if let snapshot { try replay.restore(snapshot) }
        let log: any CommandLog
        do { log = try open(snapshot?.head ?? .start, replay.take) } catch {
            throw replay.failure ?? .journal(error)
        }
        return Node(
            machine: machine, log: log, clock: clock(replay.last),
            last: max(replay.last, log.head.timestamp), feed: feed,
            again: again.map { Again(machine: $0, snapshots: snapshots) }, isStepped: isStepped)
    }

    /// Opens the journal behind a trusted position and gives every later entry to the closure.
    package typealias OpenLog = (
        LogHead, (EntryHeader, [UInt8]) throws -> Void
    ) throws(JournalError) -> any CommandLog

    /// Writes a snapshot of the state as it is now.
    ///
    /// - Precondition: called by the applying thread, or when it has ended; everything is durable.
    package func writeSnapshot(to folder: SnapshotFolder) throws(DiskError) {
        guard machine.prepareSnapshot() else { throw .full(path: folder.path) }
        try folder.write(
            Snapshot(of: machine, at: log.head, last: last), usableFrom: feed.slowestSaved ?? 0)
    }
}

/// Decides recorded entries again.
package final class Replay<Machine: StateMachine> {
    package let machine: Machine
    package private(set) var last: Timestamp = 0
    package private(set) var failure: OpenError?
    package private(set) var commands: UInt64 = 0
    private let hear: ((EntryEvents<Machine.Event>) -> Void)?

    /// - Parameter hear: gets what each entry gave rise to.
    package init(_ machine: Machine, hear: ((EntryEvents<Machine.Event>) -> Void)? = nil) {
        self.machine = machine
        self.hear = hear
    }

    func restore(_ snapshot: Snapshot) throws(OpenError) {
        var reader = ByteReader(snapshot.state)
        do { try machine.restore(from: &reader) } catch { throw .snapshot(error) }
        last = snapshot.last
    }

    /// Takes the next entry.
    package func take(_ header: EntryHeader, _ body: [UInt8]) throws(OpenError) {
        guard header.kind == .commands else { return }
        do throws(OpenError) {
            guard header.rulesVersion <= Machine.rulesVersion else {
                throw .unknownRules(sequence: header.sequence, version: header.rulesVersion)
            }
            do { try decide(header, body) } catch {
                throw .replay(sequence: header.sequence, error)
            }
        } catch {
            failure = error
            throw error
        }
    }

    private func decide(_ header: EntryHeader, _ body: [UInt8]) throws(ReplayError) {
        let entry: (timers: UInt64, records: [EntryBody.Record])
        do { entry = try EntryBody.read(body) } catch { throw .unreadable(error) }
        var events: [Machine.Event] = []
        var instant = header.timestamp
        machine.decide(byRules: header.rulesVersion)
        let timers = machine.runTimers(at: &instant, events: &events)
        guard timers == entry.timers else {
            throw .differentOutcome("\(timers) timers instead of \(entry.timers)")
        }
        last = max(last, instant)
        for record in entry.records {
            let (start, overflow) = header.timestamp.addingReportingOverflow(record.delay)
            guard !overflow else { throw .differentOutcome("a delay of \(record.delay) ns") }
            instant = start
            try machine.replay(record.bytes, at: &instant, events: &events)
            last = max(last, instant)
            commands += 1
        }
        _ = machine.entryEnded()
        hear?(
            EntryEvents(sequence: header.sequence, timestamp: header.timestamp, events: events))
    }
}
