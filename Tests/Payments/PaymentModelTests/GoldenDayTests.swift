import Ledger
import Testing

/// The day's accounts in real books: ids count from 1 in the order of the document's columns.
private struct DayBooks {
    let books = Books()
    let accounts: [String]
    private var ids: [String: UInt128] = [:]
    private var clock: UInt64 = 1_000

    init(_ accounts: [String]) {
        self.accounts = accounts
        let events = accounts.enumerated().map { index, name in
            Account(
                id: UInt128(index + 1), ledger: 978, code: 1,
                flags: ["Alma", "Bruno", "Clara", "unapplied"].contains(name)
                    ? .debitsMustNotExceedCredits : [])
        }
        var refusals: [Refusal] = []
        clock += UInt64(events.count)
        events.withUnsafeBufferPointer {
            books.createAccounts($0, timestamp: clock, refusals: &refusals)
        }
        precondition(refusals.isEmpty, "The day's accounts are valid.")
    }

    private func account(_ name: String) -> UInt128 {
        UInt128((accounts.firstIndex(of: name) ?? -1) + 1)
    }

    private mutating func id(of name: String) -> UInt128 {
        let id = ids[name] ?? UInt128(1_000 + ids.count)
        ids[name] = id
        return id
    }

    /// The status of a refusal, or `nil` where the transfer was made.
    mutating func apply(_ posting: GoldenDay.Posting) -> UInt32? {
        var transfer = Transfer(
            id: id(of: posting.transfer), debitAccountID: account(posting.debit),
            creditAccountID: account(posting.credit), amount: UInt128(posting.cents), ledger: 978,
            code: 1)
        switch posting.action {
        case "hold": transfer.flags = .pending
        case "post", "void":
            transfer.pendingID = transfer.id
            transfer.id = id(of: "\(posting.transfer) \(posting.action)")
            transfer.flags =
                posting.action == "post" ? .postPendingTransfer : .voidPendingTransfer
        default: break
        }
        clock += 1
        var refusals: [Refusal] = []
        [transfer].withUnsafeBufferPointer {
            books.createTransfers($0, timestamp: clock, refusals: &refusals)
        }
        return refusals.first?.status
    }

    func balance(_ name: String) -> (posted: Int, debitsHeld: Int, creditsHeld: Int) {
        guard let balance = books.account(id: account(name))?.balance else { return (0, 0, 0) }
        return (
            Int(balance.creditsPosted) - Int(balance.debitsPosted), Int(balance.debitsPending),
            Int(balance.creditsPending)
        )
    }
}

@Suite struct GoldenDayTests {
    @Test func `the document's tables are whole`() throws {
        let day = try GoldenDay()
        #expect(day.accounts.count == 9)
        #expect(day.positions.map(\.step) == Array(1...31))
        #expect(day.positions.allSatisfy { $0.cents.count == 9 })
        #expect(Set(day.postings.map(\.step)) == Set(1...31))
        #expect(day.postings.allSatisfy { ($0.action == "none") == ($0.cents == 0) })
    }

    @Test func `each step's balances and holds are what the ledger has, and add up to zero`() throws
    {
        let day = try GoldenDay()
        var books = DayBooks(day.accounts)
        for position in day.positions {
            for posting in day.postings
            where posting.step == position.step && posting.action != "none" {
                #expect(books.apply(posting) == nil, "step \(posting.step) \(posting.transfer)")
            }
            let posted = day.accounts.map { books.balance($0).posted }
            #expect(posted == position.cents, "step \(position.step)")
            #expect(posted.reduce(0, +) == 0, "step \(position.step)")
            for account in day.accounts {
                let held = Self.held(position.holds, account)
                let balance = books.balance(account)
                #expect(balance.debitsHeld == held.debits, "step \(position.step) \(account)")
                #expect(balance.creditsHeld == held.credits, "step \(position.step) \(account)")
            }
        }
    }

    /// What the document's list of open holds says of one account.
    private static func held(_ holds: [String], _ account: String) -> (debits: Int, credits: Int) {
        var held = (debits: 0, credits: 0)
        for words in holds.map({ $0.split(separator: " ").map(String.init) }) {
            let cents = GoldenDay.cents(words.last ?? "") ?? 0
            if words.count == 5, words[1] == account { held.debits += cents }
            if words.count == 5, words[3] == account { held.credits += cents }
        }
        return held
    }

    /// Step 8: Clara has nothing yet, and exceeds_credits is TigerBeetle's 54.
    @Test func `an order without cover is refused and moves nothing`() throws {
        let day = try GoldenDay()
        var books = DayBooks(day.accounts)
        for posting in day.postings where posting.step < 8 && posting.action != "none" {
            _ = books.apply(posting)
        }
        let before = day.accounts.map { books.balance($0).posted }
        let order = GoldenDay.Posting(
            step: 8, action: "book", transfer: "NO-COVER", debit: "Clara", credit: "Alma",
            cents: 1_000)
        #expect(books.apply(order) == 54)
        #expect(day.accounts.map { books.balance($0).posted } == before)
    }
}
