import Bytes
import Cryptography
import Engine
import Flows
import HTTPAPI
import JSON
import Ledger
import Testing

/// Metadata as objects, through the whole route table.
@Suite struct `Metadata over HTTP` {
    private typealias Batches = `Batches over HTTP`

    private static func create(_ text: String, in bank: TestBank) throws -> Response {
        try bank.ask("POST", "/api/v1/accounts/batch", Array(text.utf8), kind: Batches.lines)
    }

    private static func look(
        _ what: String, _ id: Int, in bank: TestBank
    ) throws -> JSONValue {
        let answer = try bank.ask(
            "POST", "/api/v1/\(what)/lookup", Array("\(id)".utf8), kind: Batches.lines)
        return try JSONValue(parsing: Array(answer.text.utf8))
    }

    private static func move(_ id: Int, _ more: String) -> String {
        #"{"id":\#(id),"debit_account_id":1,"credit_account_id":2,"amount":5,"ledger":978,"#
            + #""code":1,\#(more)}"# + "\n"
    }

    /// What anybody can do who has both: SHA-256 over salt and canonical text.
    private static func isChecked(_ row: JSONValue, _ canonical: String) throws -> Bool {
        let salt = try #require(Hex.decode(row["metadata_salt"]?.string ?? ""))
        let hash = SHA256.hash(salt + Array(canonical.utf8))
        return salt.count == 32 && row["metadata_hash"]?.string == hash.description
    }

