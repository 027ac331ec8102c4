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

extension Bank {
    /// Booking days follow time but for a change of the bank's zone, which moves dates by two days at
    /// most: behind an entry of three days earlier no later one stands.
    private static let daysOutOfOrderMax: Int32 = 2

    /// The bookings of an account of one day, oldest first, and what was there before.
    ///
    /// Takes time by the bookings since that day, however many are older.
    package func entries(
        of account: UInt128, on day: Int32
    ) -> (before: Int128, entries: [LedgerEntry]) {
        guard let ordinal = books.accountOrdinal(id: account), let row = books.account(id: account)
        else { return (0, []) }
        var before = Int128(clamping: row.creditsPosted) - Int128(clamping: row.debitsPosted)
        var entries: [LedgerEntry] = []
        forEachTransfer(ofAccount: ordinal) { transfer in
            guard let entry = LedgerEntry(transfer, account: account) else { return true }
            if entry.bookingDay >= day { before = before.plus(-entry.signed) }
            if entry.bookingDay == day { entries.append(entry) }
            return entry.bookingDay >= day - Self.daysOutOfOrderMax
        }
        return (before, entries.reversed())
    }

    /// Whether anything was booked on an account up to and including a day.
    ///
    /// Takes time by the bookings behind that day.
    func hasBooked(on account: UInt128, through day: Int32) -> Bool {
        guard let ordinal = books.accountOrdinal(id: account), let row = books.account(id: account)
        else { return false }
        var debits = row.debitsPosted
        var credits = row.creditsPosted
        forEachTransfer(ofAccount: ordinal) { transfer in
            guard let entry = LedgerEntry(transfer, account: account) else { return true }
            if entry.bookingDay > day {
                if entry.isDebit { debits -= entry.amount } else { credits -= entry.amount }
            }
            return entry.bookingDay > day - Self.daysOutOfOrderMax
        }
        return debits > 0 || credits > 0
    }

    /// What an account had before a day, and what the day moved.
    func turnover(of account: UInt128, on day: Int32) -> Turnover {
        let (before, entries) = entries(of: account, on: day)
        var turnover = Turnover(opening: before, debits: 0, credits: 0)
        for entry in entries { turnover.add(entry) }
        return turnover
    }
}
