import HTTPAPI
import JSON
import Testing

/// The sandbox of these tests begins at 09:00 on 20 November 2026, a Friday.
@Suite struct `a day of the interface` {
    private static let day = "/api/v1/days/EUR/2026-11-20"

    @Test func `is closed, asked for again with the same answer, and shown`() throws {
        let bank = try TestBank()
        #expect(try bank.ask("GET", Self.day).status == 404)
        let first = try bank.post("/api/v1/days/EUR/close", "")
        #expect(first.status == 200, "\(first.text)")
        #expect(first.text.contains(#""day":"2026-11-20","status":"closed""#), "\(first.text)")
        let again = try bank.post("/api/v1/days/EUR/close?day=2026-11-20", "")
        #expect(again.status == 200)
        #expect(again.text == first.text)
        let shown = try bank.ask("GET", Self.day)
        #expect(shown.status == 200)
        for text in [
            #""closed_by":"person""#, #""accepted_by":null"#, #""differences":[]"#, #""open":[]"#,
            #""total":{"opening":"0.00","debits":"0.00","credits":"0.00","closing":"0.00"}"#,
            #""owed":"0.00""#,
        ] {
            #expect(shown.text.contains(text), "\(text) in \(shown.text)")
        }
        let lines = try bank.ask("GET", Self.day + "/trial-balance")
        #expect(lines.status == 200)
        #expect(lines.text.hasPrefix("class,scheme,account,opening,"), "\(lines.text)")
        let list = try bank.ask("GET", "/api/v1/days?currency=EUR")
        #expect(list.text.contains(#""day":"2026-11-20""#), "\(list.text)")
        #expect(try bank.ask("GET", "/api/v1/days?currency=USD").text.contains(#""data":[]"#))
    }

    @Test func `is never opened again, and the answer says how to correct`() throws {
        let bank = try TestBank()
        _ = try bank.post("/api/v1/days/EUR/close", "")
        let refused = try bank.post("/api/v1/days/EUR/reopen?day=2026-11-20", "")
        #expect(refused.status == 409)
        #expect(refused.text.contains(#""code":"day_closed""#))
        #expect(refused.text.contains("entry of today"), "\(refused.text)")
    }

    @Test func `is asked about without being closed`() throws {
        let bank = try TestBank()
        let tried = try bank.post("/api/v1/days/EUR/close?dry_run=true", "")
        #expect(tried.status == 200, "\(tried.text)")
        #expect(try bank.ask("GET", Self.day).status == 404)
    }

    @Test func `is closed with differences by name and reason only`() throws {
        let bank = try TestBank()
        let path = "/api/v1/days/EUR/close-with-differences"
        for body in [
            "{}", #"{"by":"Ada"}"#, #"{"by":"","reason":"x"}"#, #"{"by":"A\nB","reason":"x"}"#,
            #"{"by":"Ada","reason":""}"#,
        ] {
            #expect(try bank.post(path, body).status == 400, "\(body)")
        }
        let closed = try bank.post(path, #"{"by":"Ada","reason":"None was needed."}"#)
        #expect(closed.status == 200, "\(closed.text)")
        // Nothing differed: nobody stands for anything.
        #expect(try bank.ask("GET", Self.day).text.contains(#""accepted_by":null"#))
    }

    /// Row E8: asked again, the first answer; without a day today's is meant.
    @Test func `is asked for again without naming it`() throws {
        let bank = try TestBank()
        let first = try bank.post("/api/v1/days/EUR/close", "")
        #expect(first.status == 200, "\(first.text)")
        let again = try bank.post("/api/v1/days/EUR/close", "")
        #expect(again.status == 200, "\(again.text)")
        #expect(again.text == first.text)
        #expect(try bank.ask("GET", "/api/v1/days").json?["data"]?.array?.count == 1)
    }

    @Test(arguments: ["2026-11-19", "1990-01-01"])
    func `is none of the bank's before its first in the currency`(day: String) throws {
        let bank = try TestBank()
        for _ in 0..<2 {
            let refused = try bank.post("/api/v1/days/EUR/close?day=\(day)", "")
            #expect(refused.status == 409, "\(refused.text)")
            #expect(refused.json?["code"]?.string == "day_closed", "\(refused.text)")
            #expect(try bank.ask("GET", "/api/v1/days/EUR/\(day)").status == 404)
            _ = try bank.post("/api/v1/days/EUR/close", "")
        }
    }

    @Test func `is none in a currency without an account`() throws {
        let bank = try TestBank()
        let refused = try bank.post("/api/v1/days/USD/close", "")
        #expect(refused.status == 422, "\(refused.text)")
        #expect(refused.json?["code"]?.string == "currency_unknown")
        try bank.openAccounts()
        #expect(try bank.post("/api/v1/days/USD/close", "").status == 200)
    }

    @Test func `is not opened again where it is open`() throws {
        let bank = try TestBank()
        let refused = try bank.post("/api/v1/days/EUR/reopen?day=2026-11-20", "")
        #expect(refused.status == 404 && refused.json?["code"]?.string == "day_not_found")
        #expect(refused.text.contains("is not closed"), "\(refused.text)")
    }
}
