import PaymentModel
import Testing

/// Money between our own settlement accounts: rows L1–L4 of `postings.md`.
@Suite struct `Liquidity between own accounts` {
    private func bench() throws -> BankBench {
        let bench = try BankBench.opened()
        bench.admit(1, .operator)
        bench.admit(2, .approver)
        return bench
    }

    private func order(
        _ bench: BankBench, _ amount: UInt128, from: String = "SCT", to: String = "SCTINST",
        id: UInt128 = 81
    ) -> LiquidityOutcome? {
        let reply = bench.run(
            .moveLiquidity(
                LiquidityOrder(
                    id: id, content: 9, from: bench.key(from), to: bench.key(to), amount: amount,
                    by: 1, reason: .none)))
        guard case .liquidity(let outcome)? = reply else { return nil }
        return outcome
    }

    private func release(_ bench: BankBench, id: UInt128 = 81) -> ApprovalOutcome? {
        let reply = bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: id, isApproved: true, content: 9, by: 2, orderCount: 1, reason: .none)))
        guard case .approval(let outcome)? = reply else { return nil }
        return outcome
    }

    private func advise(_ bench: BankBench, _ scheme: String, _ amount: UInt128, isCredit: Bool) {
        bench.take(
            "\(scheme) \(amount) \(isCredit) \(bench.entries.count)", scheme,
            .report([BankBench.entry(.funding, amount, isCredit: isCredit)]))
    }

    private func states(_ bench: BankBench) -> [String] {
        bench.heard.compactMap {
            if case .liquidityChanged(let move) = $0 { move.state } else { nil }
        }
    }

    @Test(arguments: [false, true])
    func `L1–L4: ordered, released, and booked by the clearing's two advices in either order`(
        creditFirst: Bool
    ) throws {
        let bench = try bench()
        // EUR 1,000,000.00 of equity in each; customers' 3,000.00 in SCT. Assets are negative.
        #expect(bench.posted(.settlement, "SCT") == -100_300_000)
        #expect(order(bench, 40_000_000) == .proposed)
        #expect(states(bench).isEmpty && bench.bank.liquidity.isEmpty)
        #expect(release(bench) == .released(.liquidity(.released)))
        #expect(states(bench) == ["released"])
        #expect(bench.posted(.settlement, "SCT") == -100_300_000, "nothing moves before an advice")
        let equity = bench.posted(.equity)
        let sides = [("SCT", false), ("SCTINST", true)]
        for (place, side) in (creditFirst ? sides.reversed() : sides).enumerated() {
            advise(bench, side.0, 40_000_000, isCredit: side.1)
            let half = side.1 ? "credited" : "debited"
            #expect(states(bench) == [place == 0 ? half : "done"])
            let inTransit = bench.posted(.liquidityInTransit)
            #expect(inTransit == (place == 1 ? 0 : side.1 ? 40_000_000 : -40_000_000))
        }
        #expect(bench.posted(.settlement, "SCT") == -60_300_000)
        #expect(bench.posted(.settlement, "SCTINST") == -140_000_000)
        #expect(bench.posted(.equity) == equity && bench.bank.liquidity.isEmpty)
        // The same amount again is nobody's order: equity, as ever.
        advise(bench, "SCTINST", 40_000_000, isCredit: true)
        #expect(bench.posted(.equity) == equity + 40_000_000)
    }

    @Test func `L1: what cannot be is refused, and nothing waits`() throws {
        let bench = try bench()
        #expect(order(bench, 0) == .amountZero)
        #expect(order(bench, 1, to: "SCT") == .sameScheme)
        #expect(order(bench, 100_300_001) == .notCovered)
        #expect(bench.bank.approvals.count == 0)
        #expect(order(bench, 100_300_000) == .proposed)
        #expect(order(bench, 100_300_000) == .replayed)
        bench.admit(3, .administrator)
        let own = bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: 81, isApproved: true, content: 9, by: 1, orderCount: 1, reason: .none)))
        guard case .approval(.notApprover)? = own else {
            Issue.record("\(String(describing: own))")
            return
        }
    }

    @Test func `L2: at the release it must still be covered, with what is released already`() throws
    {
        let bench = try bench()
        #expect(order(bench, 100_000_000) == .proposed)
        #expect(order(bench, 300_001, id: 82) == .proposed)
        #expect(release(bench) == .released(.liquidity(.released)))
        #expect(release(bench, id: 82) == .released(.liquidity(.notCovered)))
        #expect(bench.bank.liquidity.map(\.amount) == [100_000_000])
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
    }
}
