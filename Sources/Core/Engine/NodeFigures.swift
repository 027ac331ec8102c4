package import Synchronization

/// Counters of a node since its start, for `/metrics` and the command line.
package final class NodeFigures: Sendable {
    package let commands = Atomic<UInt64>(0)
    package let entries = Atomic<UInt64>(0)
    package let bodyBytes = Atomic<UInt64>(0)
    /// Commands refused for want of room.
    package let refusals = Atomic<UInt64>(0)
    package let looks = Atomic<UInt64>(0)
    /// Entries that have become durable, and how long that took from their being decided, together.
    package let commits = Atomic<UInt64>(0)
    package let commitNanoseconds = Atomic<UInt64>(0)

    func count(commands: Int, bytes: Int) {
        self.commands.add(UInt64(commands), ordering: .relaxed)
        bodyBytes.add(UInt64(bytes), ordering: .relaxed)
        entries.add(1, ordering: .relaxed)
    }

    func count(commitOf nanoseconds: UInt64) {
        commits.add(1, ordering: .relaxed)
        commitNanoseconds.add(nanoseconds, ordering: .relaxed)
    }
}
