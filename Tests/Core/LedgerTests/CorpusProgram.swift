import Testing

@testable import Ledger

/// Runs one case of the corpora against a fresh set of books.
struct CorpusProgram {
    let name: String
    let steps: [JSONValue]
    let books = Books()
    /// What this ledger answers where TigerBeetle needs the `history` flag at creation.
    var balancesWithoutHistory = 0
    /// Every transfer leaves memory with its batch.
    let isForgetful: Bool
    /// What has left memory, by ordinal.
    private(set) var kept: [OldTransfer] = []
    private var clock: UInt64 = 0

    init(path: String, isForgetful: Bool = false) throws {
        self.isForgetful = isForgetful
        let root = try JSONValue(Corpus.bytes(of: path))
        name = root["name"]?.text ?? path
        steps = root["steps"]?.elements ?? []
    }

    mutating func run() throws {
        for (position, step) in steps.enumerated() {
            if let tick = step["tick"] { try advance(tick) }
            if let setup = step["setup"] { put(setup) }
            guard let operation = step["commit"]?.text else { continue }
            let rows = step["rows"]?.elements ?? []
            let place = "\(name), step \(position), \(operation)"
            switch operation {
            case "create_accounts": createAccounts(rows, place)
            case "create_transfers": createTransfers(rows, place)
            case "lookup_accounts": lookUpAccounts(rows, place)
            case "lookup_transfers": lookUpTransfers(rows, place)
            case "get_account_transfers": accountTransfers(rows, place)
            case "get_account_balances": accountBalances(rows, place)
            case "query_accounts": queryAccounts(rows, place)
            default: Issue.record("\(place): an unknown operation")
            }
        }
    }

    private mutating func advance(_ tick: JSONValue) throws {
        guard case .number(let value)? = tick["value"], let unit = tick["unit"]?.text else {
            throw JSONValue.Malformed(offset: 0)
        }
        let nanoseconds = value * (unit == "seconds" ? 1_000_000_000 : 1)
        clock =
            nanoseconds < 0
            ? Books.timestampMax - UInt64(-nanoseconds) : clock + UInt64(nanoseconds)
        books.expire(at: clock)
    }

    private func put(_ setup: JSONValue) {
        let ordinal = books.accountOrdinal(id: setup.number("account")) ?? 0
        let account = books.accounts[ordinal]
        account.pointee.debitsPending = setup.number("debits_pending")
        account.pointee.debitsPosted = setup.number("debits_posted")
        account.pointee.creditsPending = setup.number("credits_pending")
        account.pointee.creditsPosted = setup.number("credits_posted")
    }

    private mutating func createAccounts(_ rows: [JSONValue], _ place: String) {
        clock += UInt64(rows.count)
        let events = rows.compactMap { $0["account"].map(Account.init) }
        var refusals: [Refusal] = []
        events.withUnsafeBufferPointer {
            books.createAccounts($0, timestamp: clock, refusals: &refusals)
        }
        var found = [String](repeating: "created", count: events.count)
        for refusal in refusals {
            found[Int(refusal.index)] = AccountStatus(rawValue: refusal.status).name
        }
        let expected = rows.map { $0["account"]?["expect"]?.text ?? "" }
        for index in found.indices {
            #expect(found[index] == expected[index], "\(place), row \(index)")
        }
    }

    private mutating func createTransfers(_ rows: [JSONValue], _ place: String) {
        clock += UInt64(rows.count)
        let events = rows.compactMap { $0["transfer"].map(Transfer.init) }
        var refusals: [Refusal] = []
        defer { forget() }
        events.withUnsafeBufferPointer {
            books.createTransfers($0, timestamp: clock, refusals: &refusals)
        }
        var found = [String](repeating: "created", count: events.count)
        for refusal in refusals {
            found[Int(refusal.index)] = TransferStatus(rawValue: refusal.status).name
        }
        let expected = rows.map { $0["transfer"]?["expect"]?.text ?? "" }
        for index in found.indices {
            #expect(found[index] == expected[index], "\(place), row \(index)")
        }
    }

    private mutating func forget() {
        guard isForgetful, books.transferCount > books.firstResident else { return }
        let stretch = books.stretch(books.firstResident..<books.transferCount)
        kept += (0..<stretch.count).map { stretch[$0] }
        books.evict(upTo: books.transferCount)
        books.forget()
        books.recall(kept, takenTimestamps: kept.map(\.transfer.timestamp))
    }

