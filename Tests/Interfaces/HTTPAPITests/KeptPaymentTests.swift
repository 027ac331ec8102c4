import HTTPAPI
import JSON
import Testing

/// Payments of later days, as a client and a customer see them.
///
/// It is Friday 20 November 2026, 09:00 in Berlin; the accounts in EUR are empty.
@Suite struct `Payments of later days` {
    /// One transfer of 1.00 from ACC001 for each day or time, in a group of its own.
    private static func file(_ asked: [String], to creditor: String) -> String {
        let groups = asked.enumerated().map { number, asked in
            """
            <PmtInf><PmtInfId>P\(number)</PmtInfId><PmtMtd>TRF</PmtMtd>
            <ReqdExctnDt>\(asked)</ReqdExctnDt><Dbtr><Nm>N</Nm></Dbtr>
            <DbtrAcct><Id><IBAN>\(TestBank.ours)</IBAN></Id></DbtrAcct>
            <DbtrAgt><FinInstnId><BICFI>QENXDEFFXXX</BICFI></FinInstnId></DbtrAgt>
            <CdtTrfTxInf><PmtId><EndToEndId>E\(number)</EndToEndId></PmtId>
            <Amt><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt>
            <Cdtr><Nm>Somebody</Nm></Cdtr>
            <CdtrAcct><Id><IBAN>\(creditor)</IBAN></Id></CdtrAcct></CdtTrfTxInf></PmtInf>
            """
        }
        return """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
            <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-20T08:00:00Z</CreDtTm>
            <NbOfTxs>\(asked.count)</NbOfTxs><InitgPty><Nm>N</Nm></InitgPty></GrpHdr>
            \(groups.joined())</CstmrCdtTrfInitn></Document>
            """
    }

    /// A bank whose ACC001 may be overdrawn by 100.00, and the ids of a file's payments in it.
    private static func bank(
        _ asked: [String], to creditor: String = TestBank.second
    ) throws -> (bank: TestBank, payments: [String]) {
        let bank = try TestBank()
        for (reference, iban) in [("ACC001", TestBank.ours), ("ACC002", TestBank.second)] {
            let body = """
                {"reference":"\(reference)","name":"N","currency":"EUR","iban":"\(iban)",\
                "overdraft_limit":100.00}
                """
            #expect(try bank.post("/api/v1/accounts", body).status == 201)
        }
        let taken = try bank.submit(Array(file(asked, to: creditor).utf8))
        #expect(taken.status == 201, "\(taken.text)")
        // Newest first, and of one file the last of it.
        let list = try bank.ask("GET", "/api/v1/payments")
        let ids = list.text.split(separator: "\"").filter { $0.hasPrefix("pay_") }
        #expect(ids.count == asked.count, "\(list.text)")
        return (bank, ids.reversed().map(String.init))
    }

    private static func state(_ bank: TestBank, _ payment: String) throws -> String {
        let shown = try bank.ask("GET", "/api/v1/payments/\(payment)").text
        let rest = shown.split(separator: "\"state\":\"", maxSplits: 1).last ?? ""
        return String(rest.prefix { $0 != "\"" })
    }

    /// What the newest pain.002 says of a payment's file.
    private static func newestReport(_ bank: TestBank, _ payment: String) throws -> String {
        let shown = try bank.ask("GET", "/api/v1/payments/\(payment)").text
        let ids = shown.split(separator: "\"").filter { $0.hasPrefix("msg_") }
        for id in ids.reversed() {
            let message = try bank.ask("GET", "/api/v1/messages/\(id)").text
            if message.contains("pain.002") { return message }
        }
        Issue.record("no report: \(shown)")
        return ""
    }

    private static func balance(_ bank: TestBank, _ account: String) throws -> String {
        let text = try bank.ask("GET", "/api/v1/accounts/\(account)").text
        let rest = text.split(separator: "\"balance\":\"", maxSplits: 1).last ?? ""
        return String(rest.prefix { $0 != "\"" })
    }

