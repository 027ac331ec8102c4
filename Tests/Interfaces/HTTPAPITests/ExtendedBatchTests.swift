import Bytes
import HTTPAPI
import JSON
import Ledger
import Testing

/// What needs more than the 128 bytes of a record, by lines and tables.
@Suite struct `Extensions over HTTP` {
    private static let lines = BatchTests.lines
    private typealias BatchTests = `Batches over HTTP`

    private static func create(_ text: String, in bank: TestBank) throws -> Response {
        try bank.ask("POST", "/api/v1/accounts/batch", Array(text.utf8), kind: lines)
    }

    private static func look(
        _ what: String, _ ids: String, in bank: TestBank, kind: String = lines
    ) throws -> Response {
        try bank.ask("POST", "/api/v1/\(what)/lookup", Array(ids.utf8), kind: kind)
    }

    private static let hash = String(repeating: "0af9", count: 16)

    @Test func `an account's limits come with it, hold, and are told`() throws {
        let bank = try BatchTests.opened()
        let made = try Self.create(
            #"""
            {"id": 10, "ledger": 978, "code": 1, "minimum": "-30", "maximum": 50, "parent": "1", "metadata_hash": "\#(Self.hash)"}
            {"id": 11, "ledger": 978, "code": 1, "flags": ["debits_must_not_exceed_credits"], "credit_line": 5}
            {"id": 12, "ledger": 978, "code": 1, "minimum": 2, "maximum": 1}
            {"id": 13, "ledger": 978, "code": 1, "parent": 99}
            {"id": 14, "ledger": 840, "code": 1, "parent": 1}
            {"id": 10, "ledger": 978, "code": 1, "minimum": -30, "maximum": 50, "parent": 1, "metadata_hash": "\#(Self.hash)"}
            {"id": 10, "ledger": 978, "code": 1, "minimum": -31}
            {"id": 15, "ledger": 978, "code": 1, "credit_line": "0"}
            """#, in: bank)
        #expect(
            made.text == #"""
                {"index": 2, "status": "minimum_above_maximum"}
                {"index": 3, "status": "parent_not_found"}
                {"index": 4, "status": "parent_has_different_ledger"}
                {"index": 5, "status": "exists"}
                {"index": 6, "status": "exists_with_different_extension"}

                """#)
        // 54 exceeds_credits, 1002 below_minimum, 1003 above_maximum.
        let moved = try BatchTests.send(
            [
                BatchTests.move(1, 10, 2, 31), BatchTests.move(2, 10, 2, 30),
                BatchTests.move(3, 2, 10, 81), BatchTests.move(4, 11, 1, 6),
                BatchTests.move(5, 11, 1, 5),
            ], to: bank)
        #expect(try BatchTests.results(moved) == [[0, 1_002], [2, 1_003], [3, 54]])
        let found = try Self.look("accounts", "10\n11\n15\n", in: bank).text.split(separator: "\n")
        #expect(
            found[0].hasSuffix(
                #""flags":[],"minimum":"-30","maximum":"50","parent":"1","#
                    + #""metadata_hash":"\#(Self.hash)"}"#))
        #expect(
            found[1].hasSuffix(
                #""flags":["debits_must_not_exceed_credits"],"credit_line":"5"}"#))
        #expect(found[2].hasSuffix(#""flags":[]}"#))
    }

    /// Byte 118 and 119 are the flags': bit 15 is nobody's business.
    @Test func `records tell of no extension`() throws {
        let bank = try BatchTests.opened()
        _ = try Self.create(#"{"id": 10, "ledger": 978, "code": 1, "minimum": "-30"}"#, in: bank)
        let line =
            #"{"id": 7, "debit_account_id": 1, "credit_account_id": 10, "amount": 4, "#
            + #""ledger": 978, "code": 1, "value_date": "2026-11-22"}"#
        #expect(try BatchTests.send(line, to: bank).text == "")
        for (what, id) in [("accounts", 10), ("transfers", 7)] as [(String, UInt128)] {
            var writer = ByteWriter()
            writer.write(id)
            let answer = try bank.ask(
                "POST", "/api/v1/\(what)/lookup", writer.bytes,
                kind: "application/vnd.qenex.\(what)")
            let bytes = try #require(answer.bytes)
            #expect(bytes.count == 128 && bytes[118] == 0 && bytes[119] == 0)
        }
    }

    @Test func `a transfer is taken back once, and says by what it is`() throws {
        let bank = try BatchTests.opened()
        let answer = try BatchTests.send(
            #"""
            {"id": 1, "debit_account_id": 1, "credit_account_id": 2, "amount": 10, "ledger": 978, "code": 9}
            {"id": 2, "reverts": "1", "value_date": "2026-11-20"}
            {"id": 3, "link": 1, "link_kind": "reverts"}
            {"id": 4, "reverts": 2}
            {"id": 5, "reverts": 77}
            {"id": 2, "reverts": "1", "value_date": "2026-11-20"}
            {"id": 2, "reverts": "1"}
            {"id": 6, "debit_account_id": 1, "credit_account_id": 2, "amount": 1, "ledger": 978, "code": 9, "link": "1", "link_kind": "relates", "transaction_id": 5, "leg": 1, "legs": 2}
            {"id": 7, "debit_account_id": 1, "credit_account_id": 2, "amount": 1, "ledger": 978, "code": 9, "link": "1"}
            """#, to: bank)
        #expect(
            answer.text == #"""
                {"index": 2, "status": "already_reverted"}
                {"index": 3, "status": "original_not_revertible"}
                {"index": 4, "status": "link_not_found"}
                {"index": 5, "status": "exists"}
                {"index": 6, "status": "exists_with_different_extension"}
                {"index": 8, "status": "extension_invalid"}

                """#)
        // 10 there and 10 back, then 1.
        #expect(try BatchTests.balances(bank) == ["11 10", "10 11", "0 0", "0 0"])
        let found = try Self.look("transfers", "2\n6\n", in: bank).text.split(separator: "\n")
        #expect(
            found[0].hasPrefix(
                #"{"id":"2","debit_account_id":"2","credit_account_id":"1","amount":"10","#))
        #expect(
            found[0].hasSuffix(
                #""flags":[],"value_date":"2026-11-20","link":"1","link_kind":"reverts"}"#))
        #expect(
            found[1].hasSuffix(
                #""link":"1","link_kind":"relates","transaction_id":"5","leg":"1","legs":"2"}"#))
        let page = try bank.ask("GET", "/api/v1/accounts/1/transfers?limit=3")
        #expect(
            page.json?["data"]?.array?.compactMap { $0["link_kind"]?.string ?? "" }
                == ["relates", "reverts", ""])
    }

    @Test func `a table has columns for it, and its answer where a row has any`() throws {
        let bank = try BatchTests.opened()
        let answer = try BatchTests.send(
            "id,debit_account_id,credit_account_id,amount,ledger,code,value_date,reverts\n"
                + "1,1,2,7,978,1,2026-02-28,\n2,,,,,,,1\n3,1,2,7,978,1,,\n",
            to: bank, kind: "text/csv")
        #expect(answer.text == "index,status\n")
        let table = try Self.look("transfers", "id\n1\n2\n3\n", in: bank, kind: "text/csv")
        let rows = table.text.split(separator: "\n")
        #expect(
            rows[0].hasSuffix(
                "flags,value_date,reverts,link,link_kind,transaction_id,leg,legs,metadata_hash,"
                    + "rate,rounding,counterpart_id"))
        #expect(rows[1].hasSuffix(",2026-02-28,,,,,,,,,,"))
        #expect(rows[2].hasSuffix(",,,1,reverts,,,,,,,") && rows[3].hasSuffix(",,,,,,,,,,,"))
        let plain = try Self.look("transfers", "id\n3\n", in: bank, kind: "text/csv")
        #expect(plain.text.split(separator: "\n")[0].hasSuffix(",flags"))
    }

    @Test(arguments: [
        #"{"id": 1, "value_date": "2026-02-30"}"#, #"{"id": 1, "value_date": 20260228}"#,
        #"{"id": 1, "reverts": "x"}"#, #"{"id": 1, "reverts": 0}"#,
        #"{"id": 1, "reverts": 5, "link": 6}"#, #"{"id": 1, "link": 5, "link_kind": "likes"}"#,
        #"{"id": 1, "metadata_hash": "0af9"}"#, #"{"id": 1, "leg": 65536}"#,
        #"{"id": 1, "leg": -1}"#, #"{"id": 1, "metadata_hash": null}"#,
    ])
    func `a value that is none refuses the batch`(line: String) throws {
        let bank = try BatchTests.opened()
        let answer = try BatchTests.send(line, to: bank)
        #expect(answer.status == 400 && answer.text.contains("invalid_field"), "\(answer.text)")
    }

    @Test(arguments: [
        #"{"id": 10, "ledger": 978, "code": 1, "minimum": "--1"}"#,
        #"{"id": 10, "ledger": 978, "code": 1, "minimum": "1.5"}"#,
        #"{"id": 10, "ledger": 978, "code": 1, "maximum": 170141183460469231731687303715884105727}"#,
        #"{"id": 10, "ledger": 978, "code": 1, "blocked": "debits"}"#,
        #"{"id": 10, "ledger": 978, "code": 1, "parent": -1}"#,
    ])
    func `a limit that is none refuses the batch`(line: String) throws {
        let bank = try BatchTests.opened()
        let answer = try Self.create(line, in: bank)
        #expect(answer.status == 400 && answer.text.contains("invalid_field"), "\(answer.text)")
        #expect(try Self.look("accounts", "10\n", in: bank).text == "")
    }

    @Test func `a batch that is only tried leaves no limit and no revert`() throws {
        let bank = try BatchTests.opened()
        _ = try BatchTests.send([BatchTests.move(1)], to: bank)
        let line = #"{"id": 2, "reverts": "1"}"#
        let tried = try bank.ask(
            "POST", "/api/v1/transfers/batch?dry_run=true", Array(line.utf8), kind: Self.lines)
        #expect(tried.status == 200 && tried.text == "")
        #expect(try BatchTests.send(line, to: bank).text == "")
        #expect(
            try BatchTests.send(#"{"id": 3, "reverts": "1"}"#, to: bank).text
                == #"{"index": 0, "status": "already_reverted"}"# + "\n")
    }
}
