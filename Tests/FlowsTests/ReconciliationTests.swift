import PaymentModel
import Testing
import Vocabulary

@testable import Flows

/// The clearing's statement beside our own entries.
@Suite struct `Reconciliation of a day` {
    private func found(
        _ sandbox: Sandbox, _ name: String, rules: [MatchRule] = MatchRule.standard
    ) throws -> Reconciliation? {
        let scheme = try #require(sandbox.bank.scheme(named: name))
        return try sandbox.opened.archive.reconciliation(
            of: scheme, on: sandbox.firstDay, rules: rules)
    }

    /// Money in by cycles, out by cycles and instant, a payment that comes back, equity: every entry
    /// of the clearing's statements has its other side in our books.
    @Test func `every entry of both sides has its other side`() throws {
        let sandbox = try Sandbox(script: "return reason=AC04 amount=4.00 after=1cycles")
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [
                    .init("E-1", "100.01", to: .elsewhere), .init("E-2", "4.00", to: .elsewhere),
                    OrderFile.Transfer("E-3", "3.33", to: .elsewhere).with { $0.isInstant = true },
                ]))
        try sandbox.tell("settle now")
        try sandbox.tell("settle now")
        #expect(try found(sandbox, "SCT")?.type == "camt.054.001.08")
        try sandbox.tell("statement now")
        let cycles = try #require(try found(sandbox, "SCT"))
        #expect(cycles.type == "camt.053.001.08")
        #expect(cycles.matching.unmatchedOurs.isEmpty && cycles.matching.unmatchedTheirs.isEmpty)
        // Equity, three credits, two payments, one of them back: seven each.
        #expect(cycles.ours.count == 7 && cycles.theirs.count == 7)
        let sum = cycles.theirs.reduce(Int128(0)) { $0 + $1.item.amount }
        // 10,000.00 + 3 × 1,000.00 − 100.01 − 4.00 + 4.00.
        #expect(sum == 1_289_999)
        #expect(cycles.ours.reduce(Int128(0)) { $0 + $1.item.amount } == sum)
        let instant = try #require(try found(sandbox, "SCTINST"))
        #expect(instant.matching.unmatchedOurs.isEmpty && instant.matching.unmatchedTheirs.isEmpty)
        #expect(instant.ours.count == 2)
        // Payments are found by their identification, the return by the payer's, equity by amount.
        let names = cycles.matching.matches.map { cycles.rules[$0.rule].name }
        #expect(names.count { $0 == "transaction" } == 5)
        #expect(names.count { $0 == "end-to-end" } == 1)
        #expect(names.count { $0 == "amount and day" } == 1)
    }

    @Test func `what no rule finds is left on its side`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.pass(seconds: 13 * 3_600)
        let rule = MatchRule(name: "transaction", reference: .transaction)
        let cycles = try #require(try found(sandbox, "SCT", rules: [rule]))
        // The equity of 10,000.00 has no identification.
        #expect(cycles.matching.unmatchedOurs.map { cycles.ours[$0].item.amount } == [1_000_000])
        #expect(
            cycles.matching.unmatchedTheirs.map { cycles.theirs[$0].item.amount } == [1_000_000])
        #expect(cycles.matching.matches.count == 3)
    }

    @Test func `a day of which nothing was told is none`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let scheme = try #require(sandbox.bank.scheme(named: "SCT"))
        let other = try sandbox.opened.archive.reconciliation(
            of: scheme, on: sandbox.firstDay - 1, rules: MatchRule.standard)
        #expect(other == nil)
    }
}