    @Test func `wait for their day or time, and are told PDNG, then what became of them`() throws {
        let (bank, payments) = try Self.bank([
            "<Dt>2026-11-21</Dt>", "<DtTm>2026-11-20T18:00:00</DtTm>",
            "<DtTm>2026-11-20T18:00:00+00:00</DtTm>",
        ])
        let dues = ["2026-11-20T23:00:00", "2026-11-20T17:00:00", "2026-11-20T18:00:00"]
        for (payment, due) in zip(payments, dues) {
            let shown = try bank.ask("GET", "/api/v1/payments/\(payment)").text
            #expect(shown.contains("\"state\":\"warehoused\""), "\(shown)")
            #expect(shown.contains("\"due_at\":\"\(due)"), "\(shown)")
            #expect(shown.contains("\"postings\":[]"), "\(shown)")
        }
        let first = try Self.newestReport(bank, payments[0])
        #expect(first.contains("<GrpSts>PDNG</GrpSts>"), "\(first)")
        #expect(first.split(separator: "<TxSts>PDNG</TxSts>").count == 4, "\(first)")
        #expect(try Self.balance(bank, "ACC001") == "0.00")
        #expect(try bank.ask("GET", "/api/v1/reports").text.contains("\"data\":[]"))
        let list = try bank.ask("GET", "/api/v1/payments?state=warehoused").text
        #expect(list.contains("\"counts\":{\"warehoused\":3}"), "\(list)")

        // 18:30 in Berlin: the second has run, the third runs at 19:00.
        let clock = "{\"to\":\"2026-11-20T18:30:00\"}"
        #expect(try bank.post("/api/v1/clock", clock).status == 200)
        #expect(
            try payments.map { try Self.state(bank, $0) } == [
                "warehoused", "settled", "warehoused",
            ])
        let second = try Self.newestReport(bank, payments[0])
        #expect(second.contains("<TxSts>ACCC</TxSts>"), "\(second)")
        #expect(second.contains("<OrgnlEndToEndId>E1</OrgnlEndToEndId>"), "\(second)")
        #expect(!second.contains("PDNG"))
        let shown = try bank.ask("GET", "/api/v1/payments/\(payments[1])").text
        #expect(shown.contains("\"due_at\":null"), "\(shown)")
        #expect(shown.contains("\"booking_date\":\"2026-11-20\""), "\(shown)")

