import HTTPAPI
import JSON
import PaymentModel
import Testing
import Vocabulary

/// Orders above what one person may give, over the interface.
@Suite struct `Approvals over HTTP` {
    /// USD 50.00 a payment; tokens of an operator, an approver and an auditor.
    private func bank() throws -> (TestBank, [TokenRole: String]) {
        let bank = try TestBank(
            approvals: ApprovalRules(
                payment: [Money(minorUnits: 5000, currency: try #require(Currency("USD")))],
                file: [], expirySeconds: 3600))
        try bank.openAccounts()
        return (bank, try `Routes and roles`.secrets(bank))
    }

    private let order =
        #"{"from_account":"USD1","to_account":"USD2","amount":50.01,"currency":"USD","reference":"R"}"#

    private func balance(_ bank: TestBank) throws -> String? {
        try bank.ask("GET", "/api/v1/accounts/USD1/balance").json?["balance"]?.string
    }

    private func approve(
        _ bank: TestBank, _ id: String, _ content: String, token: String?, verb: String = "approve",
        query: String = "", more: String = ""
    ) throws -> Response {
        try bank.post(
            "/api/v1/approvals/\(id)/\(verb)\(query)", #"{"content":"\#(content)"\#(more)}"#,
            token: try #require(token))
    }

    @Test func `a transfer waits, is shown, and is posted when a second person releases it`() throws
    {
        let (bank, secrets) = try bank()
        let asked = try bank.ask(
            "POST", "/api/v1/transaction", Array(order.utf8), key: "k",
            token: try #require(secrets[.operator]))
        #expect(asked.status == 202, "\(asked.text)")
        #expect(asked.json?["status"]?.string == "awaiting_approval")
        let id = try #require(asked.json?["approval_id"]?.string)
        let content = try #require(asked.json?["content"]?.string)
        #expect(try balance(bank) == "100.00", "nothing is held")

        let list = try bank.ask("GET", "/api/v1/approvals", token: try #require(secrets[.auditor]))
        let row = list.json?["data"]?[0]
        #expect(row?["id"]?.string == id && row?["amount"]?.string == "50.01", "\(list.text)")
        #expect(row?["requested_by_name"]?.string == "a operator")
        let shown = try bank.ask("GET", "/api/v1/approvals/\(id)")
        #expect(shown.json?["text"]?.string == "R" && shown.json?["content"]?.string == content)
        let account = try bank.ask("GET", "/api/v1/accounts/USD2").json?["id"]
        #expect(shown.json?["to_account"] == account)

        let hash = try bank.stateHash()
        let own = try bank.post(
            "/api/v1/approvals/\(id)/approve", #"{"content":"\#(content)"}"#,
            token: try #require(secrets[.operator]))
        #expect(own.status == 403 && own.json?["code"]?.string == "not_allowed")
        let other = String(content.reversed())
        let changed = try approve(bank, id, other, token: secrets[.approver])
        #expect(changed.status == 409 && changed.json?["code"]?.string == "content_differs")
        let dry = try approve(bank, id, content, token: secrets[.approver], query: "?dry_run=true")
        #expect(dry.status == 200 && dry.json?["result"]?.string == "posted", "\(dry.text)")
        #expect(try bank.stateHash() == hash, "nobody has changed anything yet")

        let done = try approve(bank, id, content, token: secrets[.approver])
        #expect(done.json?["state"]?.string == "approved", "\(done.text)")
        #expect(done.json?["result"]?.string == "posted")
        #expect(done.json?["decided_by_name"]?.string == "a approver")
        // 100.00 less 50.01.
        #expect(try balance(bank) == "49.99")
        let again = try bank.ask(
            "POST", "/api/v1/transaction", Array(order.utf8), key: "k",
            token: try #require(secrets[.operator]))
        #expect(again.status == 200 && again.json?["status"]?.string == "posted")
        let late = try approve(bank, id, content, token: secrets[.approver])
        #expect(late.json?["code"]?.string == "approval_ended", "\(late.text)")
    }

    @Test func `an administrator cannot release what the same token has asked for`() throws {
        let (bank, secrets) = try bank()
        let asked = try bank.post("/api/v1/transaction", order)
        let id = try #require(asked.json?["approval_id"]?.string)
        let content = try #require(asked.json?["content"]?.string)
        let own = try approve(bank, id, content, token: TestBank.token)
        #expect(own.status == 403 && own.json?["code"]?.string == "own_request", "\(own.text)")
        #expect(
            try approve(bank, id, content, token: secrets[.administrator]).status == 200,
            "another administrator may")
    }

    @Test func `refused with a reason, which stays readable`() throws {
        let (bank, secrets) = try bank()
        let asked = try bank.post("/api/v1/transaction", order, key: "k")
        let id = try #require(asked.json?["approval_id"]?.string)
        let content = try #require(asked.json?["content"]?.string)
        let bare = try approve(bank, id, content, token: secrets[.approver], verb: "refuse")
        #expect(bare.status == 400, "a reason is needed")
        let done = try approve(
            bank, id, content, token: secrets[.approver], verb: "refuse",
            more: #","reason":"Not ours""#)
        #expect(done.json?["state"]?.string == "refused", "\(done.text)")
        #expect(try bank.post("/api/v1/transaction", order, key: "k").status == 422)
        let shown = try bank.ask("GET", "/api/v1/approvals/\(id)")
        #expect(shown.json?["reason"]?.string == "Not ours", "\(shown.text)")
        let list = try bank.ask("GET", "/api/v1/approvals?state=refused")
        #expect(list.json?["data"]?[0]?["id"]?.string == id)
        #expect(try bank.ask("GET", "/api/v1/approvals").json?["data"]?.array?.isEmpty == true)
        let nobody = "apr_00000000000000000000000009"
        #expect(
            try approve(bank, nobody, content, token: secrets[.approver]).json?["code"]?.string
                == "approval_not_found")
    }
}
