import HTTPAPI
import JSON
import Testing

/// Schedules through the whole route table.
@Suite struct `Schedules over HTTP` {
    private static let monthly = #"""
        {"id":"7001","debit_account_id":1,"credit_account_id":"2","ledger":978,"code":10,
        "amount":{"fixed":"500"},"first":"2026-12-31","every":{"months":1,"end_of_month":true},
        "zone":"Europe/Berlin"}
        """#
    /// 10 at 3.65 % for 100,000 earn 10 a day.
    private static let interest = #"""
        {"id":"7002","debit_account_id":1,"credit_account_id":2,"ledger":978,"code":11,
        "amount":{"interest":{"day_count":"ACT/365F","rate":"0.0365"}},
        "first":"2026-11-25T12:00:00","runs":"1"}
        """#

    @Test func `a schedule is created once, shown, listed and cancelled`() throws {
        let bank = try Batches.opened()
        let tried = try bank.post("/api/v1/schedules?dry_run=true", Self.monthly)
        #expect(tried.status == 201 && tried.json?["state"]?.string == "active", "\(tried.text)")
        #expect(try bank.ask("GET", "/api/v1/schedules/7001").status == 404)
        let created = try bank.post("/api/v1/schedules", Self.monthly, key: "k")
        #expect(created.status == 201, "\(created.text)")
        // Midnight in Berlin is 23:00 UTC.
        #expect(created.json?["next_run_at"]?.string == "2026-12-30T23:00:00.000Z")
        #expect(created.json?["amount"]?["fixed"]?.string == "500")
        #expect(created.json?["every"]?["end_of_month"]?.boolean == true)
        #expect(try bank.post("/api/v1/schedules", Self.monthly).status == 200)
        let other = Self.monthly.replacing("500", with: "501")
        #expect(try bank.post("/api/v1/schedules", other).json?["code"]?.string == "schedule_taken")
        #expect(try bank.post("/api/v1/schedules", Self.interest).status == 201)
        let page = try bank.ask("GET", "/api/v1/schedules?limit=1")
        #expect(page.json?["data"]?[0]?["id"]?.string == "7001")
        let cursor = try #require(page.json?["next_cursor"]?.string)
        let next = try bank.ask("GET", "/api/v1/schedules?limit=1&cursor=\(cursor)")
        #expect(next.json?["data"]?[0]?["id"]?.string == "7002")
        #expect(next.json?["has_more"]?.boolean == false)
        for _ in 0..<2 {
            let ended = try bank.post("/api/v1/schedules/7001/cancel", "")
            #expect(ended.status == 200 && ended.json?["state"]?.string == "cancelled")
        }
        let rates = try bank.post(
            "/api/v1/schedules/7001/rates", #"{"from":"2027-01-01","rate":"0.01"}"#)
        #expect(rates.json?["code"]?.string == "schedule_ended", "\(rates.text)")
    }

    /// 1,000.00 earn 10 cents a day at 3.65 %: five days from 20 to 24 November, until noon of the
    /// 25th.
    ///
    /// Four of them at 10 and the last at twice the rate make 60.
    @Test func `interest accrues day by day and its run is in the list`() throws {
        let bank = try Batches.opened()
        _ = try Batches.send([Batches.move(1, 1, 2, 100_000)], to: bank)
        #expect(try bank.post("/api/v1/schedules", Self.interest).status == 201)
        let rates = try bank.post(
            "/api/v1/schedules/7002/rates", #"{"from":"2026-11-24","bands":[{"rate":"0.073"}]}"#)
        #expect(rates.status == 200, "\(rates.text)")
        let rows = rates.json?["amount"]?["interest"]?["rates"]?.array
        #expect(rows?.compactMap { $0["from"]?.string } == ["0001-01-01", "2026-11-24"])
        _ = try bank.post("/api/v1/clock", #"{"to":"2026-11-23T00:30:00Z"}"#)
        let grown = try bank.ask("GET", "/api/v1/schedules/7002").json?["accrued"]
        #expect(grown?["whole"]?.string == "30" && grown?["numerator"]?.string == "0")
        _ = try bank.post("/api/v1/clock", #"{"to":"2026-11-26T00:30:00Z"}"#)
        let runs = try bank.ask("GET", "/api/v1/schedules/7002/runs").json?["data"]
        #expect(runs?.array?.count == 1)
        #expect(runs?[0]?["amount"]?.string == "60" && runs?[0]?["outcome"]?.string == "posted")
        #expect(runs?[0]?["day"]?.string == "2026-11-25")
        let transfer = try #require(runs?[0]?["transfer_id"]?.string)
        let found = try bank.ask(
            "POST", "/api/v1/transfers/lookup", Array(transfer.utf8), kind: Batches.lines)
        #expect(found.text.contains(#""amount":"60""#), "\(found.text)")
        let shown = try bank.ask("GET", "/api/v1/schedules/7002").json
        #expect(shown?["state"]?.string == "ended" && shown?["next_run_at"]?.kind == .null)
    }

    @Test(arguments: [
        ("\"500\"", "\"0\"", 400, "invalid_field"),
        (#"{"fixed":"500"}"#, #"{"fixed":"5","fee":{}}"#, 400, "invalid_field"),
        (#"{"fixed":"500"}"#, #"{"fee":{"minimum":2,"maximum":1}}"#, 400, "invalid_field"),
        (#"{"fixed":"500"}"#, #"{"interest":{"rate":"0.01"}}"#, 400, "missing_field"),
        (#"{"fixed":"500"}"#, #"{"interest":{"day_count":"30/360"}}"#, 400, "invalid_field"),
        (#"{"fixed":"500"}"#, #"{"interest":{"day_count":"ACT/360"}}"#, 400, "missing_field"),
        (
            #"{"fixed":"500"}"#,
            #"{"interest":{"day_count":"ACT/360","rates":[{"from":"2026-01-01","rate":"11"}]}}"#,
            400, "invalid_field"
        ),
        ("2026-12-31", "2026-12-30", 400, "invalid_field"),
        ("2026-12-31", "2026-11-30T", 400, "invalid_field"),
        ("2026-12-31", "2026-10-31", 422, "run_not_ahead"),
        ("Europe/Berlin", "Europe/Nowhere", 400, "invalid_field"),
        (#""end_of_month":true"#, #""end_of_month":1"#, 400, "invalid_field"),
        (#""months":1"#, #""weeks":1"#, 400, "unknown_field"),
        (#""debit_account_id":1"#, #""debit_account_id":9"#, 404, "account_not_found"),
        (#""debit_account_id":1"#, #""debit_account_id":2"#, 422, "same_account"),
        ("978", "840", 422, "ledger_differs"), ("\"7001\"", "\"0\"", 400, "invalid_field"),
    ])
    func `what is no schedule is refused, and nothing is left of it`(
        part: String, replacement: String, status: Int, code: String
    ) throws {
        let bank = try Batches.opened()
        let hash = try bank.stateHash()
        let answer = try bank.post(
            "/api/v1/schedules", Self.monthly.replacing(part, with: replacement))
        #expect(answer.status == status && answer.json?["code"]?.string == code, "\(answer.text)")
        #expect(try bank.stateHash() == hash)
        #expect(
            try bank.ask("GET", "/api/v1/schedules/x").json?["code"]?.string
                == "schedule_not_found")
    }
}

private typealias Batches = `Batches over HTTP`
