import HTTPAPI
import JSON
import Ledger
import Testing

/// Transactions, conversions and what takes them back, through the whole route table.
@Suite struct `Transactions over HTTP` {
    private typealias Batches = `Batches over HTTP`

    /// 1 and 2 pay 100 and 50 euros, 3 and 1 get 120 and 30 of them, and 11 pays 12 seven dollars.
    private static let legs = #"""
        {"id":"500","code":9,"ledger":978,"value_date":"2026-11-23","legs":[
        {"debit_account_id":1,"amount":"100"},{"debit_account_id":2,"amount":50},
        {"credit_account_id":"3","amount":"120"},{"credit_account_id":1,"amount":"30"},
        {"debit_account_id":11,"amount":7,"ledger":840},
        {"credit_account_id":12,"amount":7,"ledger":840}]}
        """#
    /// 100.01 euros at 0.9235 are 92.359235 dollars: 92.36.
    private static let conversion = #"""
        {"id":"600","code":8,"from_account_id":1,"from_position_account_id":2,"from_ledger":978,
        "to_account_id":12,"to_position_account_id":11,"to_ledger":840,"from_amount":10001,
        "rate":"0.9235"}
        """#

    /// With accounts 11 to 13 in dollars; 13 may not owe.
    private static func opened() throws -> TestBank {
        let bank = try Batches.opened()
        var rows = (11...13).map { Account(id: UInt128($0), ledger: 840, code: 10) }
        rows[2].flags = .debitsMustNotExceedCredits
        _ = try bank.ask(
            "POST", "/api/v1/accounts/batch", rows.recordBytes, kind: Batches.accounts)
        return bank
    }

    /// Credits less debits.
    private static func balances(_ bank: TestBank, _ ids: [Int]) throws -> [Int128] {
        let body = ids.map { String($0) }.joined(separator: "\n")
        let answer = try bank.ask(
            "POST", "/api/v1/accounts/lookup", Array(body.utf8), kind: Batches.lines)
        return try answer.text.split(separator: "\n").map { line in
            let row = try JSONValue(parsing: Array(line.utf8))
            func number(_ name: String) -> Int128 { row[name]?.string.flatMap { Int128($0) } ?? -1 }
            return number("credits_posted") - number("debits_posted")
        }
    }

    @Test func `legs of any number are made together, shown, and made once`() throws {
        let bank = try Self.opened()
        let tried = try bank.post("/api/v1/ledger-transactions?dry_run=true", Self.legs)
        #expect(tried.status == 201 && tried.json?["transfers"]?.array?.count == 4, "\(tried.text)")
        #expect(try bank.ask("GET", "/api/v1/ledger-transactions/500").status == 404)
        let made = try bank.post("/api/v1/ledger-transactions", Self.legs, key: "k")
        #expect(made.status == 201, "\(made.text)")
        // 1→3 100, 2→3 20, 2→1 30, 11→12 7.
        let rows = made.json?["transfers"]?.array ?? []
        #expect(rows.map { $0["amount"]?.string } == ["100", "20", "30", "7"])
        #expect(rows.map { $0["debit_account_id"]?.string } == ["1", "2", "2", "11"])
        #expect(rows.map { $0["credit_account_id"]?.string } == ["3", "3", "1", "12"])
        #expect(rows.allSatisfy { $0["transaction_id"]?.string == "500" })
        #expect(rows.map { $0["leg"]?.string } == ["1", "2", "3", "4"])
        #expect(rows.allSatisfy { $0["value_date"]?.string == "2026-11-23" })
        #expect(try Self.balances(bank, [1, 2, 3, 11, 12]) == [-70, -50, 120, -7, 7])
        let again = try bank.post("/api/v1/ledger-transactions", Self.legs)
        #expect(again.status == 200 && again.json == made.json, "\(again.text)")
        #expect(try bank.ask("GET", "/api/v1/ledger-transactions/500").json == made.json)
        // Only the last leg differs: 6 for 7 on both sides.
        let other = Self.legs.replacing(#""amount":7"#, with: #""amount":6"#)
        let taken = try bank.post("/api/v1/ledger-transactions", other)
        #expect(taken.status == 409 && taken.json?["code"]?.string == "transaction_taken")
        #expect(taken.json?["detail"]?.string?.contains("exists_with_different_amount") == true)
        #expect(try Self.balances(bank, [11]) == [-7])
    }

    @Test(arguments: [
        // 4 may not owe: the whole is refused for its leg 0.
        (#""debit_account_id":1,"#, #""debit_account_id":4,"#, 422, "ledger_refused", "legs[0]"),
        (#""credit_account_id":12"#, #""credit_account_id":9"#, 422, "ledger_refused", "legs[5]"),
        (#""amount":50"#, #""amount":51"#, 422, "legs_invalid", "legs"),
        (#""ledger":840},"#, #""ledger":978},"#, 422, "legs_invalid", "legs"),
        (#""debit_account_id":1,"#, #""account":1,"#, 400, "unknown_field", "legs[0].account"),
        (
            #""debit_account_id":1,"#, #""debit_account_id":1,"credit_account_id":2,"#, 400,
            "invalid_field", "legs[0].debit_account_id"
        ),
        (
            #""value_date":"2026-11-23""#, #""value_date":"2026-11-31""#, 400, "invalid_field",
            "value_date"
        ),
        (#""id":"500","#, "", 400, "missing_field", "id"),
    ])
    func `what cannot be made whole is not made at all`(
        part: String, replacement: String, status: Int, code: String, param: String
    ) throws {
        let bank = try Self.opened()
        let body = Self.legs.replacing(part, with: replacement, maxReplacements: 1)
        let answer = try bank.post("/api/v1/ledger-transactions", body)
        #expect(answer.status == status && answer.json?["code"]?.string == code, "\(answer.text)")
        #expect(answer.json?["param"]?.string == param, "\(answer.text)")
        #expect(try Self.balances(bank, [1, 2, 3, 4, 11, 12]) == [0, 0, 0, 0, 0, 0])
    }

    /// Indexes are those of the lines, and legs those of a line's list.
    @Test func `lines of a batch may be transactions, each whole by itself`() throws {
        let bank = try Self.opened()
        let whole = Self.legs.replacing("\n", with: "")
        func line(_ id: String, _ part: String, _ other: String) -> String {
            whole.replacing(#""id":"500""#, with: #""id":"\#(id)""#)
                .replacing(part, with: other, maxReplacements: 1)
        }
        let plain =
            #"{"id":1,"debit_account_id":1,"credit_account_id":2,"amount":5,"ledger":978,"code":1}"#
        let lines = [
            plain, whole, line("501", #""debit_account_id":11"#, #""debit_account_id":13"#), plain,
            line("502", #""credit_account_id":12"#, #""credit_account_id":9"#), whole,
            whole.replacing(#""amount":7"#, with: #""amount":6"#),
        ]
        let answer = try Batches.send(lines.joined(separator: "\n"), to: bank)
        #expect(
            answer.text == #"""
                {"index": 2, "status": "exceeds_credits", "leg": 4}
                {"index": 3, "status": "exists"}
                {"index": 4, "status": "credit_account_not_found", "leg": 5}
                {"index": 5, "status": "exists"}
                {"index": 6, "status": "exists_with_different_amount", "leg": 4}

