import Fuzzing
import Platform
import Testing

@testable import Segments

@Suite struct `A run of ids` {
    /// 203 ids a block: below, at and above what one, two and many blocks hold.
    @Test(arguments: [1, 202, 203, 204, 406, 407, 60_000])
    func `finds every id it has, and none it has not`(count: Int) throws {
        let ground = try Ground(seed: UInt64(count))
        let (written, model) = try ground.run(count, first: 1_000)
        let opened = try IdentifierRun(ground.disk, folder: Ground.folder, written.shape)
        for run in [written, opened] {
            for (id, ordinal) in model {
                #expect(run.mayContain(id))
                #expect(try run.ordinal(of: id) == ordinal)
            }
            for _ in 0..<2_000 {
                let id = UInt128(ground.dice.next()) << 64 | UInt128(ground.dice.next())
                #expect(try run.ordinal(of: id) == model[id])
            }
            try run.verify()
        }
        var last: UInt128 = 0
        try opened.forEach {
            #expect($0.id > last && model[$0.id] == $0.ordinal)
            last = $0.id
        }
    }

    /// Eight bits of 512 for each of some 26 ids a line let one of 6,600 strange ids pass.
    ///
    /// (1 − (63/64)^25.6)^8 = 0.015 %, and with the spread of ids over lines some 0.03 %. A tenth of a
    /// percent would mean that the hash is bad.
    @Test func `lets few strange ids pass its filter`() throws {
        let ground = try Ground(seed: 77)
        let spread = (0..<200_000).map { _ in
            UInt128(ground.dice.next()) << 64 | UInt128(ground.dice.next())
        }
        let counting = (1...200_000).map { UInt128($0) }
        let timed = (0..<200_000).map { UInt128($0 / 100) << 80 | UInt128(ground.dice.next()) }
        for (ids, isStrange) in [
            (spread, { $0 }), (counting, { $0 + 1_000_000 }), (timed, { $0 ^ 1 }),
        ] as [([UInt128], (UInt128) -> UInt128)] {
            let filter = IdentifierFilter(
                lineCount: IdentifierFilter.lines(
                    for: ids.count, bitsEach: SealedKind.identifiers.filterBits))
            for id in ids { filter.insert(IdentifierFilter.hash(id)) }
            let known = Set(ids)
            #expect(ids.allSatisfy { filter.mayContain(IdentifierFilter.hash($0)) })
            let strange = ids.map { isStrange($0) &+ (1 << 40) }.filter { !known.contains($0) }
            let passed = strange.count { filter.mayContain(IdentifierFilter.hash($0)) }
            #expect(passed * 1_000 < strange.count, "\(passed) of \(strange.count)")
        }
    }

    @Test func `ids of any kind are sorted`() throws {
        for seed in 0..<300 as Range<UInt64> {
            let dice = FuzzDice(seed: seed)
            let count = 1 + dice.below(3_000)
            let kind = dice.below(4)
            var ids: Set<UInt128> = []
            while ids.count < count {
                let wide = UInt128(dice.next()) << 64 | UInt128(dice.next())
                switch kind {
                case 0: ids.insert(wide)
                case 1: ids.insert(UInt128(ids.count / 100) << 80 | wide >> 48)
                case 2: ids.insert(UInt128(ids.count) + 5)
                // Crowded at one end, and one far away.
                default: ids.insert(ids.isEmpty ? .max - 1 : wide >> 100)
                }
            }
            let all = Array(ids)
            let found = IdentifierSort.entries(count, from: 7) { all[$0] }
            #expect(found.map(\.id) == all.sorted(), "seed \(seed)")
            #expect(found.allSatisfy { all[Int($0.ordinal) - 7] == $0.id }, "seed \(seed)")
        }
    }

    @Test func `merged, runs are one run of all their ids`() throws {
        for seed in 0..<60 as Range<UInt64> {
            let ground = try Ground(seed: seed)
            let count = 1 + ground.dice.below(7)
            let all = ground.ids(count * 300)
            var runs: [IdentifierRun] = []
            var model: [UInt128: UInt32] = [:]
            var taken = 0
            for _ in 0..<count {
                let size = 1 + ground.dice.below(300)
                let (run, pairs) = try ground.run(
                    Array(all[taken..<(taken + size)]), first: UInt32(taken))
                runs.append(run)
                model.merge(pairs) { old, _ in old }
                taken += size
            }
            let merged = try IdentifierRun.merge(runs, ground.disk, folder: Ground.folder)
            var found: [UInt128] = []
            try merged.forEach {
                found.append($0.id)
                #expect(model[$0.id] == $0.ordinal)
            }
            #expect(found == model.keys.sorted(), "seed \(seed)")
            #expect(merged.shape.range == 0..<UInt32(taken))
            try merged.verify()
        }
    }

    /// The naive way beside it: lengths only, and what merging does to them.
    @Test func `are never more than eight when merging has caught up`() {
        let dice = FuzzDice(seed: 9)
        for round in 0..<200 {
            var counts: [Int] = []
            var written = 0
            var total = 0
            for _ in 0..<600 {
                let size = round == 0 ? 1_000 : 1 + dice.below(5_000)
                counts.append(size)
                total += size
                written += size
                while let range = MergePlan.next(counts) {
                    #expect(range.count > 1)
                    let sum = counts[range].reduce(0, +)
                    counts.replaceSubrange(range, with: [sum])
                    written += sum
                }
                #expect(counts.count <= MergePlan.runsMax)
                #expect(counts.reduce(0, +) == total)
            }
            // Each id is written once, and once more each time its run grows by half at least:
            // the logarithm to the base 1.5 of 600 runs is 15.8.
            #expect(written < total * 17, "round \(round): \(written) of \(total)")
        }
    }
}
