import PaymentModel
import Testing

@testable import Flows

/// What leaves for the clearing, leaf by leaf (`postings.md` §5).
///
/// A BIC whose branch is XXX is the BIC of eight characters (ISO 9362), and is written so.
@Suite struct `Contents of messages to the clearing` {
    /// 26 characters of base 32 of 128 bits: no sign outside the SEPA set.
    private func isIdentification(_ text: String?) -> Bool {
        guard let text else { return false }
        return text.utf8.count == 26
            && text.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
    }

    @Test func `a bulk has the fields of its row, and no other`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        var group = OrderFile.Group(
            "P-1", from: .alma,
            [
                OrderFile.Transfer("E-1", "1.10", to: .elsewhere).with {
                    $0.instructionID = "I-1"
                    $0.text = "Invoice 1"
                    $0.purpose = "SUPP"
                },
                .init("NOTPROVIDED", "20.02", to: .elsewhere),
            ])
        group.chargeBearer = "SLEV"
        try sandbox.submit(OrderFile([group]))
        let message = try #require(sandbox.newSent("pacs.008").first)
        let id = try #require(message["GrpHdr/MsgId"])
        let transactions = message.all("CdtTrfTxInf/PmtId/TxId")
        #expect(isIdentification(id) && transactions.allSatisfy(isIdentification))
        #expect(Set(transactions + [id]).count == 3)
        // 1.10 + 20.02 = 21.12; 09:00 in Berlin is one hour before UTC.
        let header = [
            "GrpHdr/MsgId=\(id)", "GrpHdr/CreDtTm=2026-11-20T09:00:00.000+01:00",
            "GrpHdr/NbOfTxs=2", "GrpHdr/TtlIntrBkSttlmAmt/@Ccy=EUR",
            "GrpHdr/TtlIntrBkSttlmAmt=21.12", "GrpHdr/IntrBkSttlmDt=2026-11-20",
            "GrpHdr/SttlmInf/SttlmMtd=CLRG", "GrpHdr/SttlmInf/ClrSys/Prtry=SCT",
            "GrpHdr/PmtTpInf/SvcLvl/Cd=SEPA", "GrpHdr/InstgAgt/FinInstnId/BICFI=QENXDEFF",
        ]
        func transfer(
            _ number: Int, _ endToEnd: String, _ amount: String, _ more: [String]
        ) -> [String] {
            [
                "PmtId/InstrId=\(transactions[number])", "PmtId/EndToEndId=\(endToEnd)",
                "PmtId/TxId=\(transactions[number])", "IntrBkSttlmAmt/@Ccy=EUR",
                "IntrBkSttlmAmt=\(amount)", "ChrgBr=SLEV", "Dbtr/Nm=Alma",
                "DbtrAcct/Id/IBAN=DE41900000010000000101",
                "DbtrAgt/FinInstnId/BICFI=QENXDEFF", "CdtrAgt/FinInstnId/BICFI=BANKDEFF",
                "Cdtr/Nm=Else Where", "CdtrAcct/Id/IBAN=DE92900000020000000201",
            ].map { "CdtTrfTxInf/\($0)" } + more
        }
        let expected =
            header
            + transfer(
                0, "E-1", "1.10",
                ["CdtTrfTxInf/Purp/Cd=SUPP", "CdtTrfTxInf/RmtInf/Ustrd=Invoice 1"])
            + transfer(1, "NOTPROVIDED", "20.02", [])
        #expect(message.leaves == expected)
        // The customer's report names each payment as the clearing hears of it.
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report.all("//TxInfAndSts/AcctSvcrRef") == transactions)
    }

    @Test func `bulks are filled to the scheme's number`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                from: .alma, (1...7).map { .init("E-\($0)", "\($0).00", to: .elsewhere) }))
        // Three at most in one: 1+2+3, 4+5+6, 7.
        let messages = sandbox.newSent("pacs.008")
        #expect(messages.compactMap { $0["GrpHdr/NbOfTxs"] } == ["3", "3", "1"])
        #expect(
            messages.compactMap { $0["GrpHdr/TtlIntrBkSttlmAmt"] } == ["6.00", "15.00", "7.00"])
        #expect(messages.map { $0.count("CdtTrfTxInf") } == [3, 3, 1])
        let ids = messages.flatMap { $0.all("CdtTrfTxInf/PmtId/EndToEndId") }
        #expect(ids == (1...7).map { "E-\($0)" })
        #expect(try sandbox.refusedByClearing().isEmpty)
    }

    @Test func `an instant transfer is alone in its message`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        var group = OrderFile.Group(
            "P-1", from: .bruno,
            [.init("E-1", "75.00", to: .elsewhere), .init("E-2", "0.01", to: .elsewhere)])
        group.isInstant = true
        try sandbox.submit(OrderFile([group]))
        let messages = sandbox.newSent("pacs.008")
        #expect(messages.count == 2)
        let message = try #require(messages.first)
        let id = try #require(message["GrpHdr/MsgId"])
        let transaction = try #require(message["CdtTrfTxInf/PmtId/TxId"])
        let uetr = try #require(message["CdtTrfTxInf/PmtId/UETR"])
        #expect(
            message.leaves == [
                "GrpHdr/MsgId=\(id)", "GrpHdr/CreDtTm=2026-11-20T09:00:00.000+01:00",
                "GrpHdr/NbOfTxs=1", "GrpHdr/TtlIntrBkSttlmAmt/@Ccy=EUR",
                "GrpHdr/TtlIntrBkSttlmAmt=75.00", "GrpHdr/IntrBkSttlmDt=2026-11-20",
                "GrpHdr/SttlmInf/SttlmMtd=CLRG", "GrpHdr/SttlmInf/ClrSys/Prtry=SCTINST",
                "GrpHdr/PmtTpInf/SvcLvl/Cd=SEPA", "GrpHdr/PmtTpInf/LclInstrm/Cd=INST",
                "GrpHdr/InstgAgt/FinInstnId/BICFI=QENXDEFF",
                "CdtTrfTxInf/PmtId/InstrId=\(transaction)", "CdtTrfTxInf/PmtId/EndToEndId=E-1",
                "CdtTrfTxInf/PmtId/TxId=\(transaction)", "CdtTrfTxInf/PmtId/UETR=\(uetr)",
                "CdtTrfTxInf/IntrBkSttlmAmt/@Ccy=EUR", "CdtTrfTxInf/IntrBkSttlmAmt=75.00",
                "CdtTrfTxInf/AccptncDtTm=2026-11-20T09:00:00.000+01:00",
                "CdtTrfTxInf/ChrgBr=SLEV", "CdtTrfTxInf/Dbtr/Nm=Bruno",
                "CdtTrfTxInf/DbtrAcct/Id/IBAN=DE14900000010000000102",
                "CdtTrfTxInf/DbtrAgt/FinInstnId/BICFI=QENXDEFF",
                "CdtTrfTxInf/CdtrAgt/FinInstnId/BICFI=BANKDEFF",
                "CdtTrfTxInf/Cdtr/Nm=Else Where",
                "CdtTrfTxInf/CdtrAcct/Id/IBAN=DE92900000020000000201",
            ])
        // RFC 9562: the third group begins with the version, 4, the fourth with the variant, 8 to b.
        let parts = uetr.split(separator: "-").map(String.init)
        #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
        #expect(parts.count == 5 && parts[2].hasPrefix("4") && "89ab".contains(parts[3].prefix(1)))
        #expect(uetr == uetr.lowercased())
    }

    @Test func `what we send back carries its original along`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        // To an IBAN of ours that was never opened: parked, and returned with AC01.
        try sandbox.tell(
            "originate creditor-iban=\(Customer.nobody.iban ?? "") amount=99.99 name=\"A Debtor\" "
                + "remittance=\"for nobody\" end-to-end=E-9")
        let original = try #require(
            sandbox.received.last { $0.kind == "pacs.008.001.08" })
        try sandbox.tell("settle now")
        let message = try #require(sandbox.newSent("pacs.004").first)
        let id = try #require(message["GrpHdr/MsgId"])
        let returnID = try #require(message["TxInf/RtrId"])
        #expect(isIdentification(id) && isIdentification(returnID) && id != returnID)
        let header = [
            "GrpHdr/MsgId=\(id)", "GrpHdr/CreDtTm=2026-11-20T09:00:00.000+01:00",
            "GrpHdr/NbOfTxs=1", "GrpHdr/TtlRtrdIntrBkSttlmAmt/@Ccy=EUR",
            "GrpHdr/TtlRtrdIntrBkSttlmAmt=99.99", "GrpHdr/IntrBkSttlmDt=2026-11-20",
            "GrpHdr/SttlmInf/SttlmMtd=CLRG", "GrpHdr/SttlmInf/ClrSys/Prtry=SCT",
            "GrpHdr/InstgAgt/FinInstnId/BICFI=QENXDEFF",
        ]
        #expect(Array(message.leaves.prefix(header.count)) == header)
        func same(_ path: String, _ of: String, _ location: SourceLocation = #_sourceLocation) {
            let copied = message["TxInf/\(path)"]
            #expect(
                copied != nil && copied == original[of], "\(path)", sourceLocation: location)
        }
        same("OrgnlGrpInf/OrgnlMsgId", "GrpHdr/MsgId")
        #expect(message["TxInf/OrgnlGrpInf/OrgnlMsgNmId"] == "pacs.008.001.08")
        same("OrgnlInstrId", "CdtTrfTxInf/PmtId/InstrId")
        same("OrgnlEndToEndId", "CdtTrfTxInf/PmtId/EndToEndId")
        same("OrgnlTxId", "CdtTrfTxInf/PmtId/TxId")
        same("OrgnlIntrBkSttlmAmt", "CdtTrfTxInf/IntrBkSttlmAmt")
        same("RtrdIntrBkSttlmAmt", "CdtTrfTxInf/IntrBkSttlmAmt")
        #expect(message["TxInf/RtrRsnInf/Rsn/Cd"] == "AC01")
        #expect(message["TxInf/RtrRsnInf/Orgtr/Id/OrgId/AnyBIC"] == "QENXDEFF")
        same("OrgnlTxRef/IntrBkSttlmAmt", "CdtTrfTxInf/IntrBkSttlmAmt")
        same("OrgnlTxRef/IntrBkSttlmDt", "GrpHdr/IntrBkSttlmDt")
        same("OrgnlTxRef/SttlmInf/SttlmMtd", "GrpHdr/SttlmInf/SttlmMtd")
        same("OrgnlTxRef/PmtTpInf/SvcLvl/Cd", "GrpHdr/PmtTpInf/SvcLvl/Cd")
        same("OrgnlTxRef/RmtInf/Ustrd", "CdtTrfTxInf/RmtInf/Ustrd")
        same("OrgnlTxRef/Dbtr/Pty/Nm", "CdtTrfTxInf/Dbtr/Nm")
        same("OrgnlTxRef/DbtrAcct/Id/IBAN", "CdtTrfTxInf/DbtrAcct/Id/IBAN")
        same("OrgnlTxRef/DbtrAgt/FinInstnId/BICFI", "CdtTrfTxInf/DbtrAgt/FinInstnId/BICFI")
        same("OrgnlTxRef/CdtrAgt/FinInstnId/BICFI", "CdtTrfTxInf/CdtrAgt/FinInstnId/BICFI")
        same("OrgnlTxRef/Cdtr/Pty/Nm", "CdtTrfTxInf/Cdtr/Nm")
        same("OrgnlTxRef/CdtrAcct/Id/IBAN", "CdtTrfTxInf/CdtrAcct/Id/IBAN")
        #expect(sandbox.balance(.unappliedIn) == 0)
        try sandbox.tell("settle now")
        #expect(sandbox.states.isEmpty)
        sandbox.expectReconciled()
    }

    @Test func `an instant transfer to us is answered once, with its own references`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        for (customer, status, code) in [
            (Customer.alma, "ACCP", String?.none), (.nobody, "RJCT", "AC01"),
        ] {
            try sandbox.tell(
                "originate scheme=SCTINST creditor-iban=\(customer.iban ?? "") amount=12.34")
            let original = try #require(sandbox.received.last { $0.kind == "pacs.008.001.08" })
            let answers = sandbox.newSent("pacs.002")
            #expect(answers.count == 1)
            let answer = try #require(answers.first)
            #expect(answer["GrpHdr/InstgAgt/FinInstnId/BICFI"] == "QENXDEFF")
            #expect(answer["GrpHdr/InstdAgt/FinInstnId/BICFI"] == "CLRGDEFF")
            #expect(answer["OrgnlGrpInfAndSts/OrgnlMsgId"] == original["GrpHdr/MsgId"])
            #expect(answer["OrgnlGrpInfAndSts/OrgnlMsgNmId"] == "pacs.008.001.08")
            #expect(answer["OrgnlGrpInfAndSts/GrpSts"] == status)
            #expect(answer["TxInfAndSts/TxSts"] == status)
            #expect(answer["TxInfAndSts/StsRsnInf/Rsn/Cd"] == code)
            for (ours, theirs) in [
                ("OrgnlInstrId", "InstrId"), ("OrgnlEndToEndId", "EndToEndId"),
                ("OrgnlTxId", "TxId"), ("OrgnlUETR", "UETR"),
            ] {
                let found = answer["TxInfAndSts/\(ours)"]
                #expect(
                    found != nil && found == original["CdtTrfTxInf/PmtId/\(theirs)"], "\(ours)")
            }
            #expect(
                answer["TxInfAndSts/AccptncDtTm"] == original["CdtTrfTxInf/AccptncDtTm"])
        }
        // 1,000.00 and 12.34.
        #expect(sandbox.balance(.alma) == 101_234)
        #expect(sandbox.balance(.unappliedIn) == 0)
        sandbox.expectReconciled()
    }

    @Test func `a question names the payment as its message did`() throws {
        let sandbox = try Sandbox(script: "silent asks=1 scheme=SCTINST")
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [OrderFile.Transfer("E-1", "5.00", to: .elsewhere).with { $0.isInstant = true }]))
        let original = try #require(sandbox.newSent("pacs.008").first)
        #expect(sandbox.newSent("pacs.028").isEmpty)
        // 10 s of the scheme's clock, then 15 s: asked at 09:00:25.
        try sandbox.pass(seconds: 11)
        #expect(sandbox.states == [.outcomeUnknown])
        try sandbox.pass(seconds: 13)
        #expect(sandbox.newSent("pacs.028").isEmpty)
        try sandbox.pass(seconds: 2)
        let question = try #require(sandbox.newSent("pacs.028").first)
        for (asked, sent) in [
            ("OrgnlGrpInf/OrgnlMsgId", "GrpHdr/MsgId"),
            ("OrgnlGrpInf/OrgnlCreDtTm", "GrpHdr/CreDtTm"),
            ("OrgnlInstrId", "CdtTrfTxInf/PmtId/InstrId"),
            ("OrgnlEndToEndId", "CdtTrfTxInf/PmtId/EndToEndId"),
            ("OrgnlTxId", "CdtTrfTxInf/PmtId/TxId"),
            ("OrgnlUETR", "CdtTrfTxInf/PmtId/UETR"),
            ("AccptncDtTm", "CdtTrfTxInf/AccptncDtTm"),
        ] {
            let found = question["TxInf/\(asked)"]
            #expect(found != nil && found == original[sent], "\(asked)")
        }
        #expect(question["TxInf/OrgnlGrpInf/OrgnlMsgNmId"] == "pacs.008.001.08")
        #expect(question["GrpHdr/InstdAgt/FinInstnId/BICFI"] == "CLRGDEFF")
        // The first question gets nothing, the second one, 60 s after the clock, an answer.
        #expect(sandbox.states == [.outcomeUnknown])
        try sandbox.pass(seconds: 45)
        #expect(sandbox.states.isEmpty)
        #expect(sandbox.balance(.alma) == 99_500)
        #expect(sandbox.breaks.isEmpty)
        sandbox.expectReconciled()
    }
}
