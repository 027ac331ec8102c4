import Testing

@testable import Flows

/// Identifiers are refused outside the SEPA set, texts are written in it (`postings.md` §5).
@Suite struct `Character sets` {
    @Test func `names and texts leave in SEPA letters, and the customer sees his own`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let transfer = OrderFile.Transfer("E-1", "1.00", to: .elsewhere).with {
            $0.creditorName = "Žofie Müller &amp; Söhne"
            $0.text = "Größe Ωmega № 5 – Ελλάς"
        }
        var group = OrderFile.Group("P-1", from: .alma, [transfer])
        group.debtorName = "Älma Øst"
        try sandbox.submit(OrderFile([group]))
        let message = try #require(sandbox.newSent("pacs.008").first)
        // EPC217-08: letters lose their marks, Greek becomes Latin, & is +.
        #expect(message["CdtTrfTxInf/Cdtr/Nm"] == "Zofie Muller + Sohne")
        #expect(message["CdtTrfTxInf/Dbtr/Nm"]?.hasPrefix("Alma ") == true)
        let sepa = Set(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ")
        let text = try #require(message["CdtTrfTxInf/RmtInf/Ustrd"])
        #expect(text.allSatisfy(sepa.contains), "\(text)")
        #expect(text.hasPrefix("Gro"))
        // The customer's own report speaks as the customer did.
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report["//OrgnlTxRef/Cdtr/Pty/Nm"] == "Žofie Müller & Söhne")
        let advice = try #require(sandbox.newReports("camt.054").first)
        #expect(
            advice["Ntfctn/Ntry/NtryDtls/TxDtls/RltdPties/Cdtr/Pty/Nm"] == "Žofie Müller & Söhne")
    }

    @Test(arguments: OrderFile.Version.allCases, ["E_1", "Ä-1", "/E-1", "E-1/", "E//1"])
    func `an end-to-end identification outside the set is refused, not altered`(
        version: OrderFile.Version, id: String
    ) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                version, from: .alma,
                [.init(id, "1.00", to: .elsewhere), .init("E-2", "2.00", to: .bruno)]))
        let report = try #require(sandbox.newReports("pain.002").first)
        let refused = "OrgnlPmtInfAndSts/TxInfAndSts[TxSts='RJCT']"
        #expect(report["\(refused)/OrgnlEndToEndId"] == id)
        #expect(report["\(refused)/StsRsnInf/Rsn/Cd"] == "FF01")
        #expect(report["OrgnlGrpInfAndSts/GrpSts"] == "PART")
        #expect(sandbox.newSent("pacs.008").isEmpty)
        #expect(sandbox.balance(.alma) == 99_800)
    }

    @Test(arguments: OrderFile.Version.allCases, ["M_1", "/M-1", "Ü-1"])
    func `a message identification outside the set refuses the file`(
        version: OrderFile.Version, id: String
    ) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(version, id, from: .alma, [.init("E-1", "1.00", to: .bruno)]))
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report["OrgnlGrpInfAndSts/OrgnlMsgId"] == id)
        #expect(report["OrgnlGrpInfAndSts/GrpSts"] == "RJCT")
        #expect(report["OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd"] == "FF01")
        #expect(sandbox.balance(.alma) == 100_000)
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `a payment information's identification outside the set refuses the group`(
        version: OrderFile.Version
    ) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                version, "M-1",
                [.init("P_1", from: .alma, [.init("E-1", "1.00", to: .bruno)])]))
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report["OrgnlPmtInfAndSts/OrgnlPmtInfId"] == "P_1")
        #expect(report["OrgnlPmtInfAndSts/PmtInfSts"] == "RJCT")
        #expect(report["OrgnlPmtInfAndSts/StsRsnInf/Rsn/Cd"] == "FF01")
        #expect(sandbox.balance(.alma) == 100_000)
    }
}
