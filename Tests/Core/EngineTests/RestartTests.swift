import Bytes
import Cryptography
import Journal
import Platform
import Testing

@testable import Engine

@Suite struct `A node that starts again` {
    /// What was told to the outside over all starts.
    private final class Story {
        /// Totals answered, in order.
        var answers: [UInt64] = []
        /// Events a consumer took, and how far it has come.
        var consumed: [Tally.Event] = []
        var position: UInt64 = 0
    }

    private func live(_ bench: NodeBench, _ story: Story, seed: UInt64) throws {
        let node = try bench.open(cursors: [story.position])
        check(node, story, seed: seed)
        let answers = Answers<UInt64>()
        for _ in 0..<60 {
            switch bench.random.below(10) {
            case 0: node.submit(.alarm(after: UInt64(bench.random.below(500))), answer: { _ in })
            case 1: bench.clock.advance(nanoseconds: UInt64(bench.random.below(400)))
            case 2: node.submit(.pad(bench.random.below(3_000)), answer: answers.take)
            default: node.submit(.add(bench.random.next()), answer: answers.take)
            }
            for _ in 0..<bench.random.below(3) { _ = node.turn() }
            for _ in 0..<bench.random.below(4) { bench.disk.step() }
            if bench.random.below(3) == 0 { consume(node, story, bench) }
            if bench.random.below(12) == 0 {
                try node.log.tick()
                bench.settle(node)
                try node.writeSnapshot(to: bench.snapshots)
            }
        }
        if bench.random.below(4) == 0 { bench.settle(node) }
        story.answers += answers.values
    }

    /// A consumer that keeps what it takes together with its position.
    private func consume(_ node: Node<Tally>, _ story: Story, _ bench: NodeBench) {
        let found = node.feed.pending(0, limit: 1 + bench.random.below(5))
        guard let last = found.last else { return }
        story.consumed += found.flatMap(\.events)
        story.position = last.sequence
        node.feed.advance(0, to: last.sequence)
    }

