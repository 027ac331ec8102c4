import Journal
import Platform
import Testing

@testable import Engine

@Suite struct `A node` {
    @Test func `lets nothing leave before it is durable`() throws {
        let bench = NodeBench(seed: 1)
        let node = try bench.open()
        let cursor = node.feed.addCursor(at: 0)
        let answers = Answers<UInt64>()
        let looks = Answers<UInt64>()
        node.submit(.add(5), answer: answers.take)
        node.look({ $0.total }, answer: looks.take)
        #expect(node.queueLength == 2)
        #expect(node.turn())
        #expect(node.machine.total == 5)
        #expect(answers.count == 0 && looks.count == 0)
        #expect(node.feed.pending(cursor, limit: 9).isEmpty)
        #expect(node.durableSequence == 0)
        bench.settle(node)
        #expect(answers.successes.map(\.sequence) == [1])
        #expect(looks.values == [5])
        #expect(looks.successes.map(\.sequence) == [1])
        #expect(node.feed.pending(cursor, limit: 9).map(\.events) == [[.added(5)]])
        #expect(node.durableSequence == 1)
    }

    @Test func `answers in the order in which it was asked, each once it is durable`() throws {
        for seed in 0..<40 as Range<UInt64> {
            let bench = NodeBench(seed: seed)
            let node = try bench.open()
            let answers = Answers<UInt64>()
            var totals: [UInt64] = []
            var total: UInt64 = 0
            for value in 0..<200 as Range<UInt64> {
                node.submit(.add(value)) { answer in
                    answers.take(answer)
                    let isDurable = (try? answer.get()).map { $0.sequence <= node.durableSequence }
                    #expect(isDurable == true, "seed \(seed)")
                }
                total = total &* 31 &+ value
                totals.append(total)
                for _ in 0..<bench.random.below(3) { _ = node.turn() }
                for _ in 0..<bench.random.below(3) { bench.disk.step() }
            }
            bench.settle(node)
            #expect(answers.values == totals, "seed \(seed)")
            let sequences = answers.successes.map(\.sequence)
            #expect(sequences == sequences.sorted())
            let times = answers.successes.map(\.timestamp)
            #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "each has its own time")
        }
    }

    @Test func `joins what has gathered into one entry while the disk is busy`() throws {
        let bench = NodeBench(seed: 2)
        let node = try bench.open()
        let answers = Answers<UInt64>()
        for _ in 0..<Node<Tally>.writesInFlightMax {
            node.submit(.add(1), answer: answers.take)
            #expect(node.turn())
        }
        for _ in 0..<50 { node.submit(.add(1), answer: answers.take) }
        #expect(!node.turn())
        #expect(node.queueLength == 50)
        bench.settle(node)
        #expect(answers.count == 54)
        #expect(node.durableSequence == 5)
    }

    @Test func `writes nothing for what changes nothing`() throws {
        let bench = NodeBench(seed: 3)
        let node = try bench.open()
        let answers = Answers<UInt64>()
        node.submit(.add(5), answer: answers.take)
        bench.settle(node)
        node.submit(.ask, answer: answers.take)
        bench.settle(node)
        #expect(answers.values == [5, 5])
        #expect(answers.successes.map(\.sequence) == [1, 1])
        #expect(node.log.head.sequence == 1)
    }

    @Test func `shows each look the state of the sequence it names`() throws {
        for seed in 0..<40 as Range<UInt64> {
            let bench = NodeBench(seed: seed)
            let node = try bench.open()
            let cursor = node.feed.addCursor(at: 0)
            let looks = Answers<UInt64>()
            for value in 1..<200 as Range<UInt64> {
                node.submit(.add(value)) { _ in }
                if bench.random.below(2) == 0 { node.look({ $0.total }, answer: looks.take) }
                for _ in 0..<bench.random.below(2) { _ = node.turn() }
                for _ in 0..<bench.random.below(3) { bench.disk.step() }
            }
            bench.settle(node)
            var totals: [UInt64: UInt64] = [:]
            var total: UInt64 = 0
            for entry in node.feed.pending(cursor, limit: .max) {
                for case .added(let value) in entry.events { total = total &* 31 &+ value }
                totals[entry.sequence] = total
            }
            #expect(looks.count > 50)
            for look in looks.successes {
                #expect(totals[look.sequence] == look.value, "seed \(seed)")
            }
        }
    }

    // MARK: - Timers

    @Test func `does what falls due in an entry of its own, and again in a replay`() throws {
        let bench = NodeBench(seed: 4)
        let node = try bench.open()
        node.submit(.alarm(after: 1_000)) { _ in }
        node.submit(.alarm(after: 2_000)) { _ in }
        bench.settle(node)
        #expect(node.machine.history.isEmpty)
        bench.clock.advance(nanoseconds: 1_500)
        bench.settle(node)
        #expect(node.machine.history.count == 1)
        #expect(node.log.head.sequence == 2)
        bench.clock.advance(nanoseconds: 1_500)
        node.submit(.add(1)) { _ in }
        bench.settle(node)
        #expect(node.machine.history.count == 3)
        #expect(node.machine.history.last == .added(1))
        #expect(NodeBench.state(try bench.replayedMachine()) == NodeBench.state(node.machine))
    }

