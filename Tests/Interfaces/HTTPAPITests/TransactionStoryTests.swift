import HTTPAPI
import JSON
import Ledger
import Testing

/// What became of transfers and transactions, and pending transactions ended as one.
@Suite struct `Transactions tell their story` {
    private typealias Batches = `Batches over HTTP`

    private static let transactions = "/api/v1/ledger-transactions"

    /// 1 and 2 are to pay 3 three and one euros.
    private static func pending(_ id: Int, more: String = "") -> String {
        #"{"id":\#(id),"code":9,"ledger":978,"pending":true,\#(more)"legs":["#
            + #"{"debit_account_id":1,"amount":3},{"debit_account_id":2,"amount":1},"#
            + #"{"credit_account_id":3,"amount":4}]}"#
    }

    private static func rows(_ id: some CustomStringConvertible, _ bank: TestBank) throws
        -> [JSONValue]
    {
        try bank.ask("GET", "\(transactions)/\(id)").json?["transfers"]?.array ?? []
    }

    /// Moves the newest transfers out of the tests' window of three.
    private static func fill(_ bank: TestBank, from id: UInt128) throws {
        for number in 0..<12 {
            _ = try Batches.send([Batches.move(id + UInt128(number), 1, 2, 1)], to: bank)
        }
    }

