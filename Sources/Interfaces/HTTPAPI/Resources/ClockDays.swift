import PaymentModel
import Vocabulary

/// The days a bank stands in: its calendar's, and each currency's booking day.
struct ClockDays: Sendable {
    struct Day: Sendable {
        let currency: UInt16
        let booking: Int32
        /// The last closed day.
        let closed: Int32?
    }

    let today: Int32
    /// Currencies with an account, by their number.
    let currencies: [Day]

    init(_ bank: Bank, at instant: UInt64) {
        today = bank.calendarDay(at: instant)
        // A scheme's currency has the bank's own accounts from the start.
        currencies = bank.accounts.firstDays.keys.sorted().map { currency in
            Day(
                currency: currency, booking: bank.bookingDay(currency, at: instant),
                closed: bank.closedDays[currency])
        }
    }
}
