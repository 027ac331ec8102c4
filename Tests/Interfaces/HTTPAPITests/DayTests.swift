import HTTPAPI
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
        // Nothing differs: there is nothing to answer for.
        let needless = try bank.post(path, #"{"by":"Ada","reason":"None was needed."}"#)
        #expect(needless.status == 409, "\(needless.text)")
        #expect(needless.text.contains(#""code":"item_changed""#))
        #expect(try bank.ask("GET", Self.day).status == 404)
    }
}
