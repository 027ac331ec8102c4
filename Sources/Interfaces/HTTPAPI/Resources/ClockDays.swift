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
    /// Currencies with a scheme or a closed day, by their number.
    let currencies: [Day]

    init(_ bank: Bank, at instant: UInt64) {
        today = bank.calendarDay(at: instant)
        let schemes = bank.configuration.schemes.map(\.currency.number)
        currencies = Set(schemes + bank.closedDays.keys).sorted().map { currency in
            Day(
                currency: currency, booking: bank.bookingDay(currency, at: instant),
                closed: bank.closedDays[currency])
        }
    }
}
