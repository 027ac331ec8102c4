import Engine
import Flows
import HTTPAPI
import JSON
import PaymentModel
import Testing

/// Channels over the interface: bound, limited, asked, closed.
@Suite struct `Channels over HTTP` {
    private struct Bound {
        let bank: TestBank
        let secret: String
        let token: String
        let party: String
    }

    /// USD1 has 100.00; its holder, and a token of the role channel that is bound to nothing.
    private func bank() throws -> Bound {
        let bank = try TestBank()
        try bank.openAccounts()
        let given = try bank.post("/api/v1/tokens", #"{"name":"shop","role":"channel"}"#)
        let party = try bank.ask("GET", "/api/v1/accounts/USD1").json?["party"]?.string
        return Bound(
            bank: bank, secret: try #require(given.json?["token"]?.string),
            token: try #require(given.json?["id"]?.string), party: try #require(party))
    }

    private func open(_ bound: Bound, limits: String = "", query: String = "") throws -> Response {
        try bound.bank.post(
            "/api/v1/channels\(query)",
            #"{"token":"\#(bound.token)","party":"\#(bound.party)","accounts":["USD1"]\#(limits)}"#)
    }

    private func pay(
        _ bound: Bound, _ amount: String, from: String = "USD1", query: String = ""
    ) throws -> Response {
        try bound.bank.post(
            "/api/v1/transaction\(query)",
            #"{"from_account":"\#(from)","to_account":"FROZEN","amount":\#(amount),"currency":"USD"}"#
                .replacing("FROZEN", with: "USD2"), token: bound.secret)
    }

    @Test func `a token debits nothing until it is bound, and then its accounts alone`() throws {
        let bound = try bank()
        let refused = try pay(bound, "1.00")
        #expect(refused.status == 403, "\(refused.text)")
        #expect(refused.json?["code"]?.string == "channel_not_allowed")
        let tried = try open(bound, query: "?dry_run=true")
        #expect(tried.status == 201 && tried.json?["state"]?.string == "open", "\(tried.text)")
        #expect(try pay(bound, "1.00").status == 403)
        #expect(try open(bound).status == 201)
        #expect(try pay(bound, "1.00").status == 201)
        #expect(
            try pay(bound, "1.00", from: "FROZEN").json?["code"]?.string == "channel_not_allowed")
        let own = try bound.bank.ask("GET", "/api/v1/accounts").json?["data"]?[0]?["id"]?.string
        let other = try pay(bound, "1.00", from: try #require(own))
        #expect(other.json?["code"]?.string == "channel_not_allowed", "\(other.text)")
        let unknown = try pay(bound, "1.00", from: "NOBODY")
        #expect(unknown.json?["code"]?.string == "channel_not_allowed", "it tells nothing")
    }

    @Test func `limits hold, are shown with what was taken, and can be changed`() throws {
        let bound = try bank()
        let opened = try open(
            bound,
            limits: #","limits":[{"currency":"USD","per_payment":"10.00","per_day":25.00}]"#)
        let id = try #require(opened.json?["id"]?.string)
        #expect(opened.json?["limits"]?[0]?["per_file"] == .null, "\(opened.text)")
        #expect(try pay(bound, "10.01").json?["code"]?.string == "channel_limit")
        #expect(try pay(bound, "10.01", query: "?dry_run=true").status == 422)
        for _ in 0..<2 { #expect(try pay(bound, "10.00").status == 201) }
        #expect(try pay(bound, "5.01").json?["code"]?.string == "channel_limit")
        #expect(try pay(bound, "5.00", query: "?dry_run=true").status == 201)
        let shown = try bound.bank.ask("GET", "/api/v1/channels/\(id)")
        #expect(shown.json?["limits"]?[0]?["taken_today"]?.string == "20.00", "\(shown.text)")
        let raised = try bound.bank.post(
            "/api/v1/channels/\(id)/limits", #"{"currency":"USD","per_day":"40.00"}"#)
        #expect(raised.json?["limits"]?[0]?["per_payment"] == .null, "\(raised.text)")
        #expect(try pay(bound, "20.00").status == 201)
        #expect(try bound.bank.post("/api/v1/clock", #"{"advance":"1d"}"#).status == 200)
        #expect(try pay(bound, "30.00").status == 201)
    }

    @Test func `accounts are allowed and forbidden, and closed is closed`() throws {
        let bound = try bank()
        let opened = try open(bound)
        let path = "/api/v1/channels/\(try #require(opened.json?["id"]?.string))"
        let refused = try bound.bank.post(path + "/accounts", #"{"account":"USD2"}"#)
        #expect(refused.json?["code"]?.string == "no_role", "\(refused.text)")
        let role = #"{"party":"\#(bound.party)","role":"channel"}"#
        #expect(try bound.bank.post("/api/v1/accounts/USD2/parties", role).status == 200)
        let allowed = try bound.bank.post(path + "/accounts", #"{"account":"USD2"}"#)
        #expect(allowed.json?["accounts"]?.array?.count == 2, "\(allowed.text)")
        let forbidden = try bound.bank.ask("DELETE", path + "/accounts/USD1")
        #expect(forbidden.json?["accounts"]?.array?.count == 1)
        #expect(try pay(bound, "1.00").status == 403)
        let closed = try bound.bank.ask("DELETE", path)
        #expect(closed.json?["state"]?.string == "closed", "\(closed.text)")
        let again = try bound.bank.post(path + "/limits", #"{"currency":"USD"}"#)
        #expect(again.json?["code"]?.string == "channel_closed")
        #expect(try open(bound).status == 201, "the token is free")
        let page = try bound.bank.ask("GET", "/api/v1/channels").json?["data"]?.array
        #expect(page?.count == 2)
        let found = try bound.bank.ask("GET", "/api/v1/channels/chn_00000000000000000000000001")
        #expect(found.json?["code"]?.string == "channel_not_found")
    }

    @Test(arguments: [
        #"{"party":"P","accounts":[]}"#, #"{"token":"tok_x","party":"P","accounts":[]}"#,
        #"{"folder":"../x","party":"P","accounts":[]}"#,
        #"{"folder":"refused","party":"P","accounts":[]}"#,
        #"{"folder":"a","token":"b","party":"P","accounts":[]}"#,
        #"{"folder":"a","accounts":[]}"#, #"{"folder":"a","party":"P","accounts":[1]}"#,
        #"{"folder":"a","party":"P","accounts":[],"limits":[{"currency":"EUR","per_day":-1}]}"#,
        #"{"folder":"a","party":"P","accounts":[],"limits":[{"currency":"EUR"},{"currency":"EUR"}]}"#,
    ])
    func `what binds nothing is refused`(body: String) throws {
        let bank = try TestBank()
        let sequence = bank.bank.node.durableSequence
        let refused = try bank.post("/api/v1/channels", body)
        #expect((400...422).contains(refused.status), "\(refused.text)")
        #expect(bank.bank.node.durableSequence == sequence)
    }
}
