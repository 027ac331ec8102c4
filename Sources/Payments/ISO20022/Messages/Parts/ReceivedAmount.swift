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
    /// `nil` where the currency is unknown or has fewer decimals than the number needs.
    package let money: Money?

    package init(_ money: Money) {
        number = money.decimal
        currencyCode = money.currency.code
        self.money = money
    }

    package init(number: ExactDecimal, currencyCode: String) {
        self.number = number
        self.currencyCode = currencyCode
        // Zeros behind the currency's decimals say nothing: 1.000 EUR is one euro.
        money = Currency(currencyCode).flatMap { currency in
            try? Money(number.shortened(to: currency.minorUnits), in: currency)
        }
    }
}

extension ExactDecimal {
    /// The same value without the zeros that stand behind this many decimals.
    fileprivate func shortened(to decimals: Int) -> ExactDecimal {
        scale > decimals && trimmed.scale <= decimals ? trimmed : self
    }
}