        // Four days in one move: each on its own day.
        #expect(try bank.post("/api/v1/clock", "{\"advance\":\"4d\"}").status == 200)
        #expect(try payments.map { try Self.state(bank, $0) } == ["settled", "settled", "settled"])
        let last = try bank.ask("GET", "/api/v1/payments/\(payments[0])").text
        #expect(last.contains("\"booking_date\":\"2026-11-21\""), "\(last)")
        #expect(last.contains("\"at\":\"2026-11-20T23:00:00"), "\(last)")
        #expect(try Self.balance(bank, "ACC001") == "-3.00")
    }

    @Test func `by cycles move to a business day, are told so, and leave at its opening`() throws {
        let (bank, payments) = try Self.bank(
            ["<Dt>2026-11-21</Dt>"], to: "DE60900000020000000001")
        let report = try Self.newestReport(bank, payments[0])
        #expect(report.contains("<TxSts>ACWC</TxSts>"), "\(report)")
        #expect(report.contains("<Cd>DT06</Cd>"), "\(report)")
        let shown = try bank.ask("GET", "/api/v1/payments/\(payments[0])").text
        #expect(shown.contains("\"settlement_date\":\"2026-11-23\""), "\(shown)")
        #expect(!shown.contains("pacs.008"), "\(shown)")
        #expect(try bank.post("/api/v1/clock", "{\"to\":\"2026-11-23T00:00:00\"}").status == 200)
        let released = try bank.ask("GET", "/api/v1/payments/\(payments[0])").text
        #expect(released.contains("\"state\":\"held\""), "\(released)")
        // The clearing takes messages from 07:00 in Berlin on.
        #expect(released.contains("\"leaves_at\":\"2026-11-23T06:00:00"), "\(released)")
        #expect(!released.contains("pacs.008"), "\(released)")
        #expect(try Self.newestReport(bank, payments[0]).contains("<TxSts>ACCP</TxSts>"))
        #expect(try bank.post("/api/v1/clock", "{\"to\":\"2026-11-23T07:00:00\"}").status == 200)
        let left = try bank.ask("GET", "/api/v1/payments/\(payments[0])").text
        #expect(left.contains("pacs.008") && left.contains("\"leaves_at\":null"), "\(left)")
    }

    @Test func `are cancelled with a reason, and only while they wait`() throws {
        let (bank, payments) = try Self.bank(["<Dt>2026-11-21</Dt>", "<Dt>2026-11-22</Dt>"])
        let path = "/api/v1/payments/\(payments[1])/cancel"
        for body in ["{}", "{\"reason\":\"\"}", "{\"reason\":7}", "{\"reason\":\"a\",\"b\":1}"] {
            let refused = try bank.post(path, body)
            #expect(refused.status == 400 || refused.status == 422, "\(refused.text)")
        }
        #expect(try Self.state(bank, payments[1]) == "warehoused")
        let answer = try bank.post(path, "{\"reason\":\"no longer owed\"}", key: "k")
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.text.contains("\"state\":\"cancelled\""))
        #expect(answer.text.contains("\"reason\":\"DS02\""))
        let again = try bank.post(path, "{\"reason\":\"no longer owed\"}", key: "k")
        #expect(again.text == answer.text)
        let twice = try bank.post(path, "{\"reason\":\"no longer owed\"}")
        #expect(twice.status == 409)
        #expect(twice.text.contains("payment_not_cancellable"), "\(twice.text)")
        let report = try Self.newestReport(bank, payments[1])
        #expect(report.contains("<TxSts>RJCT</TxSts>"), "\(report)")
        #expect(report.contains("<Cd>DS02</Cd>"), "\(report)")

        #expect(try bank.post("/api/v1/clock", "{\"advance\":\"3d\"}").status == 200)
        #expect(try payments.map { try Self.state(bank, $0) } == ["settled", "cancelled"])
        let late = try bank.post(
            "/api/v1/payments/\(payments[0])/cancel", "{\"reason\":\"too late\"}")
        #expect(late.status == 409)
        let unknown = try bank.post(
            "/api/v1/payments/pay_00000000000000000000000009/cancel", "{\"reason\":\"a\"}")
        #expect(unknown.status == 404)
        #expect(unknown.text.contains("payment_not_found"), "\(unknown.text)")
        #expect(try Self.balance(bank, "ACC001") == "-1.00")
    }

    @Test func `that have left are asked back when they are cancelled, and the answer says so`()
        throws
    {
        let (bank, payments) = try Self.bank(
            ["<Dt>2026-11-20</Dt>"], to: "DE60900000020000000001")
        #expect(try Self.state(bank, payments[0]) == "held")
        let path = "/api/v1/payments/\(payments[0])"
        let hash = try bank.stateHash()
        let dry = try bank.post(path + "/cancel?dry_run=true", #"{"reason":"changed my mind"}"#)
        #expect(dry.status == 202 && dry.json?["state"]?.string == "sent", "\(dry.text)")
        #expect(try bank.stateHash() == hash)
        let asked = try bank.post(path + "/cancel", #"{"reason":"changed my mind"}"#, key: "c")
        #expect(asked.status == 202, "\(asked.text)")
        #expect(asked.json?["reason"]?.string == "CUST")
        #expect(asked.json?["payment"]?.string == payments[0])
        #expect(asked.json?["text"]?.string == "changed my mind")
        #expect(asked.json?["answer_by"]?.string == "2026-12-11", "\(asked.text)")
        #expect(try Self.state(bank, payments[0]) == "held", "nothing moves")
        let trace = try bank.ask("GET", path + "/trace").text
        #expect(trace.contains("out sent (CUST)") && trace.contains("camt.056.001.08"), "\(trace)")
        let id = try #require(asked.json?["id"]?.string)
        let shown = try bank.ask("GET", "/api/v1/recalls/\(id)")
        #expect(shown.json?["overdue"]?.boolean == false, "\(shown.text)")
        let list = try bank.ask("GET", "/api/v1/recalls?direction=out&state=sent")
        #expect(list.json?["data"]?.array?.count == 1, "\(list.text)")
        let twice = try bank.post(path + "/recall", #"{"reason":"DUPL"}"#)
        #expect(twice.status == 409 && twice.json?["code"]?.string == "already_recalled")
        let wrong = try bank.post(path + "/recall", #"{"reason":"ZZZZ"}"#)
        #expect(wrong.status == 400 && wrong.json?["param"]?.string == "reason", "\(wrong.text)")
        let mine = try bank.post(
            "/api/v1/recalls/\(id)/accept",
            #"{"ground":"consent","given_by":"A","given_at":"2026-11-20"}"#)
        #expect(mine.status == 404 && mine.json?["code"]?.string == "recall_not_found")
        let nobody = try bank.post("/api/v1/recalls/\(id)/accept", #"{"ground":"consent"}"#)
        #expect(nobody.status == 400 && nobody.json?["param"]?.string == "given_by")
    }

    @Test func `more than 366 days ahead are refused with CH03`() throws {
        let (bank, payments) = try Self.bank(["<Dt>2027-11-21</Dt>", "<Dt>2027-11-22</Dt>"])
        #expect(
            try payments.map { try Self.state(bank, $0) } == ["warehoused", "rejected"])
        let report = try Self.newestReport(bank, payments[1])
        #expect(report.contains("<GrpSts>PART</GrpSts>"), "\(report)")
        #expect(report.contains("<Cd>CH03</Cd>"), "\(report)")
    }
}
