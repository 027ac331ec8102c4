import Bytes
import Cryptography
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
        // Nothing differs: there is nothing to answer for.
        let needless = try bank.post(path, #"{"by":"Ada","reason":"None was needed."}"#)
        #expect(needless.status == 409, "\(needless.text)")
        #expect(needless.text.contains(#""code":"item_changed""#))
        #expect(try bank.ask("GET", Self.day).status == 404)
    }
}

/// A closed day is signed under the hash of its trial balance.
@Suite struct `a signature under a day` {
    private static let day = "/api/v1/days/EUR/2026-11-20"

    private func body(_ hash: String, _ name: String = "Ada Example") -> String {
        #"{"name":"\#(name)","sha256":"\#(hash)"}"#
    }

    private func closed() throws -> (TestBank, hash: String) {
        let bank = try TestBank()
        _ = try bank.post("/api/v1/days/EUR/close", "")
        let table = try #require(try bank.ask("GET", Self.day + "/trial-balance").bytes)
        return (bank, Hex.encode(SHA256.hash(table).bytes))
    }

    @Test func `stands with the day, and a second one beside it`() throws {
        let (bank, hash) = try closed()
        let path = Self.day + "/signatures"
        let first = try bank.post(path, body(hash), key: "1")
        #expect(first.status == 201, "\(first.text)")
        #expect(first.json?["name"]?.string == "Ada Example")
        #expect(first.json?["sha256"]?.string == hash)
        let again = try bank.post(path, body(hash), key: "1")
        #expect(again.status == 201, "\(again.text)")
        #expect(again.json?["sequence"] == first.json?["sequence"])
        #expect(try bank.post(path, body(hash, "Grace Example"), key: "2").status == 201)
        let shown = try #require(try bank.ask("GET", Self.day).json?["signatures"]?.array)
        #expect(shown.map { $0["name"]?.string } == ["Ada Example", "Grace Example"])
        #expect(shown.allSatisfy { $0["sha256"]?.string == hash })
        let page = try bank.ask("GET", Self.day + "/trial-balance/html").text
        for text in ["Ada Example", "Grace Example", hash, "size: A4 portrait", "Safeguarding"] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func `is refused under another hash, for an open day, without a name`() throws {
        let (bank, hash) = try closed()
        let other = String(repeating: "0", count: 64)
        let refused = try bank.post(Self.day + "/signatures", body(other))
        #expect(refused.status == 409)
        #expect(refused.text.contains(#""code":"hash_differs""#), "\(refused.text)")
        let open = try bank.post("/api/v1/days/EUR/2026-11-21/signatures", body(hash))
        #expect(open.text.contains(#""code":"day_open""#), "\(open.text)")
        for text in [body(hash, ""), body("00"), body(hash, "A\\nB"), "{}"] {
            #expect(try bank.post(Self.day + "/signatures", text).status == 400, "\(text)")
        }
        #expect(try bank.ask("GET", Self.day).text.contains(#""signatures":[]"#))
    }

    @Test func `is asked about without being given, and given eight times at most`() throws {
        let (bank, hash) = try closed()
        let path = Self.day + "/signatures"
        #expect(try bank.post(path + "?dry_run=true", body(hash)).status == 201)
        #expect(try bank.ask("GET", Self.day).text.contains(#""signatures":[]"#))
        for number in 1...8 {
            #expect(try bank.post(path, body(hash), key: "\(number)").status == 201)
        }
        let ninth = try bank.post(path, body(hash), key: "9")
        #expect(ninth.text.contains(#""code":"signatures_full""#), "\(ninth.text)")
    }
}
