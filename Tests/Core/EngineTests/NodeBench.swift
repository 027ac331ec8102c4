import Bytes
import Cryptography
import Journal
import Platform
import Synchronization

@testable import Engine

/// A node on a disk that loses power, moved by hand: one thread makes turns and completes writes.
final class NodeBench {
    static let journal = "/data/journal"

    var disk: SeededDisk
    let random: SeededRandomness
    let root: RootKey
    let clock = SteppedClock(start: 1_000_000)
    /// Whether a start finds a clock that is not behind the journal.
    var startsInTime = true
    var options = LogOptions()
    /// Commands that the last start replayed.
    private(set) var replayed = 0
    private(set) var wasSealed = false

    init(seed: UInt64) {
        random = SeededRandomness(seed: seed)
        disk = SeededDisk(seed: random.next())
        root = RootKey(SecretKey(random))
        options.segmentBytes = 16 * 4096
        options.sideBytes = 8 * 4096
    }

    var snapshots: SnapshotFolder { SnapshotFolder(disk: disk, path: "/data/snapshots") }

    func open(
        cursors: [UInt64] = [], snapshots: SnapshotFolder? = nil
    ) throws(OpenError) -> Node<Tally> {
        replayed = 0
        return try Node.open(
            Tally(), snapshots: snapshots ?? self.snapshots,
            clock: { last in
                if self.startsInTime, last >= self.clock.now() {
                    self.clock.advance(nanoseconds: last - self.clock.now() + 1)
                }
                return self.clock
            }, cursors: cursors, isStepped: true
        ) { (trusted, take) throws(JournalError) in
            let log = try FileLog.open(
                disk, folder: Self.journal, environment: .sandbox, node: 1, root: root,
                randomness: random, options: options, after: trusted
            ) { header, body in
                self.replayed += Int(header.count)
                try take(header, body)
            }
            wasSealed = log.opening.wasSealed
            return log
        }
    }

    /// A machine that has decided the whole journal again, from its first entry.
    func replayedMachine() throws -> Tally {
        try open(snapshots: SnapshotFolder(disk: disk, path: "/none")).machine
    }

    /// Turns and steps until nothing is left to do.
    func settle(_ node: Node<Tally>) {
        while node.turn() || disk.step() {}
    }

    func crash() { disk = disk.crash() }

    static func state(_ machine: Tally) -> [UInt8] {
        var bytes: [UInt8] = []
        machine.writeState { bytes += $0 }
        return bytes
    }
}

/// What came back, in the order in which it came.
final class Answers<Value: Sendable>: Sendable {
    private let found = Mutex<[Result<Answer<Value>, NodeRefusal>]>([])

    var all: [Result<Answer<Value>, NodeRefusal>] { found.withLock { $0 } }
    var count: Int { all.count }
    var values: [Value] { successes.map(\.value) }
    var successes: [Answer<Value>] { all.compactMap { try? $0.get() } }
    var refusals: [NodeRefusal] {
        all.compactMap { if case .failure(let refusal) = $0 { refusal } else { nil } }
    }

    func take(_ answer: Result<Answer<Value>, NodeRefusal>) {
        found.withLock { $0.append(answer) }
    }
}
