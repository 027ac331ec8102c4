import Ledger
import PaymentModel
import Testing
import Vocabulary

/// Statuses of accounts: what each lets through, from when, and what is in the way of closing.
@Suite struct Statuses {
    private func bank() throws -> BankBench {
        let bench = try BankBench.opened()
        bench.open("Dora", "Egon", creditLine: 10_000)
        return bench
    }

    private func pay(
        _ bench: BankBench, _ from: String, _ to: String, id: UInt128
    ) -> TransferOutcome? {
        let reply = bench.run(
            .transfer(
                TransferOrder(
                    id: id << 90, content: id, from: .iban(name("iban \(from)")),
                    to: .iban(name("iban \(to)")), amount: 5, currency: 978, isKeyed: false,
                    isOpeningMoney: false, sealed: .none)))
        guard case .transfer(let outcome)? = reply else { return nil }
        return outcome
    }

    private func set(
        _ bench: BankBench, _ status: BankAccount.Status, _ customer: String, from: UInt64 = 0
    ) -> StatusOutcome? {
        let reply = bench.run(
            bench.order(status, of: name("account \(customer)"), from: from))
        guard case .status(let outcome)? = reply else { return nil }
        return outcome
    }

    @Test(
        arguments: [
            (.open, .posted, .posted), (.debitBlocked, .fromBlocked, .posted),
            (.creditBlocked, .posted, .toBlocked), (.dormant, .fromBlocked, .posted),
            (.frozen, .fromFrozen, .toFrozen),
        ] as [(BankAccount.Status, TransferOutcome, TransferOutcome)])
    func `a status lets through what it says`(
        status: BankAccount.Status, debit: TransferOutcome, credit: TransferOutcome
    ) throws {
        let bench = try bank()
        _ = set(bench, status, "Dora")
        #expect(pay(bench, "Dora", "Egon", id: 1) == debit)
        #expect(pay(bench, "Egon", "Dora", id: 2) == credit)
    }

    @Test func `a planned change is done at its time, and one that cannot be lapses`() throws {
        let bench = try bank()
        let later = bench.clock + 3600 * BankBench.second
        #expect(set(bench, .frozen, "Dora", from: later) == .planned)
        #expect(pay(bench, "Egon", "Dora", id: 1) == .posted)
        #expect(set(bench, .closed, "Egon", from: later) == .planned)
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        bench.advance(seconds: 3599)
        #expect(pay(bench, "Egon", "Dora", id: 2) == .posted)
        bench.advance(seconds: 1)
        #expect(pay(bench, "Egon", "Dora", id: 3) == .toFrozen)
        #expect(bench.bank.accounts[id: name("account Egon")]?.status == .open, "it owes 10")
        #expect(bench.bank.plannedStatuses.isEmpty)
    }

    @Test func `closing says what is in the way`() throws {
        let bench = try bank()
        _ = pay(bench, "Dora", "Egon", id: 1)
        #expect(set(bench, .closed, "Egon") == .balanceNotZero)
        for (customer, balance) in [("Egon", Int128(5)), ("Dora", -5)] {
            #expect(
                bench.bank.closingObstacles(of: name("account \(customer)"), limit: 9)
                    == [.balance(balance, currency: 978)])
        }
        _ = pay(bench, "Egon", "Dora", id: 2)
        #expect(set(bench, .closed, "Egon") == .changed)
        #expect(set(bench, .closed, "Egon") == .unchanged)
        #expect(set(bench, .open, "Egon") == .accountClosed)
    }

    @Test func `codes come from the row that began last, else from the standard`() throws {
        #expect(
            StatusCode.standard.map(\.status.name).sorted() == [
                "closed", "credit_blocked", "debit_blocked", "dormant", "frozen",
            ])
        let frozen = try #require(StatusCode.standard.first { $0.status == .frozen })
        #expect(frozen.inside.text == "AC06" && frozen.outside.text == "MS03")
        #expect(frozen.confidence == .unverified)
    }
}
