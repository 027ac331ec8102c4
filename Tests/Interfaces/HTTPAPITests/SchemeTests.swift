import HTTPAPI
import JSON
import PaymentModel
import Testing

/// Schemes over the interface: paused by one, going on by two.
@Suite struct `Schemes over HTTP` {
    private let reason = #"{"reason":"Wrong cut-off in the clearing's circular"}"#

    @Test func `a scheme is paused with a reason, and a second person lets it go on`() throws {
        let bank = try TestBank()
        let secrets = try `Routes and roles`.secrets(bank)
        let worker = try #require(secrets[.operator])
        let open = try bank.ask("GET", "/api/v1/schemes/SCT")
        #expect(open.json?["state"]?.string == "open", "\(open.text)")
        #expect(open.json?["pace"]?.string == "cycles")

        let hash = try bank.stateHash()
        let dry = try bank.post(
            "/api/v1/schemes/SCT/pause?dry_run=true", reason, token: worker)
        #expect(dry.status == 200 && dry.json?["state"]?.string == "paused", "\(dry.text)")
        #expect(try bank.stateHash() == hash)
        let none = try bank.post("/api/v1/schemes/SCT/pause", #"{"reason":""}"#, token: worker)
        #expect(none.status == 400 && none.json?["param"]?.string == "reason", "\(none.text)")

        let paused = try bank.post(
            "/api/v1/schemes/SCT/pause", reason, key: "p", token: worker)
        #expect(paused.status == 200, "\(paused.text)")
        #expect(paused.json?["by_name"]?.string == "a operator")
        #expect(paused.json?["reason"]?.string == "Wrong cut-off in the clearing's circular")
        let again = try bank.post("/api/v1/schemes/SCT/pause", reason, token: worker)
        #expect(again.status == 409 && again.json?["code"]?.string == "scheme_paused")

        let asked = try bank.post(
            "/api/v1/schemes/SCT/resume", #"{"reason":"Corrected"}"#, key: "r", token: worker)
        #expect(asked.status == 202, "\(asked.text)")
        #expect(asked.json?["kind"]?.string == "resumption")
        #expect(asked.json?["subject"]?.string == "SCT")
        #expect(
            try bank.ask("GET", "/api/v1/schemes/SCT").json?["state"]?.string == "paused",
            "one person alone does not end it")
        let id = try #require(asked.json?["id"]?.string)
        let content = try #require(asked.json?["content"]?.string)
        let released = try bank.post(
            "/api/v1/approvals/\(id)/approve", #"{"content":"\#(content)"}"#,
            token: try #require(secrets[.approver]))
        #expect(released.json?["result"]?.string == "resumed", "\(released.text)")
        let list = try bank.ask("GET", "/api/v1/schemes")
        #expect(list.json?["data"]?[0]?["state"]?.string == "open", "\(list.text)")
        let shown = try bank.ask("GET", "/api/v1/approvals/\(id)")
        #expect(shown.json?["text"]?.string == "Corrected", "\(shown.text)")
    }

    /// SCT takes messages from 07:00 to 18:00 on business days; 20 November 2026 is a Friday.
    @Test func `outside of its hours a scheme and a payment say when it opens`() throws {
        let bank = try TestBank()
        let open = try bank.ask("GET", "/api/v1/schemes/SCT")
        #expect(open.json?["open"]?.boolean == true, "\(open.text)")
        #expect(open.text.contains("\"opens_at\":null"))
        #expect(try bank.post("/api/v1/clock", #"{"to":"2026-11-20T18:00"}"#).status == 200)
        let closed = try bank.ask("GET", "/api/v1/schemes/SCT")
        #expect(closed.json?["open"]?.boolean == false, "\(closed.text)")
        #expect(closed.json?["state"]?.string == "open", "nobody has paused it")
        #expect(closed.json?["opens_at"]?.string == "2026-11-23T07:00:00.000+01:00")
        let today = try bank.ask("GET", "/api/v1/today")
        #expect(today.text.contains("\"opens_at\":\"2026-11-23T07:00:00.000+01:00\""))
    }

    @Test func `a scheme that is none is not found, one that is not paused cannot go on`() throws {
        let bank = try TestBank()
        for (method, path) in [
            ("GET", "/api/v1/schemes/NONE"), ("POST", "/api/v1/schemes/NONE/pause"),
            ("POST", "/api/v1/schemes/NONE/resume"),
        ] {
            let found = try bank.ask(method, path, method == "GET" ? [] : Array(reason.utf8))
            #expect(found.status == 404, "\(found.text)")
            #expect(found.json?["code"]?.string == "scheme_not_found")
        }
        let open = try bank.post("/api/v1/schemes/SCT/resume", reason)
        #expect(open.status == 409 && open.json?["code"]?.string == "scheme_not_paused")
    }

    @Test func `a position says what is settled, held, left and needed until the cut-off`() throws {
        let bank = try TestBank()
        let found = try bank.ask("GET", "/api/v1/schemes/SCT")
        for name in ["settled", "in_transit", "held", "left", "needed", "announced", "projected"] {
            #expect(found.json?[name]?.string == "0.00", "\(name): \(found.text)")
        }
        // Nine in the morning in Berlin; the cut-off is at four.
        #expect(found.json?["until"]?.string == "2026-11-20T16:00:00.000+01:00", "\(found.text)")
        #expect(found.json?["until_seconds"]?.number?.integer(Int.self) == 7 * 3_600)
        #expect(found.json?["below_floor"]?.boolean == false)
    }

    @Test(arguments: [
        ("SCT", "SCT", "1.00", 422, "same_scheme"),
        ("SCT", "NONE", "1.00", 404, "scheme_not_found"),
        ("NONE", "SCT", "1.00", 404, "scheme_not_found"), ("SCT", "SCT", "x", 400, "invalid_field"),
        ("SCT", "SCT", "-1.00", 422, "invalid_amount"),
    ])
    func `a move of liquidity that cannot be is refused, and nothing waits`(
        from: String, to: String, amount: String, status: Int, code: String
    ) throws {
        let bank = try TestBank()
        let found = try bank.post(
            "/api/v1/liquidity",
            #"{"from":"\#(from)","to":"\#(to)","amount":"\#(amount)","reason":"r"}"#)
        #expect(found.status == status, "\(found.text)")
        #expect(found.json?["code"]?.string == code, "\(found.text)")
        let list = try bank.ask("GET", "/api/v1/liquidity")
        #expect(list.json?["data"]?.array?.isEmpty == true, "\(list.text)")
        let waiting = try bank.ask("GET", "/api/v1/approvals")
        #expect(waiting.json?["data"]?.array?.isEmpty == true)
    }
}
