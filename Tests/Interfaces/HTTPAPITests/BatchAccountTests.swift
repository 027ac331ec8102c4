import HTTPAPI
import JSON
import Ledger
import Testing

/// Limits and statuses of accounts that are kept by batches.
@Suite struct `Accounts kept by batches` {
    private typealias BatchTests = `Batches over HTTP`

    private static func limit(_ bank: TestBank, _ account: String, _ body: String) throws
        -> Response
    {
        try bank.post("/api/v1/accounts/\(account)/limits", body)
    }

    private static func status(
        _ bank: TestBank, _ account: String, _ status: String
    ) throws -> Response {
        try bank.post(
            "/api/v1/accounts/\(account)/status", #"{"status":"\#(status)","reason":"A call."}"#)
    }

    private static func move(_ id: UInt128, _ from: UInt128, _ to: UInt128, _ amount: UInt128 = 1)
        -> Transfer
    {
        BatchTests.move(id, from, to, amount)
    }

    @Test func `limits are changed one by one, and lifted`() throws {
        let bank = try BatchTests.opened()
        let first = try Self.limit(bank, "1", #"{"minimum": "-10", "maximum": 5}"#)
        #expect(first.status == 200, "\(first.text)")
        #expect(first.json?["minimum"]?.string == "-10" && first.json?["maximum"]?.string == "5")
        let sent = try BatchTests.send(
            [Self.move(1, 1, 2, 11), Self.move(2, 1, 2, 10), Self.move(3, 2, 1, 16)], to: bank)
        #expect(try BatchTests.results(sent) == [[0, 1_002], [2, 1_003]])
        let second = try Self.limit(bank, "1", #"{"minimum": null}"#)
        #expect(second.json?["minimum"] == nil && second.json?["maximum"]?.string == "5")
        #expect(
            try BatchTests.results(BatchTests.send([Self.move(4, 1, 2, 90)], to: bank)) == [])
        // Account 4 may not owe: with a line of 7 it may, up to it.
        #expect(try Self.limit(bank, "4", #"{"credit_line": 7}"#).status == 200)
        let owed = try BatchTests.send([Self.move(5, 4, 2, 8), Self.move(6, 4, 2, 7)], to: bank)
        #expect(try BatchTests.results(owed) == [[0, 54]])
    }

    @Test(arguments: [
        ("1", #"{"minimum": 6}"#, 400, "invalid_field"),
        ("1", #"{"maximum": "x"}"#, 400, "invalid_field"),
        ("1", #"{"credit_line": -1}"#, 400, "invalid_field"),
        ("1", #"{"parent": 2}"#, 400, "unknown_field"), ("1", "{}", 400, "missing_field"),
        ("1", "[]", 400, "malformed_json"), ("99", #"{"minimum": 6}"#, 404, "account_not_found"),
        ("ALMA", #"{"minimum": 6}"#, 404, "account_not_found"),
    ])
    func `an order that is none changes nothing`(
        account: String, body: String, status: Int, code: String
    ) throws {
        let bank = try BatchTests.opened()
        _ = try Self.limit(bank, "1", #"{"maximum": 5}"#)
        let answer = try Self.limit(bank, account, body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.json?["code"]?.string == code, "\(answer.text)")
        let now = try Self.limit(bank, "1", #"{"maximum": 5}"#)
        #expect(now.json?["minimum"] == nil && now.json?["maximum"]?.string == "5")
    }

    /// 1004 debit_account_frozen, 1005 credit_account_frozen.
    @Test func `a status stops one side, both, or none`() throws {
        let bank = try BatchTests.opened()
        let steps: [(status: String, blocked: String?, refused: [[UInt32]])] = [
            ("debit_blocked", "debits", [[0, 1_004]]), ("credit_blocked", "credits", [[1, 1_005]]),
            ("frozen", "debits|credits", [[0, 1_004], [1, 1_005]]), ("open", nil, []),
        ]
        for (place, step) in steps.enumerated() {
            let answer = try Self.status(bank, "1", step.status)
            #expect(answer.status == 200 && answer.json?["id"]?.string == "1", "\(answer.text)")
            #expect(answer.json?["blocked"]?.string == step.blocked)
            let id = UInt128(10 * place + 10)
            let sent = try BatchTests.send(
                [Self.move(id, 1, 2), Self.move(id + 1, 2, 1)], to: bank)
            #expect(try BatchTests.results(sent) == step.refused, "\(step.status)")
        }
        let history = try bank.ask("GET", "/api/v1/accounts/1/statuses")
        #expect(
            history.json?["data"]?.array?.compactMap { $0["status"]?.string }
                == ["open", "frozen", "credit_blocked", "debit_blocked"], "\(history.text)")
        for status in ["closed", "dormant"] {
            let answer = try Self.status(bank, "1", status)
            #expect(answer.status == 400 && answer.json?["param"]?.string == "status")
        }
        #expect(try Self.status(bank, "99", "frozen").status == 404)
    }

    @Test func `what is only tried is shown and not kept`() throws {
        let bank = try BatchTests.opened()
        let tried = try bank.post(
            "/api/v1/accounts/1/limits?dry_run=true", #"{"minimum": 3, "maximum": 4}"#)
        #expect(tried.status == 200 && tried.json?["minimum"]?.string == "3", "\(tried.text)")
        let frozen = try bank.post(
            "/api/v1/accounts/1/status?dry_run=true", #"{"status":"frozen","reason":"A call."}"#)
        #expect(frozen.json?["blocked"]?.string == "debits|credits", "\(frozen.text)")
        let now = try Self.limit(bank, "1", #"{"credit_line": 0}"#)
        #expect(now.json?["minimum"] == nil && now.json?["blocked"] == nil)
        #expect(try BatchTests.results(BatchTests.send([Self.move(1, 1, 2)], to: bank)) == [])
    }

    @Test func `an account is shown by its number, and what is the bank's by its names`() throws {
        let bank = try BatchTests.opened()
        let shown = try bank.ask("GET", "/api/v1/accounts/4")
        #expect(shown.json?["flags"]?[0]?.string == "debits_must_not_exceed_credits")
        #expect(shown.json?["credits_posted"]?.string == "0")
        #expect(try bank.ask("GET", "/api/v1/accounts/77").status == 404)
        try bank.openAccounts()
        #expect(try bank.ask("GET", "/api/v1/accounts/USD1").json?["currency"]?.string == "USD")
    }
}
