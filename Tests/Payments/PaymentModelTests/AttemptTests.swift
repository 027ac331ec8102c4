import Bytes
import Engine
import PaymentModel
import Testing

/// A command that is only asked about, beside the same command done.
@Suite struct `A dry run` {
    /// The bench's copy never sees an attempt, so that whatever one left behind would show there.
    @Test(arguments: [11, 12, 13] as [UInt64])
    func `tells what the command then does, and leaves not a byte`(seed: UInt64) throws {
        let bench = BankBench()
        bench.context = "seed \(seed)"
        bench.comparesEvery = 20
        var program = BankProgram(seed: seed)
        var attempted = 0
        for _ in 0..<800 {
            guard let command = try program.next(bench) else {
                bench.run(nil)
                continue
            }
            // What is due comes before a command, asked about or not.
            repeat {
                bench.run(nil)
            } while bench.bank.nextTimer.map { $0 <= max(bench.clock, bench.last + 1) } ?? false
            let before = BankBench.snapshot(bench.bank)
            let (reply, heard) = bench.bank.attempt(
                command, at: max(bench.clock, bench.last + 1)
            ) { ("\($1)", $2.map { "\($0)" }) }
            #expect(BankBench.snapshot(bench.bank) == before, "seed \(seed)")
            attempted += 1
            let done = bench.run(command)
            #expect(done.map { "\($0)" } == reply, "seed \(seed)")
            #expect(bench.heard.map { "\($0)" } == heard, "seed \(seed)")
        }
        bench.compare()
        #expect(attempted > 500, "seed \(seed)")
    }

    @Test func `shows the bank as it would be`() throws {
        let bench = BankBench()
        var program = BankProgram(seed: 14)
        for _ in 0..<8 { bench.run(try program.next(bench)) }
        let account = try #require(bench.bank.accounts.accounts.last { !$0.role.isOwn })
        let after = bench.bank.attempt(bench.order(.frozen, of: account.id), at: bench.clock) {
            bank, _, _ in bank.accounts[id: account.id]?.status
        }
        #expect(after == .frozen)
        #expect(bench.bank.accounts[id: account.id]?.status == account.status)
    }
}
