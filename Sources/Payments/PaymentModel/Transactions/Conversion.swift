package import Arithmetic

/// Why an amount cannot be converted.
package enum ConversionFault: Error, Hashable, Sendable {
    /// The other amount is rounded to nothing.
    case zero
    /// The other amount has more than 128 bits.
    case tooLarge
    /// The rate has more decimals than can be told apart in 128 bits.
    case tooFine
    /// Both amounts are given, and the one is not what the other comes to.
    case disagree(expected: UInt128)
}

/// An amount of one asset and what it comes to in another, exactly.
///
/// ```
/// received = given × rate × 10^(decimals of the received asset − decimals of the given one)
/// ```
///
/// in whole minor units of both, rounded once.
package struct Conversion: Hashable, Sendable {
    /// In minor units.
    package let given: UInt128
    package let received: UInt128
    package let rate: ExchangeRate
    package let rounding: Rounding
    /// What the given amount exactly comes to, less what is received: ``remainder`` / ``divisor`` of a
    /// minor unit of the received asset.
    ///
    /// What the position accounts gain by rounding, negative where they lose; it follows from both
    /// amounts, the rate and the decimals.
    package let remainder: Int128
    package let divisor: UInt128

    /// Which of the amounts is known.
    package enum Known: Hashable, Sendable {
        case given(UInt128)
        case received(UInt128)
        /// The received amount follows from the given one, and is checked against this one.
        case both(given: UInt128, received: UInt128)
    }

    /// - Parameters:
    ///   - givenScale: decimals of the asset that is given; 0 to 38.
    ///   - receivedScale: of the other one.
    package init(
        _ known: Known, at rate: ExchangeRate, rounding: Rounding, givenScale: Int,
        receivedScale: Int
    ) throws(ConversionFault) {
        let factor = try Factor(rate, shift: receivedScale - givenScale - Int(rate.scale))
        switch known {
        case .given(let amount):
            given = amount
            received = try factor.received(amount, rounding)
        case .received(let amount):
            given = try factor.given(amount, rounding)
            received = amount
        case .both(let amount, let expected):
            given = amount
            received = try factor.received(amount, rounding)
            guard received == expected else { throw .disagree(expected: received) }
        }
        guard given > 0, received > 0 else { throw .zero }
        self.rate = rate
        self.rounding = rounding
        remainder = factor.remainder(given, received)
        divisor = factor.divisor
    }

    /// A conversion that was made, from what is known of it.
    package init(
        made given: UInt128, _ received: UInt128, at rate: ExchangeRate, rounding: Rounding,
        givenScale: Int, receivedScale: Int
    ) throws(ConversionFault) {
        let factor = try Factor(rate, shift: receivedScale - givenScale - Int(rate.scale))
        self.given = given
        self.received = received
        self.rate = rate
        self.rounding = rounding
        remainder = factor.remainder(given, received)
        divisor = factor.divisor
    }

    /// `received = given × multiplier / divisor`, of which the divisor or the multiplier beside the
    /// rate's coefficient is 1.
    private struct Factor {
        let multiplier: UInt128
        let divisor: UInt128

        init(_ rate: ExchangeRate, shift: Int) throws(ConversionFault) {
            let coefficient = UInt128(rate.coefficient)
            guard shift > 0 else {
                guard let power = decimalPower(-shift) else { throw .tooFine }
                (multiplier, divisor) = (coefficient, power)
                return
            }
            guard let power = decimalPower(shift) else { throw .tooLarge }
            let (product, overflow) = coefficient.multipliedReportingOverflow(by: power)
            guard !overflow, product <= UInt128(Int128.max) else { throw .tooLarge }
            (multiplier, divisor) = (product, 1)
        }

        func received(
            _ given: UInt128, _ rounding: Rounding
        ) throws(ConversionFault) -> UInt128 {
            let product = given.multipliedFullWidth(by: multiplier)
            guard let found = rounding.quotient(of: product, by: divisor) else { throw .tooLarge }
            return found
        }

        func given(
            _ received: UInt128, _ rounding: Rounding
        ) throws(ConversionFault) -> UInt128 {
            let product = received.multipliedFullWidth(by: divisor)
            guard let found = rounding.quotient(of: product, by: multiplier) else {
                throw .tooLarge
            }
            return found
        }

        /// Below one unit of either amount, so that the low 128 bits of both products are enough.
        func remainder(_ given: UInt128, _ received: UInt128) -> Int128 {
            Int128(bitPattern: given &* multiplier &- received &* divisor)
        }
    }
}
