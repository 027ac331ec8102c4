import Engine
import PaymentModel
package import Platform
import Projection
import Synchronization

/// What a cursor does with entries.
protocol ArchiveWriter: AnyObject {
    /// Makes what follows from the entries: the same for the same entries, however often.
    ///
    /// What it puts elsewhere is durable when this returns.
    ///
    /// - Returns: what remains to be written in one transaction with the cursor's position; `nil`
    ///   where that is nothing.
    func take(
        _ entries: [EntryEvents<BankEvent>]
    ) throws(CursorTrouble) -> (() throws(DatabaseError) -> Void)?
}

/// One cursor of the archive: its position, which moves in one transaction with what it writes, and
/// its trouble.
///
/// For one thread, but for what is `package`.
package final class ArchiveCursor: @unchecked Sendable {
    enum Source {
        case feed(Feed<BankEvent>.CursorID)
        /// Behind the cursor that keeps all events, reading its rows by a connection of its own.
        case events(of: ArchiveCursor, EventRows)
    }

    /// What could not be made of an entry, whatever is tried.
    package struct Unwritten: Sendable {
        package var count = 0
        package var last = ""

        mutating func add(_ text: String) {
            count += 1
            last = text
        }
    }

    private struct Place {
        var position: UInt64
        var hasEnded = false
    }

    /// A position is written at the latest when it has moved on by so many entries.
    private static let unsavedMax: UInt64 = 256
    private static let retryNanoseconds: UInt64 = 500_000_000
    /// Commands a second above which a part that can wait does.
    private static let loadedRate: UInt64 = 2000
    private static let restMax: UInt64 = 1_000_000_000

    package let part: ArchivePart
    package let trouble = Monitor<CursorTrouble?>(nil)
    package let unwritten = Monitor(Unwritten())
    private let node: Node<Bank>
    private let database: Database
    private let source: Source
    private let writer: any ArchiveWriter
    private let place: Monitor<Place>
    private var saved: UInt64
    /// Where the feed has let go of what this cursor has not seen.
    private var past: PastEvents<Bank>?
    /// Called when it has moved or got into trouble.
    var onChange: () -> Void = {}

    init(
        _ part: ArchivePart, _ node: Node<Bank>, _ database: Database, from source: Source,
        at position: UInt64, writer: any ArchiveWriter
    ) {
        self.part = part
        self.node = node
        self.database = database
        self.source = source
        self.writer = writer
        place = Monitor(Place(position: position))
        saved = position
    }

    /// Everything up to here is done.
    package var position: UInt64 { place.withLock { $0.position } }

    /// Sequences that are durable and not done.
    package var behind: UInt64 {
        let position = position
        let durable = node.durableSequence
        return durable > position ? durable - position : 0
    }

    /// Nothing waits to be tried again, and nothing was left out.
    package var isWell: Bool {
        trouble.withLock { $0 == nil } && unwritten.withLock { $0.count == 0 }
    }

    /// Waits until everything up to `sequence` is done.
    ///
    /// - Returns: false where the monotonic clock reaches `deadline` first, or it has ended.
    package func wait(for sequence: UInt64, until deadline: UInt64) -> Bool {
        if position < sequence { node.feed.want(sequence) }
        return place.wait(until: deadline) { place in
            place.position >= sequence ? true : place.hasEnded ? false : nil
        } ?? false
    }

    // MARK: - Its thread

    /// Takes entries as they come until the feed is closed; what is left then is taken at the next
    /// start.
    func run() {
        loop: while true {
            let (began, commands) = (SystemClock().monotonic(), commandsTaken)
            switch step(waits: true) {
            case .taken:
                if part.canWait { giveWay(since: began, commands) }
            case .nothing: break loop
            case .failed:
                // A full disk stops this cursor only; it is tried again, and says so meanwhile.
                guard !node.feed.isClosed else { break loop }
                Thread.sleep(nanoseconds: Self.retryNanoseconds)
            }
        }
        try? save(position)
        try? database.settle()
        place.update { $0.hasEnded = true }
    }

    private var commandsTaken: UInt64 { node.figures.commands.load(ordering: .relaxed) }

    /// Leaves cores and disk to whoever waits for an answer: under load a turn is followed by a rest
    /// of three times its length.
    private func giveWay(since began: UInt64, _ commands: UInt64) {
        let took = SystemClock().monotonic() - began
        let rate = (commandsTaken - commands) * 1_000_000_000 / max(1, took)
        guard rate > Self.loadedRate, !node.feed.isClosed else { return }
        Thread.sleep(nanoseconds: min(3 * took, Self.restMax))
    }

    package func waitUntilEnded() {
        place.wait { $0.hasEnded ? true : nil }
    }

    enum Step { case taken, nothing, failed }

    /// Takes what is there, once.
    func step(waits: Bool) -> Step {
        do throws(CursorTrouble) {
            guard let batch = try next(waits: waits) else { return .nothing }
            try take(batch)
            if trouble.withLock({ $0 != nil }) { trouble.withLock { $0 = nil } }
            onChange()
            return .taken
        } catch {
            trouble.withLock { $0 = error }
            onChange()
            return .failed
        }
    }

    private func take(_ batch: FeedBatch<BankEvent>) throws(CursorTrouble) {
        let write = batch.entries.isEmpty ? nil : try writer.take(batch.entries)
        do throws(DatabaseError) {
            if let write {
                try database.transaction { () throws(DatabaseError) in
                    try write()
                    try save(batch.through)
                }
            } else if isWorthSaving(batch.through) {
                try save(batch.through)
            }
        } catch { throw CursorTrouble(error) }
        // Rows that are gone have been overwritten; what the write-ahead file still has of them goes
        // with it. Where a reader is in the way it goes later: it is sealed under a lost key.
        if batch.entries.contains(where: \.erases) { try? database.settle() }
        place.update { $0.position = max($0.position, batch.through) }
        if case .feed(let cursor) = source { node.feed.advance(cursor, to: batch.through) }
    }

    /// Now and then, and once a snapshot: the next start goes on from one that it is behind.
    private func isWorthSaving(_ position: UInt64) -> Bool {
        let snapshot = node.feed.snapshotSequence
        return position > saved + Self.unsavedMax || saved < snapshot && snapshot <= position
    }

    private func save(_ position: UInt64) throws(DatabaseError) {
        try ArchiveSchema.save(position, of: part, in: database)
        saved = position
        if case .feed(let cursor) = source { node.feed.saved(cursor, at: position) }
    }

    /// `nil` where nothing is there, or nothing will come any more.
    private func next(waits: Bool) throws(CursorTrouble) -> FeedBatch<BankEvent>? {
        switch source {
        case .feed(let cursor):
            let feed = node.feed
            let found =
                waits
                ? feed.waitForNext(cursor, eventsMax: part.eventsMax)
                : feed.next(cursor, eventsMax: part.eventsMax)
            switch found {
            case nil: return nil
            case .batch(let batch):
                past = nil
                return batch
            case .letGo(let end): return feed.isClosed ? nil : try again(through: end)
            }
        case .events(let records, let rows):
            let position = position
            guard let end = records.end(after: position, waits: waits) else { return nil }
            do {
                return try rows.batch(after: position, through: end, eventsMax: part.eventsMax)
            } catch { throw CursorTrouble(error) }
        }
    }

    /// The position of a cursor that another one follows, once it is ahead of the other's.
    private func end(after position: UInt64, waits: Bool) -> UInt64? {
        if !waits { return place.withLock { $0.position > position ? $0.position : nil } }
        return place.wait { place -> UInt64?? in
            if place.hasEnded { return .some(nil) }
            return place.position > position ? .some(place.position) : nil
        }
    }

    private func again(through end: UInt64) throws(CursorTrouble) -> FeedBatch<BankEvent> {
        do throws(OpenError) {
            let found: PastEvents<Bank>
            if let past { found = past } else { found = try node.pastEvents(after: position) }
            past = found
            return try found.next(eventsMax: part.eventsMax, through: end)
        } catch {
            past = nil
            throw CursorTrouble(error)
        }
    }
}
