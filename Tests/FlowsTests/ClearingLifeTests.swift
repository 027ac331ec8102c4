import PaymentModel
import Testing

@testable import Flows

/// A payment's life with the clearing: what settles it, what ends it, what is only listed.
@Suite struct `Payments and the clearing` {
    private func instant(_ amount: String, _ id: String = "E-1") -> OrderFile {
        OrderFile(
            .v09, "M-\(id)", from: .alma,
            [OrderFile.Transfer(id, amount, to: .elsewhere).with { $0.isInstant = true }])
    }

    private func cycles(_ amount: String, _ id: String = "E-1") -> OrderFile {
        OrderFile(.v09, "M-\(id)", from: .alma, [.init(id, amount, to: .elsewhere)])
    }

    private func endings(_ sandbox: Sandbox) -> [String] {
        sandbox.newReports("pain.002").compactMap { report in
            report["//TxInfAndSts/TxSts"].map { status in
                [status, report["//TxInfAndSts/StsRsnInf/Rsn/Cd"]].compactMap { $0 }
                    .joined(separator: " ")
            }
        }
    }

    // MARK: - All messages of a life

    /// Kinds and directions of the messages that the archive has of a payment.
    private func trace(_ sandbox: Sandbox, kind: PaymentChange.Kind) throws -> [String] {
        let archive = sandbox.opened.archive
        let rows = try archive.payments(state: nil, file: nil, before: nil, limit: 10)
        let row = try #require(rows.first { $0.kind == kind })
        return try archive.messages(of: row).map {
            "\($0.direction) \($0.kind.prefix(8))"
        }.sorted()
    }

