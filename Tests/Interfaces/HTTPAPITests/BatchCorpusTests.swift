import Bytes
import HTTPAPI
import JSON
import Ledger
import Platform
import Testing

/// The shared programs of an independent model, sent as batches through the whole route table.
@Suite struct `The shared programs over HTTP` {
    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        + "/../shared/corpora/ledger/programs"

    /// The programs' ledgers stand for two currencies.
    private static let ledgers: [UInt32: UInt32] = [0: 0, 1: 978, 2: 840]

    @Test func `every event has the outcome, every account the balances it expects`() throws {
        let disk = LiveDisk(writerThreads: 1)
        guard disk.exists(Self.folder) else {
            print("Skipped: \(Self.folder) is not there.")
            return
        }
        var events = 0
        for name in try disk.list(Self.folder) where name.hasSuffix(".json") {
            let bytes = try disk.read("\(Self.folder)/\(name)", limit: 16 << 20)
            let program = try JSONValue(
                parsing: bytes,
                limits: JSONLimits(bytesMax: 16 << 20, valuesMax: 1 << 20))
            let bank = try TestBank()
            for (index, step) in (program["steps"]?.array ?? []).enumerated() {
                events += try Self.run(step, on: bank, "\(name), step \(index)")
            }
        }
        // 60 programs of 10 accounts and 200 transfers each.
        #expect(events == 12_600)
        print("Sent \(events) events as batches.")
    }

    private static func run(
        _ step: JSONValue, on bank: TestBank, _ place: String
    ) throws -> Int {
        if let tick = step["tick"]?["value"]?.number?.text {
            #expect(step["tick"]?["unit"]?.string == "seconds")
            let moved = try bank.post("/api/v1/clock", #"{"advance_seconds":\#(tick)}"#)
            #expect(moved.status == 200, "\(moved.text)")
            return 0
        }
        let rows = step["rows"]?.array ?? []
        switch step["commit"]?.string {
        case "create_accounts":
            let events = rows.compactMap { $0["account"] }
            try send(
                events.map(account).recordBytes, "accounts", events, on: bank, place,
                name: { AccountStatus(rawValue: $0).name })
            return events.count
        case "create_transfers":
            let events = rows.compactMap { $0["transfer"] }
            try send(
                events.map(transfer).recordBytes, "transfers", events, on: bank, place,
                name: { TransferStatus(rawValue: $0).name })
            return events.count
        case "lookup_accounts": try compareAccounts(rows, on: bank, place)
        case "lookup_transfers": try compareTransfers(rows, on: bank, place)
        default: Issue.record("\(place): an operation that is not known")
        }
        return 0
    }

    private static func send(
        _ records: [UInt8], _ kind: String, _ events: [JSONValue], on bank: TestBank,
        _ place: String, name: (UInt32) -> String
    ) throws {
        let answer = try bank.ask(
            "POST", "/api/v1/\(kind)/batch", records, kind: "application/vnd.qenex.\(kind)")
        var found = events.map { _ in "created" }
        for pair in try `Batches over HTTP`.results(answer) { found[Int(pair[0])] = name(pair[1]) }
        #expect(found == events.map { $0["expect"]?.string ?? "created" }, "\(place)")
    }

    private static func compareAccounts(
        _ rows: [JSONValue], on bank: TestBank, _ place: String
    ) throws {
        for row in rows {
            let wanted = try #require(row["lookup_account"])
            let found = try lookUp("accounts", wanted["id"]?.string, on: bank)
            for column in ["debits_pending", "debits_posted", "credits_pending", "credits_posted"] {
                #expect(
                    found?[column]?.string == wanted["balance"]?[column]?.string,
                    "\(place), account \(wanted["id"]?.string ?? ""), \(column)")
            }
        }
    }

    private static func compareTransfers(
        _ rows: [JSONValue], on bank: TestBank, _ place: String
    ) throws {
        for row in rows {
            let wanted = try #require(row["lookup_transfer"])
            let found = try lookUp("transfers", wanted["id"]?.string, on: bank)
            #expect(
                found?["amount"]?.string == wanted["amount"]?.string,
                "\(place), transfer \(wanted["id"]?.string ?? "")")
        }
    }

    private static func lookUp(
        _ kind: String, _ id: String?, on bank: TestBank
    ) throws -> JSONValue? {
        let answer = try bank.ask(
            "POST", "/api/v1/\(kind)/lookup", Array(#"{"id":"\#(id ?? "")"}"#.utf8),
            kind: "application/x-ndjson")
        return try answer.bytes.flatMap { $0.isEmpty ? nil : try JSONValue(parsing: $0) }
    }

    // MARK: - Rows

    private static func number<Value: FixedWidthInteger>(_ row: JSONValue, _ name: String) -> Value
    {
        (row[name]?.string).flatMap { Value($0) } ?? 0
    }

    private static func flags(_ row: JSONValue, _ names: [String]) -> UInt16 {
        let named = names.enumerated().reduce(UInt16(0)) { bits, flag in
            row[flag.element]?.boolean == true ? bits | 1 << UInt16(flag.offset) : bits
        }
        // The bits behind the named ones.
        return named | number(row, "flags_padding") << UInt16(names.count)
    }

    private static func account(_ row: JSONValue) -> Account {
        Account(
            id: number(row, "id"), ledger: ledgers[number(row, "ledger")] ?? 0,
            code: number(row, "code"),
            flags: AccountFlags(
                rawValue: flags(
                    row,
                    [
                        "linked", "debits_must_not_exceed_credits",
                        "credits_must_not_exceed_debits", "history", "imported", "closed",
                    ])))
    }

    private static func transfer(_ row: JSONValue) -> Transfer {
        Transfer(
            id: number(row, "id"), debitAccountID: number(row, "debit_account_id"),
            creditAccountID: number(row, "credit_account_id"), amount: number(row, "amount"),
            pendingID: number(row, "pending_id"), userData128: number(row, "user_data_128"),
            userData64: number(row, "user_data_64"), userData32: number(row, "user_data_32"),
            timeout: number(row, "timeout"), ledger: ledgers[number(row, "ledger")] ?? 0,
            code: number(row, "code"),
            flags: TransferFlags(
                rawValue: flags(
                    row,
                    [
                        "linked", "pending", "post_pending_transfer", "void_pending_transfer",
                        "balancing_debit", "balancing_credit", "closing_debit", "closing_credit",
                        "imported",
                    ])),
            timestamp: number(row, "timestamp"))
    }
}
