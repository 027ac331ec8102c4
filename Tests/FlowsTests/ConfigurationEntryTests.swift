import Engine
import Journal
import PaymentModel
import Platform
import Testing
import Vocabulary

@testable import Flows

/// What is configured is a command of the journal, when it differs and only then.
@Suite struct `The configuration in the journal` {
    private func entries(_ sandbox: Sandbox) -> UInt64 { sandbox.bank.node.durableSequence }

    private func configure(_ sandbox: Sandbox, _ setup: BankSetup) throws -> Bool {
        let changed: Result<Bool, FlowError> = try sandbox.wait {
            $0.configure(setup, then: $1)
        }
        try sandbox.rest()
        return try changed.get()
    }

    @Test func `a changed scheme, reach or bank is one entry, the same again none`() throws {
        let sandbox = try Sandbox()
        var setup = sandbox.setup
        var expected = entries(sandbox)
        #expect(try configure(sandbox, setup) == false)
        #expect(entries(sandbox) == expected)
        let clock = Scheme.Pace.instant(
            Scheme.InstantRules(
                clockSeconds: 11, confirmsInbound: true, statusRequestsAfterSeconds: [20]))
        let row = Reach(
            country: try #require(CountryCode("DE")), bankCode: "90000003",
            bic: try BIC(SandboxBank.otherBIC), scheme: "SCT")
        let bank = BankProfile(
            legalName: "Another Name", lei: nil, bic: setup.bank.bic, zone: setup.bank.zone,
            country: setup.bank.country, bankCodes: ["90000001"])
        let changes: [(BankSetup) -> BankSetup] = [
            { $0.with { $0[0].transfersPerMessage = 4 } },
            { $0.with { $0[1].pace = clock } },
            { BankSetup(bank: $0.bank, schemes: $0.schemes, reach: $0.reach.dropLast()) },
            { BankSetup(bank: $0.bank, schemes: $0.schemes, reach: $0.reach + [row]) },
            { BankSetup(bank: bank, schemes: $0.schemes, reach: $0.reach) },
        ]
        for change in changes {
            setup = change(setup)
            #expect(try configure(sandbox, setup))
            expected += 1
            #expect(entries(sandbox) == expected)
            #expect(try configure(sandbox, setup) == false)
            #expect(entries(sandbox) == expected)
            #expect(sandbox.look { $0.configuration.setup } == setup)
        }
    }

    @Test func `what was reachable is not, once its row is gone`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let setup = sandbox.setup
        _ = try configure(
            sandbox, BankSetup(bank: setup.bank, schemes: setup.schemes, reach: []))
        try sandbox.submit(OrderFile(from: .alma, [.init("E-1", "1.00", to: .elsewhere)]))
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report["//TxInfAndSts/StsRsnInf/Rsn/Cd"] == "RC01")
    }

    @Test func `a start with the same files adds no entry, with others one`() throws {
        let sandbox = try Sandbox()
        let before = sandbox.bank.node.durableSequence
        let same = try Sandbox(disk: sandbox.disk.crash())
        #expect(same.bank.node.durableSequence == before)
        let setup = sandbox.setup.with { $0[0].transfersPerMessage = 5 }
        let other = try Sandbox(disk: same.disk.crash(), setup: setup)
        #expect(other.bank.node.durableSequence == before + 1)
        #expect(other.look { $0.configuration.setup } == setup)
    }

    // MARK: - Opening money

    @Test func `money is made only in a sandbox, and in no currency with a scheme`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let dollars = Customer(reference: "USD1", name: "U", iban: nil)
        try sandbox.open(dollars, currency: "USD")
        guard
            case .failure(.transfer(.currencyHasScheme)) =
                try sandbox.transfer(nil, .alma, "1.00", "EUR")
        else {
            Issue.record("Euros were made.")
            return
        }
        #expect(sandbox.balance(.alma) == 100_000)
        _ = try sandbox.transfer(nil, dollars, "1.00", "USD").get()
        #expect(sandbox.balance(dollars) == 100)
        #expect(sandbox.balance(.nostro, currency: "USD") == -100)
        sandbox.expectReconciled()
    }

    @Test func `a live bank makes no money at all`() throws {
        let live = try Sandbox(environment: .live)
        let dollars = Customer(reference: "USD1", name: "U", iban: nil)
        try live.open(dollars, currency: "USD")
        guard
            case .failure(.transfer(.notAllowed)) =
                try live.transfer(nil, dollars, "1.00", "USD")
        else {
            Issue.record("Dollars were made.")
            return
        }
        #expect(live.balance(dollars) == 0)
    }
}

extension BankSetup {
    fileprivate func with(_ change: (inout [Scheme]) -> Void) -> BankSetup {
        var schemes = schemes
        change(&schemes)
        return BankSetup(bank: bank, schemes: schemes, reach: reach)
    }
}
