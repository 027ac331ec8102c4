/// Why a text is no plain decimal number.
///
/// Offsets count bytes from the first.
package enum DecimalSyntaxError: Error, Hashable, Sendable {
    case empty
    /// Above ``ExactDecimal/textLengthMax``.
    case tooLong(length: Int, limit: Int)
    case leadingPlus
    /// `1e400`: an exponent is another way to write a number, and none that an amount needs.
    case exponent(offset: Int)
    /// `NaN`, `Infinity`, `inf` in any case, with or without a sign.
    case notANumber
    /// `00`, `01.5`.
    case leadingZero
    /// `.5`, `-`, `-.5`.
    case missingIntegerDigits
    /// `5.`.
    case missingFractionDigits
    case unexpectedCharacter(offset: Int, byte: UInt8)
    /// More decimals than ``ExactDecimal/scaleMax``.
    case tooManyDecimals(limit: Int)
    /// The digits without the point are 2^127 or more.
    case tooLarge
}

/// Why a calculation has no result.
package enum DecimalError: Error, Hashable, Sendable {
    /// The result's digits are 2^127 or more.
    case overflow
    /// A scale outside 0…38 was asked for, or an exact product needs more.
    case scaleOutOfRange(scale: Int)
    /// Digits other than zero would be lost at this scale.
    case inexact(scale: Int)
    case divisionByZero
}
