/// Entries that a thread of their own turns into lines and writes, so that nobody waits for a log.
///
/// What stands in it is bounded: an entry more than ``capacity`` is dropped and counted. Whoever adds
/// pays for a lock and a copy of the entry; the writer is woken only when it has nothing to do, and
/// then gathers for a while, so that a busy program makes one write of many lines.
package final class BoundedLog<Entry: Sendable>: Sendable {
    private struct State {
        var waiting: [Entry] = []
        var dropped: UInt64 = 0
        var isClosed = false
        var hasEnded = false
    }

    /// Entries that may wait.
    package let capacity: Int
    /// How long the writer gathers after it was woken, in nanoseconds.
    package static var gatherNanoseconds: UInt64 { 20_000_000 }

    private let state = Monitor(State())
    private let format: @Sendable (Entry, inout [UInt8]) -> Void
    private let write: @Sendable ([UInt8]) -> Void

    /// - Parameters:
    ///   - format: adds an entry's line, with its line feed.
    ///   - write: takes the bytes of whole lines.
    package init(
        capacity: Int, format: @escaping @Sendable (Entry, inout [UInt8]) -> Void,
        write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.capacity = capacity
        self.format = format
        self.write = write
    }

    /// Takes an entry, or drops and counts it where too many wait.
    package func add(_ entry: Entry) {
        let isFirst = state.withLock { state in
            guard state.waiting.count < capacity, !state.isClosed else {
                state.dropped += 1
                return false
            }
            state.waiting.append(entry)
            return state.waiting.count == 1
        }
        if isFirst { state.update { _ in } }
    }

    /// Entries dropped so far.
    package var dropped: UInt64 { state.withLock { $0.dropped } }

    /// Writes what waits, once.
    ///
    /// - Returns: false once the log is closed and nothing is left.
    package func turn() -> Bool {
        let (entries, isClosed) = state.withLock { state in
            defer { state.waiting = [] }
            return (state.waiting, state.isClosed)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 160)
        for entry in entries { format(entry, &bytes) }
        if !bytes.isEmpty { write(bytes) }
        return !(isClosed && entries.isEmpty)
    }

    /// Writes as entries come, until ``close()``.
    package func run() {
        repeat {
            let isClosed = state.wait { state in
                state.isClosed || !state.waiting.isEmpty ? state.isClosed : nil
            }
            if !isClosed { Thread.sleep(nanoseconds: Self.gatherNanoseconds) }
        } while turn()
        state.update { $0.hasEnded = true }
    }

    /// Takes no more, and waits until what waits is written; for 2 s at most, as whoever reads the
    /// log may have stopped to.
    package func close() {
        state.update { $0.isClosed = true }
        let deadline = SystemClock().monotonic() + 2_000_000_000
        state.wait(until: deadline) { $0.hasEnded ? true : nil }
    }
}
