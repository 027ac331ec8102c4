import Cryptography
import Journal
import Platform
import Synchronization
import Testing

@testable import Engine

/// A node with its own thread on the host's disk, and several that bring it commands.
@Suite struct `A live node` {
    private static let callers = 8
    private static let rounds = 250

    @Test func `answers every caller, alone or among others, and joins what comes together`()
        throws
    {
        let disk = LiveDisk()
        let random = SystemRandomness()
        let folder = "/tmp/qenex-node-\(random.u64())"
        try disk.makeDirectory(folder)
        defer {
            for name in (try? disk.list(folder)) ?? [] { try? disk.remove("\(folder)/\(name)") }
            try? disk.remove(folder)
        }
        let node = try Self.open(disk, folder, random)
        Thread.start(name: "apply") { node.run() }

        // One at a time: each waits for its answer before the next, so that nobody else wakes it.
        for number in 1...Self.rounds {
            #expect(Self.add(1, to: node) == UInt64(number))
        }
        #expect(node.figures.entries.load(ordering: .relaxed) == UInt64(Self.rounds))

        let done = Monitor(0)
        for _ in 0..<Self.callers {
            Thread.start(name: "caller") {
                for _ in 0..<Self.rounds { _ = Self.add(1, to: node) }
                done.update { $0 += 1 }
            }
        }
        done.wait { $0 == Self.callers ? true : nil }
        let total = Self.rounds * (1 + Self.callers)
        #expect(node.figures.commands.load(ordering: .relaxed) == UInt64(total))
        #expect(node.figures.entries.load(ordering: .relaxed) <= UInt64(total))
        node.stop()
        node.waitUntilStopped()
        #expect(node.queueLength == 0)
    }

    /// Submits one command and waits for its answer: commands decided so far.
    private static func add(_ value: UInt64, to node: Node<Tally>) -> UInt64 {
        let found = Monitor<Bool?>(nil)
        node.submit(.add(value)) { answer in
            let isDone = (try? answer.get()) != nil
            found.update { $0 = isDone }
        }
        let isDone = found.wait { $0 }
        return isDone ? node.figures.commands.load(ordering: .relaxed) : 0
    }

    private static func open(
        _ disk: LiveDisk, _ folder: String, _ random: SystemRandomness
    ) throws -> Node<Tally> {
        var options = LogOptions()
        options.segmentBytes = 4 << 20
        options.sideBytes = 1 << 20
        let root = RootKey(SecretKey(random))
        return try Node.open(
            Tally(), snapshots: SnapshotFolder(disk: disk, path: "\(folder)/snapshots"),
            clock: { _ in SystemClock() }
        ) { (trusted, take) throws(JournalError) in
            try FileLog.open(
                disk, folder: folder, environment: .sandbox, node: 1, root: root,
                randomness: random, options: options, after: trusted, replay: take)
        }
    }
}