                """#)
        #expect(try Self.balances(bank, [1, 2, 3, 11, 12, 13]) == [-75, -45, 120, -7, 7, 0])
        let bad = try Batches.send(
            [plain, line("503", #""amount":50"#, #""amount":51"#)].joined(separator: "\n"),
            to: bank)
        #expect(bad.status == 422 && bad.json?["code"]?.string == "legs_invalid", "\(bad.text)")
        #expect(bad.json?["detail"]?.string?.hasPrefix("Event 1: ") == true)
    }

    @Test func `pending legs hold their amounts`() throws {
        let bank = try Self.opened()
        let body = Self.legs.replacing(
            #""code":9"#, with: #""code":9,"pending":true,"timeout":60"#)
        let made = try bank.post("/api/v1/ledger-transactions", body)
        #expect(made.status == 201, "\(made.text)")
        #expect(
            made.json?["transfers"]?[3]?["flags"]?.array?.compactMap(\.string) == ["pending"])
        #expect(try Self.balances(bank, [1, 12]) == [0, 0])
    }

    @Test func `a transaction is taken back whole, and once`() throws {
        let bank = try Self.opened()
        _ = try bank.post("/api/v1/ledger-transactions", Self.legs)
        // More has happened meanwhile, and the transfers have left memory.
        for id in 100..<130 as Range<UInt128> { _ = try Batches.send([Batches.move(id)], to: bank) }
        let path = "/api/v1/ledger-transactions/500/revert"
        let tried = try bank.post(path + "?dry_run=true", "{}")
        #expect(tried.status == 201, "\(tried.text)")
        let back = try bank.post(path, "{}")
        #expect(back.status == 201, "\(back.text)")
        let rows = back.json?["transfers"]?.array ?? []
        #expect(rows.map { $0["amount"]?.string } == ["7", "30", "20", "100"])
        #expect(rows.map { $0["debit_account_id"]?.string } == ["12", "1", "3", "3"])
        #expect(rows.allSatisfy { $0["link_kind"]?.string == "reverts" })
        #expect(try Self.balances(bank, [3, 11, 12]) == [0, 0, 0])
        #expect(try bank.post(path, "").status == 200)
        let other = try bank.post(path, #"{"id":"501"}"#)
        #expect(other.status == 409 && other.json?["code"]?.string == "already_reverted")
        let id = try #require(back.json?["id"]?.string)
        let twice = try bank.post("/api/v1/ledger-transactions/\(id)/revert", "{}")
        #expect(twice.status == 422, "\(twice.text)")
        #expect(twice.json?["detail"]?.string?.contains("original_not_revertible") == true)
        #expect(
            try bank.post("/api/v1/ledger-transactions/77/revert", "{}").json?["code"]?.string
                == "transaction_not_found")
        #expect(try Self.balances(bank, [3, 11, 12]) == [0, 0, 0])
    }

    @Test func `a single transfer is taken back by its number`() throws {
        let bank = try Self.opened()
        _ = try Batches.send([Batches.move(1, 1, 2, 40)], to: bank)
        let back = try bank.post("/api/v1/transfers/1/revert", #"{"value_date":"2026-11-20"}"#)
        #expect(back.status == 201, "\(back.text)")
        #expect(back.json?["transfers"]?[0]?["link"]?.string == "1")
        #expect(try Self.balances(bank, [1, 2]) == [0, 0])
        let again = try bank.post("/api/v1/transfers/1/revert", #"{"id":"9"}"#)
        #expect(again.json?["code"]?.string == "already_reverted", "\(again.text)")
        let none = try bank.post("/api/v1/transfers/2/revert", "{}")
        #expect(none.status == 404, "\(none.text)")
        #expect(none.json?["code"]?.string == "transaction_not_found")
    }

    @Test func `a conversion moves both ledgers, keeps its rate, and says what rounding left`()
        throws
    {
        let bank = try Self.opened()
        let made = try bank.post("/api/v1/conversions", Self.conversion)
        #expect(made.status == 201, "\(made.text)")
        #expect(made.json?["to_amount"]?.string == "9236")
        #expect(made.json?["remainder"]?["numerator"]?.string == "-765")
        #expect(made.json?["remainder"]?["denominator"]?.string == "10000")
        #expect(try Self.balances(bank, [1, 2, 11, 12]) == [-10_001, 10_001, -9_236, 9_236])
        let rows = made.json?["transfers"]?.array ?? []
        #expect(rows.allSatisfy { $0["rate"]?.string == "0.9235" })
        #expect(rows.allSatisfy { $0["rounding"]?.string == "half_even" })
        #expect(rows[1]["link"]?.string == rows[0]["id"]?.string)
        #expect(try bank.ask("GET", "/api/v1/conversions/600").json == made.json)
        #expect(try bank.post("/api/v1/conversions", Self.conversion).status == 200)
        let other = Self.conversion.replacing("0.9235", with: "0.9234")
        #expect(try bank.post("/api/v1/conversions", other).status == 409)
        #expect(try bank.ask("GET", "/api/v1/conversions/500").status == 404)
        let back = try bank.post("/api/v1/ledger-transactions/600/revert", "{}")
        #expect(back.status == 201, "\(back.text)")
        #expect(try Self.balances(bank, [1, 2, 11, 12]) == [0, 0, 0, 0])
    }

    /// 1.5 ether of 18 decimals at 2,345.67 are 3,518.505 euros: to the even 3,518.50.
    ///
    /// The half cent is five tenths, of 10^18 as whole numbers.
    @Test func `a coin of eighteen decimals is exchanged for euros`() throws {
        let bank = try Self.opened()
        let asset = try bank.post("/api/v1/assets", #"{"number":1001,"code":"ETH","scale":18}"#)
        #expect(asset.status == 201, "\(asset.text)")
        let rows = (31...32).map { Account(id: UInt128($0), ledger: 1_001, code: 10) }
        _ = try bank.ask(
            "POST", "/api/v1/accounts/batch", rows.recordBytes, kind: Batches.accounts)
        let body = #"""
            {"id":"601","code":8,"from_account_id":31,"from_position_account_id":32,
            "from_ledger":1001,"to_account_id":1,"to_position_account_id":2,"to_ledger":978,
            "from_amount":"1500000000000000000","rate":"2345.67"}
            """#
        let made = try bank.post("/api/v1/conversions", body)
        #expect(made.status == 201, "\(made.text)")
        #expect(made.json?["to_amount"]?.string == "351850")
        #expect(made.json?["remainder"]?["numerator"]?.string == "500000000000000000")
        #expect(made.json?["remainder"]?["denominator"]?.string == "1000000000000000000")
        #expect(try Self.balances(bank, [32, 1]) == [1_500_000_000_000_000_000, 351_850])
    }

    @Test(arguments: [
        (#""from_amount":10001"#, #""from_amount":10001,"to_amount":9235"#, "conversion_invalid"),
        (#""from_amount":10001"#, #""to_amount":"0""#, "invalid_field"),
        (#""from_amount":10001,"#, "", "missing_field"),
        (#""rate":"0.9235""#, #""rate":"0.00001""#, "conversion_invalid"),
        (#""rate":"0.9235""#, #""rate":"0""#, "invalid_field"),
        (#""rate":"0.9235""#, #""rate":1,"rounding":"nearest""#, "invalid_field"),
        (#""to_ledger":840"#, #""to_ledger":4000"#, "ledger_not_found"),
        (#""to_ledger":840"#, #""to_ledger":978"#, "ledger_refused"),
        (#""to_position_account_id":11"#, #""to_position_account_id":13"#, "ledger_refused"),
    ])
    func `what cannot be converted moves nothing`(
        part: String, replacement: String, code: String
    ) throws {
        let bank = try Self.opened()
        let answer = try bank.post(
            "/api/v1/conversions", Self.conversion.replacing(part, with: replacement))
        #expect(answer.json?["code"]?.string == code, "\(answer.text)")
        #expect(try Self.balances(bank, [1, 2, 11, 12]) == [0, 0, 0, 0])
    }
}