    @Test func `a trace has every message that carried, answered, settled or returned`() throws {
        let sandbox = try Sandbox(script: "return reason=AC04 after=1cycles")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("100.00"))
        try sandbox.tell("settle now")
        try sandbox.tell("settle now")
        // The clearing's yes, its report of the cycle, the return and the report of the cycle that
        // settled it; what the customer was told: held, on its way, settled.
        let found = try trace(sandbox, kind: .outgoing)
        #expect(
            found == [
                "in camt.054", "in camt.054", "in pacs.002", "in pacs.004", "out pacs.008",
                "report pain.002", "report pain.002", "report pain.002",
            ])
        // Announced by one message, settled by another.
        #expect(try trace(sandbox, kind: .incoming) == ["in camt.054", "in pacs.008"])
    }

    @Test func `a trace of instant payments has the answer and the report of the day`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(instant("100.00"))
        let found = try trace(sandbox, kind: .outgoing)
        #expect(found.contains("out pacs.008") && found.contains("in pacs.002"))
    }

    // MARK: - Rejected

    @Test func `rejected before booking, the hold ends`() throws {
        let sandbox = try Sandbox(script: "reject reason=AC04 scheme=SCT")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("100.00"))
        #expect(endings(sandbox) == ["ACCP", "RJCT AC04"])
        #expect(sandbox.balance(.alma) == 100_000)
        #expect(sandbox.held(.alma) == 0)
        #expect(sandbox.states.isEmpty && sandbox.breaks.isEmpty)
        // Nothing was booked: neither advice nor entry.
        #expect(sandbox.newReports("camt.054").isEmpty)
        sandbox.expectReconciled()
    }

    @Test func `rejected after booking, the money comes back as an entry`() throws {
        let sandbox = try Sandbox(script: "reject reason=AC06 at=cycle")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("100.00"))
        #expect(sandbox.balance(.alma) == 90_000)
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.alma) == 100_000)
        #expect(endings(sandbox).last == "RJCT AC06")
        let advices = sandbox.newReports("camt.054")
        #expect(advices.map { $0["Ntfctn/Ntry/CdtDbtInd"] } == ["DBIT", "CRDT"])
        let back = try #require(advices.last)
        #expect(back["Ntfctn/Ntry/NtryDtls/TxDtls/RtrInf/Rsn/Cd"] == "AC06")
        #expect(sandbox.states.isEmpty && sandbox.breaks.isEmpty)
        #expect(sandbox.balance(.inTransitOut, "SCT") == 0)
        sandbox.expectReconciled()
    }

    @Test func `rejected instant, nothing was ever booked`() throws {
        let sandbox = try Sandbox(script: "reject reason=AC04 scheme=SCTINST")
        try sandbox.openCustomers()
        try sandbox.submit(instant("100.00"))
        #expect(endings(sandbox) == ["ACCP", "RJCT AC04"])
        #expect(sandbox.balance(.alma) == 100_000 && sandbox.held(.alma) == 0)
        sandbox.expectReconciled()
    }

    @Test func `an instant transfer beyond our own position is refused before it is held`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers(with: "20000.00")
        // 10,000.00 of equity in the scheme.
        try sandbox.submit(instant("10000.01"))
        #expect(endings(sandbox) == ["RJCT AM23"])
        #expect(sandbox.newSent("pacs.008").isEmpty)
        try sandbox.submit(instant("10000.00", "E-2"))
        #expect(endings(sandbox).last == "ACSC")
        #expect(sandbox.balance(.alma) == 1_000_000)
        sandbox.expectReconciled()
    }

    // MARK: - Silence

    @Test func `silence leaves the hold and lists the payment, until an answer comes`() throws {
        let sandbox = try Sandbox(script: "answer-late 40s scheme=SCTINST")
        try sandbox.openCustomers()
        try sandbox.submit(instant("100.00"))
        #expect(sandbox.states == [.held])
        try sandbox.pass(seconds: 11)
        #expect(sandbox.states == [.outcomeUnknown])
        #expect(sandbox.held(.alma) == 10_000)
        // Sent, or outcome unknown: ACSP to the customer.
        #expect(endings(sandbox) == ["ACCP", "ACSP"])
        try sandbox.pass(seconds: 29)
        #expect(sandbox.states.isEmpty)
        #expect(endings(sandbox).last == "ACSC")
        #expect(sandbox.balance(.alma) == 90_000 && sandbox.held(.alma) == 0)
        #expect(sandbox.breaks.isEmpty)
        sandbox.expectReconciled()
    }

    @Test func `a payment the clearing never had waits for the day's statement`() throws {
        let sandbox = try Sandbox(script: "lose scheme=SCTINST")
        try sandbox.openCustomers()
        try sandbox.submit(instant("100.00"))
        try sandbox.pass(seconds: 11)
        // Asked 15 s after the clock's end; AG09 alone ends nothing (row X2).
        try sandbox.pass(seconds: 20)
        #expect(sandbox.received.last?["TxInfAndSts/StsRsnInf/Rsn/Cd"] == "AG09")
        #expect(sandbox.states == [.outcomeUnknown] && sandbox.held(.alma) == 10_000)
        try sandbox.tell("statement now")
        #expect(sandbox.states.isEmpty && sandbox.held(.alma) == 0)
        #expect(sandbox.balance(.alma) == 100_000)
        #expect(endings(sandbox).last == "RJCT AG09")
        sandbox.expectReconciled()
    }

    @Test func `silence in a scheme by cycles ends with the report`() throws {
        let sandbox = try Sandbox(script: "silent scheme=SCT")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("100.00"))
        #expect(sandbox.states == [.held])
        try sandbox.tell("settle now")
        #expect(sandbox.states.isEmpty)
        #expect(endings(sandbox).last == "ACSC")
        #expect(sandbox.newSent("pacs.028").isEmpty)
        sandbox.expectReconciled()
    }

    @Test func `a lost report is made good by the day's statement`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell("drop-report times=1")
        try sandbox.submit(cycles("100.00"))
        try sandbox.tell("settle now")
        #expect(sandbox.states == [.booked])
        try sandbox.tell("statement now")
        #expect(sandbox.states.isEmpty)
        #expect(sandbox.breaks.isEmpty)
        sandbox.expectReconciled()
    }

    // MARK: - Twice, late, contrary

    @Test func `answers that come twice do nothing more`() throws {
        let sandbox = try Sandbox(script: "answer-twice")
        try sandbox.openCustomers()
        try sandbox.submit(instant("100.00"))
        try sandbox.submit(cycles("50.00", "E-2"))
        try sandbox.tell("settle now")
        // 1,000.00 − 100.00 − 50.00.
        #expect(sandbox.balance(.alma) == 85_000)
        #expect(sandbox.states.isEmpty && sandbox.breaks.isEmpty)
        #expect(try sandbox.refusedOfClearing().isEmpty)
        sandbox.expectReconciled()
    }

    @Test func `a second and contrary answer is a break and moves nothing`() throws {
        let sandbox = try Sandbox(script: "contradict")
        try sandbox.openCustomers()
        try sandbox.submit(instant("100.00"))
        try sandbox.pass(seconds: 1)
        #expect(sandbox.balance(.alma) == 90_000)
        #expect(sandbox.breaks == [.contraryStatus])
        sandbox.expectReconciled()
    }

    /// The answer of a group says nothing new about payments that ended as it says.
    @Test(arguments: [("ACCP", "", 0), ("RJCT", "AC04", 1)])
    func `a late answer to a whole message is judged by how its payments ended`(
        status: String, reason: String, breaks: Int
    ) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(cycles("100.00"))
        try sandbox.tell("settle now")
        #expect(sandbox.states.isEmpty)
        let message = try #require(sandbox.newSent("pacs.008").first)
        let id = try #require(message["GrpHdr/MsgId"])
        try sandbox.deliver(GroupStatus(about: id, status: status, reason: reason).text)
        #expect(sandbox.breaks.count == breaks)
        #expect(sandbox.balance(.alma) == 90_000)
        sandbox.expectReconciled()
    }

    @Test(arguments: [("RJCT", "AC04", 0), ("ACSC", "", 1)])
    func `the same of a message that was rejected`(
        status: String, reason: String, breaks: Int
    ) throws {
        let sandbox = try Sandbox(script: "reject reason=AC04 scheme=SCTINST")
        try sandbox.openCustomers()
        try sandbox.submit(instant("100.00"))
        #expect(sandbox.states.isEmpty)
        let message = try #require(sandbox.newSent("pacs.008").first)
        let id = try #require(message["GrpHdr/MsgId"])
        try sandbox.deliver(GroupStatus(about: id, status: status, reason: reason).text)
        #expect(sandbox.breaks.count == breaks)
        #expect(sandbox.balance(.alma) == 100_000)
        sandbox.expectReconciled()
    }

    @Test func `an answer to a message nobody sent is a break`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.deliver(
            GroupStatus(about: "AAAAAAAAAAAAAAAAAAAAAAAAAA", status: "ACCP", reason: "").text)
        #expect(sandbox.breaks == [.unknownOriginal])
    }

    // MARK: - Returns

    @Test(arguments: ["yes", "no"])
    func `a settled payment comes back to its payer`(announced: String) throws {
        let sandbox = try Sandbox(
            script: "return reason=AC04 after=1cycles announce=\(announced)")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("100.00"))
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.alma) == 90_000)
        _ = sandbox.newReports("pain.002")
        _ = sandbox.newReports("camt.054")
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.alma) == 100_000)
        // No pain.002: a camt.054 with RtrInf.
        #expect(sandbox.newReports("pain.002").isEmpty)
        let advice = try #require(sandbox.newReports("camt.054").first)
        #expect(advice["Ntfctn/Ntry/CdtDbtInd"] == "CRDT")
        #expect(advice["Ntfctn/Ntry/Amt"] == "100.00")
        #expect(advice["Ntfctn/Ntry/BkTxCd/Domn/Fmly/SubFmlyCd"] == "RRTN")
        let detail = "Ntfctn/Ntry/NtryDtls/TxDtls"
        #expect(advice["\(detail)/RtrInf/Rsn/Cd"] == "AC04")
        #expect(advice["\(detail)/RtrInf/OrgnlBkTxCd/Domn/Fmly/SubFmlyCd"] == "ESCT")
        #expect(advice["\(detail)/Refs/EndToEndId"] == "E-1")
        #expect(advice["\(detail)/RltdPties/Cdtr/Pty/Nm"] == "Else Where")
        #expect(sandbox.breaks.isEmpty)
        sandbox.expectReconciled()
    }

    @Test func `an instant payment comes back to its payer`() throws {
        let sandbox = try Sandbox(script: "return reason=MD07 scheme=SCTINST")
        try sandbox.openCustomers()
        try sandbox.submit(instant("100.00"))
        try sandbox.pass(seconds: 1)
        #expect(sandbox.balance(.alma) == 100_000)
        let advice = try #require(sandbox.newReports("camt.054").last)
        #expect(advice["Ntfctn/Ntry/BkTxCd/Domn/Fmly/Cd"] == "IRCT")
        #expect(advice["Ntfctn/Ntry/BkTxCd/Domn/Fmly/SubFmlyCd"] == "RRTN")
        #expect(advice["Ntfctn/Ntry/NtryDtls/TxDtls/RtrInf/Rsn/Cd"] == "MD07")
        #expect(sandbox.breaks.isEmpty)
        sandbox.expectReconciled()
    }

    @Test func `a return of what we never sent is parked, with a break`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell("stray-return 45.00 reason=AC04")
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.unappliedIn) == 4_500)
        #expect(sandbox.breaks == [.unexpectedReturn])
        sandbox.expectReconciled()
    }

    @Test func `a return for a closed account is parked, for a frozen one stays frozen`() throws {
        let sandbox = try Sandbox(script: "return reason=AC04 after=1cycles")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("1000.00"))
        try sandbox.submit(
            OrderFile(.v09, "M-2", from: .clara, [.init("E-2", "50.00", to: .elsewhere)]))
        try sandbox.tell("settle now")
        try sandbox.setStatus(.alma, .closed)
        try sandbox.setStatus(.clara, .frozen)
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.alma) == 0)
        #expect(sandbox.balance(.unappliedIn) == 100_000)
        #expect(sandbox.balance(.clara) == 100_000)
        sandbox.expectReconciled()
    }

    // MARK: - To us

    @Test func `a payment for an account that cannot take it goes back by itself`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.setStatus(.clara, .frozen)
        for customer in [Customer.nobody, .clara] {
            try sandbox.tell("originate creditor-iban=\(customer.iban ?? "") amount=70.00")
        }
        try sandbox.tell("settle now")
        // To nobody: sent back with AC01. To the frozen: parked, until a person decides.
        #expect(sandbox.newSent("pacs.004").map { $0["TxInf/RtrRsnInf/Rsn/Cd"] } == ["AC01"])
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.unappliedIn) == 7_000)
        #expect(sandbox.balance(.clara) == 100_000)
        #expect(sandbox.states == [.parked])
        sandbox.expectReconciled()
    }

    @Test func `an instant credit is not to be spent before it is certain`() throws {
        let sandbox = try Sandbox(script: "drop-confirm")
        try sandbox.openCustomers()
        try sandbox.tell(
            "originate scheme=SCTINST creditor-iban=\(Customer.alma.iban ?? "") amount=25.00")
        #expect(sandbox.balance(.alma) == 100_000 && sandbox.expected(.alma) == 2_500)
        #expect(sandbox.states == [.awaitingConfirmation])
        // The day's statement names it.
        try sandbox.tell("statement now")
        #expect(sandbox.balance(.alma) == 102_500 && sandbox.expected(.alma) == 0)
        sandbox.expectReconciled()
    }

    /// Row I5.
    @Test func `where our yes settles and came too late, the credit is given back`() throws {
        let sandbox = try Sandbox(script: "time-out", confirms: false)
        try sandbox.openCustomers()
        try sandbox.tell(
            "originate scheme=SCTINST creditor-iban=\(Customer.alma.iban ?? "") amount=25.00 "
                + "name=\"A Payer\"")
        try sandbox.pass(seconds: 11)
        #expect(sandbox.received.last?["TxInfAndSts/StsRsnInf/Rsn/Cd"] == "AB05")
        #expect(sandbox.balance(.alma) == 100_000)
        #expect(sandbox.breaks == [.contraryStatus])
        let advices = sandbox.newReports("camt.054")
        #expect(advices.compactMap { $0["Ntfctn/Ntry/CdtDbtInd"] } == ["CRDT", "DBIT"])
        let back = try #require(advices.last)
        #expect(back["Ntfctn/Ntry/RvslInd"] == "true")
        #expect(back["Ntfctn/Ntry/Amt"] == "25.00")
        // The code is that of the entry it takes back.
        #expect(back["Ntfctn/Ntry/BkTxCd/Domn/Fmly/Cd"] == "RRCT")
        #expect(back["Ntfctn/Ntry/BkTxCd/Domn/Fmly/SubFmlyCd"] == "ESCT")
        #expect(back["Ntfctn/Ntry/NtryDtls/TxDtls/RtrInf/Rsn/Cd"] == "AB05")
        #expect(back["Ntfctn/Ntry/NtryDtls/TxDtls/RltdPties/Dbtr/Pty/Nm"] == "A Payer")
        sandbox.expectReconciled()
        try sandbox.closeDay("EUR")
        let statement = try #require(
            sandbox.newReports("camt.053").first {
                $0["Stmt/Acct/Id/IBAN"] == Customer.alma.iban
            })
        #expect(statement["Stmt/Bal[Tp/CdOrPrtry/Cd='CLBD']/Amt"] == "1000.00")
        #expect(statement.count("Stmt/Ntry") == 3)
    }

    @Test func `what was spent by then is owed, and nobody is overdrawn`() throws {
        let sandbox = try Sandbox(confirms: false)
        try sandbox.openCustomers()
        try sandbox.tell(
            "originate scheme=SCTINST creditor-iban=\(Customer.alma.iban ?? "") amount=25.00")
        _ = try sandbox.transfer(.alma, .bruno, "1000.01", "EUR").get()
        let original = try #require(sandbox.received.last { $0.kind == "pacs.008.001.08" })
        let id = try #require(original["GrpHdr/MsgId"])
        try sandbox.deliver(GroupStatus(about: id, status: "RJCT", reason: "AB05").text)
        #expect(sandbox.balance(.alma) == 2_499)
        #expect(sandbox.balance(.suspense) == -2_500)
        #expect(sandbox.balance(.settlement, "SCTINST") == -1_000_000)
        #expect(sandbox.look { $0.breaks.map(\.scheme) } == [sandbox.setup.schemes[1].key])
        #expect(sandbox.isBalanced)
    }

    @Test func `the same instant message again gets the same bytes again`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell(
            "originate scheme=SCTINST creditor-iban=\(Customer.alma.iban ?? "") amount=25.00 "
                + "repeat=3")
        #expect(sandbox.balance(.alma) == 102_500)
        #expect(sandbox.newSent("pacs.002").count == 1)
        sandbox.expectReconciled()
    }

    @Test func `the same instant payment in another message is AM05`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell(
            "originate scheme=SCTINST creditor-iban=\(Customer.alma.iban ?? "") amount=25.00 "
                + "again=yes")
        let answers = sandbox.newSent("pacs.002")
        #expect(answers.map { $0["TxInfAndSts/TxSts"] } == ["ACCP", "RJCT"])
        #expect(answers.last?["TxInfAndSts/StsRsnInf/Rsn/Cd"] == "AM05")
        #expect(sandbox.balance(.alma) == 102_500)
        sandbox.expectReconciled()
    }

    @Test func `the same payment twice by cycles settles twice, and once goes back`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell(
            "originate creditor-iban=\(Customer.alma.iban ?? "") amount=25.00 again=yes")
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.alma) == 102_500)
        #expect(sandbox.newSent("pacs.004").map { $0["TxInf/RtrRsnInf/Rsn/Cd"] } == ["AM05"])
        try sandbox.tell("settle now")
        #expect(sandbox.states.isEmpty && sandbox.balance(.unappliedIn) == 0)
        sandbox.expectReconciled()
    }
}

/// A pacs.002 of the clearing about a whole message, written here.
struct GroupStatus {
    let about: String
    let status: String
    let reason: String
    var id = "GRP-1"

    var text: String {
        let reasons =
            reason.isEmpty
            ? "" : "<StsRsnInf><Rsn><Cd>\(reason)</Cd></Rsn></StsRsnInf>"
        return """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt>\
            <GrpHdr><MsgId>\(id)</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm>\
            <InstgAgt><FinInstnId><BICFI>CLRGDEFFXXX</BICFI></FinInstnId></InstgAgt></GrpHdr>\
            <OrgnlGrpInfAndSts><OrgnlMsgId>\(about)</OrgnlMsgId>\
            <OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId><GrpSts>\(status)</GrpSts>\(reasons)\
            </OrgnlGrpInfAndSts></FIToFIPmtStsRpt></Document>
            """
    }
}
