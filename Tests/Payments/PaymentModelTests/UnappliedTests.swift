import Ledger
import PaymentModel
import Testing

/// Rows U6 and U7 of `postings.md`: parked money, applied by two people or sent back by one.
@Suite struct `Parked money` {
    /// 99.99 for an account that is not there: our return was rejected, so that it is parked again.
    private func parked() throws -> (bench: BankBench, payment: UInt128) {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "I", amount: 9_999, creditor: "0999")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 9_999, "I")]))
        let payment = BankBench.incoming("M")
        let carrier = bench.bank.payments[payment]?.message ?? 0
        bench.take("S", "SCT", bench.status(about: carrier, [(payment, .rejected, "AG01")]))
        #expect(bench.states == [.parked])
        return (bench, payment)
    }

    private func sendBack(_ bench: BankBench, _ payment: UInt128) -> MotionOutcome? {
        let reply = bench.run(
            .sendBack(ParkedReturn(payment: payment, by: 1, reason: .none)))
        guard case .motion(let outcome)? = reply else { return nil }
        return outcome
    }

    @Test func `U6: to the account it is for, with the value date of the day it came`() throws {
        let (bench, payment) = try parked()
        bench.clock += 3 * BankBench.day
        let bruno = name("account Bruno")
        #expect(bench.propose(.apply(parked: payment, to: bruno), 9_999) == .proposed)
        #expect(bench.posted("Bruno") == 100_000)
        #expect(sendBack(bench, payment) == .notReturnable, "the clearing has refused it once")
        #expect(bench.confirm() == .done)
        #expect(bench.posted("Bruno") == 109_999)
        #expect(bench.posted(.unappliedIn) == 0)
        #expect(bench.states == [.credited])
        #expect(bench.changes.map(\.account) == [bruno])
        let entry = try #require(
            bench.bank.transfer(id: payment + PaymentStep.apply.rawValue))
        let days = EntryDays(rawValue: entry.userData64)
        #expect(days.value == friday && days.booking == friday + 3)
        #expect(
            bench.agree(.apply(parked: payment, to: bruno), 9_999, id: 1 << 111) == .unknownItem)
    }

    @Test func `U6: another amount, or an account that takes no money, is refused`() throws {
        let (bench, payment) = try parked()
        let bruno = name("account Bruno")
        #expect(bench.agree(.apply(parked: payment, to: bruno), 9_998) == .changed)
        #expect(bench.agree(.apply(parked: payment, to: 5), 9_999) == .unknownAccount)
        bench.run(bench.order(.creditBlocked, of: bruno))
        #expect(bench.agree(.apply(parked: payment, to: bruno), 9_999) == .accountRefuses)
        #expect(bench.posted(.unappliedIn) == 9_999)
    }

    @Test func `U6: money that nobody announced, and that came back for a stranger`() throws {
        let bench = try BankBench.opened()
        bench.take("R", "SCT", bench.comeBack("R-1", of: 99, 4_500, in: "R"))
        bench.take(
            "C", "SCT",
            .report([
                BankBench.entry(.returnIn, 4_500, "R-1"), BankBench.entry(.received, 300, "X"),
            ]))
        let told = bench.heard.compactMap {
            if case .parkedChanged(let change) = $0 { change } else { nil }
        }
        #expect(told.map(\.amount) == [4_500, 300] && told.map(\.state) == [.parked, .parked])
        let alma = name("account Alma")
        for (number, change) in told.enumerated() {
            #expect(sendBack(bench, change.id) == .notReturnable)
            #expect(
                bench.agree(
                    .apply(parked: change.id, to: alma), change.amount,
                    id: 1 << 110 + UInt128(number) * 16) == .done)
        }
        #expect(bench.posted("Alma") == 104_800)
        #expect(bench.posted(.unappliedIn) == 0)
        // Announced after all, it is an announcement like every other: nothing is there to take.
        bench.receive([.init(id: "X", amount: 300, creditor: "Bruno")], in: "M", "SCT")
        #expect(bench.states == [.announced])
    }

    @Test func `U7: a frozen party's money stays; freed, it goes back by hand`() throws {
        let bench = try BankBench.opened()
        let bruno = name("account Bruno")
        bench.receive([.init(id: "I", amount: 9_999, creditor: "Bruno")], in: "M", "SCT")
        bench.run(bench.order(.frozen, of: bruno))
        bench.take("R", "SCT", .report([BankBench.entry(.received, 9_999, "I")]))
        let payment = BankBench.incoming("M")
        #expect(bench.states == [.parked])
        #expect(sendBack(bench, payment) == .notReturnable)
        let alma = name("account Alma")
        #expect(bench.agree(.apply(parked: payment, to: alma), 9_999) == .accountRefuses)
        bench.run(bench.order(.open, of: bruno))
        #expect(sendBack(bench, payment) == .done)
        #expect(bench.states == [.returning])
        #expect(bench.sent.map(\.kind) == [.returns])
        #expect(bench.balance(.unappliedIn).debitsPending == 9_999)
        #expect(sendBack(bench, payment) == .unknownItem)
    }

    @Test func `U7: what somebody has proposed to apply is not sent back`() throws {
        let bench = try BankBench.opened()
        let bruno = name("account Bruno")
        bench.receive([.init(id: "I", amount: 9_999, creditor: "Bruno")], in: "M", "SCT")
        bench.run(bench.order(.frozen, of: bruno))
        bench.take("R", "SCT", .report([BankBench.entry(.received, 9_999, "I")]))
        bench.run(bench.order(.open, of: bruno))
        let payment = BankBench.incoming("M")
        #expect(bench.propose(.apply(parked: payment, to: bruno), 9_999) == .proposed)
        #expect(sendBack(bench, payment) == .alreadyProposed)
        #expect(bench.confirm() == .done)
        #expect(bench.posted("Bruno") == 109_999)
    }
}
