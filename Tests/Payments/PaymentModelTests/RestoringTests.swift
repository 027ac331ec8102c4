import Ledger
import PaymentModel
import Testing
import Vocabulary

/// Row X7 of `postings.md`: the payer of an unanswered instant payment gets the money back.
///
/// The clock is 10 s; the row asks for 3,600 s behind its end. Alma has 1,000.00 and pays 100.00.
@Suite struct `A payer restored` {
    private func silent() throws -> (bench: BankBench, payment: UInt128, carrier: UInt128) {
        let bench = try BankBench.opened()
        try bench.configure(restoresAfter: 3_600)
        // Orders are received on the second, behind what the configuration took.
        bench.clock += BankBench.second
        bench.pay("Alma", [BankBench.order(10_000, to: "Far", isInstant: true)], file: "X")
        let payment = BankBench.payment("X")
        let carrier = bench.bank.payments[payment]?.message ?? 0
        bench.advance(seconds: 10)
        #expect(bench.states == [.outcomeUnknown])
        return (bench, payment, carrier)
    }

    private func restored() throws -> (bench: BankBench, payment: UInt128, carrier: UInt128) {
        let found = try silent()
        found.bench.advance(seconds: 3_600)
        return found
    }

    @Test func `at its time and not before, and the payment goes on`() throws {
        let (bench, payment, _) = try silent()
        bench.advance(seconds: 3_599)
        #expect(bench.held("Alma") == 10_000)
        bench.advance(seconds: 1)
        #expect(bench.held("Alma") == 0 && bench.posted("Alma") == 100_000)
        #expect(bench.balance(.instantUnconfirmed).debitsPending == 10_000)
        #expect(bench.balance(.inTransitOut, "SCTINST").creditsPending == 10_000)
        #expect(bench.bank.payments[payment]?.state == .outcomeUnknown)
        let told = bench.heard.contains {
            if case .payerRestored(payment, _) = $0 { true } else { false }
        }
        #expect(told)
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
    }

    @Test func `a late yes debits the payer who covers it, then settles`() throws {
        let (bench, payment, carrier) = try restored()
        bench.take(
            "S", "SCTINST", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        #expect(bench.states == [.booked, .settled])
        #expect(bench.posted("Alma") == 90_000)
        #expect(bench.posted(.instantUnconfirmed) == 0)
        #expect(bench.balance(.instantUnconfirmed).debitsPending == 0)
        #expect(bench.posted(.settlement, "SCTINST") == -100_000_000 + 10_000)
        // Said again by the report it is nothing, and a no is a break.
        bench.take("R", "SCTINST", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.breaks.isEmpty)
        bench.take(
            "T", "SCTINST", bench.status(about: carrier, [(payment, .rejected, "AB05")]))
        #expect(bench.breaks == [.contraryStatus])
    }

    @Test func `a late yes that he does not cover is owed, and resolved as a break`() throws {
        let (bench, payment, carrier) = try restored()
        bench.pay("Alma", [BankBench.order(95_000, to: "Bruno", bank: "90000001")], file: "B")
        bench.take(
            "S", "SCTINST", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        #expect(bench.states == [.booked, .settled])
        #expect(bench.breaks == [.payerOwes])
        #expect(bench.posted("Alma") == 5_000, "nobody is overdrawn")
        #expect(bench.posted(.instantUnconfirmed) == -10_000)
        let id = bench.lastBreak
        let alma = bench.account("Alma")
        #expect(bench.agree(.resolveBreak(id, to: alma, hasConsent: true), 5_000) == .done)
        #expect(
            bench.agree(.resolveBreak(id, to: .losses, hasConsent: false), 5_000, id: 1 << 111)
                == .done)
        #expect(bench.posted("Alma") == 0 && bench.posted(.instantUnconfirmed) == 0)
        #expect(bench.posted(.losses) == -5_000 && bench.bank.breaks.isEmpty)
    }

    @Test func `what comes back of it is the bank's, as long as he owes it`() throws {
        let (bench, payment, carrier) = try restored()
        bench.pay("Alma", [BankBench.order(100_000, to: "Bruno", bank: "90000001")], file: "B")
        bench.take(
            "S", "SCTINST", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        bench.take(
            "R", "SCTINST", bench.comeBack("R-1", of: payment, 10_000, in: "R"))
        #expect(bench.posted("Alma") == 0)
        #expect(bench.posted(.instantUnconfirmed) == 0)
        #expect(bench.bank.breaks.isEmpty)
        #expect(bench.posted(.settlement, "SCTINST") == -100_000_000)
    }

    /// 0.35 is held beside the amount; 1,000.00 − 100.00 − 0.35 after the late yes.
    @Test(arguments: [true, false])
    func `what it costs is held until the outcome is known`(isExecuted: Bool) throws {
        let bench = try BankBench.opened()
        let setup = try demonstration(restoresAfter: 3_600)
        let fee = FeeRule(
            name: "instant", scheme: "SCTINST", party: 0,
            from: Money(minorUnits: 0, currency: .eur),
            to: nil, fee: Money(minorUnits: 35, currency: .eur), collection: .payment,
            isReturned: false, validFrom: nil, source: "a test", confidence: .unverified)
        bench.run(
            .configure(
                BankConfiguration(
                    setup: BankSetup(
                        bank: setup.bank, schemes: setup.schemes, reach: setup.reach, fees: [fee]),
                    isSandbox: true)))
        bench.clock += BankBench.second
        bench.pay("Alma", [BankBench.order(10_000, to: "Far", isInstant: true)], file: "X")
        let payment = BankBench.payment("X")
        let carrier = bench.bank.payments[payment]?.message ?? 0
        bench.advance(seconds: 10)
        bench.advance(seconds: 3_600)
        #expect(bench.held("Alma") == 35)
        bench.take(
            "S", "SCTINST",
            bench.status(
                about: carrier,
                [(payment, isExecuted ? .acceptedProfile : .rejected, isExecuted ? "" : "AC04")]))
        #expect(bench.held("Alma") == 0)
        #expect(bench.posted("Alma") == (isExecuted ? 89_965 : 100_000))
        #expect(bench.posted(.fees) == (isExecuted ? 35 : 0))
    }

    @Test func `a late no lets go of what stood in for him`() throws {
        let (bench, payment, carrier) = try restored()
        bench.take(
            "S", "SCTINST", bench.status(about: carrier, [(payment, .rejected, "AC04")]))
        #expect(bench.states == [.rejected])
        #expect(bench.posted("Alma") == 100_000 && bench.held("Alma") == 0)
        #expect(bench.balance(.instantUnconfirmed).debitsPending == 0)
        #expect(bench.balance(.inTransitOut, "SCTINST").creditsPending == 0)
    }

    @Test func `the statement that names it settles it, too`() throws {
        let (bench, payment, _) = try restored()
        bench.take(
            "ST", "SCTINST",
            .statement(
                day: friday, closing: 99_990_000,
                entries: [BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.states == [.booked, .settled] && bench.breaks.isEmpty)
        #expect(bench.posted("Alma") == 90_000)
    }

    @Test func `an answer in time leaves nothing to restore`() throws {
        let (bench, payment, carrier) = try silent()
        bench.take(
            "S", "SCTINST", bench.status(about: carrier, [(payment, .rejected, "AC04")]))
        bench.advance(seconds: 3_600)
        #expect(
            bench.bank.accounts[id: AccountDirectory.ownID(.instantUnconfirmed, currency: 978)]
                == nil)
        #expect(bench.posted("Alma") == 100_000)
    }
}
