import Bytes
import Engine
import Ledger
import PaymentModel
import Platform
import Segments
import Testing

/// Programs drawn from a seed: every record is decided again by a copy, the books are audited after
/// each command (see `BankBench`), and the state goes through a snapshot.
@Suite struct `A bank run by a seed` {
    static let commands = 2_000
    static let seeds: [UInt64] = [5, 6, 8]

    private static func run(
        seed: UInt64, commands: Int = commands, _ bank: Bank = BankBench.windowed(),
        hashesEvents: Bool = false
    ) throws -> BankBench {
        let bench = BankBench(bank)
        bench.hashesEvents = hashesEvents
        bench.context = "seed \(seed)"
        bench.comparesEvery = 100
        var program = BankProgram(seed: seed)
        for _ in 0..<commands { bench.run(try program.next(bench)) }
        bench.compare()
        return bench
    }

    @Test(arguments: seeds)
    func `decides alike when its records are decided again, and the books add up`(
        seed: UInt64
    ) throws {
        let bench = BankBench()
        bench.context = "seed \(seed)"
        bench.comparesEvery = 100
        var program = BankProgram(seed: seed)
        for _ in 0..<Self.commands { bench.run(try program.next(bench)) }
        bench.compare()
        #expect(
            Set(bench.entries.compactMap(\.record.first)).isSuperset(
                of: Set(1...5).union([7, 9, 10, 11, 12, 20, 40, 42, 50, 51, 55, 56, 70, 72])),
            "every kind occurs that is not rare")

        // A trial begins with all that there is; nobody has account 99.
        let trial = bench.bank.attempt(bench.order(.frozen, of: 99), at: bench.clock) {
            after, _, _ in BankBench.snapshot(after)
        }
        #expect(trial == BankBench.snapshot(bench.bank))

        // From its snapshot it is the same bank, and goes on as the first does.
        let restored = try BankBench.restored(bench.bank)
        #expect(BankBench.state(restored) == BankBench.state(bench.bank))
        let second = BankBench(bench.bank, copy: restored, clock: max(bench.clock, bench.last))
        second.context = "seed \(seed), restored"
        second.comparesEvery = 20
        for _ in 0..<300 { second.run(try program.next(second)) }
        second.compare()
        print(
            "seed \(seed): \(bench.entries.count + second.entries.count) entries,",
            "\(bench.bank.books.transferCount) transfers, \(bench.bank.payments.count) open,",
            "\(bench.bank.breaks.count) breaks")
    }

    @Test func `is the same for the same seed`() throws {
        let one = try Self.run(seed: 77, commands: 600)
        let other = try Self.run(seed: 77, commands: 600)
        #expect(one.entries.map(\.record) == other.entries.map(\.record))
        #expect(BankBench.state(one.bank) == BankBench.state(other.bank))
        let third = try Self.run(seed: 78, commands: 600)
        #expect(BankBench.state(one.bank) != BankBench.state(third.bank))
    }

    /// Every command's record, every event, and the state, with all transfers in memory and with none.
    @Test(arguments: [21, 22] as [UInt64])
    func `decides the same with any window`(seed: UInt64) throws {
        let all = try Self.run(seed: seed, commands: 500, Bank(), hashesEvents: true)
        #expect(all.bank.books.firstResident == 0)
        for options in [
            HistoryOptions(window: 0, sealInterval: 1), HistoryOptions(window: 8, sealInterval: 8),
        ] {
            let few = try Self.run(
                seed: seed, commands: 500, BankBench.windowed(options), hashesEvents: true)
            let text = "seed \(seed), window \(options.window)"
            #expect(few.bank.books.firstResident > few.bank.books.transferCount / 2, "\(text)")
            #expect(few.entries.map(\.record) == all.entries.map(\.record), "\(text)")
            #expect(few.eventsHash == all.eventsHash, "\(text)")
            #expect(BankBench.state(few.bank) == BankBench.state(all.bank), "\(text)")
        }
    }

    @Test func `takes damaged records for what they are, or refuses them, and never ends`() throws {
        let seed: UInt64 = 99
        let bench = try Self.run(seed: seed, commands: 700)
        let random = SeededRandomness(seed: seed)
        var refused = 0
        let rounds = 6_000
        var bank = Bank()
        var instant: UInt64 = 0
        for round in 0..<rounds {
            if round % 100 == 0 {
                bank = try BankBench.restored(bench.bank)
                instant = max(bench.last, bench.clock)
            }
            let entry = bench.entries[random.below(bench.entries.count)]
            var events: [BankEvent] = []
            do throws(ReplayError) {
                try bank.replay(
                    Self.damage(entry.record, random)[...], at: &instant, events: &events)
            } catch {
                refused += 1
            }
            instant += 10
        }
        #expect(refused > rounds / 2, "seed \(seed)")
    }

    private static func damage(_ record: [UInt8], _ random: SeededRandomness) -> [UInt8] {
        var record = record
        for _ in 0...random.below(3) where !record.isEmpty {
            let place = random.below(record.count)
            switch random.below(6) {
            case 0: record[place] ^= 1 << UInt8(random.below(8))
            case 1: record[place] = UInt8(random.below(256))
            case 2: record[place] = random.below(2) == 0 ? 0 : 255
            case 3: record.removeLast(random.below(record.count))
            case 4: record.insert(UInt8(random.below(256)), at: place)
            default:
                let end = min(record.count, place + 16)
                for index in place..<end { record[index] = random.below(2) == 0 ? 0 : 255 }
            }
        }
        return record
    }

    @Test func `refuses a snapshot that is cut anywhere`() throws {
        let bench = try Self.run(seed: 4, commands: 120)
        let bytes = BankBench.snapshot(bench.bank)
        let random = SeededRandomness(seed: 4)
        for _ in 0..<300 {
            var reader = ByteReader(bytes[..<random.below(bytes.count)])
            #expect(throws: ByteError.self) { try Bank().restore(from: &reader) }
        }
    }
}
