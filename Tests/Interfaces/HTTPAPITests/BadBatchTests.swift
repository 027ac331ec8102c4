import Flows
import HTTPAPI
import JSON
import Ledger
import Testing

/// Batches that are none: each refused as a whole, and the state as it was.
@Suite struct `Bad batches` {
    private typealias Batches = `Batches over HTTP`

    private static let good = Batches.move(1)

    /// What is sent, its type, status and code.
    private static let bodies: [(String, String, Int, String)] = [
        ("{", "application/x-ndjson", 400, "malformed_batch"),
        ("[]", "application/x-ndjson", 400, "malformed_batch"),
        ("1", "application/x-ndjson", 400, "malformed_batch"),
        ("\n{}", "application/x-ndjson", 400, "malformed_batch"),
        ("{} {}", "application/x-ndjson", 400, "malformed_batch"),
        (#"{"id":1,"id":2}"#, "application/x-ndjson", 400, "malformed_batch"),
        (#"{"id":1,"value_day":2}"#, "application/x-ndjson", 400, "unknown_field"),
        (#"{"id":-1}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"id":1.0}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"id":1e3}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"id":"0x1"}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"id":"+1"}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"id":""}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"id":null}"#, "application/x-ndjson", 400, "invalid_field"),
        // 2^128, 2^32, 2^16.
        (
            #"{"amount":"340282366920938463463374607431768211456"}"#, "application/x-ndjson", 400,
            "invalid_field"
        ),
        (#"{"ledger":4294967296}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"code":65536}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"flags":"linked"}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"flags":["extended"]}"#, "application/x-ndjson", 400, "invalid_field"),
        (#"{"flags":[1]}"#, "application/x-ndjson", 400, "invalid_field"),
        ("\u{FEFF}{}", "application/x-ndjson", 400, "malformed_batch"),
        ("", "text/csv", 400, "malformed_batch"),
        ("\n1", "text/csv", 400, "unknown_field"),
        ("id,colour\n1,red", "text/csv", 400, "unknown_field"),
        ("\u{FEFF}id\n1", "text/csv", 400, "malformed_batch"),
        ("id,id\n1,1", "text/csv", 400, "malformed_batch"),
        ("id,code\n1", "text/csv", 400, "malformed_batch"),
        ("id\n1,1", "text/csv", 400, "malformed_batch"),
        ("id\n\"1", "text/csv", 400, "malformed_batch"),
        ("id\n\"1\"1", "text/csv", 400, "malformed_batch"),
        ("id\n１", "text/csv", 400, "malformed_batch"),
        ("id\n1;2", "text/csv", 400, "invalid_field"),
        ("id,flags\n1,extended", "text/csv", 400, "invalid_field"),
        ("id\n1", "text/csv; charset=utf-16", 415, "unsupported_media_type"),
        ("{}", "application/json", 415, "unsupported_media_type"),
        ("", "application/octet-stream", 415, "unsupported_media_type"),
        ("", "application/vnd.qenex.accounts", 415, "unsupported_media_type"),
    ]

    @Test func `a body that is no batch is refused whole, and changes nothing`() throws {
        let bank = try Batches.opened()
        let before = try bank.stateHash()
        for (body, kind, status, code) in Self.bodies {
            let answer = try Batches.send(body, to: bank, kind: kind)
            #expect(answer.status == status, "\(body): \(answer.text)")
            #expect(answer.json?["code"]?.string == code, "\(body): \(answer.text)")
        }
        // A good event in front does not go through alone.
        let mixed = #"{"id":1,"debit_account_id":1,"credit_account_id":2,"ledger":978,"code":1}"#
        #expect(try Batches.send(mixed + "\n{\"id\":\"x\"}", to: bank).status == 400)
        #expect(try bank.stateHash() == before)
    }

    @Test func `half a record, and one event too many`() throws {
        let bank = try Batches.opened()
        let before = try bank.stateHash()
        let record = [Self.good].recordBytes
        for count in [1, 127, 129, 255] {
            let bytes = Array((record + record).prefix(count))
            let answer = try bank.ask(
                "POST", "/api/v1/transfers/batch", bytes, kind: Batches.transfers)
            #expect(answer.status == 400, "\(count): \(answer.text)")
            #expect(answer.json?["code"]?.string == "malformed_batch")
        }
        let most = RunningBank.batchMax
        #expect(most == 8_190)
        let many = (1...(most + 1)).map { Batches.move(UInt128($0)) }
        let answer = try Batches.send(many, to: bank)
        #expect(answer.status == 413 && answer.json?["code"]?.string == "batch_too_large")
        let lines = String(repeating: "{}\n", count: most + 1)
        #expect(try Batches.send(lines, to: bank).json?["code"]?.string == "batch_too_large")
        #expect(try bank.stateHash() == before)
        #expect(try Batches.results(Batches.send(Array(many.dropLast()), to: bank)).isEmpty)
    }

    @Test func `nothing is a batch of nothing`() throws {
        let bank = try Batches.opened()
        let before = try bank.stateHash()
        #expect(try Batches.results(Batches.send([], to: bank)).isEmpty)
        #expect(try Batches.send("id\n", to: bank, kind: "text/csv").text == "index,status\n")
        #expect(try bank.stateHash() == before)
    }

    @Test func `ids zero and maximum, and timestamps, are refused event by event`() throws {
        let bank = try Batches.opened()
        var stamped = Batches.move(3)
        stamped.timestamp = 1
        var future = Batches.move(4)
        future.timestamp = .max
        let answer = try Batches.send(
            [
                Batches.move(0), Batches.move(.max), stamped, future, Batches.move(5, 0, 2),
                Batches.move(6, .max, 2), Batches.move(7, 1, 0), Batches.move(8, 1, .max),
                Batches.move(9),
            ], to: bank)
        // 5 and 6 id zero and maximum, 3 timestamp_must_be_zero, 8 to 11 the accounts' ids.
        #expect(
            try Batches.results(answer) == [
                [0, 5], [1, 6], [2, 3], [3, 3], [4, 8], [5, 9], [6, 10], [7, 11],
            ])
    }

    @Test func `imported events bring a timestamp from the past, and only together`() throws {
        let bank = try Batches.opened()
        func imported(_ id: UInt128, at timestamp: UInt64) -> Transfer {
            var transfer = Batches.move(id, 5, 6, 1, .imported)
            transfer.timestamp = timestamp
            return transfer
        }
        let old = [5, 6].map { id in
            Account(
                id: id, ledger: 978, code: 1, flags: .imported, timestamp: UInt64(id) * 1_000)
        }
        // The accounts of this bank were made now: older ones come too late (26 must_not_regress).
        let late = try bank.ask(
            "POST", "/api/v1/accounts/batch", old.recordBytes, kind: Batches.accounts)
        #expect(try Batches.results(late) == [[0, 26], [1, 26]])
        let answer = try Batches.send(
            [
                imported(1, at: 0), imported(2, at: UInt64(Int64.max)), Batches.move(3),
            ], to: bank)
        // 58 out of range, 59 must_not_advance, 56 imported_event_expected.
        #expect(try Batches.results(answer) == [[0, 58], [1, 59], [2, 56]])
    }
}
