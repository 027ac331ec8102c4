import Engine
import Flows
import HTTPAPI
import JSON
import PaymentModel
import Testing

/// Parties over the interface: registered, found, on accounts, erased.
@Suite struct `Parties over HTTP` {
    /// The LEI that ISO 17442's annex computes its check digits for.
    private static let lei = "529900T8BM49AURSDO55"
    private static let body = #"""
        {"kind":"company","name":"Muster GmbH","identifiers":[{"scheme":"LEI","value":"\#(lei)"},
        {"scheme":"TXID","value":"DE 123"}],"addresses":[{"street":"Hauptstr.","building_number":"7",
        "post_code":"10115","town":"Berlin","country":"DE"}]}
        """#

    @Test func `a company is registered once, found by id and identifier, and listed`() throws {
        let bank = try TestBank()
        let sequence = bank.bank.node.durableSequence
        let tried = try bank.post("/api/v1/parties?dry_run=true", Self.body, key: "k1")
        #expect(tried.status == 201, "\(tried.text)")
        #expect(bank.bank.node.durableSequence == sequence)
        let made = try bank.post("/api/v1/parties", Self.body, key: "k1")
        #expect(made.status == 201, "\(made.text)")
        let id = try #require(made.json?["id"]?.string)
        #expect(id.hasPrefix("party_") && made.json?["accounts"]?.array?.isEmpty == true)
        let again = try bank.post("/api/v1/parties", Self.body, key: "k1")
        #expect(again.status == 200 && again.json?["id"]?.string == id)
        let other = try bank.post(
            "/api/v1/parties", #"{"kind":"person","name":"B"}"#, key: "k1")
        #expect(other.json?["code"]?.string == "idempotency_key_reused")
        let taken = try bank.post("/api/v1/parties", Self.body, key: "k2")
        #expect(taken.json?["code"]?.string == "identifier_taken", "\(taken.text)")
        for name in [id, "LEI:\(Self.lei)", "TXID:DE%20123"] {
            let found = try bank.ask("GET", "/api/v1/parties/\(name)")
            #expect(found.json?["id"]?.string == id, "\(found.text)")
            #expect(found.json?["name"]?.string == "Muster GmbH")
            #expect(found.json?["addresses"]?[0]?["town"]?.string == "Berlin")
            #expect(found.json?["addresses"]?[0]?["floor"] == .null)
            #expect(found.json?["identifiers"]?[1]?["value"]?.string == "DE 123")
        }
        #expect(try bank.ask("GET", "/api/v1/parties/LEI:x").status == 404)
        let page = try bank.ask("GET", "/api/v1/parties?limit=1")
        #expect(page.json?["data"]?.array?.count == 1 && page.json?["has_more"]?.boolean == false)
    }

    @Test(arguments: [
        #"{"kind":"company"}"#, #"{"name":"N"}"#, #"{"kind":"unspecified","name":"N"}"#,
        #"{"kind":"person","name":""}"#, #"{"kind":"person","name":"A\u0007"}"#,
        #"{"kind":"person","name":"N","more":1}"#,
        #"{"kind":"person","name":"N","identifiers":{}}"#,
        #"{"kind":"person","name":"N","identifiers":[1]}"#,
        #"{"kind":"person","name":"N","identifiers":[{"scheme":"LEI","value":"x"}]}"#,
        #"{"kind":"company","name":"N","identifiers":[{"scheme":"LEI","value":"529900T8BM49AURSDO56"}]}"#,
        #"{"kind":"company","name":"N","identifiers":[{"scheme":"NIDN","value":"1"}]}"#,
        #"{"kind":"company","name":"N","identifiers":[{"scheme":"TXID","value":"1"},{"scheme":"TXID","value":"1"}]}"#,
        #"{"kind":"person","name":"N","addresses":[{"town":"Berlin"}]}"#,
        #"{"kind":"person","name":"N","addresses":[{"town":"Berlin","country":"XX"}]}"#,
        #"{"kind":"person","name":"N","addresses":[{"town":"Berlin","country":"DE","planet":"3"}]}"#,
        "[]", "{",
    ])
    func `a body that is no party is refused, and nothing changes`(body: String) throws {
        let bank = try TestBank()
        let sequence = bank.bank.node.durableSequence
        let refused = try bank.post("/api/v1/parties", body)
        #expect(refused.status == 400, "\(refused.text)")
        #expect(bank.bank.node.durableSequence == sequence)
    }

    @Test func `an account is opened for a party, and a name alone makes one`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let party = try #require(
            try bank.post("/api/v1/parties", Self.body).json?["id"]?.string)
        let opened = try bank.post(
            "/api/v1/accounts",
            #"{"reference":"M1","party":"LEI:\#(Self.lei)","currency":"USD"}"#)
        #expect(opened.status == 201, "\(opened.text)")
        #expect(opened.json?["party"]?.string == party)
        #expect(opened.json?["name"]?.string == "Muster GmbH")
        let shown = try bank.ask("GET", "/api/v1/parties/\(party)")
        #expect(shown.json?["accounts"]?[0]?["account"] == opened.json?["id"])
        #expect(shown.json?["accounts"]?[0]?["role"]?.string == "holder")
        let made = try #require(
            try bank.ask("GET", "/api/v1/accounts/USD1").json?["party"]?.string)
        let maker = try bank.ask("GET", "/api/v1/parties/\(made)")
        #expect(maker.json?["name"]?.string == "N" && maker.json?["kind"]?.string == "unspecified")
        for body in [
            #"{"reference":"M2","party":"\#(party)","name":"Other","currency":"USD"}"#,
            #"{"reference":"M2","currency":"USD"}"#,
        ] { #expect(try bank.post("/api/v1/accounts", body).status == 400) }
        let unknown = try bank.post(
            "/api/v1/accounts", #"{"reference":"M2","party":"LEI:x","currency":"USD"}"#)
        #expect(unknown.json?["code"]?.string == "party_not_found", "\(unknown.text)")
    }

    @Test func `a role is given, listed and taken`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let party = try #require(
            try bank.post("/api/v1/parties", Self.body).json?["id"]?.string)
        let path = "/api/v1/accounts/USD1/parties"
        let order = #"{"party":"\#(party)","role":"signatory"}"#
        let tried = try bank.post(path + "?dry_run=true", order)
        #expect(tried.json?["data"]?.array?.count == 2, "\(tried.text)")
        #expect(try bank.ask("GET", path).json?["data"]?.array?.count == 1)
        let given = try bank.post(path, order)
        #expect(given.json?["data"]?[1]?["role"]?.string == "signatory", "\(given.text)")
        #expect(given.json?["data"]?[1]?["by"]?.string?.hasPrefix("tok_") == true)
        let taken = try bank.ask("DELETE", "\(path)/\(party)?role=signatory")
        #expect(taken.json?["data"]?.array?.count == 1, "\(taken.text)")
        let holder = try #require(given.json?["data"]?[0]?["party"]?.string)
        let stays = try bank.ask("DELETE", "\(path)/\(holder)?role=holder")
        #expect(stays.json?["code"]?.string == "holder_stays", "\(stays.text)")
        #expect(try bank.ask("DELETE", "\(path)/\(party)").status == 400)
        #expect(try bank.post(path, #"{"party":"\#(party)","role":"boss"}"#).status == 400)
    }

    @Test func `erasing a party leaves nothing of it on its accounts either`() throws {
        let bank = try TestBank()
        let party = try #require(
            try bank.post("/api/v1/parties", Self.body).json?["id"]?.string)
        for reference in ["M1", "M2"] {
            let opened = try bank.post(
                "/api/v1/accounts",
                #"{"reference":"\#(reference)","party":"\#(party)","currency":"EUR"}"#)
            #expect(opened.status == 201, "\(opened.text)")
        }
        func erase() throws -> Response {
            try bank.post("/api/v1/erasures", #"{"subject":"\#(party)","reason":"Request"}"#)
        }
        #expect(try erase().json?["code"]?.string == "account_not_closed")
        for reference in ["M1", "M2"] {
            let closed = try bank.post(
                "/api/v1/accounts/\(reference)/status", #"{"status":"closed","reason":"R"}"#)
            #expect(closed.status == 200, "\(closed.text)")
        }
        #expect(try erase().json?["code"]?.string == "retention_runs")
        // Five years of 366 days, as erasures of accounts count them.
        for days in [1098, 733] {
            #expect(try bank.post("/api/v1/clock", #"{"advance":"\#(days)d"}"#).status == 200)
        }
        let done = try erase()
        #expect(done.status == 201 && done.json?["kind"]?.string == "party", "\(done.text)")
        let shown = try bank.ask("GET", "/api/v1/parties/\(party)")
        #expect(shown.json?["name"]?.string == "erased", "\(shown.text)")
        #expect(shown.json?["identifiers"]?.array?.isEmpty == true)
        for account in ["M1", "M2"] {
            let found = try bank.ask("GET", "/api/v1/accounts/\(account)")
            #expect(found.json?["name"]?.string == "erased" && found.json?["reference"] == .null)
        }
        let opened = try bank.post(
            "/api/v1/accounts", #"{"reference":"M3","party":"\#(party)","currency":"EUR"}"#)
        #expect(opened.json?["code"]?.string == "party_not_found", "nobody is there any more")
    }
}
