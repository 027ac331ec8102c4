import Fuzzing
import Platform
import Synchronization
import Testing

@testable import Journal

@Suite struct `A journal that loses power` {
    /// What was sent and what was acknowledged, over all starts.
    private final class Story: @unchecked Sendable {
        let seed: UInt64
        var bodies: [[UInt8]] = []
        var sequences: [UInt64] = []
        /// Whether an attachment went with it.
        var isAttached: [Bool] = []
        let acknowledged = Mutex<UInt64>(0)
        init(seed: UInt64) { self.seed = seed }

        var through: UInt64 { acknowledged.withLock { $0 } }
    }

    /// Writes until the power goes.
    private func live(_ bench: Bench, _ story: Story) {
        do throws(JournalError) {
            let log = try bench.open()
            check(bench, story)
            // What a start has shown must stay as well.
            story.acknowledged.withLock { $0 = log.head.sequence }
            log.onDurable { through in story.acknowledged.withLock { $0 = through } }
            for _ in 0..<40 {
                let number = story.bodies.count
                let body = bench.body(number, bytes: bench.random.below(9000))
                let isAttached = bench.random.below(4) == 0
                let attachment = Attachment(
                    id: UInt128(number), bytes: bench.body(number, bytes: 700))
                story.bodies.append(body)
                story.isAttached.append(isAttached)
                story.sequences.append(log.head.sequence + 1)
                let sequence = try log.put(body, isAttached ? [attachment] : [])
                story.sequences[number] = sequence
                for _ in 0..<bench.random.below(4) { bench.disk.step() }
                try log.tick()
            }
        } catch {
            #expect(bench.disk.hasLostPower, "seed \(story.seed): \(error)")
        }
    }

    /// Forgets what was not kept, after checking that it need not be kept.
    private func check(_ bench: Bench, _ story: Story) {
        let kept = zip(bench.replayed, bench.bodies).filter { $0.0.kind == .commands }
        let must = story.sequences.filter { $0 <= story.through }.count
        #expect(kept.count >= must, "seed \(story.seed): an acknowledged entry is gone")
        #expect(kept.count <= story.bodies.count, "seed \(story.seed): an entry was invented")
        let isSame = zip(kept, zip(story.sequences, story.bodies)).allSatisfy {
            $0.0.sequence == $1.0 && $0.1 == $1.1
        }
        #expect(isSame, "seed \(story.seed): an entry changed its place")
        let sequences = bench.replayed.map(\.sequence)
        #expect(sequences == sequences.indices.map { UInt64($0) + 1 }, "seed \(story.seed)")
        story.bodies = Array(story.bodies.prefix(kept.count))
        story.sequences = Array(story.sequences.prefix(kept.count))
        story.isAttached = Array(story.isAttached.prefix(kept.count))
    }

    @Test func `keeps every acknowledged entry and invents none`() throws {
        var cuts = 0
        for seed in 0..<UInt64(Campaign.rounds(2_000, long: 10_000)) {
            let bench = Bench(seed: seed)
            let story = Story(seed: seed)
            for _ in 0..<4 {
                bench.disk.operationsLeft = bench.random.below(80)
                live(bench, story)
                bench.crash()
            }
            let log = try bench.open()
            check(bench, story)
            cuts += log.opening.cut == nil ? 0 : 1
            for (number, isAttached) in story.isAttached.enumerated() {
                let bytes = try log.attachment(UInt128(number))
                #expect(
                    bytes == (isAttached ? bench.body(number, bytes: 700) : nil), "seed \(seed)")
            }
        }
        #expect(cuts > 100)
    }
}
