import Bytes
import Journal
import Platform

/// Events of the past, made again for a cursor that is too far behind for the feed.
///
/// Events are not in the journal: they follow from it. The entries are decided once more, on a
/// machine of their own, from the newest snapshot that is not ahead of the cursor. That takes the
/// time of a replay and the memory of a second state, while it lasts.
///
/// For one thread at a time.
package final class PastEvents<Machine: StateMachine> {
    /// Commands decided before the caller is asked again whether it still wants to go on.
    private static var sliceMax: UInt64 { 1 << 16 }

    private let replay: Replay<Machine>
    private let cursor: LogCursor
    private let heard: Heard
    private var position: UInt64

    private final class Heard {
        var entries: [EntryEvents<Machine.Event>] = []
        var eventCount = 0
    }

    init(
        _ machine: Machine, snapshots: SnapshotFolder, log: any CommandLog, after sequence: UInt64
    ) throws(OpenError) {
        let heard = Heard()
        self.heard = heard
        position = sequence
        replay = Replay(machine) { entry in
            guard entry.sequence > sequence, !entry.events.isEmpty else { return }
            heard.entries.append(entry)
            heard.eventCount += entry.events.count
        }
        let snapshot: Snapshot?
        do { snapshot = try snapshots.newest(through: sequence) } catch { throw .disk(error) }
        if let snapshot { try replay.restore(snapshot) }
        do { cursor = try log.cursor(after: snapshot?.sequence ?? 0) } catch {
            throw .journal(error)
        }
    }

    /// The next entries with events, up to about `eventsMax` events and not behind `end`.
    ///
    /// Perhaps none, where much has to be decided first: then it is asked again.
    package func next(eventsMax: Int, through end: UInt64) throws(OpenError)
        -> FeedBatch<Machine.Event>
    {
        let stop = replay.commands + Self.sliceMax
        while heard.eventCount < eventsMax, cursor.sequence < end, replay.commands < stop {
            let next: (header: EntryHeader, body: [UInt8])?
            do { next = try cursor.next() } catch { throw .journal(error) }
            guard let next else { break }
            try replay.take(next.header, next.body)
        }
        defer {
            heard.entries = []
            heard.eventCount = 0
        }
        position = max(position, cursor.sequence)
        return FeedBatch(entries: heard.entries, through: position)
    }
}

extension Node {
    /// Events behind a position of the past, where the feed has let them go.
    package func pastEvents(after sequence: UInt64) throws(OpenError) -> PastEvents<Machine> {
        guard let again else {
            preconditionFailure("The node was opened without a second machine.")
        }
        return try PastEvents(
            again.machine(), snapshots: again.snapshots, log: log, after: sequence)
    }
}
