import Flows
import HTTPAPI
import JSON
import PaymentModel
import Synchronization
import Testing

/// Tokens given, used, and taken away.
@Suite struct Tokens {
    private func give(
        _ bank: TestBank, _ name: String, _ role: String, _ more: String = "", key: String? = nil
    ) throws -> Response {
        try bank.post(
            "/api/v1/tokens", #"{"name":"\#(name)","role":"\#(role)"\#(more)}"#, key: key)
    }

    private func status(_ bank: TestBank, _ secret: String) throws -> Int {
        try bank.ask("GET", "/api/v1/accounts", token: secret).status
    }

    @Test func `a secret is shown once, and a repeat gives the token without it`() throws {
        let bank = try TestBank()
        let first = try give(bank, "A. Person", "auditor", key: "one")
        let secret = try #require(first.json?["token"]?.string)
        // "qx_" and 256 bits in hexadecimal digits.
        #expect(first.status == 201 && secret.utf8.count == 3 + 64)
        #expect(try status(bank, secret) == 200)
        let again = try give(bank, "A. Person", "auditor", key: "one")
        #expect(again.status == 200 && again.json?["token"] == .null, "\(again.text)")
        #expect(again.json?["id"] == first.json?["id"])
        #expect(try give(bank, "B. Person", "auditor", key: "one").status == 409)
        let listed = try bank.ask("GET", "/api/v1/tokens")
        #expect(!listed.text.contains(secret))
        #expect(listed.json?["data"]?.array?.count == 2)
        #expect(listed.json?["data"]?[1]?["name"]?.string == "A. Person")
        #expect(listed.json?["data"]?[1]?["issued_by"] == listed.json?["data"]?[0]?["id"])
        #expect(listed.json?["data"]?[0]?["issued_by"] == .null)
    }

    @Test func `a dry run gives no token and leaves the state as it was`() throws {
        let bank = try TestBank()
        let hash = try bank.stateHash()
        let answer = try bank.post(
            "/api/v1/tokens?dry_run=true", #"{"name":"A","role":"operator"}"#)
        #expect(answer.status == 201 && answer.json?["token"] == .null, "\(answer.text)")
        #expect(answer.json?["role"]?.string == "operator")
        #expect(try bank.stateHash() == hash)
    }

    @Test func `a name belongs to one token at a time`() throws {
        let bank = try TestBank()
        let first = try give(bank, "A", "operator")
        let second = try give(bank, "A", "auditor")
        #expect(second.status == 409 && second.json?["code"]?.string == "name_taken")
        let id = try #require(first.json?["id"]?.string)
        #expect(try bank.ask("DELETE", "/api/v1/tokens/\(id)").status == 200)
        #expect(try give(bank, "A", "auditor").status == 201)
    }

    @Test func `a token that was taken away lets nobody in, and taking it away again is harmless`()
        throws
    {
        let bank = try TestBank()
        let given = try give(bank, "A", "operator")
        let (id, secret) = (
            try #require(given.json?["id"]?.string), try #require(given.json?["token"]?.string)
        )
        let dry = try bank.ask("DELETE", "/api/v1/tokens/\(id)?dry_run=true")
        #expect(dry.json?["state"]?.string == "revoked", "\(dry.text)")
        #expect(try status(bank, secret) == 200)
        let taken = try bank.ask("DELETE", "/api/v1/tokens/\(id)")
        #expect(taken.status == 200 && taken.json?["state"]?.string == "revoked")
        #expect(try status(bank, secret) == 401)
        #expect(try bank.ask("DELETE", "/api/v1/tokens/\(id)").status == 200)
        let nobody = "tok_00000000000000000000000001"
        #expect(
            try bank.ask("DELETE", "/api/v1/tokens/\(nobody)").json?["code"]?.string
                == "token_not_found")
    }

    @Test func `a token ends at its time, and one that would have ended is refused`() throws {
        let bank = try TestBank()
        let given = try give(bank, "A", "operator", #","expires":"2h""#)
        let secret = try #require(given.json?["token"]?.string)
        // Given on 2026-11-20 at 08:00 UTC.
        #expect(given.json?["expires"]?.string?.hasPrefix("2026-11-20T10:00:00") == true)
        #expect(try bank.post("/api/v1/clock", #"{"advance":"1h59m"}"#).status == 200)
        #expect(try status(bank, secret) == 200)
        #expect(try bank.post("/api/v1/clock", #"{"advance":"1m"}"#).status == 200)
        #expect(try status(bank, secret) == 401)
        let late = try give(bank, "B", "operator", #","expires":"2026-11-20T09:00:00Z""#)
        #expect(late.status == 400 && late.json?["param"]?.string == "expires")
    }

    /// 2^64 nanoseconds since 1970 end in 2554; 200,000 days are 547 years.
    @Test(arguments: ["200000d", "4294967295d", "106751991168d", "2555-01-01T00:00:00Z"])
    func `an end beyond what clocks show is refused`(end: String) throws {
        let bank = try TestBank()
        let response = try give(bank, "A", "operator", #","expires":"\#(end)""#)
        #expect(response.status == 400 && response.json?["param"]?.string == "expires")
    }

    @Test func `the first administrator goes once another one stays`() throws {
        let bank = try TestBank()
        let list = try bank.ask("GET", "/api/v1/tokens")
        let first = try #require(list.json?["data"]?[0]?["id"]?.string)
        func revoke() throws -> Response { try bank.ask("DELETE", "/api/v1/tokens/\(first)") }
        #expect(try revoke().json?["code"]?.string == "last_administrator")
        // One that expires does not count: the bank would be without anybody then.
        #expect(try give(bank, "B", "administrator", #","expires":"9d""#).status == 201)
        #expect(try give(bank, "O", "operator").status == 201)
        #expect(try revoke().json?["code"]?.string == "last_administrator")
        let other = try give(bank, "C", "administrator")
        let secret = try #require(other.json?["token"]?.string)
        #expect(try revoke().status == 200)
        #expect(try status(bank, TestBank.token) == 401)
        #expect(try status(bank, secret) == 200)
    }

    @Test func `what is no token is refused`() throws {
        let bank = try TestBank()
        for body in [
            #"{"role":"operator"}"#, #"{"name":"","role":"operator"}"#,
            #"{"name":"A","role":"king"}"#, #"{"name":"A"}"#,
            #"{"name":"A","role":"operator","expires":"yesterday"}"#,
            #"{"name":"\#(String(repeating: "n", count: 71))","role":"operator"}"#,
        ] {
            #expect(try bank.post("/api/v1/tokens", body).status == 400, "\(body)")
        }
    }

    @Test func `sessions and streams have a token's role and end with it`() throws {
        let bank = try TestBank()
        let given = try give(bank, "A", "auditor")
        let id = try #require(given.json?["id"]?.string)
        let secret = try #require(given.json?["token"]?.string)
        let signedIn = try bank.post("/session", #"{"token":"\#(secret)"}"#, token: secret)
        #expect(signedIn.json?["role"]?.string == "auditor")
        let cookie = try #require(signedIn.header("Set-Cookie")?.split(separator: ";").first)
        func session(_ path: String) -> Int {
            let headers = Headers([.cookie: String(cookie)])
            switch bank.router.admit(RequestHead(method: "GET", target: path, headers: headers)) {
            case .admitted: return 200
            case .refused(let response): return response.status
            }
        }
        #expect(session("/api/v1/accounts") == 200)
        #expect(session("/api/v1/tokens") == 403)
        let answer = try bank.ask("GET", "/api/v1/events", token: secret)
        guard case .events(let stream) = answer.body else {
            Issue.record("no stream: \(answer.text)")
            return
        }
        #expect(!stream.isClosed)
        #expect(try bank.ask("DELETE", "/api/v1/tokens/\(id)").status == 200)
        #expect(stream.isClosed)
        #expect(session("/api/v1/accounts") == 401)
    }
}