    /// By sha256sum, of 32 zero bytes and `{"a":"b"}`.
    @Test func `the hash is SHA-256 over salt and text`() {
        let metadata = Metadata(Array(#"{"a":"b"}"#.utf8), salt: [UInt8](repeating: 0, count: 32))
        #expect(
            Hex.encode(metadata.hash.digest)
                == "103dbcd66934523d89f92da1e55d18a8f6ef58d896cb198d8277d331db04dec7")
    }

    @Test func `accounts and transfers bring it, and tell it in its canonical form`() throws {
        let bank = try Batches.opened()
        let made = try Self.create(
            #"""
            {"id": 10, "ledger": 978, "code": 1, "metadata": {"name": "Zyxwelda", "age": 7, "\u00e4": [true, null]}}
            {"id": 11, "ledger": 978, "code": 1}
            """#, in: bank)
        #expect(made.text == "")
        let account = try Self.look("accounts", 10, in: bank)
        #expect(account["metadata"]?["name"]?.string == "Zyxwelda")
        #expect(
            try Self.isChecked(account, "{\"age\":7,\"name\":\"Zyxwelda\",\"\u{E4}\":[true,null]}"))
        #expect(try Self.look("accounts", 11, in: bank)["metadata"] == nil)

        let sent = try Batches.send(
            Self.move(20, #""metadata":{"b":"2","a":"1"}"#) + Self.move(21, #""metadata":null"#)
                + Self.move(22, #""metadata":{},"flags":["pending"]"#)
                + #"{"id":23,"pending_id":22,"flags":["post_pending_transfer"],"metadata":{"x":"y"}}"#
                + "\n" + #"{"id":24,"reverts":20,"metadata":{"why":"wrong"}}"#, to: bank)
        #expect(sent.text == "")
        #expect(try Self.isChecked(Self.look("transfers", 20, in: bank), #"{"a":"1","b":"2"}"#))
        #expect(try Self.look("transfers", 21, in: bank)["metadata"] == nil)
        #expect(try Self.isChecked(Self.look("transfers", 22, in: bank), "{}"))
        #expect(try Self.isChecked(Self.look("transfers", 23, in: bank), #"{"x":"y"}"#))
        #expect(try Self.isChecked(Self.look("transfers", 24, in: bank), #"{"why":"wrong"}"#))
        let page = try bank.ask("GET", "/api/v1/accounts/1/transfers")
        #expect(page.json?["data"]?[0]?["metadata"]?["why"]?.string == "wrong", "\(page.text)")
        // Tables tell the hash alone.
        let table = try bank.ask(
            "POST", "/api/v1/transfers/lookup", Array("id\n20\n".utf8), kind: "text/csv")
        #expect(!table.text.contains("metadata_salt") && table.text.contains("metadata_hash"))
    }

    @Test func `the same text in any order is the same, another one is not`() throws {
        let bank = try Batches.opened()
        let answer = try Batches.send(
            Self.move(20, #""metadata":{"b":"2","a":"1"}"#)
                + Self.move(20, #""metadata": { "a" : "\u0031" , "b":"2"}"#)
                + Self.move(20, #""metadata":{"b":"2","a":"2"}"#) + Self.move(20, #""code":1"#)
                + Self.move(20, #""metadata_hash":"\#(String(repeating: "0a", count: 32))""#),
            to: bank)
        #expect(answer.status == 400, "a name stands twice: \(answer.text)")
        let sent = try Batches.send(
            Self.move(20, #""metadata":{"b":"2","a":"1"}"#)
                + Self.move(20, #""metadata": { "a" : "\u0031" , "b":"2"}"#)
                + Self.move(20, #""metadata":{"b":"2","a":"2"}"#)
                + Self.move(20, #""metadata_hash":"\#(String(repeating: "0a", count: 32))""#),
            to: bank)
        #expect(
            sent.text == #"""
                {"index": 1, "status": "exists"}
                {"index": 2, "status": "exists_with_different_extension"}
                {"index": 3, "status": "exists_with_different_extension"}

                """#)
        #expect(try Self.isChecked(Self.look("transfers", 20, in: bank), #"{"a":"1","b":"2"}"#))
        // A number and a text of one id are salted apart: the same text has another hash elsewhere.
        _ = try Batches.send(Self.move(30, #""metadata":{"b":"2","a":"1"}"#), to: bank)
        let (one, other) = (
            try Self.look("transfers", 20, in: bank), try Self.look("transfers", 30, in: bank)
        )
        #expect(one["metadata_hash"] != other["metadata_hash"])
        #expect(one["metadata"] == other["metadata"])
    }

    @Test func `a trial keeps no text`() throws {
        let bank = try Batches.opened()
        let sequence = bank.bank.node.durableSequence
        let tried = try bank.ask(
            "POST", "/api/v1/transfers/batch?dry_run=true",
            Array(Self.move(20, #""metadata":{"a":"1"}"#).utf8), kind: Batches.lines)
        #expect(tried.status == 200 && tried.text == "")
        #expect(bank.bank.node.durableSequence == sequence)
    }

    @Test func `a transaction's is that of all its transfers, also as a line`() throws {
        let bank = try Batches.opened()
        let legs =
            #""code":9,"ledger":978,"metadata":{"order":"4711","legs":[]},"legs":["#
            + #"{"debit_account_id":1,"amount":3},{"debit_account_id":2,"amount":1},"#
            + #"{"credit_account_id":3,"amount":4}]"#
        let made = try bank.post("/api/v1/ledger-transactions", #"{"id":500,\#(legs)}"#)
        #expect(made.status == 201, "\(made.text)")
        let found = try bank.ask("GET", "/api/v1/ledger-transactions/500")
        let rows = found.json?["transfers"]?.array ?? []
        #expect(rows.count == 2)
        for row in rows {
            #expect(try Self.isChecked(row, #"{"legs":[],"order":"4711"}"#), "\(found.text)")
        }
        #expect(
            try bank.post("/api/v1/ledger-transactions", #"{"id":500,\#(legs)}"#).status == 200)
        // The line is the same transaction; and metadata with legs in them are no transaction.
        let sent = try Batches.send(
            #"{"id":500,\#(legs)}"# + "\n" + #"{"id":501,\#(legs)}"# + "\n"
                + Self.move(20, #""metadata":{"legs":["a"]}"#), to: bank)
        #expect(sent.text == #"{"index": 0, "status": "exists"}"# + "\n")
        let line = try bank.ask("GET", "/api/v1/ledger-transactions/501").json
        #expect(line?["transfers"]?[1]?["metadata"]?["order"]?.string == "4711")
        #expect(try Self.isChecked(Self.look("transfers", 20, in: bank), #"{"legs":["a"]}"#))
        let taken = try bank.post(
            "/api/v1/ledger-transactions/500/revert", #"{"metadata":{"why":"wrong"}}"#)
        #expect(taken.status == 201, "\(taken.text)")
        let revert = taken.json?["id"]?.string ?? ""
        let shown = try bank.ask("GET", "/api/v1/ledger-transactions/\(revert)").json
        #expect(shown?["transfers"]?[0]?["metadata"]?["why"]?.string == "wrong")
    }

    @Test func `a conversion has it too`() throws {
        let bank = try Batches.opened()
        _ = try Self.create(
            "{\"id\":11,\"ledger\":840,\"code\":1}\n{\"id\":12,\"ledger\":840,\"code\":1}", in: bank
        )
        let made = try bank.post(
            "/api/v1/conversions",
            #"""
            {"id":"600","code":8,"from_account_id":1,"from_position_account_id":2,"from_ledger":978,
            "to_account_id":12,"to_position_account_id":11,"to_ledger":840,"from_amount":10001,
            "rate":"0.9235","metadata":{"deal":"D1"}}
            """#)
        #expect(made.status == 201, "\(made.text)")
        let shown = try bank.ask("GET", "/api/v1/conversions/600").json
        #expect(shown?["transfers"]?[1]?["metadata"]?["deal"]?.string == "D1")
    }

    @Test func `a schedule's is told of it and of each of its runs`() throws {
        let bank = try Batches.opened()
        let order =
            #"{"id":"7001","debit_account_id":1,"credit_account_id":2,"ledger":978,"code":10,"#
            + #""amount":{"fixed":"500"},"first":"2026-11-21","metadata":{"for":"rent"}}"#
        let tried = try bank.post("/api/v1/schedules?dry_run=true", order)
        #expect(tried.status == 201, "\(tried.text)")
        let made = try bank.post("/api/v1/schedules", order)
        #expect(made.status == 201, "\(made.text)")
        let shown = try #require(try bank.ask("GET", "/api/v1/schedules/7001").json)
        #expect(try Self.isChecked(shown, #"{"for":"rent"}"#))
        #expect(try bank.post("/api/v1/schedules", order).status == 200)
        let other = order.replacing("rent", with: "food")
        #expect(try bank.post("/api/v1/schedules", other).status == 409)
        // 08:00 UTC on Friday: a day later Saturday's run is made.
        #expect(try bank.post("/api/v1/clock", #"{"advance":"1d"}"#).status == 200)
        let page = try bank.ask("GET", "/api/v1/accounts/1/transfers").json
        let run = try #require(page?["data"]?[0])
        #expect(run["link_kind"]?.string == "scheduled" && run["metadata"] == shown["metadata"])
        #expect(run["metadata_hash"] == shown["metadata_hash"])
        #expect(
            try bank.ask("GET", "/api/v1/schedules/7001").json?["state"]?.string == "ended")
    }

    @Test(arguments: [
        #""metadata":"text""#, #""metadata":[1]"#, #""metadata":{"a":1.5}"#,
        #""metadata":{"a":9007199254740992}"#, #""metadata":{"a":{"b":{"c":{"d":[]}}}}"#,
        #""metadata":{"a":"1","a":"2"}"#,
        #""metadata":{"a":"\#(String(repeating: "x", count: 4089))"}"#,
        #""metadata":{},"metadata_hash":"\#(String(repeating: "0a", count: 32))""#,
        #""metadata_hash":"\#(String(repeating: "0a", count: 32))","metadata":{}"#,
    ])
    func `what is none is refused, and nothing is made`(more: String) throws {
        let bank = try Batches.opened()
        let sent = try Batches.send(Self.move(20, more), to: bank)
        #expect(sent.status == 400, "\(sent.text)")
        let body =
            #"{"id":500,"code":9,"ledger":978,"legs":[{"debit_account_id":1,"amount":3},"#
            + #"{"credit_account_id":3,"amount":3}],\#(more)}"#
        let made = try bank.post("/api/v1/ledger-transactions", body)
        #expect(made.status == 400, "\(made.text)")
        #expect(try Batches.balances(bank) == ["0 0", "0 0", "0 0", "0 0"])
    }

    /// `{"a":""}` are 8 bytes: 4,088 more are 4,096.
    @Test func `the longest is taken, escaped all over`() throws {
        let bank = try Batches.opened()
        let escaped = String(repeating: #"\u0078"#, count: 4088)
        let sent = try Batches.send(
            Self.move(20, #""metadata":{"a":"\#(escaped)"}"#)
                + Self.move(21, #""metadata":{"a":{"b":{"c":{}}}}"#), to: bank)
        #expect(sent.text == "")
        let found = try Self.look("transfers", 20, in: bank)
        #expect(found["metadata"]?["a"]?.string == String(repeating: "x", count: 4088))
    }

    @Test func `erased it says so, its hash stays, and the same again brings nothing back`() throws
    {
        let bank = try Batches.opened()
        let line = #"{"id":10,"ledger":978,"code":1,"metadata":{"name":"Zyxwelda"}}"#
        #expect(try Self.create(line, in: bank).text == "")
        func pay(_ id: Int, _ debit: Int, _ credit: Int) -> String {
            #"{"id":\#(id),"debit_account_id":\#(debit),"credit_account_id":\#(credit),"amount":5,"#
                + #""ledger":978,"code":1,"metadata":{"for":"rent"}}"# + "\n"
        }
        let payments =
            pay(20, 10, 2) + pay(21, 2, 10) + #"{"id":22,"reverts":21,"metadata":{"why":"wrong"}}"#
        #expect(try Batches.send(payments, to: bank).text == "")
        func erase() throws -> Response {
            try bank.post("/api/v1/erasures", #"{"subject":"10","reason":"Asked for"}"#)
        }
        let early = try erase()
        #expect(
            early.status == 409 && early.json?["code"]?.string == "retention_runs", "\(early.text)")
        for days in [1098, 733] {
            _ = try bank.post("/api/v1/clock", #"{"advance":"\#(days)d"}"#)
        }
        let before = try Self.look("accounts", 10, in: bank)
        let hash = try bank.stateHash()
        let erased = try erase()
        #expect(erased.status == 201 && erased.json?["subject"]?.string == "10", "\(erased.text)")
        #expect(try bank.stateHash() == hash)
        let after = try Self.look("accounts", 10, in: bank)
        #expect(after["metadata"]?.string == "erased" && after["metadata_salt"] == nil)
        #expect(after["metadata_hash"] == before["metadata_hash"])
        // What it was debited for: 20, and 22, which takes back what it got.
        let rows = try [20, 21, 22].map { try Self.look("transfers", $0, in: bank) }
        #expect(rows[0]["metadata"]?.string == "erased")
        #expect(rows[1]["metadata"]?["for"]?.string == "rent")
        #expect(rows[2]["metadata"]?.string == "erased")
        // The same again is the same, and is not kept.
        #expect(
            try Self.create(line, in: bank).text == #"{"index": 0, "status": "exists"}"# + "\n")
        #expect(try Self.look("accounts", 10, in: bank)["metadata"]?.string == "erased")
        // What comes later is under a new key.
        #expect(try Batches.send(pay(23, 10, 2), to: bank).text == "")
        #expect(try Self.look("transfers", 23, in: bank)["metadata"]?["for"]?.string == "rent")
    }

    @Test func `who has none cannot be erased`() throws {
        let bank = try Batches.opened()
        for subject in ["1", "77"] {
            let answer = try bank.post(
                "/api/v1/erasures", #"{"subject":"\#(subject)","reason":"R"}"#)
            #expect(answer.status == 404, "\(answer.text)")
        }
    }
}