    /// Whatever was told is there, in the order in which it was told.
    private func check(_ node: Node<Tally>, _ story: Story, seed: UInt64) {
        var total: UInt64 = 0
        var totals: [UInt64] = []
        for case .added(let value) in node.machine.history {
            total = total &* 31 &+ value
            totals.append(total)
        }
        var rest = totals[...]
        for answer in story.answers {
            guard let place = rest.firstIndex(of: answer) else {
                Issue.record("an answered command is gone, seed \(seed)")
                return
            }
            rest = rest[(place + 1)...]
        }
        #expect(
            Array(node.machine.history.prefix(story.consumed.count)) == story.consumed,
            "each event once and in order, seed \(seed)")
    }

    @Test func `has every answered command, the state of its journal, and each event once`() throws
    {
        var snapshots = 0
        for seed in 0..<150 as Range<UInt64> {
            let bench = NodeBench(seed: seed)
            let story = Story()
            for _ in 0..<4 {
                try live(bench, story, seed: seed)
                bench.crash()
            }
            let node = try bench.open(cursors: [story.position])
            snapshots += bench.replayed < node.machine.history.count ? 1 : 0
            check(node, story, seed: seed)
            let state = NodeBench.state(node.machine)
            #expect(NodeBench.state(try bench.replayedMachine()) == state, "seed \(seed)")
            // What nobody had consumed comes now, and then there is nothing more.
            let events = node.feed.pending(0, limit: .max).flatMap(\.events)
            #expect(story.consumed + events == node.machine.history, "seed \(seed)")
        }
        #expect(snapshots > 20)
    }

    // MARK: - Snapshots

    /// Twenty numbers, an entry each, with snapshots at the sequences asked for.
    private func written(_ bench: NodeBench, snapshots: [UInt64]) throws {
        let node = try bench.open()
        for value in 1...20 as ClosedRange<UInt64> {
            node.submit(.add(value)) { _ in }
            bench.settle(node)
            if snapshots.contains(value) { try node.writeSnapshot(to: bench.snapshots) }
        }
    }

    @Test(arguments: [
        // snapshots, cursors, commands replayed
        ([], [], 20), ([5, 10], [], 10), ([5, 10], [20], 10), ([5, 10], [10], 10),
        ([5, 10], [9], 15), ([5, 10], [20, 6], 15), ([5, 10], [4], 20), ([20], [20], 0),
        // Five are kept.
        ([2, 4, 6, 8, 10, 12], [3], 20), ([4, 6, 8, 10, 12], [5], 16),
    ])
    func `begins at the newest snapshot that no cursor is behind`(
        snapshots: [UInt64], cursors: [UInt64], replayed: Int
    ) throws {
        let bench = NodeBench(seed: 3)
        try written(bench, snapshots: snapshots)
        let node = try bench.open(cursors: cursors)
        #expect(bench.replayed == replayed)
        #expect(node.machine.history == (1...20).map { .added($0) })
        for (cursor, position) in cursors.enumerated() {
            let pending = node.feed.pending(cursor, limit: .max)
            #expect(pending.map(\.sequence) == Array((position + 1)..<21))
        }
    }

    @Test func `leaves a damaged snapshot alone and takes the one before`() throws {
        let bench = NodeBench(seed: 4)
        try written(bench, snapshots: [5, 10])
        let path = "/data/snapshots/\(Snapshot.name(10))"
        let size = try bench.disk.size(path)
        for offset in [0, 8, size / 2, size - 1] {
            try bench.disk.flipBit(path, at: offset)
            let node = try bench.open()
            #expect(bench.replayed == 15)
            #expect(node.machine.history.count == 20)
            try bench.disk.flipBit(path, at: offset)
        }
        _ = try bench.open()
        #expect(bench.replayed == 10)
    }

    @Test func `a snapshot holds the state's hash`() throws {
        let bench = NodeBench(seed: 5)
        try written(bench, snapshots: [20])
        let node = try bench.open()
        let snapshot = try #require(try bench.snapshots.newest(through: 20))
        #expect(snapshot.stateHash == node.machine.stateHash(chainHash: snapshot.chainHash))
        #expect(snapshot.stateHash != node.machine.stateHash(chainHash: .zero))
    }

    // MARK: - Events

    @Test func `gives a replayed entry's events at the time they first had`() throws {
        let bench = NodeBench(seed: 6)
        let node = try bench.open(cursors: [0])
        for value in 0..<30 as Range<UInt64> {
            node.submit(.add(value)) { _ in }
            if value % 3 == 0 { bench.settle(node) }
            bench.clock.advance(nanoseconds: 7)
        }
        bench.settle(node)
        let first = node.feed.pending(0, limit: .max)
        let again = try bench.open(cursors: [0]).feed.pending(0, limit: .max)
        #expect(first.map(\.timestamp) == again.map(\.timestamp))
        #expect(first.map(\.sequence) == again.map(\.sequence))
        #expect(first.map(\.events) == again.map(\.events))
    }

    @Test func `keeps an entry until the slowest cursor has passed it`() {
        let feed = Feed<Int>()
        feed.publish(EntryEvents(sequence: 1, timestamp: 1, events: [1]))
        #expect(feed.backlog == 0)
        let one = feed.addCursor(at: 1)
        let other = feed.addCursor(at: 1)
        for sequence in 2..<5_000 as Range<UInt64> {
            feed.publish(EntryEvents(sequence: sequence, timestamp: 1, events: [Int(sequence)]))
        }
        feed.publish(EntryEvents(sequence: 5_000, timestamp: 1, events: []))
        #expect(feed.backlog == 4_998)
        #expect(feed.pending(one, limit: 3).map(\.sequence) == [2, 3, 4])
        feed.advance(one, to: 4_000)
        #expect(feed.backlog == 4_998)
        #expect(feed.slowest == 1)
        #expect(feed.pending(other, limit: 1).map(\.sequence) == [2])
        feed.advance(other, to: 3_000)
        #expect(feed.backlog == 1_999)
        #expect(feed.pending(other, limit: 1).map(\.sequence) == [3_001])
        // A cursor does not go back.
        feed.advance(one, to: 7)
        #expect(feed.pending(one, limit: .max).map(\.sequence) == Array(4_001..<5_000))
        feed.close()
        #expect(Self.taken(feed, one, eventsMax: 1) == "[4001] through 4001")
        feed.advance(one, to: 4_999)
        // The last entry gave rise to nothing, and is passed all the same.
        #expect(Self.taken(feed, one, eventsMax: 1) == "[] through 5000")
        feed.advance(one, to: 5_000)
        #expect(Self.taken(feed, one, eventsMax: 1) == "nothing")
    }

    @Test func `lets go of the oldest where too many events are kept`() {
        let feed = Feed<Int>(eventsMax: 10)
        let one = feed.addCursor(at: 0)
        let other = feed.addCursor(at: 0)
        for sequence in 1...4 as ClosedRange<UInt64> {
            feed.publish(EntryEvents(sequence: sequence, timestamp: 1, events: [1, 2, 3]))
            if sequence == 3 { feed.advance(other, to: 3) }
        }
        // Four entries are twelve events: the first had to go.
        #expect(feed.eventCount == 9)
        #expect(Self.taken(feed, one, eventsMax: 5) == "let go through 1")
        #expect(Self.taken(feed, other, eventsMax: 5) == "[4] through 4")
        feed.advance(one, to: 1)
        #expect(Self.taken(feed, one, eventsMax: 5) == "[2] through 2")
        #expect(Self.taken(feed, one, eventsMax: 6) == "[2, 3] through 3")
        // An entry alone is kept and given however large it is.
        feed.publish(
            EntryEvents(sequence: 5, timestamp: 1, events: [Int](repeating: 0, count: 50)))
        #expect(feed.eventCount == 50)
        #expect(Self.taken(feed, one, eventsMax: 1) == "let go through 4")
        feed.advance(one, to: 4)
        #expect(Self.taken(feed, one, eventsMax: 1) == "[5] through 5")
        feed.reach(9)
        #expect(Self.taken(feed, one, eventsMax: 1) == "[5] through 9")
    }

    private static func taken(_ feed: Feed<Int>, _ cursor: Int, eventsMax: Int) -> String {
        let next =
            feed.isClosed
            ? feed.waitForNext(cursor, eventsMax: eventsMax)
            : feed.next(cursor, eventsMax: eventsMax)
        return switch next {
        case nil: "nothing"
        case .letGo(let through): "let go through \(through)"
        case .batch(let batch): "\(batch.entries.map(\.sequence)) through \(batch.through)"
        }
    }

    // MARK: - What cannot be replayed

    private func opened(_ bench: NodeBench, _ body: [UInt8], rules: UInt32 = 1) throws -> OpenError?
    {
        let log = try FileLog.open(
            bench.disk, folder: NodeBench.journal, environment: .sandbox, node: 1, root: bench.root,
            randomness: bench.random, options: bench.options
        ) { _, _ in }
        _ = try log.append(timestamp: 1_000, count: 1, rulesVersion: rules, body: body)
        try log.seal()
        do throws(OpenError) { _ = try bench.open() } catch { return error }
        return nil
    }

    @Test(
        arguments: [
            // No timers, and a record of one byte; then of an unknown kind; then cut.
            [0, 0, 1, 1], [0, 0, 9, 200, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 9, 1], [],
            // A timer that never was; a delay behind the end of time.
            [1], [0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0],
            // More in the record than the command has.
            [0, 0, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7],
        ] as [[UInt8]])
    func `names the entry whose record leads elsewhere`(body: [UInt8]) throws {
        let error = try opened(NodeBench(seed: 7), body)
        guard case .replay(sequence: 1, _)? = error else {
            Issue.record("\(body): \(String(describing: error))")
            return
        }
    }

    @Test func `stops at an entry of rules it does not have`() throws {
        let body: [UInt8] = [0, 0, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0]
        let error = try opened(NodeBench(seed: 8), body, rules: 2)
        guard case .unknownRules(sequence: 1, version: 2)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try opened(NodeBench(seed: 9), body) == nil)
    }
}
