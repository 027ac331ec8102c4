import HTTPAPI
import JSON
import PaymentModel
import Testing

/// Statuses of accounts over the interface: who, why, when, from when, and what is in the way.
@Suite struct `Statuses over HTTP` {
    private func set(
        _ bank: TestBank, _ account: String, _ body: String, query: String = ""
    ) throws -> Response {
        try bank.post("/api/v1/accounts/\(account)/status\(query)", body)
    }

    @Test func `a change is listed with who, why, when and from when`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let blocked = try set(
            bank, "USD1", #"{"status":"debit_blocked","reason":"Court order 7"}"#)
        #expect(blocked.json?["status"]?.string == "debit_blocked", "\(blocked.text)")
        let planned = try set(
            bank, "USD1", #"{"status":"open","reason":"Over","from":"2026-11-21T09:00:00Z"}"#)
        #expect(planned.json?["status"]?.string == "debit_blocked", "\(planned.text)")
        let refused = try bank.post(
            "/api/v1/transaction",
            #"{"from_account":"USD1","to_account":"USD2","amount":1.00,"currency":"USD"}"#)
        #expect(refused.json?["code"]?.string == "account_blocked", "\(refused.text)")
        let list = try bank.ask("GET", "/api/v1/accounts/USD1/statuses").json?["data"]
        #expect(list?[0]?["state"]?.string == "planned" && list?[0]?["reason"]?.string == "Over")
        #expect(list?[0]?["from"]?.string?.hasPrefix("2026-11-21T09:00:00") == true)
        #expect(list?[1]?["state"]?.string == "done")
        #expect(list?[1]?["reason"]?.string == "Court order 7")
        #expect(list?[1]?["by_name"]?.string == "administrator")
        #expect(try bank.post("/api/v1/clock", #"{"advance":"2d"}"#).status == 200)
        let after = try bank.ask("GET", "/api/v1/accounts/USD1")
        #expect(after.json?["status"]?.string == "open", "\(after.text)")
        let done = try bank.ask("GET", "/api/v1/accounts/USD1/statuses").json?["data"]
        #expect(done?[0]?["state"]?.string == "done")
    }

    @Test func `a closing that is refused names what is in the way, asked about or not`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let hash = try bank.stateHash()
        for query in ["", "?dry_run=true"] {
            let refused = try set(bank, "USD1", #"{"status":"closed","reason":"R"}"#, query: query)
            #expect(refused.json?["code"]?.string == "balance_not_zero", "\(refused.text)")
            // 100.00 USD.
            #expect(refused.json?["detail"]?.string?.contains("10000 minor units") == true)
        }
        #expect(try bank.stateHash() == hash)
        for body in [
            #"{"status":"gone","reason":"R"}"#, #"{"status":"open","reason":"R","from":"soon"}"#,
            #"{"status":"frozen"}"#,
            #"{"status":"frozen","reason":""}"#,
        ] {
            #expect(try set(bank, "USD1", body).status == 400)
        }
    }
}