    private func lookUpAccounts(_ rows: [JSONValue], _ place: String) {
        for row in rows.compactMap({ $0["lookup_account"] }) {
            let found = books.account(id: row.number("id"))
            guard case .object? = row["balance"], let expected = row["balance"] else {
                #expect(found == nil, "\(place)")
                continue
            }
            #expect(found?.balance == Balance(expected), "\(place), id \(row.number("id"))")
            #expect(found?.flags.contains(.closed) == (expected["closed"]?.isTrue ?? false))
        }
    }

    private func lookUpTransfers(_ rows: [JSONValue], _ place: String) {
        for row in rows.compactMap({ $0["lookup_transfer"] }) {
            let found = books.transfer(id: row.number("id"))
            if let exists = row["exists"] {
                #expect((found != nil) == exists.isTrue, "\(place)")
            }
            if row["amount"] != nil {
                #expect(found?.amount == row.number("amount"), "\(place), \(row.number("id"))")
            }
            if row["timestamp"] != nil {
                #expect(found?.timestamp == UInt64(row.number("timestamp")), "\(place)")
            }
        }
    }

    private func accountTransfers(_ rows: [JSONValue], _ place: String) {
        guard let filter = rows.first?["get_account_transfers"] else { return }
        let found = AccountFilter(filter, books: books).transfers(in: books, kept).map(\.id)
        let expected = rows.compactMap { $0["get_account_transfers_result"]?.number("id") }
        #expect(found == expected, "\(place)")
    }

    private mutating func accountBalances(_ rows: [JSONValue], _ place: String) {
        guard let filter = rows.first?["get_account_balances"] else { return }
        let id = filter.number("account_id")
        let transfers = AccountFilter(filter, books: books).transfers(in: books, kept)
        let kept = kept
        let found = transfers.map {
            books.balance(ofAccount: id, at: $0.timestamp) { kept[Int($0)] }
        }
        let expected = rows.compactMap { $0["get_account_balances_result"].map(Balance.init) }
        if let account = books.account(id: id), !account.flags.contains(.history) {
            #expect(expected.isEmpty && !found.isEmpty, "\(place)")
            balancesWithoutHistory += 1
            return
        }
        #expect(found == expected, "\(place)")
    }

    private func queryAccounts(_ rows: [JSONValue], _ place: String) {
        guard let filter = rows.first?["query_accounts"] else { return }
        var found = (0..<books.accountCount).map(books.account(at:)).filter { account in
            let timestamps = filter.timestamps("from", "to") {
                books.account(id: $0)?.timestamp
            }
            return filter.matches("user_data_128", account.userData128)
                && filter.matches("user_data_64", UInt128(account.userData64))
                && filter.matches("user_data_32", UInt128(account.userData32))
                && filter.matches("ledger", UInt128(account.ledger))
                && filter.matches("code", UInt128(account.code))
                && timestamps?.contains(account.timestamp) == true
        }
        if filter["reversed"]?.isTrue == true { found.reverse() }
        let limit = Int(clamping: filter.number("limit"))
        let expected = rows.compactMap { $0["query_accounts_result"]?.number("id") }
        #expect(found.prefix(limit).map(\.id) == expected, "\(place)")
    }
}

/// TigerBeetle's filter over an account's transfers; zero stands for no condition.
private struct AccountFilter {
    let row: JSONValue
    let timestamps: ClosedRange<UInt64>?

    init(_ row: JSONValue, books: Books) {
        self.row = row
        timestamps = row.timestamps("from_transfer", "to_transfer") {
            books.transfer(id: $0)?.timestamp
        }
    }

    func transfers(in books: Books, _ kept: [OldTransfer]) -> [Transfer] {
        let id = row.number("account_id")
        guard let timestamps, let ordinal = books.accountOrdinal(id: id) else { return [] }
        var found: [Transfer] = []
        var next = books.forEachTransfer(ofAccount: ordinal, through: timestamps.upperBound) {
            guard $0.timestamp >= timestamps.lowerBound else { return false }
            if matches($0, id) { found.append($0) }
            return true
        }
        while let old = next.map({ kept[Int($0)] }) {
            let isInRange = timestamps.contains(old.transfer.timestamp)
            if isInRange, matches(old.transfer, id) { found.append(old.transfer) }
            next = old.previous(ofAccount: id)
        }
        if row["reversed"]?.isTrue != true { found.reverse() }
        return Array(found.prefix(Int(clamping: row.number("limit"))))
    }

