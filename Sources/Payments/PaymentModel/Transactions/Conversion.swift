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
    /// The exact amount less the rounded one is ``remainder`` / ``divisor`` of a minor unit: negative
    /// where it was rounded up.
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
        let shift = receivedScale - givenScale - Int(rate.scale)
        switch known {
        case .given(let given), .both(let given, _):
            let found = try Self.received(given, rate, rounding, shift)
            if case .both(_, let expected) = known, found.quotient.value != expected {
                throw .disagree(expected: found.quotient.value)
            }
            try self.init(given, found.quotient.value, found, rate, rounding)
        case .received(let received):
            let found = try Self.given(received, rate, rounding, shift)
            try self.init(found.quotient.value, received, found, rate, rounding)
        }
    }

    private typealias Found = (quotient: Rounding.Quotient, divisor: UInt128)

    private init(
        _ given: UInt128, _ received: UInt128, _ found: Found, _ rate: ExchangeRate,
        _ rounding: Rounding
    ) throws(ConversionFault) {
        guard given > 0, received > 0 else { throw .zero }
        self.given = given
        self.received = received
        self.rate = rate
        self.rounding = rounding
        divisor = found.divisor
        // A divisor has at most 127 bits: 10^38, or a rate of 64 bits times a power of ten that fits.
        let rest = found.quotient.rest
        remainder =
            found.quotient.isRaised ? -Int128(found.divisor - rest) : Int128(rest)
    }

    /// `given × coefficient × 10^shift`.
    private static func received(
        _ given: UInt128, _ rate: ExchangeRate, _ rounding: Rounding, _ shift: Int
    ) throws(ConversionFault) -> Found {
        let product = given.multipliedFullWidth(by: UInt128(rate.coefficient))
        guard shift > 0 else {
            guard let divisor = decimalPower(-shift) else { throw .tooFine }
            return (try quotient(product, divisor, rounding), divisor)
        }
        guard product.high == 0, let power = decimalPower(shift) else { throw .tooLarge }
        let (value, overflow) = product.low.multipliedReportingOverflow(by: power)
        guard !overflow else { throw .tooLarge }
        return (try quotient((0, value), 1, rounding), 1)
    }

    /// `received / (coefficient × 10^shift)`.
    private static func given(
        _ received: UInt128, _ rate: ExchangeRate, _ rounding: Rounding, _ shift: Int
    ) throws(ConversionFault) -> Found {
        let coefficient = UInt128(rate.coefficient)
        guard shift > 0 else {
            guard let power = decimalPower(-shift) else { throw .tooFine }
            let product = received.multipliedFullWidth(by: power)
            return (try quotient(product, coefficient, rounding), coefficient)
        }
        guard let power = decimalPower(shift) else { throw .zero }
        let (divisor, overflow) = coefficient.multipliedReportingOverflow(by: power)
        guard !overflow, divisor <= UInt128(Int128.max) else { throw .zero }
        return (try quotient((0, received), divisor, rounding), divisor)
    }

    private static func quotient(
        _ dividend: (high: UInt128, low: UInt128), _ divisor: UInt128, _ rounding: Rounding
    ) throws(ConversionFault) -> Rounding.Quotient {
        guard let found = rounding.quotient(of: dividend, by: divisor) else { throw .tooLarge }
        return found
    }
}
