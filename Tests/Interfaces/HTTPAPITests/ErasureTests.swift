import Engine
import Flows
import HTTPAPI
import JSON
import PaymentModel
import Testing
import Vocabulary

/// Personal data made unreadable, and refused where it must be kept.
@Suite struct `Erasing` {
    private static let name = "Zyxwelda Quornbottom"

    /// A closed account with a peculiar name, as its id.
    private func closedAccount(_ bank: TestBank) throws -> String {
        let opened = try bank.post(
            "/api/v1/accounts",
            #"{"reference":"GONE1","name":"\#(Self.name)","currency":"EUR","iban":"\#(TestBank.ours)"}"#
        )
        #expect(opened.status == 201, "\(opened.text)")
        let closed = try bank.post(
            "/api/v1/accounts/GONE1/status", #"{"status":"closed","reason":"R"}"#)
        #expect(closed.status == 200, "\(closed.text)")
        return try #require(opened.json?["id"]?.string)
    }

    private func erase(_ bank: TestBank, _ subject: String, isDryRun: Bool = false) throws
        -> Response
    {
        try bank.post(
            "/api/v1/erasures" + (isDryRun ? "?dry_run=true" : ""),
            #"{"subject":"\#(subject)","reason":"Request of 20 November"}"#)
    }

    /// 5 years of 366 days are 1,830, and it was closed some nanoseconds after the clock's instant; one
    /// move of the clock is 1,098 days at most.
    private func waitFiveYears(_ bank: TestBank) throws {
        for days in [1098, 733] {
            let moved = try bank.post("/api/v1/clock", #"{"advance":"\#(days)d"}"#)
            #expect(moved.status == 200, "\(moved.text)")
        }
    }

    @Test func `an account leaves "erased" behind, and the state as it was`() throws {
        let bank = try TestBank()
        let id = try closedAccount(bank)
        try waitFiveYears(bank)
        let before = try bank.ask("GET", "/api/v1/accounts/\(id)")
        #expect(before.json?["name"]?.string == Self.name)
        let hash = try bank.stateHash()
        let sequence = bank.bank.node.durableSequence
        #expect(try erase(bank, id, isDryRun: true).status == 201)
        #expect(bank.bank.node.durableSequence == sequence)
        #expect(try bank.ask("GET", "/api/v1/accounts/\(id)").json?["name"]?.string == Self.name)

        let erased = try erase(bank, id)
        #expect(erased.status == 201, "\(erased.text)")
        #expect(erased.json?["subject"]?.string == id)
        #expect(erased.json?["kind"]?.string == "account")
        #expect(bank.bank.node.durableSequence > sequence, "it is journalled")
        #expect(try bank.stateHash() == hash)
        for path in [id, "GONE1", TestBank.ours] {
            let after = try bank.ask("GET", "/api/v1/accounts/\(path)")
            #expect(after.json?["name"]?.string == "erased", "\(after.text)")
            #expect(after.json?["iban"] == .null && after.json?["reference"] == .null)
            #expect(after.json?["balance"] == before.json?["balance"])
        }
        #expect(try erase(bank, id).status == 201, "what is erased is erased")
    }

    @Test func `is refused until the retention of the row in force has run out`() throws {
        let bank = try TestBank()
        let id = try closedAccount(bank)
        let early = try erase(bank, id)
        #expect(early.status == 409 && early.json?["code"]?.string == "retention_runs")
        // Closed on 2026-11-20 at 08:00 UTC; 1,830 days later it is 2031-11-24.
        #expect(
            early.json?["detail"]?.string?.contains("2031-11-24T08:00:00") == true, "\(early.text)")
        #expect(try bank.ask("GET", "/api/v1/accounts/\(id)").json?["name"]?.string == Self.name)
        try waitFiveYears(bank)
        #expect(try erase(bank, id).status == 201)
    }

    @Test func `an open account, one of the bank's own and nobody's are refused`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let hash = try bank.stateHash()
        let own = try bank.ask("GET", "/api/v1/accounts").json?["data"]?[0]?["id"]?.string
        for (subject, status, code) in [
            ("USD1", 409, "account_not_closed"), ("FROZEN", 409, "account_not_closed"),
            ("NOBODY", 404, "account_not_found"), (own ?? "", 403, "own_account"),
            ("file_00000000000000000000000001", 404, "not_found"),
            ("msg_00000000000000000000000001", 404, "not_found"),
        ] {
            let response = try erase(bank, subject)
            #expect(response.status == status, "\(subject): \(response.text)")
            #expect(response.json?["code"]?.string == code, "\(subject): \(response.text)")
            #expect(try erase(bank, subject, isDryRun: true).status == status)
        }
        for body in [
            #"{"subject":"USD1"}"#, #"{"subject":"USD1","reason":""}"#,
            #"{"subject":"USD1","reason":"\#(String(repeating: "r", count: 501))"}"#,
        ] {
            let response = try bank.post("/api/v1/erasures", body)
            #expect(response.status == 400, "\(response.text)")
        }
        #expect(try bank.stateHash() == hash)
    }

    @Test func `a closed account stays closed, and erased it stays so too`() throws {
        let bank = try TestBank()
        let id = try closedAccount(bank)
        func reopened() throws -> String? {
            let path = "/api/v1/accounts/GONE1/status"
            return try bank.post(path, #"{"status":"open","reason":"R"}"#).json?["code"]?.string
        }
        #expect(try reopened() == "account_closed")
        try waitFiveYears(bank)
        #expect(try erase(bank, id).status == 201)
        let path = "/api/v1/accounts/\(id)/status"
        let answer = try bank.post(path, #"{"status":"open","reason":"R"}"#)
        #expect(answer.json?["code"]?.string == "account_closed")
    }

    // MARK: - Rows

    private func day(_ text: String) throws -> BusinessDate { try #require(BusinessDate(text)) }

    @Test func `by the row that began last`() throws {
        let rows = try [(10, nil), (8, "2025-01-01"), (6, "2030-01-01")].map { row in
            Retention(
                of: .account, years: row.0, validFrom: try row.1.map { try day($0) },
                source: "a test", confidence: .unverified)
        }
        for (text, years) in [
            ("2024-12-31", 10), ("2025-01-01", 8), ("2029-12-31", 8), ("2030-01-01", 6),
        ] {
            let found = Retention.inForce(rows.reversed(), of: .account, on: try day(text))
            #expect(found?.years == years, "\(text)")
        }
        #expect(Retention.inForce(rows, of: .message, on: try day("2030-01-01")) == nil)
    }

    @Test func `without a row of one's own follows one that says that nobody has checked it`() {
        #expect(Retention.standard.map(\.subject) == [.account, .message])
        #expect(Retention.standard.allSatisfy { $0.confidence == .unverified && $0.years == 5 })
    }
}
