import PaymentModel
import Testing

@testable import Flows

/// pain.002: what a customer is told of a file, level by level (`postings.md` §6).
@Suite struct `Status reports` {
    /// File, group and transfer statuses of one report, in its order.
    private func statuses(_ report: JudgedMessage) -> [String] {
        [report["OrgnlGrpInfAndSts/GrpSts"] ?? "-"]
            + report.all("OrgnlPmtInfAndSts/PmtInfSts") + report.all("//TxInfAndSts/TxSts")
    }

    private static let answers: [OrderFile.Version: String] = [
        .v03: "pain.002.001.03", .v09: "pain.002.001.10", .v11: "pain.002.001.12",
    ]

    @Test(arguments: OrderFile.Version.allCases)
    func `a book transfer is credited at once`(version: OrderFile.Version) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(version, from: .alma, [.init("E-1", "250.25", to: .bruno)]))
        // 1,000.00 each at first.
        #expect(sandbox.balance(.alma) == 74_975)
        #expect(sandbox.balance(.bruno) == 125_025)
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report.kind == Self.answers[version])
        // ACCC is a code from .10 on; .03 says ACSC.
        let credited = version == .v03 ? "ACSC" : "ACCC"
        #expect(statuses(report) == ["ACCP", "ACCP", credited])
        #expect(report["OrgnlGrpInfAndSts/OrgnlMsgId"] == "M-1")
        #expect(
            report["OrgnlGrpInfAndSts/OrgnlMsgNmId"] == "pain.001.001.\(version.rawValue)")
        #expect(report["OrgnlGrpInfAndSts/OrgnlNbOfTxs"] == "1")
        #expect(report["OrgnlPmtInfAndSts/OrgnlPmtInfId"] == "P-1")
        #expect(report["//TxInfAndSts/OrgnlEndToEndId"] == "E-1")
        #expect(report["//TxInfAndSts/OrgnlTxRef/Amt/InstdAmt"] == "250.25")
        #expect(report["//TxInfAndSts/OrgnlTxRef/Amt/InstdAmt/@Ccy"] == "EUR")
        #expect(report.count("//StsRsnInf") == 0)
        #expect(sandbox.newReports("pain.002").isEmpty)
        sandbox.expectReconciled()
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `a payment by cycles is held, on its way, settled`(version: OrderFile.Version) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(version, from: .alma, [.init("E-1", "100.00", to: .elsewhere)]))
        // Held; the clearing takes it on its settlement day, which is today: booked.
        let first = sandbox.newReports("pain.002")
        #expect(first.map(statuses) == [["ACCP", "ACCP", "ACCP"], ["-", "ACSP"]])
        #expect(sandbox.balance(.alma) == 90_000)
        try sandbox.tell("settle now")
        #expect(sandbox.newReports("pain.002").map(statuses) == [["-", "ACSC"]])
        // The same references in every report.
        #expect(Set(first.compactMap { $0["//TxInfAndSts/AcctSvcrRef"] }).count == 1)
        #expect(sandbox.balance(.alma) == 90_000)
        sandbox.expectReconciled()
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `an instant payment is settled with its answer`(version: OrderFile.Version) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                version, from: .alma,
                [OrderFile.Transfer("E-1", "100.00", to: .elsewhere).with { $0.isInstant = true }]))
        let told = sandbox.newReports("pain.002").map(statuses)
        #expect(told.first == ["ACCP", "ACCP", "ACCP"])
        #expect(told.last == ["-", "ACSC"])
        #expect(sandbox.balance(.alma) == 90_000)
        #expect(sandbox.states.isEmpty)
        sandbox.expectReconciled()
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `cover that ends in the middle of a file is PART`(version: OrderFile.Version) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        // 1,000.00: 600.00 fit, 500.00 do not any more, 400.00 do.
        let taken = try sandbox.submit(
            OrderFile(
                version, from: .alma,
                [
                    .init("E-1", "600.00", to: .bruno), .init("E-2", "500.00", to: .bruno),
                    .init("E-3", "400.00", to: .bruno),
                ]))
        #expect(taken.acceptedCount == 2)
        #expect(sandbox.balance(.alma) == 0)
        #expect(sandbox.balance(.bruno) == 200_000)
        let report = try #require(sandbox.newReports("pain.002").first)
        let credited = version == .v03 ? "ACSC" : "ACCC"
        #expect(statuses(report) == ["PART", "PART", credited, "RJCT", credited])
        let refused = "OrgnlPmtInfAndSts/TxInfAndSts[TxSts='RJCT']"
        #expect(report["\(refused)/OrgnlEndToEndId"] == "E-2")
        #expect(report["\(refused)/StsRsnInf/Rsn/Cd"] == "AM04")
        let bic = version == .v03 ? "BICOrBEI" : "AnyBIC"
        #expect(report["\(refused)/StsRsnInf/Orgtr/Id/OrgId/\(bic)"] == "QENXDEFF")
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `nothing accepted is RJCT on every level`(version: OrderFile.Version) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(version, from: .alma, [.init("E-1", "1000.01", to: .bruno)]))
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(statuses(report) == ["RJCT", "RJCT", "RJCT"])
    }

    @Test func `one group refused and one taken is PART with RJCT and ACCP`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.setStatus(.clara, .frozen)
        try sandbox.submit(
            OrderFile([
                .init("P-1", from: .alma, [.init("E-1", "1.00", to: .bruno)]),
                .init("P-2", from: .clara, [.init("E-2", "2.00", to: .bruno)]),
                .init("P-3", from: .nobody, [.init("E-3", "3.00", to: .bruno)]),
            ]))
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(statuses(report) == ["PART", "ACCP", "RJCT", "RJCT", "ACCC", "RJCT", "RJCT"])
        // A frozen debtor is told so as AC06; an account that is none is AC01.
        let reason = "StsRsnInf/Rsn/Cd"
        let groups = "OrgnlPmtInfAndSts[OrgnlPmtInfId="
        #expect(report["\(groups)'P-2']/\(reason)"] == "AC06")
        #expect(report["\(groups)'P-2']/TxInfAndSts/\(reason)"] == "AC06")
        #expect(report["\(groups)'P-3']/\(reason)"] == "AC01")
        // 1,000.00 less 1.00, and 1,000.00 with it.
        #expect(sandbox.balance(.alma) == 99_900)
        #expect(sandbox.balance(.bruno) == 100_100)
        #expect(sandbox.balance(.clara) == 100_000)
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `a wrong sum or count refuses its own level`(version: OrderFile.Version) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let good = OrderFile.Group("P-1", from: .alma, [.init("E-1", "1.00", to: .bruno)])
        var wrongSum = OrderFile.Group("P-2", from: .alma, [.init("E-2", "2.00", to: .bruno)])
        wrongSum.sum = "2.01"
        var wrongCount = OrderFile.Group("P-3", from: .alma, [.init("E-3", "3.00", to: .bruno)])
        wrongCount.count = 2
        let reason = "StsRsnInf/Rsn/Cd"
        try sandbox.submit(OrderFile(version, "M-1", [good, wrongSum, wrongCount]))
        let mixed = try #require(sandbox.newReports("pain.002").first)
        #expect(mixed["OrgnlGrpInfAndSts/GrpSts"] == "PART")
        #expect(mixed.all("OrgnlPmtInfAndSts/PmtInfSts") == ["ACCP", "RJCT", "RJCT"])
        #expect(mixed.all("OrgnlPmtInfAndSts/\(reason)") == ["AM17", "AM20"])
        for (name, code, file) in [
            ("M-2", "AM16", OrderFile(version, "M-2", [good]).with { $0.sum = "1.001" }),
            ("M-3", "AM19", OrderFile(version, "M-3", [good]).with { $0.count = 3 }),
        ] {
            try sandbox.submit(file)
            let report = try #require(sandbox.newReports("pain.002").first)
            #expect(report["OrgnlGrpInfAndSts/OrgnlMsgId"] == name)
            #expect(statuses(report) == ["RJCT"])
            #expect(report["OrgnlGrpInfAndSts/\(reason)"] == code)
        }
        #expect(sandbox.balance(.alma) == 99_900)
    }

    @Test func `a day on which the clearing rests is moved, and said to be`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        // 16:30 in Berlin, after the cut-off of 16:00: Monday, 23 November.
        try sandbox.pass(seconds: 7 * 3_600 + 1_800)
        try sandbox.submit(OrderFile(from: .alma, [.init("E-1", "1.00", to: .elsewhere)]))
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(statuses(report) == ["ACCP", "ACCP", "ACWC"])
        #expect(report["//TxInfAndSts/StsRsnInf/Rsn/Cd"] == "DT06")
        #expect(sandbox.sent.last?["GrpHdr/IntrBkSttlmDt"] == "2026-11-23")
    }
}
