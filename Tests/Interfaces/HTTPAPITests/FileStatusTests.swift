import HTTPAPI
import JSON
import PaymentModel
import Testing
import Vocabulary

/// A file that waited is listed as it was decided (row A5 of `postings.md`).
@Suite struct `A file that waited` {
    private static func file(_ amounts: [String]) -> String {
        let transfers = amounts.enumerated().map { number, amount in
            """
            <CdtTrfTxInf><PmtId><EndToEndId>E\(number)</EndToEndId></PmtId>
            <Amt><InstdAmt Ccy="EUR">\(amount)</InstdAmt></Amt><Cdtr><Nm>S</Nm></Cdtr>
            <CdtrAcct><Id><IBAN>\(TestBank.second)</IBAN></Id></CdtrAcct></CdtTrfTxInf>
            """
        }
        return """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
            <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-20T08:00:00Z</CreDtTm>
            <NbOfTxs>\(amounts.count)</NbOfTxs><InitgPty><Nm>N</Nm></InitgPty></GrpHdr>
            <PmtInf><PmtInfId>P</PmtInfId><PmtMtd>TRF</PmtMtd>
            <ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt><Dbtr><Nm>N</Nm></Dbtr>
            <DbtrAcct><Id><IBAN>\(TestBank.ours)</IBAN></Id></DbtrAcct>
            <DbtrAgt><FinInstnId><BICFI>QENXDEFFXXX</BICFI></FinInstnId></DbtrAgt>
            \(transfers.joined())</PmtInf></CstmrCdtTrfInitn></Document>
            """
    }

    /// EUR 50.00 a payment; the debtor may be overdrawn by 100.00.
    private func bank() throws -> (TestBank, [TokenRole: String]) {
        let bank = try TestBank(
            approvals: ApprovalRules(
                payment: [Money(minorUnits: 5000, currency: .eur)], file: [], expirySeconds: 3600))
        for (reference, iban) in [("ACC001", TestBank.ours), ("ACC002", TestBank.second)] {
            let body = """
                {"reference":"\(reference)","name":"N","currency":"EUR","iban":"\(iban)",\
                "overdraft_limit":100.00}
                """
            #expect(try bank.post("/api/v1/accounts", body).status == 201)
        }
        return (bank, try `Routes and roles`.secrets(bank))
    }

    private func submit(_ bank: TestBank, _ amounts: [String]) throws -> String {
        let taken = try bank.submit(Array(Self.file(amounts).utf8), key: "f")
        #expect(taken.status == 202, "\(taken.text)")
        #expect(taken.json?["status"]?.string == "awaiting_approval")
        return try #require(taken.json?["file_id"]?.string)
    }

    private func decide(_ bank: TestBank, _ verb: String, _ token: String?) throws {
        let waiting = try bank.ask("GET", "/api/v1/approvals").json?["data"]?[0]
        let id = try #require(waiting?["id"]?.string)
        let content = try #require(waiting?["content"]?.string)
        let done = try bank.post(
            "/api/v1/approvals/\(id)/\(verb)", #"{"content":"\#(content)","reason":"R"}"#,
            token: try #require(token))
        #expect(done.status == 200, "\(done.text)")
    }

    /// What the list, the file and a repeat of it say alike.
    private func expect(
        _ bank: TestBank, _ id: String, _ amounts: [String], _ status: String, accepted: Int,
        reason: String?
    ) throws {
        let list = try bank.ask("GET", "/api/v1/files").json?["data"]?[0]
        let shown = try bank.ask("GET", "/api/v1/files/\(id)").json
        let again = try bank.submit(Array(Self.file(amounts).utf8), key: "f").json
        for row in [list, shown, again] {
            #expect(row?["file_id"]?.string == id)
            #expect(row?["status"]?.string == status)
            #expect(row?["accepted"]?.number?.text == String(accepted))
            #expect(row?["rejected"]?.number?.text == String(amounts.count - accepted))
            #expect(row?["reason"]?.string == reason)
        }
    }

    @Test func `is rejected where it was refused`() throws {
        let (bank, secrets) = try bank()
        let id = try submit(bank, ["60.00"])
        try decide(bank, "refuse", secrets[.approver])
        try expect(bank, id, ["60.00"], "rejected", accepted: 0, reason: "DS02")
    }

    @Test func `is rejected where nobody released it in time`() throws {
        let (bank, _) = try bank()
        let id = try submit(bank, ["60.00"])
        #expect(try bank.post("/api/v1/clock", #"{"advance":"2h"}"#).status == 200)
        try expect(bank, id, ["60.00"], "rejected", accepted: 0, reason: "DS24")
    }

    /// 60.00 and 60.00 are more than the 100.00 there are: the second is AM04.
    @Test(
        arguments: [
            (["60.00"], "accepted", 1), (["60.00", "60.00"], "partly_accepted", 1),
            (["100.01"], "rejected", 0),
        ] as [([String], String, Int)])
    func `is what its payments were when it was released`(
        amounts: [String], status: String, accepted: Int
    ) throws {
        let (bank, secrets) = try bank()
        let id = try submit(bank, amounts)
        try decide(bank, "approve", secrets[.approver])
        try expect(bank, id, amounts, status, accepted: accepted, reason: nil)
    }
}