    private func matches(_ transfer: Transfer, _ id: UInt128) -> Bool {
        let isDebit = transfer.debitAccountID == id
        return row[isDebit ? "debits" : "credits"]?.isTrue == true
            && row.matches("user_data_128", transfer.userData128)
            && row.matches("user_data_64", UInt128(transfer.userData64))
            && row.matches("user_data_32", UInt128(transfer.userData32))
            && row.matches("code", UInt128(transfer.code))
    }
}

extension JSONValue {
    fileprivate func number(_ key: String) -> UInt128 {
        self[key]?.text.flatMap { UInt128($0) } ?? 0
    }

    fileprivate func matches(_ key: String, _ value: UInt128) -> Bool {
        number(key) == 0 || number(key) == value
    }

    /// The range of timestamps between two records, both ends included; `nil` where it is empty.
    fileprivate func timestamps(
        _ from: String, _ to: String, _ timestamp: (UInt128) -> UInt64?
    ) -> ClosedRange<UInt64>? {
        let low = self[from].flatMap { _ in timestamp(number(from)) } ?? 0
        let high = self[to].flatMap { _ in timestamp(number(to)) } ?? .max
        return low <= high ? low...high : nil
    }
}

extension Balance {
    fileprivate init(_ row: JSONValue) {
        self.init(
            debitsPending: row.number("debits_pending"), debitsPosted: row.number("debits_posted"),
            creditsPending: row.number("credits_pending"),
            creditsPosted: row.number("credits_posted"))
    }
}

extension Account {
    fileprivate init(_ row: JSONValue) {
        self.init(
            id: row.number("id"), ledger: UInt32(row.number("ledger")),
            code: UInt16(row.number("code")), userData128: row.number("user_data_128"),
            userData64: UInt64(row.number("user_data_64")),
            userData32: UInt32(row.number("user_data_32")),
            timestamp: UInt64(row.number("timestamp")))
        debitsPending = row.number("debits_pending")
        debitsPosted = row.number("debits_posted")
        creditsPending = row.number("credits_pending")
        creditsPosted = row.number("credits_posted")
        reserved = UInt32(row.number("reserved"))
        let names: [(String, AccountFlags)] = [
            ("linked", .linked), ("debits_must_not_exceed_credits", .debitsMustNotExceedCredits),
            ("credits_must_not_exceed_debits", .creditsMustNotExceedDebits), ("history", .history),
            ("imported", .imported), ("closed", .closed),
        ]
        for (name, flag) in names where row[name]?.isTrue == true { flags.insert(flag) }
        let padding = UInt16(row.number("flags_padding"))
        flags = AccountFlags(rawValue: flags.rawValue | padding << 6)
    }
}

extension Transfer {
    fileprivate init(_ row: JSONValue) {
        self.init(
            id: row.number("id"), debitAccountID: row.number("debit_account_id"),
            creditAccountID: row.number("credit_account_id"), amount: row.number("amount"),
            pendingID: row.number("pending_id"), userData128: row.number("user_data_128"),
            userData64: UInt64(row.number("user_data_64")),
            userData32: UInt32(row.number("user_data_32")),
            timeout: UInt32(row.number("timeout")), ledger: UInt32(row.number("ledger")),
            code: UInt16(row.number("code")), timestamp: UInt64(row.number("timestamp")))
        let names: [(String, TransferFlags)] = [
            ("linked", .linked), ("pending", .pending),
            ("post_pending_transfer", .postPendingTransfer),
            ("void_pending_transfer", .voidPendingTransfer), ("balancing_debit", .balancingDebit),
            ("balancing_credit", .balancingCredit), ("closing_debit", .closingDebit),
            ("closing_credit", .closingCredit), ("imported", .imported),
        ]
        for (name, flag) in names where row[name]?.isTrue == true { flags.insert(flag) }
        let padding = UInt16(row.number("flags_padding"))
        flags = TransferFlags(rawValue: flags.rawValue | padding << 9)
    }
}
