import Ledger
package import PaymentModel

/// What an account had before a day and what the day moved, in minor units; credits positive.
package struct Turnover: Hashable, Sendable {
    package private(set) var opening: Int128
    package private(set) var debits: Int128
    package private(set) var credits: Int128

    package static let zero = Turnover(opening: 0, debits: 0, credits: 0)

    package init(opening: Int128, debits: Int128, credits: Int128) {
        self.opening = opening
        self.debits = debits
        self.credits = credits
    }

    package var closing: Int128 { opening.plus(-debits).plus(credits) }

    mutating func add(_ other: Turnover) {
        opening = opening.plus(other.opening)
        debits = debits.plus(other.debits)
        credits = credits.plus(other.credits)
    }

    mutating func add(_ entry: LedgerEntry) {
        let amount = Int128(clamping: entry.amount)
        if entry.isDebit { debits = debits.plus(amount) } else { credits = credits.plus(amount) }
    }
}

extension Int128 {
    /// The sum, or the nearest number there is: a figure that is shown must never end the process.
    func plus(_ other: Int128) -> Int128 {
        let (sum, isBeyond) = addingReportingOverflow(other)
        return isBeyond ? (other < 0 ? .min + 1 : .max) : sum
    }
}

/// The way back to a day: what was there before it, and what it moved.
struct DayWalk: AccountWalk {
    /// Booking days follow time but for a change of the bank's zone, which moves dates by two days at
    /// most: behind an entry of three days earlier no later one stands.
    private static let daysOutOfOrderMax: Int32 = 2

    private let account: UInt128
    private let day: Int32
    private let keepsEntries: Bool
    /// What the account has, less everything from the day on.
    private(set) var before: Int128
    private var found: [LedgerEntry] = []
    private var moved = Turnover.zero
    /// What it has, less everything behind the day.
    private var debits: UInt128
    private var credits: UInt128

    init?(_ bank: Bank, _ account: UInt128, on day: Int32, keepsEntries: Bool) {
        guard let row = bank.books.account(id: account) else { return nil }
        self.account = account
        self.day = day
        self.keepsEntries = keepsEntries
        before = Int128(clamping: row.creditsPosted) - Int128(clamping: row.debitsPosted)
        debits = row.debitsPosted
        credits = row.creditsPosted
    }

    mutating func take(_ transfer: Transfer) -> Bool {
        guard let entry = LedgerEntry(transfer, account: account) else { return true }
        if entry.bookingDay >= day { before = before.plus(-entry.signed) }
        if entry.bookingDay > day {
            if entry.isDebit { debits -= entry.amount } else { credits -= entry.amount }
        }
        if entry.bookingDay == day {
            moved.add(entry)
            if keepsEntries { found.append(entry) }
        }
        return entry.bookingDay >= day - Self.daysOutOfOrderMax
    }

    /// The bookings of the day, oldest first.
    var entries: [LedgerEntry] { found.reversed() }
    /// Whether anything was booked up to and including the day.
    var hasBooked: Bool { debits > 0 || credits > 0 }
    /// What the account had before the day, and what the day moved.
    var turnover: Turnover {
        Turnover(opening: before, debits: moved.debits, credits: moved.credits)
    }
}

extension Bank {
    /// The bookings of an account of one day, oldest first, and what was there before.
    ///
    /// Takes time by the bookings since that day, however many are older.
    package func entries(
        of account: UInt128, on day: Int32
    ) -> (before: Int128, entries: [LedgerEntry]) {
        guard var walk = DayWalk(self, account, on: day, keepsEntries: true),
            let ordinal = books.accountOrdinal(id: account)
        else { return (0, []) }
        forEachTransfer(ofAccount: ordinal) { walk.take($0) }
        return (walk.before, walk.entries)
    }
}
