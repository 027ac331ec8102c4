package import Arithmetic

/// Why there is no such amount of money.
package enum MoneyError: Error, Hashable, Sendable {
    /// The text is no plain decimal.
    case syntax(DecimalSyntaxError)
    /// More decimals than the currency has, zeros included.
    case tooManyDecimals(found: Int, allowed: Int, currency: Currency)
    case currencyMismatch(expected: Currency, found: Currency)
    /// The amount in minor units would be 2^127 or more.
    case overflow
}

/// An amount in a currency, kept as a whole number of minor units in ±(2^127 − 1).
///
/// ```swift
/// let price = try Money.parse("1000.00", in: .eur)
/// let total = try price.adding(price)  // 2000.00 EUR
/// ```
package struct Money: Hashable, Sendable {
    package let minorUnits: Int128
    package let currency: Currency

    /// −2^127 is a programmer's error: amounts that come from outside are parsed.
    package init(minorUnits: Int128, currency: Currency) {
        precondition(minorUnits != .min, "Money lies in ±(2^127 − 1).")
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// An amount from the ledger, whose numbers are unsigned and go up to 2^128 − 1.
    package init(ledgerUnits: UInt128, currency: Currency) throws(MoneyError) {
        guard ledgerUnits <= Int128.max.magnitude else { throw .overflow }
        self.init(minorUnits: Int128(ledgerUnits), currency: currency)
    }

    /// The amount that a decimal says; refused where it has more decimals than the currency.
    package init(_ decimal: ExactDecimal, in currency: Currency) throws(MoneyError) {
        guard decimal.scale <= currency.minorUnits else {
            throw .tooManyDecimals(
                found: decimal.scale, allowed: currency.minorUnits, currency: currency)
        }
        do {
            let units = try decimal.rescaled(to: currency.minorUnits)
            self.init(minorUnits: units.coefficient, currency: currency)
        } catch {
            throw .overflow
        }
    }

    package static func zero(_ currency: Currency) -> Money {
        Money(minorUnits: 0, currency: currency)
    }

    /// Reads a JSON number's or a decimal string's digits: `1000.00`, `-5`, nothing else.
    package static func parse(
        digits: some Collection<UInt8>, in currency: Currency
    ) throws(MoneyError) -> Money {
        let decimal: ExactDecimal
        do {
            decimal = try ExactDecimal.digits(of: digits)
        } catch {
            throw .syntax(error)
        }
        return try Money(decimal, in: currency)
    }

    package static func parse(
        _ text: String, in currency: Currency
    ) throws(MoneyError) -> Money {
        try parse(digits: text.utf8, in: currency)
    }

    package var isZero: Bool { minorUnits == 0 }
    package var isNegative: Bool { minorUnits < 0 }
    package var negated: Money { Money(minorUnits: -minorUnits, currency: currency) }

    /// The amount at the currency's scale.
    package var decimal: ExactDecimal {
        guard
            let value = try? ExactDecimal(coefficient: minorUnits, scale: currency.minorUnits)
        else { preconditionFailure("Minor units lie in ±(2^127 − 1) and scales in 0…4.") }
        return value
    }

    /// The plain decimal with all decimals of the currency: `1000.00`.
    package var amountText: String { decimal.description }
}

extension Money: CustomStringConvertible {
    package var description: String { "\(amountText) \(currency.code)" }
}

extension Money {
    package func adding(_ other: Money) throws(MoneyError) -> Money {
        try requireCurrency(of: other)
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !overflow, sum != .min else { throw .overflow }
        return Money(minorUnits: sum, currency: currency)
    }

    package func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try adding(other.negated)
    }

    /// Whether this amount is smaller; an error between unequal currencies.
    package func isLess(than other: Money) throws(MoneyError) -> Bool {
        try requireCurrency(of: other)
        return minorUnits < other.minorUnits
    }

    /// The product in whole minor units, rounded once.
    package func multiplied(
        by factor: ExactDecimal, rounding: Rounding
    ) throws(MoneyError) -> Money {
        do {
            let product = try decimal.multiplied(
                by: factor, scale: currency.minorUnits, rounding: rounding)
            return Money(minorUnits: product.coefficient, currency: currency)
        } catch {
            throw .overflow
        }
    }

    /// Equal parts that add up; odd units go to the first ones.
    package func split(into parts: Int) -> [Money] {
        Arithmetic.split(minorUnits, into: parts).map {
            Money(minorUnits: $0, currency: currency)
        }
    }

    private func requireCurrency(of other: Money) throws(MoneyError) {
        guard currency == other.currency else {
            throw .currencyMismatch(expected: currency, found: other.currency)
        }
    }
}
