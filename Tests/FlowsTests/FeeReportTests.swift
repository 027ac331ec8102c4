import ISO20022
import PaymentModel
import Testing
import Vocabulary

@testable import Flows

/// What customers are told of what their payments cost (`postings.md` §9e).
///
/// A transfer between accounts here costs 0.10, one through SCT 0.35, both with the payment.
@Suite struct `Fees in reports` {
    private static func rule(_ scheme: String, _ fee: Int128) -> FeeRule {
        FeeRule(
            name: "Transfer", scheme: scheme, party: 0, from: Money(minorUnits: 0, currency: .eur),
            to: nil, fee: Money(minorUnits: fee, currency: .eur), collection: .payment,
            isReturned: false, validFrom: nil, source: "a test", confidence: .unverified)
    }

    private static func sandbox() throws -> Sandbox {
        let plain = try SandboxBank.setup(confirms: true)
        let sandbox = try Sandbox(
            setup: BankSetup(
                bank: plain.bank, schemes: plain.schemes, reach: plain.reach,
                fees: [rule(FeeRule.book, 10), rule("SCT", 35)]))
        try sandbox.openCustomers()
        return sandbox
    }

    private static let fee = "Ntry[BkTxCd/Domn/Fmly/SubFmlyCd='CHRG']"

    private static func order(_ version: OrderFile.Version = .v09) -> OrderFile {
        OrderFile(
            version, from: .alma,
            [.init("E-1", "10.00", to: .bruno), .init("E-2", "20.00", to: .elsewhere)])
    }

    /// 1,000.00 − 10.00 − 0.10 − 20.00 − 0.35 = 969.55.
    @Test func `a fee is an entry of its own with its code, and its charge is in its amount`()
        throws
    {
        let sandbox = try Self.sandbox()
        let taken = try sandbox.submit(Self.order())
        #expect(taken.fees == [Money(minorUnits: 45, currency: .eur)])
        try sandbox.tell("settle now")
        let advices = sandbox.newReports("camt.054").filter {
            $0["Ntfctn/Acct/Id/IBAN"] == Customer.alma.iban
        }
        let advised = advices.flatMap { $0.all("Ntfctn/\(Self.fee)/Chrgs/Rcrd/Amt") }
        #expect(advised.sorted() == ["0.10", "0.35"])
        try sandbox.closeDay("EUR")
        let statements = sandbox.newReports("camt.053").filter {
            $0["Stmt/Acct/Id/IBAN"] == Customer.alma.iban
        }
        let statement = try #require(statements.last)
        #expect(statement["Stmt/Bal[Tp/CdOrPrtry/Cd='CLBD']/Amt"] == "969.55")
        #expect(statement.all("Stmt/\(Self.fee)/Amt").sorted() == ["0.10", "0.35"])
        for path in ["BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "CdtDbtInd"] {
            let values = Set(statement.all("Stmt/\(Self.fee)/\(path)"))
            #expect(values.count == 1, "\(path): \(values)")
        }
        #expect(statement["Stmt/\(Self.fee)/BkTxCd/Domn/Fmly/Cd"] == "ICDT")
        for amount in ["0.10", "0.35"] {
            let charge = "Stmt/Ntry[Amt='\(amount)']/Chrgs/Rcrd"
            #expect(statement["\(charge)/Amt"] == amount)
            #expect(statement["\(charge)/CdtDbtInd"] == "DBIT")
            #expect(statement["\(charge)/ChrgInclInd"] == "true")
        }
        // The principal is whole, and its entry tells of no charge.
        #expect(statement.all("Stmt/Ntry/Chrgs/Rcrd/Amt").count == 2)
        for name in ["E-1", "E-2"] {
            let references = statement.all(
                "Stmt/Ntry[NtryDtls/TxDtls/Refs/EndToEndId='\(name)']/Amt")
            #expect(references.count == 2, "the payment and its fee")
        }
    }

    /// The schema of .03 has `Pty` where later ones have `Agt`; each report is judged by its schema.
    @Test(arguments: [
        (OrderFile.Version.v03, "Pty/FinInstnId/BIC"), (.v09, "Agt/FinInstnId/BICFI"),
    ])
    func `the pain.002 that says accepted says what it cost`(
        version: OrderFile.Version, agent: String
    ) throws {
        let sandbox = try Self.sandbox()
        try sandbox.submit(Self.order(version))
        let report = try #require(sandbox.newReports("pain.002").first)
        for (name, fee) in [("E-1", "0.10"), ("E-2", "0.35")] {
            let charge = "//TxInfAndSts[OrgnlEndToEndId='\(name)']/ChrgsInf"
            #expect(report.all("\(charge)/Amt") == [fee])
            #expect(report.all("\(charge)/\(agent)") == [SandboxBank.bic])
        }
    }

    @Test func `a payment that is refused has cost nothing`() throws {
        let sandbox = try Self.sandbox()
        let taken = try sandbox.submit(
            OrderFile(from: .alma, [.init("E-1", "1000.00", to: .elsewhere)]))
        #expect(taken.acceptedCount == 0 && taken.fees == [])
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report.all("//ChrgsInf/Amt") == [])
    }

    /// It is released at midnight, and what it cost then is told then.
    @Test func `a kept payment's fee is told when it is released`() throws {
        let sandbox = try Self.sandbox()
        var order = Self.order()
        order.groups[0].day = "2026-11-21"
        order.groups[0].transfers.removeLast()
        try sandbox.submit(order)
        #expect(sandbox.newReports("pain.002").flatMap { $0.all("//ChrgsInf/Amt") } == [])
        try sandbox.pass(seconds: 86_400)
        let released = sandbox.newReports("pain.002").flatMap { $0.all("//ChrgsInf/Amt") }
        #expect(released == ["0.10"])
    }
}
