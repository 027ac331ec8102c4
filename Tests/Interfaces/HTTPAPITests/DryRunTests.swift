import Engine
import Flows
import HTTPAPI
import JSON
import Testing

/// `?dry_run=true` on every write: the answer that the write would give, and nothing written.
@Suite struct `A dry run over HTTP` {
    /// Writes of the bank, as they are sent; each would be done.
    private static let writes: [(path: String, body: String)] = [
        ("/api/v1/accounts", #"{"reference":"NEW","name":"N","currency":"EUR"}"#),
        (
            "/api/v1/transaction",
            #"{"from_account":"USD1","to_account":"USD2","amount":1.00,"currency":"USD","reference":"r"}"#
        ),
        (
            "/api/v1/sandbox/opening-money",
            #"{"to_account":"USD2","amount":5.00,"currency":"USD"}"#
        ),
        (
            "/api/v1/assets",
            #"{"number":70000,"code":"GOLD","scale":4,"name":"Gold, fine, in ounces"}"#
        ),
        ("/api/v1/parties", #"{"kind":"person","name":"P"}"#),
        ("/api/v1/clock", #"{"advance":"1d"}"#),
        ("/api/v1/days/EUR/close", ""),
        ("/api/v1/accounts/USD1/status", #"{"status":"frozen","reason":"R"}"#),
    ]

    /// An answer without what only the answer to a write can have.
    private func compared(_ response: Response) throws -> JSONValue {
        let kept = try #require(response.json?.object).members.filter {
            ![
                "id", "transaction_id", "sequence", "timestamp", "now", "file_id", "closed_at",
                "closed_in", "party", "fee", "registered_at",
            ].contains($0.name)
        }
        var object = JSONObject()
        for member in kept { _ = object.append(member.name, member.value) }
        return .object(object)
    }

    @Test func `gives the write's status and body, and leaves the state as it was`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        for (path, body) in Self.writes {
            let before = (try bank.stateHash(), bank.bank.node.durableSequence)
            let asked = try bank.post(path + "?dry_run=true", body)
            #expect(asked.headers.contains { $0.name == "Qenex-Dry-Run" && $0.value == "true" })
            let after = (try bank.stateHash(), bank.bank.node.durableSequence)
            #expect(before == after, "\(path)")
            let done = try bank.post(path, body)
            #expect(asked.status == done.status, "\(path): \(asked.text)")
            #expect(try compared(asked) == compared(done), "\(path): \(asked.text)")
            #expect(bank.bank.node.durableSequence > before.1, "\(path)")
        }
    }

    @Test func `of a file gives its verdict`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        // 64 zeros of a file that cannot be judged: the refusal is the same, asked about or done.
        let bytes = Array("<Document/>".utf8)
        let before = try bank.stateHash()
        let asked = try bank.ask(
            "POST", "/api/v1/payments?dry_run=true", bytes, kind: "application/xml")
        let done = try bank.submit(bytes)
        #expect(asked.status == done.status)
        #expect(asked.json?["code"]?.string == done.json?["code"]?.string)
        #expect(try bank.stateHash() == before)
    }

    @Test func `gives the refusal that the write would get`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let before = try bank.stateHash()
        let refused: [(path: String, body: String, code: String)] = [
            (
                "/api/v1/accounts", #"{"reference":"USD1","name":"N","currency":"USD"}"#,
                "reference_taken"
            ),
            (
                "/api/v1/accounts/USD1/status", #"{"status":"closed","reason":"R"}"#,
                "balance_not_zero"
            ),
            (
                "/api/v1/accounts/NOBODY/status", #"{"status":"frozen","reason":"R"}"#,
                "account_not_found"
            ),
            (
                "/api/v1/transaction",
                #"{"from_account":"USD1","to_account":"USD2","amount":"100.01","currency":"USD"}"#,
                "insufficient_funds"
            ),
            (
                "/api/v1/sandbox/opening-money",
                #"{"to_account":"ACC001","amount":5.00,"currency":"EUR"}"#, "currency_has_scheme"
            ),
            ("/api/v1/clock", #"{"to":"2020-01-01T00:00:00Z"}"#, "clock_behind"),
            ("/api/v1/days/EUR/close?day=2099-01-01", "", "day_not_begun"),
            (
                "/api/v1/payments/pay_00000000000000000000000001/resolution",
                #"{"outcome":"executed","reason":"r"}"#, "payment_not_found"
            ),
        ]
        for (path, body, code) in refused {
            let mark = path.contains("?") ? "&" : "?"
            let asked = try bank.post(path + mark + "dry_run=true", body)
            let done = try bank.post(path, body)
            #expect(asked.json?["code"]?.string == code, "\(path): \(asked.text)")
            #expect(asked.status == done.status && done.json?["code"]?.string == code, "\(path)")
        }
        #expect(try bank.stateHash() == before)
    }

    @Test func `uses no idempotency key up`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        for (number, (path, body)) in Self.writes.enumerated() {
            let asked = try bank.post(path + "?dry_run=true", body, key: "key-\(number)")
            let done = try bank.post(path, body, key: "key-\(number)")
            #expect(asked.status == done.status, "\(path): \(done.text)")
            #expect(!done.headers.contains { $0.name == "Idempotent-Replayed" }, "\(path)")
            // With its key a new object has its id already.
            #expect(asked.json?["id"] == done.json?["id"], "\(path)")
            #expect(asked.json?["transaction_id"] == done.json?["transaction_id"], "\(path)")
        }
    }

    @Test func `of a write done before says that it is one`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        for (number, (path, body)) in Self.writes.enumerated() {
            _ = try bank.post(path, body, key: "key-\(number)")
            let asked = try bank.post(path + "?dry_run=true", body, key: "key-\(number)")
            #expect(asked.status == 200, "\(path): \(asked.text)")
            #expect(asked.headers.contains { $0.name == "Idempotent-Replayed" }, "\(path)")
        }
    }

    @Test func `is known by every write of the bank`() throws {
        let writes = try TestBank().router.table.routes.filter {
            // A look-up by many ids changes nothing.
            $0.method.isWrite && $0.path.text.hasPrefix("/api/")
                && !$0.path.text.hasSuffix("/lookup")
        }
        #expect(writes.count >= 8)
        for route in writes { #expect(route.query.contains(.dryRun), "\(route.path.text)") }
    }

    @Test func `is asked for by true and false, and nothing else`() throws {
        let bank = try TestBank()
        let body = #"{"reference":"NEW","name":"N","currency":"EUR"}"#
        for text in ["1", "yes", "TRUE", ""] {
            let response = try bank.post("/api/v1/accounts?dry_run=\(text)", body)
            #expect(response.json?["code"]?.string == "invalid_parameter", "\(text)")
        }
        #expect(try bank.post("/api/v1/accounts?dry_run=false", body).status == 201)
    }
}
