import PaymentModel
import Testing
import Vocabulary

/// Automatic returns: rows U8–U10 of `postings.md`.
@Suite struct `Returns within their time` {
    private func bench(days: Int? = nil) throws -> BankBench {
        let bench = try BankBench.opened()
        bench.admit(1, .operator)
        bench.admit(2, .approver)
        guard let days else { return bench }
        let setup = try demonstration()
        bench.run(
            .configure(
                BankConfiguration(
                    setup: BankSetup(
                        bank: setup.bank, schemes: setup.schemes, reach: setup.reach,
                        returnWindows: [
                            ReturnWindow(
                                scheme: "SCT", days: days, validFrom: nil, source: "a test",
                                confidence: .unverified)
                        ]), isSandbox: true)))
        return bench
    }

    /// Money for an account that is not opened settles on Friday while the scheme is paused, which
    /// goes on so many days later.
    private func parked(_ bench: BankBench, resumedAfter days: UInt64) {
        bench.run(
            .pauseScheme(SchemePause(id: 3, scheme: bench.key("SCT"), by: 1, reason: .none)))
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 700, creditor: "Nobody")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 700, "I")]))
        #expect(bench.states == [.parked])
        bench.clock += days * BankBench.day
        bench.run(
            .resumeScheme(
                SchemeResumption(
                    id: 4, content: 9, scheme: bench.key("SCT"), by: 1, reason: .none)))
        bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: 4, isApproved: true, content: 9, by: 2, orderCount: 1, reason: .none)))
    }

    @Test(
        arguments: [
            // Three business days of TARGET behind Friday are Wednesday: five days later.
            (nil, 5, true), (nil, 6, false), (1, 3, true), (1, 4, false), (0, 3, false),
        ] as [(Int?, UInt64, Bool)])
    func `U8: a return goes where it settles within the time, else a person decides`(
        days: Int?, resumedAfter: UInt64, goes: Bool
    ) throws {
        let bench = try bench(days: days)
        parked(bench, resumedAfter: resumedAfter)
        #expect(bench.sent.map(\.kind) == (goes ? [.returns] : []))
        let state = bench.bank.payments[BankBench.incoming("M")]?.state
        #expect(state == (goes ? .returning : .parked))
        #expect(bench.posted(.unappliedIn) == 700)
    }

    @Test func `U9: a frozen party's money stays where it is`() throws {
        let bench = try bench()
        bench.run(bench.order(.frozen, of: name("account Alma")))
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 700, creditor: "Alma")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 700, "I")]))
        #expect(bench.states == [.parked] && bench.sent.isEmpty)
        bench.advance(seconds: 86_400 * 10)
        #expect(bench.sent.isEmpty)
    }

    @Test func `U10: what has come back is never sent back`() throws {
        let bench = try bench()
        bench.take("B", "SCT", bench.comeBack("B", of: 0, 4_500, in: "B"))
        bench.take("B-054", "SCT", .report([BankBench.entry(.returnIn, 4_500, "B")]))
        #expect(bench.posted(.unappliedIn) == 4_500 && bench.sent.isEmpty)
        bench.advance(seconds: 86_400 * 10)
        #expect(bench.sent.isEmpty && bench.posted(.unappliedIn) == 4_500)
    }
}