    @Test func `does what falls due when a command moves the time`() throws {
        let bench = NodeBench(seed: 5)
        let node = try bench.open()
        node.submit(.alarm(after: 1_000_000)) { _ in }
        node.submit(.leap(2_000_000)) { _ in }
        bench.settle(node)
        #expect(node.machine.history.count == 1)
        #expect(NodeBench.state(try bench.replayedMachine()) == NodeBench.state(node.machine))
    }

    // MARK: - Refusals

    @Test func `refuses what no entry can hold, and goes on`() throws {
        let bench = NodeBench(seed: 6)
        let node = try bench.open()
        let answers = Answers<UInt64>()
        let limits = node.log.limits
        // 9 bytes of the record, 20 before it and 20 for the timers.
        let largest = limits.bodyBytes - 49
        node.submit(.pad(largest + 1), answer: answers.take)
        #expect(answers.refusals == [.tooLarge])
        let attachment = Attachment(
            id: 1, bytes: [UInt8](repeating: 1, count: limits.attachmentBytes))
        node.submit(.add(1), attachments: [attachment], answer: answers.take)
        #expect(answers.refusals == [.tooLarge, .tooLarge])
        node.submit(.pad(largest), answer: answers.take)
        let fitting = Attachment(
            id: 2, bytes: [UInt8](repeating: 1, count: limits.attachmentBytes - 64))
        node.submit(.add(1), attachments: [fitting], answer: answers.take)
        bench.settle(node)
        #expect(answers.successes.map(\.sequence) == [1, 2])
        #expect(try node.attachment(2)?.count == limits.attachmentBytes - 64)
        #expect(try node.attachment(1) == nil)
    }

    @Test func `refuses more than may wait`() throws {
        let bench = NodeBench(seed: 7)
        let node = try bench.open()
        let answers = Answers<UInt64>()
        for _ in 0..<Node<Tally>.queueMax { node.submit(.ask) { _ in } }
        node.submit(.ask, answer: answers.take)
        #expect(answers.refusals == [.overloaded])
    }

    @Test func `finishes what is queued when it stops, takes nothing more, and seals`() throws {
        let bench = NodeBench(seed: 8)
        let node = try bench.open()
        let answers = Answers<UInt64>()
        for _ in 0..<3 { node.submit(.add(1), answer: answers.take) }
        node.stop()
        node.submit(.add(1), answer: answers.take)
        #expect(answers.refusals == [.stopping])
        node.run()
        node.waitUntilStopped()
        #expect(answers.successes.count == 3)
        let again = try bench.open()
        #expect(bench.wasSealed)
        #expect(again.machine.total == node.machine.total)
    }

    // MARK: - A full disk

    @Test func `refuses new commands before anything changes when the disk is full, and resumes`()
        throws
    {
        let bench = NodeBench(seed: 9)
        let node = try bench.open()
        let answers = Answers<UInt64>()
        bench.settle(node)
        // What is there, and the segment that is being kept ready.
        bench.disk.faults.capacity = 0
        while answers.refusals.isEmpty, answers.count < 1_000 {
            node.submit(.pad(2_000), answer: answers.take)
            bench.settle(node)
        }
        let accepted = answers.successes.count
        #expect(accepted > 0)
        #expect(answers.refusals == [.storageFull])
        #expect(node.machine.history.count == accepted)
        let looks = Answers<UInt64>()
        node.look({ $0.total }, answer: looks.take)
        bench.settle(node)
        #expect(looks.values == [node.machine.total])
        node.submit(.pad(2_000), answer: answers.take)
        bench.settle(node)
        #expect(answers.refusals == [.storageFull, .storageFull])
        #expect(node.machine.history.count == accepted)

        bench.disk.faults.capacity = .max
        try node.log.tick()
        bench.settle(node)
        node.submit(.pad(2_000), answer: answers.take)
        bench.settle(node)
        #expect(answers.successes.count == accepted + 1)
        #expect(NodeBench.state(try bench.replayedMachine()) == NodeBench.state(node.machine))
    }

    @Test func `keeps timers waiting while the disk is full`() throws {
        let bench = NodeBench(seed: 10)
        let node = try bench.open()
        node.submit(.alarm(after: 1_000)) { _ in }
        bench.settle(node)
        bench.disk.faults.capacity = 0
        let answers = Answers<UInt64>()
        while answers.refusals.isEmpty, answers.count < 1_000 {
            node.submit(.pad(2_000), answer: answers.take)
            bench.settle(node)
        }
        let before = node.machine.history.count
        bench.clock.advance(nanoseconds: 5_000)
        // A timer's entry is short, so there may be room for it where a command found none.
        bench.settle(node)
        bench.disk.faults.capacity = .max
        try node.log.tick()
        bench.settle(node)
        #expect(node.machine.history.count == before + 1)
        #expect(NodeBench.state(try bench.replayedMachine()) == NodeBench.state(node.machine))
    }
}
