import HTTPAPI
import JSON
import PaymentModel
import Testing

/// Files whose orders came before, over the interface.
@Suite struct `Repeated orders over HTTP` {
    private static func file(_ id: String, endToEnd: String = "E1", amount: String = "1.00")
        -> [UInt8]
    {
        let text = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
            <GrpHdr><MsgId>\(id)</MsgId><CreDtTm>2026-11-20T08:00:00Z</CreDtTm>
            <NbOfTxs>1</NbOfTxs><InitgPty><Nm>N</Nm></InitgPty></GrpHdr>
            <PmtInf><PmtInfId>P</PmtInfId><PmtMtd>TRF</PmtMtd>
            <ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt><Dbtr><Nm>N</Nm></Dbtr>
            <DbtrAcct><Id><IBAN>\(TestBank.ours)</IBAN></Id></DbtrAcct>
            <DbtrAgt><FinInstnId><BICFI>QENXDEFFXXX</BICFI></FinInstnId></DbtrAgt>
            <CdtTrfTxInf><PmtId><EndToEndId>\(endToEnd)</EndToEndId></PmtId>
            <Amt><InstdAmt Ccy="EUR">\(amount)</InstdAmt></Amt><Cdtr><Nm>Somebody</Nm></Cdtr>
            <CdtrAcct><Id><IBAN>\(TestBank.second)</IBAN></Id></CdtrAcct></CdtTrfTxInf></PmtInf>
            </CstmrCdtTrfInitn></Document>
            """
        return Array(text.utf8)
    }

    /// A bank whose ACC001 may be overdrawn by 100.00, and a secret of each role.
    private func bank() throws -> (TestBank, [TokenRole: String]) {
        let bank = try TestBank()
        for (reference, iban) in [("ACC001", TestBank.ours), ("ACC002", TestBank.second)] {
            let body = """
                {"reference":"\(reference)","name":"N","currency":"EUR","iban":"\(iban)",\
                "overdraft_limit":100.00}
                """
            #expect(try bank.post("/api/v1/accounts", body).status == 201)
        }
        return (bank, try `Routes and roles`.secrets(bank))
    }

    private func balance(_ bank: TestBank) throws -> String? {
        try bank.ask("GET", "/api/v1/accounts/ACC001/balance").json?["balance"]?.string
    }

    @Test func `are held, shown with what they repeat, and confirmed by whoever sent them`() throws
    {
        let (bank, secrets) = try bank()
        let sender = try #require(secrets[.operator])
        let first = try bank.submit(Self.file("M1"), token: sender)
        #expect(first.status == 201 && first.json?["held_for"] == .null, "\(first.text)")
        let held = try bank.submit(Self.file("M2"), token: sender)
        #expect(held.status == 202, "\(held.text)")
        #expect(held.json?["status"]?.string == "awaiting_approval")
        #expect(held.json?["held_for"]?.string == "repetition")
        let id = try #require(held.json?["file_id"]?.string)
        let content = try #require(held.json?["content"]?.string)
        #expect(try balance(bank) == "-1.00")

        let request = "/api/v1/approvals/apr_\(id.dropFirst(5))"
        let shown = try bank.ask("GET", request, token: try #require(secrets[.approver]))
        #expect(shown.json?["held_for"]?.string == "repetition", "\(shown.text)")
        #expect(shown.json?["repeats"]?.string == first.json?["file_id"]?.string)

        let body = #"{"content":"\#(content)"}"#
        let stranger = try bank.post(
            "/api/v1/files/\(id)/confirm", body, token: try #require(secrets[.channel]))
        #expect(stranger.status == 403, "\(stranger.text)")
        let dry = try bank.post("/api/v1/files/\(id)/confirm?dry_run=true", body, token: sender)
        #expect(dry.json?["result"]?.string == "accepted", "\(dry.text)")
        #expect(try balance(bank) == "-1.00")
        let done = try bank.post("/api/v1/files/\(id)/confirm", body, token: sender)
        #expect(done.status == 200 && done.json?["state"]?.string == "approved", "\(done.text)")
        #expect(try balance(bank) == "-2.00")
        let late = try bank.post("/api/v1/files/\(id)/confirm", body, token: sender)
        #expect(late.json?["code"]?.string == "approval_ended", "\(late.text)")
    }

    @Test func `are withdrawn with a reason, or confirmed by an approver`() throws {
        let (bank, secrets) = try bank()
        let sender = try #require(secrets[.operator])
        _ = try bank.submit(Self.file("M1"), token: sender)
        let held = try bank.submit(Self.file("M2"), token: sender)
        let id = try #require(held.json?["file_id"]?.string)
        let content = try #require(held.json?["content"]?.string)
        let path = "/api/v1/files/\(id)/withdraw"
        #expect(
            try bank.post(path, #"{"content":"\#(content)"}"#, token: sender).status == 400)
        let done = try bank.post(
            path, #"{"content":"\#(content)","reason":"Sent twice"}"#, token: sender)
        #expect(done.json?["state"]?.string == "refused", "\(done.text)")
        let file = try bank.ask("GET", "/api/v1/files/\(id)")
        #expect(file.json?["states"]?["rejected"]?.number?.text == "1", "\(file.text)")

        let third = try bank.submit(Self.file("M3"), token: sender)
        let next = try #require(third.json?["file_id"]?.string)
        let approved = try bank.post(
            "/api/v1/approvals/apr_\(next.dropFirst(5))/approve",
            #"{"content":"\#(try #require(third.json?["content"]?.string))"}"#,
            token: try #require(secrets[.approver]))
        #expect(approved.status == 200, "\(approved.text)")
        #expect(try balance(bank) == "-2.00")
    }

    @Test func `a repeated EndToEndId alone is a warning`() throws {
        let (bank, _) = try bank()
        _ = try bank.submit(Self.file("M1"))
        let again = try bank.submit(Self.file("M2", amount: "1.01"), key: "k")
        #expect(again.status == 201, "\(again.text)")
        #expect(again.json?["repeated_references"]?.number?.text == "1")
        let warning = again.json?["warnings"]?[0]
        #expect(warning?["code"]?.string == "end_to_end_id_repeated")
        let id = try #require(again.json?["file_id"]?.string)
        let payments = try bank.ask("GET", "/api/v1/payments?file=\(id)")
        #expect(warning?["payment"]?.string == payments.json?["data"]?[0]?["id"]?.string)
        let file = try bank.ask("GET", "/api/v1/files/\(id)")
        #expect(file.json?["repeated_references"]?.number?.text == "1", "\(file.text)")
        let replayed = try bank.submit(Self.file("M2", amount: "1.01"), key: "k")
        #expect(replayed.json?["repeated_references"]?.number?.text == "1", "\(replayed.text)")
    }
}