    @Test func `an original says what took it back, in memory or not`() throws {
        let bank = try Batches.opened()
        let body =
            #"{"id":500,"code":9,"ledger":978,"legs":[{"debit_account_id":1,"amount":3},"#
            + #"{"debit_account_id":2,"amount":1},{"credit_account_id":3,"amount":4}]}"#
        _ = try bank.post(Self.transactions, body)
        #expect(try Self.rows(500, bank).allSatisfy { $0["reverted_by"] == nil })
        let taken = try bank.post(Self.transactions + "/500/revert", "{}")
        #expect(taken.status == 201, "\(taken.text)")
        // The last one is taken back first.
        let reverts = (taken.json?["transfers"]?.array ?? []).map { $0["id"]?.string }
        #expect(try Self.rows(500, bank).map { $0["reverted_by"]?.string } == reverts.reversed())
        try Self.fill(bank, from: 1_000)
        let rows = try Self.rows(500, bank)
        #expect(rows.map { $0["reverted_by"]?.string } == reverts.reversed())
        let ids = rows.compactMap { $0["id"]?.string }.joined(separator: "\n")
        let found = try bank.ask(
            "POST", "/api/v1/transfers/lookup", Array(ids.utf8), kind: Batches.lines)
        #expect(found.text.contains(#""reverted_by":"\#(reverts[1] ?? "")""#), "\(found.text)")
        let page = try bank.ask("GET", "/api/v1/accounts/3/transfers").json
        #expect(
            page?["data"]?.array?.map { $0["reverted_by"]?.string } == [nil, nil] + reverts)
        // What takes back is taken back by nothing.
        let id = taken.json?["id"]?.string ?? ""
        #expect(try Self.rows(id, bank).allSatisfy { $0["reverted_by"] == nil })
    }

    @Test func `what failed for a reason that passes may be asked for again`() throws {
        let bank = try Batches.opened()
        _ = try Batches.send([Batches.move(700, 1, 2, 5)], to: bank)
        let status = #"{"status":"STATUS","reason":"an order"}"#
        func block(_ word: String) throws {
            let body = status.replacing("STATUS", with: word)
            #expect(try bank.post("/api/v1/accounts/2/status", body).status == 200)
        }
        try block("frozen")
        for _ in 0..<3 {
            let refused = try bank.post("/api/v1/transfers/700/revert", "{}")
            #expect(refused.text.contains("debit_account_frozen"), "\(refused.text)")
        }
        try block("open")
        let tried = try bank.post("/api/v1/transfers/700/revert?dry_run=true", "{}")
        let row = tried.json?["transfers"]?[0]
        #expect(row?["debit_account_id"]?.string == "2" && row?["amount"]?.string == "5")
        // Without a body, and so without its type.
        let done = try bank.ask("POST", "/api/v1/transfers/700/revert", [], kind: "")
        #expect(done.status == 201, "\(done.text)")
        #expect(try bank.post("/api/v1/transfers/700/revert", "{}").status == 200)
        let none = try bank.post("/api/v1/transfers/7777/revert", "{}")
        #expect(none.status == 404 && none.json?["code"]?.string == "transaction_not_found")
    }

    @Test(arguments: [("post", "posted", "void"), ("void", "voided", "post")])
    func `a pending transaction ends as one, once`(
        verb: String, state: String, other: String
    ) throws {
        let bank = try Batches.opened()
        #expect(try bank.post(Self.transactions, Self.pending(500)).status == 201)
        #expect(try Self.rows(500, bank).map { $0["state"]?.string } == ["pending", "pending"])
        try Self.fill(bank, from: 1_000)
        let path = Self.transactions + "/500/\(verb)"
        let tried = try bank.post(path + "?dry_run=true", "{}")
        #expect(tried.status == 201, "\(tried.text)")
        let done = try bank.post(path, #"{"metadata":{"why":"done"}}"#)
        #expect(done.status == 201, "\(done.text)")
        let rows = done.json?["transfers"]?.array ?? []
        #expect(rows.map { $0["amount"]?.string } == ["3", "1"])
        let ends = rows.map { $0["id"]?.string }
        for _ in 0..<2 {
            let story = try Self.rows(500, bank)
            #expect(story.map { $0["state"]?.string } == [state, state])
            #expect(story.map { $0["resolved_by"]?.string } == ends)
            try Self.fill(bank, from: 2_000)
        }
        // The very same again is the same; anything else is refused.
        let again = try bank.post(path, #"{"metadata":{"why":"done"}}"#)
        #expect(again.status == 200, "\(again.text)")
        for (path, body) in [
            (path, #"{"id":77}"#), (Self.transactions + "/500/\(other)", "{}"),
        ] {
            let refused = try bank.post(path, body)
            #expect(
                refused.status == 409 && refused.json?["code"]?.string == "already_resolved",
                "\(refused.text)")
        }
        #expect(try Batches.balances(bank)[2] == (verb == "post" ? "0 4" : "0 0"))
    }

    @Test func `where one of its transfers is posted already, none is`() throws {
        let bank = try Batches.opened()
        _ = try bank.post(Self.transactions, Self.pending(500))
        let second = try Self.rows(500, bank)[1]["id"]?.string ?? ""
        let one = try Batches.send(
            #"{"id":9,"pending_id":"\#(second)","flags":["post_pending_transfer"],"amount":"340282366920938463463374607431768211455"}"#,
            to: bank)
        #expect(one.text == "")
        for verb in ["post", "void"] {
            let refused = try bank.post(Self.transactions + "/500/\(verb)", "{}")
            #expect(refused.json?["code"]?.string == "already_resolved", "\(refused.text)")
        }
        #expect(try Self.rows(500, bank).map { $0["state"]?.string } == ["pending", "posted"])
        #expect(try Batches.balances(bank) == ["0 0", "1 0", "0 1", "0 0"])
    }

    @Test func `one that is not pending has nothing to post`() throws {
        let bank = try Batches.opened()
        let posted = Self.pending(500).replacing(#""pending":true,"#, with: "")
        _ = try bank.post(Self.transactions, posted)
        let refused = try bank.post(Self.transactions + "/500/post", "{}")
        #expect(refused.status == 422 && refused.json?["code"]?.string == "ledger_refused")
        #expect(refused.json?["detail"]?.string?.contains("pending_transfer_not_pending") == true)
        #expect(try bank.post(Self.transactions + "/501/post", "{}").status == 404)
    }

    @Test func `a conversion's transfers name each other`() throws {
        let bank = try Batches.opened()
        let accounts = [11, 12].map { Account(id: UInt128($0), ledger: 840, code: 10) }
        _ = try bank.ask(
            "POST", "/api/v1/accounts/batch", accounts.recordBytes, kind: Batches.accounts)
        _ = try bank.post(
            "/api/v1/conversions",
            #"""
            {"id":"600","code":8,"from_account_id":1,"from_position_account_id":2,"from_ledger":978,
            "to_account_id":12,"to_position_account_id":11,"to_ledger":840,"from_amount":10001,
            "rate":"0.9235"}
            """#)
        let rows = try bank.ask("GET", "/api/v1/conversions/600").json?["transfers"]?.array ?? []
        #expect(rows.count == 2 && rows[0]["counterpart_id"] == rows[1]["id"])
        #expect(rows[1]["counterpart_id"] == rows[0]["id"])
    }
}
