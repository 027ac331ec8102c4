import Flows
import Fuzzing
import Ledger
import Testing

@testable import HTTPAPI

/// Bodies of batches that anybody has written: events or a problem, never an end; and of what is
/// taken, the node answers each event.
@Suite struct `Bodies of batches` {
    private typealias Batches = `Batches over HTTP`

    private static let pieces = [
        "{", "}", "[", "]", "\"", ":", ",", "\n", "\r\n", "0", "-1", "1e3", "1.0",
        "340282366920938463463374607431768211455", "340282366920938463463374607431768211456",
        "null",
        "true", "\\u0000", "flags", "linked", "pending", "imported", "id", "amount", "ledger",
        "debit_account_id", "credit_account_id", "value_date", "2026-02-29", "reverts", "link",
        "link_kind", "metadata_hash", "metadata", "\"metadata\":{", "\"legs\":[", "minimum",
        "maximum", "credit_line", "parent", "|", ";",
    ]
    private static let lines = [
        #"{"id":"1","debit_account_id":1,"credit_account_id":2,"amount":"5","ledger":978,"#
            + #""code":1,"flags":["linked","pending"],"value_date":"2026-11-22"}"#,
        #"{"id":7,"reverts":"1"}"# + "\n"
            + #"{"id":8,"amount":1,"link":"1","link_kind":"relates"}"#,
        #"{"id":"9","debit_account_id":1,"credit_account_id":2,"amount":"5","ledger":978,"#
            + #""code":1,"metadata":{"a":"1","b":[true,{"c":-7}]}}"# + "\n"
            + #"{"id":10,"code":9,"ledger":978,"metadata":{"legs":[]},"legs":["#
            + #"{"debit_account_id":1,"amount":3},{"credit_account_id":2,"amount":3}]}"#,
        #"{"id":"3","ledger":978,"code":1,"minimum":"-5","maximum":10,"parent":1}"#,
    ].map { Array($0.utf8) }
    private static let metadata = MetadataReading { text, _, _ in
        Metadata(text, salt: [UInt8](repeating: 0, count: Metadata.saltBytes))
    }
    private static let tables = [
        "id,debit_account_id,credit_account_id,amount,ledger,code,flags\n1,1,2,5,978,1,linked|pending\n",
        "id,ledger,code\n\"2\",978,\r\n3,978,1\r\n",
    ].map { Array($0.utf8) }
    private static let records = [
        [Batches.move(1), Batches.move(2)].recordBytes, [Batches.move(3)].recordBytes,
    ]

    @Test(arguments: [BatchFormat.lines, .table])
    func `of text are events or a problem`(format: BatchFormat) {
        let bases = format == .table ? Self.tables : Self.lines
        let fuzzer = Fuzzer("batch \(format)", campaign: 5_000_000)
        let complaint = fuzzer.run { random in
            let mutator = Mutator(random, pieces: Self.pieces)
            let body =
                random.below(4) == 0 ? mutator.made(piecesMax: 40) : mutator.mutated(bases)
            let count = body.filter { $0 == 10 }.count + 1
            if let rows = try? BatchReading<Transfer>().batch(body, format, Self.metadata),
                rows.rows.count > count
            {
                return "\(rows.rows.count) events of \(count) lines"
            }
            if let rows = try? BatchReading<Account>().batch(body, format, Self.metadata),
                rows.rows.count > count
            {
                return "\(rows.rows.count) accounts of \(count) lines"
            }
            return nil
        }
        #expect(complaint == nil)
    }

    @Test(arguments: [
        "application/x-ndjson", "text/csv", "application/vnd.qenex.transfers",
    ])
    func `are answered whole or refused whole`(kind: String) throws {
        let bank = try Batches.opened()
        let bases =
            switch kind {
            case Batches.lines: Self.lines
            case "text/csv": Self.tables
            default: Self.records
            }
        let complaint = Fuzzer("bodies of \(kind)", campaign: 100_000).run { random in
            let body = Mutator(random, pieces: Self.pieces).mutated(bases)
            let answer = try bank.ask("POST", "/api/v1/transfers/batch", body, kind: kind)
            return [200, 400, 413, 422].contains(answer.status) ? nil : answer.text
        }
        #expect(complaint == nil)
    }
}
