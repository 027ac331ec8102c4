import Bytes
import Fuzzing
import Platform
import Segments
import Testing
import Vocabulary

@testable import Duplicates

@Suite struct `Keys of duplicates` {
    /// Seals, merges, months that end, restarts and crashes, at every pace of the disk.
    @Test func `an index and a naive one agree`() throws {
        for seed in 0..<200 as Range<UInt64> {
            let ground = try KeyGround(seed: seed)
            for step in 0..<150 {
                if ground.dice.below(12) == 0 { ground.pass(days: ground.dice.below(40)) }
                let isEqual = ground.command(1 + ground.dice.below(20))
                #expect(isEqual, "seed \(seed), step \(step)")
                guard isEqual else { return }
                ground.betweenEntries(steps: ground.dice.below(12))
                switch ground.dice.below(40) {
                case 0, 1, 2: ground.writeSnapshot()
                case 3: try ground.restart(isCrash: true)
                case 4: try ground.restart(isCrash: false)
                default: break
                }
                if step % 10 == 0 {
                    #expect(ground.state == ground.model.state, "seed \(seed), step \(step)")
                }
            }
            ground.quiet()
            #expect(throws: Never.self) { try ground.index.verify() }
        }
    }

    /// A month's files are one file in the end, and memory holds none of its keys.
    @Test func `a month that is over becomes one file`() throws {
        let ground = try KeyGround(seed: 1, interval: 50, keptMonths: 14)
        for _ in 0..<40 {
            #expect(ground.command((0..<20).map { _ in ground.newKey() }))
            ground.betweenEntries(steps: 30)
        }
        ground.pass(days: 31)
        #expect(ground.command([ground.newKey()]))
        let before = ground.state
        ground.quiet()
        #expect(ground.index.months[0].runs.count == 1)
        #expect(ground.index.months[0].residentCount == 0)
        #expect(ground.index.months[0].fingerprint.count == 800)
        #expect(ground.state == before)
        let names = try ground.disk.list("\(KeyGround.folder)/2026-01")
        #expect(names.contains("keys-0000000000-800"))
    }

