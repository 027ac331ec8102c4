import Cryptography
import Flows
import HTTPAPI
import JSON
import Testing

/// The sandbox of these tests begins at 09:00 on 20 November 2026, a Friday.
@Suite struct `a statement of the interface` {
    private static let path = "/api/v1/accounts/USD1/statements"

    private func closed() throws -> TestBank {
        let bank = try TestBank()
        try bank.openAccounts()
        let paid = try bank.post(
            "/api/v1/transaction",
            #"{"from_account":"USD1","to_account":"USD2","amount":30.00,"currency":"USD"}"#)
        #expect(paid.status == 201, "\(paid.text)")
        #expect(try bank.post("/api/v1/days/USD/close", "").status == 200)
        return bank
    }

    @Test func `is listed and shown with what it comes to`() throws {
        let bank = try closed()
        let list = try #require(try bank.ask("GET", Self.path).json)
        let row = try #require(list["data"]?.array?.first)
        #expect(row["day"]?.string == "2026-11-20")
        #expect(list["data"]?.array?.count == 1)
        let shown = try #require(try bank.ask("GET", Self.path + "/2026-11-20").json)
        // 100.00 in, 30.00 out.
        for (name, amount) in [
            ("opening", "0.00"), ("credits", "100.00"), ("debits", "-30.00"),
            ("closing", "70.00"), ("held", "0.00"), ("available", "70.00"),
        ] { #expect(shown[name]?.string == amount, "\(name)") }
        #expect(shown["id"]?.string == row["id"]?.string)
    }

    @Test(arguments: [("xml", "application/xml"), ("csv", "text/csv"), ("html", "text/html")])
    func `has the hash that is told of each form`(format: String, type: String) throws {
        let bank = try closed()
        let shown = try #require(try bank.ask("GET", Self.path + "/2026-11-20").json)
        let answer = try bank.ask("GET", Self.path + "/2026-11-20/" + format)
        #expect(answer.status == 200)
        #expect(answer.contentType?.hasPrefix(type) == true)
        let bytes = try #require(answer.bytes)
        let file = try StatementFile(bytes)
        #expect(file.format.rawValue == format)
        #expect(shown["sha256"]?[format]?.string == file.hash)
        #expect(
            answer.headers.contains {
                $0.name == "Content-Security-Policy" && $0.value.contains("default-src 'none'")
            })
    }

    @Test func `is refused for an open day, and says what helps`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        for day in ["2026-11-20", "2026-11-21"] {
            let refused = try bank.ask("GET", Self.path + "/" + day)
            #expect(refused.status == 409)
            #expect(refused.text.contains(#""code":"day_open""#), "\(refused.text)")
        }
        #expect(try bank.ask("GET", Self.path + "/2026-11-19").status == 404)
        #expect(try bank.ask("GET", Self.path + "/today").status == 400)
        #expect(try bank.ask("GET", Self.path + "/2026-11-20/pdf").status == 404)
        #expect(try bank.ask("GET", "/api/v1/accounts/NONE/statements").status == 404)
    }

    @Test func `has no words left when they are erased`() throws {
        let bank = try closed()
        let done = try bank.post(
            "/api/v1/transaction",
            #"{"from_account":"USD1","to_account":"USD2","amount":70.00,"currency":"USD"}"#)
        #expect(done.status == 201)
        #expect(
            try bank.post("/api/v1/accounts/USD1/status", #"{"status":"closed","reason":"R"}"#)
                .status == 200)
        let id = try #require(try bank.ask("GET", "/api/v1/accounts/USD1").json?["id"]?.string)
        // 5 years of 366 days are 1,830; one move of the clock is 1,098 days at most.
        for days in [1098, 733] {
            #expect(try bank.post("/api/v1/clock", #"{"advance":"\#(days)d"}"#).status == 200)
        }
        let path = "/api/v1/accounts/\(id)/statements/2026-11-20"
        #expect(try bank.ask("GET", path + "/html").text.contains("<bdi>N</bdi>"))
        let erased = try bank.post(
            "/api/v1/erasures", #"{"subject":"\#(id)","reason":"asked for"}"#)
        #expect(erased.status == 201, "\(erased.text)")
        for form in ["", "/xml", "/csv", "/html"] {
            #expect(try bank.ask("GET", path + form).status == 404)
        }
    }
}
