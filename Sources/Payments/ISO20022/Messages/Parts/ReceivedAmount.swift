package import Arithmetic
package import Vocabulary

/// An amount as a customer wrote it, read as money where that is possible.
///
/// The schemas allow five decimals and any three letters as a currency. What is not a whole number
/// of minor units of a known currency is kept, so that its one transfer can be refused and the
/// control sum still be computed.
package struct ReceivedAmount: Hashable, Sendable {
    /// The number, with the decimals as written.
    package let number: ExactDecimal
    /// `Ccy`, three letters.
    package let currencyCode: String
    /// `nil` where the currency is unknown or has fewer decimals than are written, zeros included:
    /// the rule `CurrencyAmount` of ISO 20022 counts fractional digits.
    package let money: Money?

    package init(_ money: Money) {
        number = money.decimal
        currencyCode = money.currency.code
        self.money = money
    }

    package init(number: ExactDecimal, currencyCode: String) {
        self.number = number
        self.currencyCode = currencyCode
        money = Currency(currencyCode).flatMap { try? Money(number, in: $0) }
    }

    /// The same amount of money, zeros behind the currency's decimals not minded.
    ///
    /// Banks are read so: some write three decimals or five whatever the currency.
    package var equalMoney: Money? {
        money ?? Currency(currencyCode).flatMap { try? Money(number.trimmed, in: $0) }
    }
}
