import Platform

/// What one durable entry gave rise to.
package struct EntryEvents<Event: Sendable>: Sendable {
    package let sequence: UInt64
    package let timestamp: Timestamp
    package let events: [Event]

    package init(sequence: UInt64, timestamp: Timestamp, events: [Event]) {
        self.sequence = sequence
        self.timestamp = timestamp
        self.events = events
    }
}

/// Entries a cursor has not seen, and where it stands once it has taken them.
package struct FeedBatch<Event: Sendable>: Sendable {
    package let entries: [EntryEvents<Event>]
    /// Behind the last entry, and behind later ones that gave rise to nothing.
    package let through: UInt64

    package init(entries: [EntryEvents<Event>], through: UInt64) {
        self.entries = entries
        self.through = through
    }
}

/// Durable events in the order of the journal, for cursors that each own a position.
///
/// An entry is kept until every cursor has passed it, or until too many events are kept: then the
/// oldest are let go, and a cursor that has not seen them has them made again (``PastEvents``).
/// Memory is bounded, however far a cursor is behind. Without a cursor nothing is kept.
package final class Feed<Event: Sendable>: Sendable {
    package typealias CursorID = Int

    /// Events kept for cursors that are behind.
    ///
    /// The last entry is kept whatever it has.
    package static var eventsKeptMax: Int { 1 << 18 }

    /// A waiting cursor passes entries that gave rise to nothing when there are so many of them, when
    /// somebody waits for it, or when the node has nothing else to do.
    ///
    /// Under a load of plain transfers each entry would wake every cursor for nothing otherwise, and
    /// whoever brought the transfer would wait for them: 60 µs of 0.2 ms.
    package static var passedMax: UInt64 { 256 }

    /// What there is for a cursor.
    package enum Next: Sendable {
        case batch(FeedBatch<Event>)
        /// Entries up to and including this one, which the cursor has not seen, were let go.
        case letGo(through: UInt64)
    }

    private struct State {
        var entries: [EntryEvents<Event>] = []
        var first = 0
        /// In ``entries`` from ``first`` on.
        var eventCount = 0
        var positions: [UInt64] = []
        /// Where each cursor would go on after a crash.
        var saved: [UInt64] = []
        /// Of the newest snapshot beside the running node.
        var snapshot: UInt64 = 0
        /// Everything up to here has been published.
        var through: UInt64 = 0
        /// Up to here cursors are to move even where nothing was published.
        var announced: UInt64 = 0
        /// The least sequence that somebody waits for a cursor to reach.
        var wanted: UInt64 = .max
        /// Where the waiting cursors were last woken.
        var wokenAt: UInt64 = 0
        var isWakeDue = false
        /// The last entry that was let go before every cursor had passed it.
        var letGoThrough: UInt64 = 0
        var isClosed = false

        /// Lets cursors pass what gave rise to nothing.
        mutating func announce() {
            guard through > announced else { return }
            announced = through
            wanted = .max
            isWakeDue = true
        }

        /// Whether a cursor at a position has something to do.
        func isWorthwhile(at position: UInt64) -> Bool {
            guard through > position else { return false }
            return announced > position || letGoThrough > position
                || through - position >= Feed.passedMax || (entries.last?.sequence ?? 0) > position
        }

        mutating func removeFirst() {
            eventCount -= entries[first].events.count
            first += 1
        }

        /// Gives memory back now and then: each entry is moved once at most.
        mutating func compact() {
            guard first > 1024, first * 2 > entries.count else { return }
            entries.removeFirst(first)
            first = 0
        }
    }

    private let state = Monitor(State())
    private let eventsMax: Int

    package init(eventsMax: Int = Feed.eventsKeptMax) { self.eventsMax = eventsMax }

    /// Registers a cursor that has seen everything up to and including `sequence`.
    package func addCursor(at sequence: UInt64) -> CursorID {
        state.withLock { state in
            state.positions.append(sequence)
            state.saved.append(sequence)
            return state.positions.count - 1
        }
    }

    /// Where each cursor stands.
    package var positions: [UInt64] { state.withLock { $0.positions } }

    /// The lowest position of all cursors, or `nil` without any.
    package var slowest: UInt64? { state.withLock { $0.positions.min() } }

    /// Where the slowest cursor would go on after a crash, or `nil` without any.
    package var slowestSaved: UInt64? { state.withLock { $0.saved.min() } }

    /// A cursor has written down where it stands.
    package func saved(_ cursor: CursorID, at sequence: UInt64) {
        state.withLock { $0.saved[cursor] = max($0.saved[cursor], sequence) }
    }

    /// Where cursors do well to write down that they stand behind: a start uses the newest snapshot
    /// that none of them is before.
    package var snapshotSequence: UInt64 { state.withLock { $0.snapshot } }

    /// There is a snapshot at a sequence, which is durable.
    func remember(_ sequence: UInt64) {
        state.withLock { state in
            state.snapshot = max(state.snapshot, sequence)
            state.announce()
        }
        wake()
    }

    /// The number of entries with events that some cursor has not passed yet and that are kept.
    package var backlog: Int { state.withLock { $0.entries.count - $0.first } }

    /// The number of events that are kept.
    package var eventCount: Int { state.withLock { $0.eventCount } }

    package var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Adds what an entry gave rise to.
    ///
    /// Called in the order of the journal, and ``wake()`` after it.
    package func publish(_ entry: EntryEvents<Event>) {
        state.withLock { state in
            state.through = max(state.through, entry.sequence)
            // What every cursor has passed already, as on a start behind a snapshot, is not kept.
            guard let slowest = state.positions.min(), entry.sequence > slowest,
                !entry.events.isEmpty
            else { return }
            state.entries.append(entry)
            state.isWakeDue = true
            state.eventCount += entry.events.count
            while state.eventCount > eventsMax, state.entries.count - state.first > 1 {
                state.letGoThrough = state.entries[state.first].sequence
                state.removeFirst()
            }
            state.compact()
        }
    }

    /// Everything up to and including `sequence` has been published: later entries up to there gave
    /// rise to nothing.
    package func reach(_ sequence: UInt64) {
        state.withLock { state in
            state.through = max(state.through, sequence)
            if state.through >= state.wanted { state.announce() }
        }
    }

    /// Wakes the cursors that wait, where there is something for them.
    package func wake() {
        _ = state.update(wakingIf: { $0 }) { state in
            guard state.isWakeDue || state.through >= state.wokenAt + Self.passedMax else {
                return false
            }
            state.isWakeDue = false
            state.wokenAt = state.through
            return true
        }
    }

    /// Lets every cursor come up to here: the node has nothing else to do.
    package func announce() {
        state.withLock { $0.announce() }
        wake()
    }

    /// Somebody waits until cursors have passed a sequence.
    package func want(_ sequence: UInt64) {
        state.withLock { state in
            if state.through < sequence {
                state.wanted = min(state.wanted, sequence)
            } else {
                state.announce()
            }
        }
        wake()
    }

    /// The entries a cursor has not seen and that are kept, at most `limit`; empty where there is
    /// none.
    package func pending(_ cursor: CursorID, limit: Int) -> [EntryEvents<Event>] {
        state.withLock { state in
            Array(state.entries[Self.place(of: cursor, in: state)...].prefix(limit))
        }
    }

    /// What a cursor takes next: entries of at most so many events together, one at least.
    ///
    /// - Returns: `nil` where there is nothing new.
    package func next(_ cursor: CursorID, eventsMax: Int) -> Next? {
        state.withLock { Self.next($0, cursor, eventsMax) }
    }

    /// Like ``next(_:eventsMax:)``, and waits until there is something.
    ///
    /// - Returns: `nil` once the feed is closed and nothing is left.
    package func waitForNext(_ cursor: CursorID, eventsMax: Int) -> Next? {
        state.wait { state in
            let isDue = state.isClosed || state.isWorthwhile(at: state.positions[cursor])
            if isDue, let found = Self.next(state, cursor, eventsMax) { return .some(.some(found)) }
            return state.isClosed ? .some(nil) : nil
        }
    }

    /// Moves a cursor behind `sequence` and lets go of what every cursor has passed.
    package func advance(_ cursor: CursorID, to sequence: UInt64) {
        state.withLock { state in
            state.positions[cursor] = max(state.positions[cursor], sequence)
            let slowest = state.positions.min() ?? .max
            while state.first < state.entries.count, state.entries[state.first].sequence <= slowest
            {
                state.removeFirst()
            }
            state.compact()
        }
    }

    /// Wakes every waiting cursor; each still gets what is left.
    package func close() {
        state.update { $0.isClosed = true }
    }

    private static func next(_ state: State, _ cursor: CursorID, _ eventsMax: Int) -> Next? {
        let position = state.positions[cursor]
        guard state.through > position else { return nil }
        guard state.letGoThrough <= position else { return .letGo(through: state.letGoThrough) }
        var count = 0
        let start = place(of: cursor, in: state)
        var end = start
        while end < state.entries.count {
            count += state.entries[end].events.count
            guard count <= eventsMax || end == start else { break }
            end += 1
        }
        let isAll = end == state.entries.count
        let entries = Array(state.entries[start..<end])
        return .batch(
            FeedBatch(
                entries: entries,
                through: isAll ? state.through : entries.last?.sequence ?? state.through))
    }

    /// Where in the entries a cursor goes on.
    private static func place(of cursor: CursorID, in state: State) -> Int {
        let position = state.positions[cursor]
        var low = state.first
        var high = state.entries.count
        while low < high {
            let middle = (low + high) / 2
            if state.entries[middle].sequence <= position {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
