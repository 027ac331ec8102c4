import ISO20022
import PaymentModel
import Platform
import Testing
import Vocabulary

@testable import Flows

/// Reports on demand (rows N1 to N9 of `postings.md`).
@Suite struct `Reports that are asked for` {
    private func request(_ items: String...) -> String {
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.060.001.04"><AcctRptgReq><GrpHdr>\
        <MsgId>Q-1</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm></GrpHdr>\
        \(items.joined())</AcctRptgReq></Document>
        """
    }

    private func item(
        _ message: String, _ iban: String? = Customer.alma.iban, days: (String, String?)? = nil,
        kind: String = "ALLL"
    ) -> String {
        let account = iban.map { "<Acct><Id><IBAN>\($0)</IBAN></Id></Acct>" } ?? ""
        let period = days.map { from, to in
            "<RptgPrd><FrToDt><FrDt>\(from)</FrDt>" + (to.map { "<ToDt>\($0)</ToDt>" } ?? "")
                + "</FrToDt><Tp>\(kind)</Tp></RptgPrd>"
        }
        return "<RptgReq><ReqdMsgNmId>\(message)</ReqdMsgNmId>\(account)"
            + "<AcctOwnr><Pty><Nm>Alma</Nm></Pty></AcctOwnr>\(period ?? "")</RptgReq>"
    }

    private func answers(_ sandbox: Sandbox, _ items: String...) throws -> [ReportAnswer] {
        let text = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.060.001.04"><AcctRptgReq><GrpHdr>\
            <MsgId>Q-1</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm></GrpHdr>\
            \(items.joined())</AcctRptgReq></Document>
            """
        return try sandbox.opened.archive.answers(to: Array(text.utf8))
    }

    private func moved() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        _ = try sandbox.transfer(.alma, .bruno, "30.00", "EUR").get()
        try sandbox.tell("silent scheme=SCT")
        try sandbox.submit(OrderFile(from: .alma, [.init("E-1", "40.00", to: .elsewhere)]))
        return sandbox
    }

    /// 1,000.00 in, 30.00 out, 40.00 held: 970.00 booked, 930.00 available.
    @Test func `within the day is what is booked so far, and what is available of it`() throws {
        let sandbox = try moved()
        let id = try #require(sandbox.account(.alma))
        let account = try #require(sandbox.look { $0.accounts[id: id] })
        let bytes = try #require(try sandbox.opened.archive.interimReport(of: account))
        let report = try JudgedMessage("x.camt.052.001.08.xml", bytes)
        func balance(_ code: String) -> String? {
            report["Rpt/Bal[Tp/CdOrPrtry/Cd='\(code)']/Amt"]
        }
        #expect(balance("OPBD") == "0.00")
        #expect(balance("ITBD") == "970.00")
        #expect(balance("ITAV") == "930.00")
        #expect(report.all("Rpt/Ntry/Amt") == ["1000.00", "30.00"])
        #expect(report["Rpt/Acct/Id/IBAN"] == Customer.alma.iban)
        #expect(report["Rpt/FrToDt/FrDtTm"] == "2026-11-20T00:00:00.000+01:00")
        // Nothing has happened since: the same bytes.
        #expect(try sandbox.opened.archive.interimReport(of: account) == bytes)
        let read = try AccountReport(reading: DocumentReaderOfTests.root(bytes))
        #expect(read.kind == .interim && read.accounts.first?.entries.count == 2)
    }

    @Test func `a closed day is answered with the statement that was written`() throws {
        let sandbox = try moved()
        try sandbox.closeDay("EUR")
        let written = try #require(
            sandbox.newReports("camt.053").first { $0["Stmt/Acct/Id/IBAN"] == Customer.alma.iban })
        let found = try answers(
            sandbox, item("camt.053.001.08", days: ("2026-11-20", nil)), item("camt.053.001.08"),
            item("camt.054.001.08", days: ("2026-11-20", "2026-11-20")))
        #expect(found.map(\.id) == ["1", "2", "3"])
        #expect(found.allSatisfy { $0.refusal == nil })
        #expect(found[0].messages.map(\.bytes) == [written.bytes])
        #expect(found[1].messages.map(\.bytes) == [written.bytes])
        // One of the credit, one of the transfer; what is held is no booking.
        let advices = try found[2].messages.map {
            try JudgedMessage("x.camt.054.001.08.xml", $0.bytes)
        }
        #expect(advices.compactMap { $0["Ntfctn/Ntry/Amt"] } == ["1000.00", "30.00"])
    }

    @Test func `what cannot be answered says why, and stops no other`() throws {
        let sandbox = try moved()
        let found = try answers(
            sandbox, item("camt.053.001.08", days: ("2026-11-20", nil)),
            item("camt.052.001.08", days: ("2026-11-21", nil)),
            item("camt.052.001.08", days: ("2026-11-19", nil)),
            item("camt.052.001.08", "DE60900000020000000001"), item("camt.052.001.08", nil),
            item("camt.052.001.02"),
            item("camt.052.001.08", days: ("2026-11-20", nil), kind: "CHNG"),
            item("camt.054.001.08", days: ("2026-10-01", "2026-11-20")), item("camt.052.001.08"))
        #expect(
            found.map(\.refusal) == [
                .dayOpen, .dayOpen, .dayClosed, .accountNotFound, .accountNotFound, .unsupported,
                .unsupported, .tooLarge, nil,
            ])
        #expect(found.map(\.messages.count) == [0, 0, 0, 0, 0, 0, 0, 0, 1])
        for text in ["", "x", request("<RptgReq/>"), request()] {
            #expect(throws: ReportingRequestError.self) {
                try sandbox.opened.archive.answers(to: Array(text.utf8))
            }
        }
    }

    @Test func `one in the inbox is answered into the reports' folder`() throws {
        let sandbox = try moved()
        let folder = Sandbox.folder
        try sandbox.disk.writeDurably(
            "\(folder.inbox)/q.xml", Array(request(item("camt.052.001.08")).utf8), mode: 0o600)
        try sandbox.disk.writeDurably(
            "\(folder.inbox)/r.xml", Array(request(item("camt.053.001.08")).utf8), mode: 0o600)
        for _ in 0..<3 { try sandbox.rest() }
        let report = try #require(sandbox.newReports("camt.052").first)
        #expect(report["Rpt/Bal[Tp/CdOrPrtry/Cd='ITBD']/Amt"] == "970.00")
        #expect(try sandbox.disk.list(folder.processed).contains("q.xml"))
        let reason = try sandbox.disk.read("\(folder.refused)/r.xml.reason.txt", limit: 1_000)
        #expect(String(decoding: reason, as: UTF8.self) == "1 day_open\n")
    }
}

/// A document as the flows read it.
enum DocumentReaderOfTests {
    static func root(_ bytes: [UInt8]) throws -> MessageElement {
        try DocumentReader.read(bytes).root
    }
}
