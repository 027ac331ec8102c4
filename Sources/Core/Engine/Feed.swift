import Platform

/// What one durable entry gave rise to.
package struct EntryEvents<Event: Sendable>: Sendable {
    package let sequence: UInt64
    package let timestamp: Timestamp
    package let events: [Event]
}

/// Durable events in the order of the journal, for cursors that each own a position.
///
/// An entry is kept until every cursor has passed it. Without a cursor nothing is kept.
package final class Feed<Event: Sendable>: Sendable {
    package typealias CursorID = Int

    private struct State {
        var entries: [EntryEvents<Event>] = []
        var first = 0
        var positions: [UInt64] = []
        var isClosed = false
    }

    private let state = Monitor(State())

    package init() {}

    /// Registers a cursor that has seen everything up to and including `sequence`.
    package func addCursor(at sequence: UInt64) -> CursorID {
        state.withLock { state in
            state.positions.append(sequence)
            return state.positions.count - 1
        }
    }

    /// Where each cursor stands.
    package var positions: [UInt64] { state.withLock { $0.positions } }

    /// The lowest position of all cursors, or `nil` without any.
    package var slowest: UInt64? { state.withLock { $0.positions.min() } }

    /// The number of entries that some cursor has not passed yet.
    package var backlog: Int { state.withLock { $0.entries.count - $0.first } }

    /// Adds what an entry gave rise to.
    ///
    /// Called in the order of the journal.
    package func publish(_ entry: EntryEvents<Event>) {
        state.update { state in
            // What every cursor has passed already, as on a start behind a snapshot, is not kept.
            guard let slowest = state.positions.min(), entry.sequence > slowest,
                !entry.events.isEmpty
            else { return }
            state.entries.append(entry)
        }
    }

    /// The entries a cursor has not seen, at most `limit`; empty where there is none.
    package func pending(_ cursor: CursorID, limit: Int) -> [EntryEvents<Event>] {
        state.withLock { Self.pending($0, cursor, limit: limit) }
    }

    /// Like ``pending(_:limit:)``, and waits until there is something.
    ///
    /// - Returns: `nil` once the feed is closed and nothing is left.
    package func waitForPending(_ cursor: CursorID, limit: Int) -> [EntryEvents<Event>]? {
        state.wait { state in
            let found = Self.pending(state, cursor, limit: limit)
            if !found.isEmpty { return .some(.some(found)) }
            return state.isClosed ? .some(nil) : nil
        }
    }

    /// Moves a cursor behind `sequence` and lets go of what every cursor has passed.
    package func advance(_ cursor: CursorID, to sequence: UInt64) {
        state.update { state in
            state.positions[cursor] = max(state.positions[cursor], sequence)
            let slowest = state.positions.min() ?? .max
            while state.first < state.entries.count, state.entries[state.first].sequence <= slowest
            {
                state.first += 1
            }
            guard state.first > 1024, state.first * 2 > state.entries.count else { return }
            state.entries.removeFirst(state.first)
            state.first = 0
        }
    }

    /// Wakes every waiting cursor; each still gets what is left.
    package func close() {
        state.update { $0.isClosed = true }
    }

    private static func pending(
        _ state: State, _ cursor: CursorID, limit: Int
    ) -> [EntryEvents<Event>] {
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
        return Array(state.entries[low...].prefix(limit))
    }
}
