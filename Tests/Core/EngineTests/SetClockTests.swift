import Platform
import Testing

@testable import Engine

/// The wall clock of a machine is set, by hand or by a time server, also while it was off.
@Suite struct `A clock that goes back` {
    @Test func `the journal's time goes on, and what was told is told again`() throws {
        for seed in 0..<150 as Range<UInt64> {
            let bench = NodeBench(seed: seed)
            bench.startsInTime = false
            var last: UInt64 = 0
            var told: [UInt64] = []
            for _ in 0..<4 {
                let node = try bench.open()
                let answers = Answers<UInt64>()
                for _ in 0..<60 {
                    moveClock(bench)
                    node.submit(.add(bench.random.next()), answer: answers.take)
                    for _ in 0..<bench.random.below(3) { _ = node.turn() }
                    for _ in 0..<bench.random.below(4) { bench.disk.step() }
                }
                bench.settle(node)
                let times = answers.successes.map(\.timestamp)
                #expect(times.count == 60, "seed \(seed)")
                for time in times {
                    #expect(time > last, "seed \(seed)")
                    last = time
                }
                told += answers.values
                bench.crash()
            }
            #expect(try totals(bench) == told, "seed \(seed)")
        }
    }

    /// An alarm for 1,000 rings once, when the journal's time is there: at the latest when the clock
    /// has caught up, and not again where the clock shows 1,000 a second time.
    @Test func `what is due rings once, in its order, and never before its time`() throws {
        for seed in 0..<150 as Range<UInt64> {
            let bench = NodeBench(seed: seed)
            bench.startsInTime = false
            var asked = 0
            for _ in 0..<3 {
                let node = try bench.open()
                for _ in 0..<40 {
                    moveClock(bench)
                    if bench.random.below(3) == 0 {
                        asked += 1
                        let delay = UInt64(bench.random.below(600))
                        node.submit(.alarm(after: delay), answer: { _ in })
                    }
                    _ = node.turn()
                    bench.disk.step()
                }
                bench.settle(node)
                bench.crash()
            }
            let node = try bench.open()
            // Far behind everything, wherever the clock was set.
            bench.clock.set(by: 1_000_000)
            bench.settle(node)
            let rung = node.machine.history.compactMap { event -> UInt64? in
                if case .rang(let due) = event { due } else { nil }
            }
            #expect(rung.count == asked, "seed \(seed)")
        }
    }

    private func moveClock(_ bench: NodeBench) {
        switch bench.random.below(6) {
        case 0: bench.clock.set(by: -Int64(bench.random.below(5_000)))
        case 1: bench.clock.set(by: Int64(bench.random.below(3_000)))
        default: bench.clock.advance(nanoseconds: UInt64(bench.random.below(200)))
        }
    }

    private func totals(_ bench: NodeBench) throws -> [UInt64] {
        var total: UInt64 = 0
        return try bench.replayedMachine().history.map { event in
            // Wrapping: as the machine under test adds up.
            if case .added(let value) = event { total = total &* 31 &+ value }
            return total
        }
    }
}
