import PaymentModel
import Testing

@testable import Flows

/// camt.052 by the clock (row N10 of `postings.md`).
@Suite struct `Reports within the day, by the clock` {
    @Test func `come for accounts that moved, at whole periods`() throws {
        let plain = try SandboxBank.setup(confirms: true)
        var profile = plain.bank
        profile.interimMinutes = 120
        let setup = BankSetup(bank: profile, schemes: plain.schemes, reach: plain.reach)
        let sandbox = try Sandbox(setup: setup)
        try sandbox.openCustomers()
        _ = try sandbox.transfer(.alma, .bruno, "30.00", "EUR").get()
        #expect(sandbox.newReports("camt.052").isEmpty)
        // From 09:00 to 10:30: due at 10:00, and the clock of this test moves in one step.
        try sandbox.pass(seconds: 5_400)
        let first = sandbox.newReports("camt.052")
        #expect(
            first.compactMap { $0["Rpt/Acct/Id/IBAN"] }.sorted()
                == [Customer.alma, .bruno, .clara].compactMap(\.iban).sorted())
        let alma = try #require(first.first { $0["Rpt/Acct/Id/IBAN"] == Customer.alma.iban })
        #expect(alma["Rpt/Bal[Tp/CdOrPrtry/Cd='ITBD']/Amt"] == "970.00")
        #expect(alma["Rpt/CreDtTm"]?.hasPrefix("2026-11-20T10:30:00") == true)
        // At 12:00 nothing has moved; at 14:00 two have.
        try sandbox.pass(seconds: 7_200)
        #expect(sandbox.newReports("camt.052").isEmpty)
        _ = try sandbox.transfer(.bruno, .alma, "1.00", "EUR").get()
        try sandbox.pass(seconds: 7_200)
        let third = sandbox.newReports("camt.052")
        #expect(third.count == 2)
        let later = try #require(third.first { $0["Rpt/Acct/Id/IBAN"] == Customer.alma.iban })
        #expect(later["Rpt/Bal[Tp/CdOrPrtry/Cd='ITBD']/Amt"] == "971.00")
        #expect(later.count("Rpt/Ntry") == 3)
    }
}