    /// Seen on 2026-01-15 and kept for 14 months: found through March 2027, gone in April.
    ///
    /// The dates are counted by the calendar: 2027-02-15 is 13 months later, 2027-04-15 is 15.
    @Test func `a key is found 13 months later, and gone after 15`() throws {
        let ground = try KeyGround(seed: 2, interval: 5, keptMonths: 14)
        let keys = (0..<12).map { _ in ground.newKey() }
        #expect(ground.command(keys))
        for (date, isFound) in [
            ("2027-02-15", true), ("2027-03-31", true), ("2027-04-01", false),
            ("2027-04-15", false),
        ] {
            let day = try #require(BusinessDate(date)).dayNumber
            ground.pass(days: Int(day - ground.day))
            ground.index.begin(day: day, keptMonths: 14)
            ground.quiet()
            ground.index.recall(keys)
            for key in keys {
                #expect((ground.index[key] != nil) == isFound, "\(date)")
                if isFound { #expect(ground.index[key]?.day == 20_468) }
            }
            ground.index.forgetRecalled()
        }
    }

    /// With the files of eight snapshots gone by nobody can name them any more.
    @Test func `files of months that have aged are removed`() throws {
        let ground = try KeyGround(seed: 3, interval: 5, keptMonths: 1)
        #expect(ground.command((0..<20).map { _ in ground.newKey() }))
        ground.quiet()
        #expect(try !ground.disk.list("\(KeyGround.folder)/2026-01").isEmpty)
        ground.pass(days: 70)
        #expect(ground.command([ground.newKey()]))
        for _ in 0..<9 { ground.writeSnapshot() }
        ground.quiet()
        #expect(try ground.disk.list("\(KeyGround.folder)/2026-01").isEmpty)
        #expect(ground.index.months.map(\.month.name) == ["2026-03"])
    }

    @Test func `a replay at another pace has the same state`() throws {
        for seed in 0..<20 as Range<UInt64> {
            let (slow, quick) = (try KeyGround(seed: seed), try KeyGround(seed: seed))
            for _ in 0..<60 {
                #expect(slow.command(10))
                #expect(quick.command(10))
                if slow.day % 3 == 0 { quick.quiet() }
                slow.pass(days: 2)
                quick.pass(days: 2)
            }
            #expect(slow.state == quick.state, "seed \(seed)")
            #expect(slow.index.months.map(\.runs.count) != quick.index.months.map(\.runs.count))
        }
    }

    /// Runs are merged while keys are asked for: each is found before, meanwhile and afterwards.
    @Test func `keys are found while their files are rebuilt`() throws {
        let ground = try KeyGround(seed: 4, interval: 10, keptMonths: 14)
        let keys = (0..<400).map { _ in ground.newKey() }
        for start in stride(from: 0, to: 400, by: 20) {
            #expect(ground.command(Array(keys[start..<(start + 20)])))
            ground.betweenEntries(steps: 100)
        }
        ground.pass(days: 31)
        ground.index.begin(day: ground.day, keptMonths: 14)
        var counts: Set<Int> = []
        for _ in 0..<2_000 {
            ground.index.relieve()
            counts.insert(ground.index.months[0].runs.count)
            let key = keys[ground.dice.below(400)]
            ground.index.recall([key])
            #expect(ground.index[key] != nil)
            ground.index.forgetRecalled()
            ground.disk.step()
        }
        #expect(ground.index.months[0].runs.count == 1)
        #expect(counts.count > 1)
    }

    @Test func `a follower reads the keeper's files and finds the same`() throws {
        let ground = try KeyGround(seed: 5, interval: 8, keptMonths: 3)
        let follower = DuplicateIndex(
            ground.index.folder, options: DuplicateOptions(sealInterval: 8), role: .follower)
        for step in 0..<120 {
            let key = ground.newKey()
            #expect(ground.command([key]))
            ground.betweenEntries(steps: 20)
            follower.begin(day: ground.day, keptMonths: 3)
            follower.recall([key])
            #expect(follower[key] == nil)
            let seen = try #require(ground.model.seen[key]?.sighting)
            follower.remember(key, kind: seen.kind, place: seen.place)
            follower.forgetRecalled()
            follower.relieve()
            if step % 10 == 0 { ground.pass(days: 9) }
        }
        var (one, other) = (ByteWriter(), ByteWriter())
        ground.index.writeState(to: &one)
        follower.writeState(to: &other)
        #expect(one.bytes == other.bytes)
        #expect(follower.hasRuns)
        #expect(follower.residentCount < follower.count)
    }

    @Test func `a trial remembers for itself alone`() throws {
        let ground = try KeyGround(seed: 6, interval: 5, keptMonths: 14)
        #expect(ground.command((0..<20).map { _ in ground.newKey() }))
        ground.quiet()
        let before = ground.state
        let trial = ground.index.onlooker
        let key = ground.newKey()
        trial.begin(day: ground.day, keptMonths: 14)
        trial.recall(ground.known)
        #expect(ground.known.allSatisfy { trial[$0] != nil })
        trial.remember(key, kind: 1, place: 1)
        #expect(trial[key] != nil)
        #expect(ground.index[key] == nil)
        #expect(ground.state == before)
    }

    @Test func `the first sight stands`() throws {
        let index = DuplicateIndex()
        index.begin(day: 20_468, keptMonths: 14)
        index.remember(7, kind: 3, place: 11)
        index.remember(7, kind: 4, place: 12)
        #expect(index[7] == Sighting(kind: 3, day: 20_468, place: 11))
        #expect(index.count == 1)
    }

    /// 2⁵ − 1, the last day of a month (30 of 31), 2³⁰ − 1: all bits of 40 set but one of the day's.
    @Test func `40 bits hold kind, day and place`() {
        let month = KeyMonth(number: 2026 * 12)
        #expect(month.firstDay == 20_454)
        let most = Sighting(kind: 31, day: 20_484, place: 1 << 30 - 1)
        #expect(most.packed(in: month) == 0xFF_BFFF_FFFF)
        #expect(Sighting(packed: 0xFF_BFFF_FFFF, in: month) == most)
        let least = Sighting(kind: 0, day: 20_454, place: 0)
        #expect(least.packed(in: month) == 0)
    }
}
