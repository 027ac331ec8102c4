import Ledger
@testable import PaymentModel
import Testing

/// Rows W1a–W3a: funds of a kept order, held from its entry on where its holder has it so.
@Suite struct `Funds of kept orders` {
    /// Alma with 1,000.00, whose funds are held at entry; Bruno without.
    private func bank(_ funds: FundsPolicy = .atEntry) throws -> BankBench {
        let bench = try BankBench.opened()
        set(bench, "Alma", funds)
        return bench
    }

    private func set(_ bench: BankBench, _ customer: String, _ funds: FundsPolicy) {
        bench.run(.setTerms(TermsOrder(.party(name("account \(customer)"), funds), by: 1)))
    }

    private static func here(_ amount: UInt128, to creditor: String) -> PaymentOrder {
        BankBench.order(amount, to: creditor, bank: "90000001")
    }

    private func row(_ bench: BankBench, _ customer: String) throws -> Account {
        try #require(bench.bank.books.account(id: name("account \(customer)")))
    }

    private static func wait(_ bench: BankBench, until instant: UInt64) {
        bench.clock = instant
        bench.run(nil)
    }

    /// Monday 23 November.
    private static let monday = friday + 3

    @Test func `W1a, W2a: held at entry, used on the day, between accounts here and by cycles`()
        throws
    {
        let bench = try bank()
        let before = try row(bench, "Alma")
        bench.pay(
            "Alma", [Self.here(10_000, to: "Bruno"), BankBench.order(20_000, to: "Far")],
            file: "K", on: Self.monday)
        #expect(bench.states == [.warehoused, .warehoused])
        // 100.00 + 200.00.
        #expect(try row(bench, "Alma").debitsPending == before.debitsPending + 30_000)
        #expect(try row(bench, "Bruno").creditsPending == 0, "the payee sees nothing of it")
        #expect(bench.bank.bookDifferences(978, on: friday).isEmpty)
        Self.wait(bench, until: BankBench.midnight(Self.monday))
        #expect(bench.states == [.settled, .held])
        let after = try row(bench, "Alma")
        #expect(after.debitsPending == 20_000 && after.debitsPosted == before.debitsPosted + 10_000)
        #expect(bench.bank.bookDifferences(978, on: Self.monday).isEmpty)
    }

    @Test func `what is not covered is AM04 at once, and what is held cannot be spent`() throws {
        let bench = try bank()
        let free = bench.posted("Alma")
        let half = UInt128(free / 2 + 1)
        bench.pay(
            "Alma", [Self.here(half, to: "Bruno"), Self.here(half, to: "Bruno")], file: "K",
            on: Self.monday)
        #expect(bench.states == [.warehoused, .rejected])
        #expect(bench.changes.map(\.reason.text).last == "AM04")
        bench.pay("Alma", [Self.here(half, to: "Bruno")], file: "N")
        #expect(bench.changes.map(\.reason.text) == ["AM04"], "spent elsewhere meanwhile")
        Self.wait(bench, until: BankBench.midnight(Self.monday))
        #expect(bench.states == [.settled])
    }

    @Test func `W3a: a cancellation gives the funds back, and so does a refusal on the day`()
        throws
    {
        let bench = try bank()
        bench.pay(
            "Alma", [Self.here(10_000, to: "Bruno"), Self.here(20_000, to: "Bruno")], file: "K",
            on: Self.monday)
        bench.run(.cancel(payment: BankBench.payment("K"), reason: .none))
        #expect(bench.states == [.cancelled])
        #expect(try row(bench, "Alma").debitsPending == 20_000)
        bench.run(bench.order(.frozen, of: name("account Bruno")))
        Self.wait(bench, until: BankBench.midnight(Self.monday))
        #expect(bench.states == [.rejected])
        #expect(try row(bench, "Alma").debitsPending == 0)
        #expect(bench.bank.bookDifferences(978, on: Self.monday).isEmpty)
    }

    @Test func `the policy counts for what arrives while it is set`() throws {
        let bench = try bank(.atExecution)
        bench.pay("Alma", [Self.here(10_000, to: "Bruno")], file: "A", on: Self.monday)
        #expect(try row(bench, "Alma").debitsPending == 0)
        set(bench, "Alma", .atEntry)
        bench.pay("Alma", [Self.here(10_000, to: "Bruno")], file: "B", on: Self.monday)
        #expect(try row(bench, "Alma").debitsPending == 10_000)
        set(bench, "Alma", .atExecution)
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        #expect(again.warehouse[BankBench.payment("B")]?.funds == 10_000)
        Self.wait(bench, until: BankBench.midnight(Self.monday))
        #expect(bench.states == [.settled, .settled])
        #expect(try row(bench, "Alma").debitsPending == 0)
    }

    @Test func `terms of what is unknown, closed or the bank's own are refused`() throws {
        let bench = try BankBench.opened()
        func outcome(_ subject: TermsOrder.Subject) -> TermsOutcome? {
            let reply = bench.run(.setTerms(TermsOrder(subject, by: 1)))
            guard case .terms(let outcome)? = reply else { return nil }
            return outcome
        }
        let own = try #require(bench.bank.accounts.accounts.first { $0.role.isOwn }).id
        #expect(outcome(.account(name("account Alma"), .refuse)) == .changed)
        #expect(outcome(.account(name("account Alma"), .refuse)) == .unchanged)
        #expect(bench.bank.accounts[id: name("account Alma")]?.lateOrders == .refuse)
        #expect(outcome(.account(7, nil)) == .unknownAccount)
        #expect(outcome(.account(own, nil)) == .ownAccount)
        #expect(outcome(.party(7, .atEntry)) == .unknownParty)
        bench.open("Dora")
        bench.run(bench.order(.closed, of: name("account Dora")))
        #expect(outcome(.account(name("account Dora"), .refuse)) == .accountClosed)
    }
}
