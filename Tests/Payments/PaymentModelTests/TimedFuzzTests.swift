import Bytes
import Engine
import Fuzzing
import PaymentModel
import Platform
import Testing

/// Snapshots and records of a bank that anybody has written into.
@Suite struct `Bytes that pass for a bank's` {
    private static func bench() throws -> BankBench {
        let bench = BankBench()
        var program = BankProgram(seed: 4)
        for _ in 0..<400 { bench.run(try program.next(bench)) }
        return bench
    }

    @Test func `are a bank or an error, never an end`() throws {
        let snapshot = BankBench.snapshot(try Self.bench().bank)
        let complaint = Fuzzer("snapshots", campaign: 200_000).run { random in
            let bytes = Mutator(random).mutated([snapshot])
            var reader = ByteReader(bytes)
            let bank = Bank()
            do throws(ByteError) { try bank.restore(from: &reader) } catch { return nil }
            // What can be read can be written.
            return BankBench.snapshot(bank).isEmpty ? "an empty snapshot" : nil
        }
        #expect(complaint == nil)
    }

    @Test func `are a command or an error, never an end`() throws {
        let bench = try Self.bench()
        let records = bench.entries.map(\.record)
        let complaint = Fuzzer("records").run { random in
            let bank = try BankBench.restored(bench.bank)
            var instant = max(bench.last, bench.clock)
            for _ in 0..<100 {
                var events: [BankEvent] = []
                let record = Mutator(random).mutated(records)
                // What is refused ends a start: no bank goes on behind it.
                do throws(ReplayError) {
                    try bank.replay(record[...], at: &instant, events: &events)
                } catch { return nil }
                instant += 10
            }
            return BankBench.snapshot(bank).isEmpty ? "an empty snapshot" : nil
        }
        #expect(complaint == nil)
    }
}
