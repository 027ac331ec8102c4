/// A decimal number kept exactly: a signed 128-bit coefficient over a power of ten.
///
/// The scale is part of how a value is written and is kept (`1.50` has scale 2), yet `1.5` and
/// `1.50` are equal. The coefficient lies in ±(2^127 − 1); every overflow is an error.
///
/// ```swift
/// let rate = try ExactDecimal.digits(of: "0.0375".utf8)
/// let interest = try rate.multiplied(by: principal, scale: 2, rounding: .halfEven)
/// ```
package struct ExactDecimal: Sendable {
    /// Decimals that a value may have: 10^38 is the largest power of ten below 2^127.
    package static let scaleMax = 38
    /// Bytes that are read as one number: sign, 39 digits, point, 38 decimals, rounded up.
    package static let textLengthMax = 80

    package static let zero = ExactDecimal(unchecked: 0, scale: 0)

    package let coefficient: Int128
    /// Decimals, 0…38.
    package let scale: Int

    package init(coefficient: Int128, scale: Int) throws(DecimalError) {
        guard 0...Self.scaleMax ~= scale else { throw .scaleOutOfRange(scale: scale) }
        guard coefficient != .min else { throw .overflow }
        self.init(unchecked: coefficient, scale: scale)
    }

    /// The integer itself, at scale 0.
    package init(_ integer: Int64) {
        self.init(unchecked: Int128(integer), scale: 0)
    }

    init(unchecked coefficient: Int128, scale: Int) {
        self.coefficient = coefficient
        self.scale = scale
    }

    /// A value from sign and magnitude; fails where the magnitude is 2^127 or more.
    init(isNegative: Bool, magnitude: UInt128, scale: Int) throws(DecimalError) {
        guard magnitude <= Int128.max.magnitude else { throw .overflow }
        let value = Int128(magnitude)
        self.init(unchecked: isNegative ? -value : value, scale: scale)
    }

    package var isNegative: Bool { coefficient < 0 }
    package var isZero: Bool { coefficient == 0 }
    package var negated: ExactDecimal { ExactDecimal(unchecked: -coefficient, scale: scale) }
    package var magnitude: ExactDecimal { isNegative ? negated : self }

    /// The same value with the fewest decimals.
    package var trimmed: ExactDecimal {
        var value = coefficient
        var decimals = scale
        while decimals > 0, value % 10 == 0 {
            value /= 10
            decimals -= 1
        }
        return ExactDecimal(unchecked: value, scale: decimals)
    }
}

/// 10^exponent for an exponent of 0…38.
func powerOfTen(_ exponent: Int) -> UInt128 { powersOfTen[exponent] }

private let powersOfTen: [UInt128] = {
    var powers: [UInt128] = [1]
    for index in 0..<ExactDecimal.scaleMax { powers.append(powers[index] * 10) }
    return powers
}()

extension ExactDecimal: Comparable, Hashable {
    package static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        left.order(to: right) == 0
    }

    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        left.order(to: right) < 0
    }

    package func hash(into hasher: inout Hasher) {
        let shortest = trimmed
        hasher.combine(shortest.coefficient)
        hasher.combine(shortest.scale)
    }

    /// Minus one, zero or one.
    ///
    /// Never overflows: magnitudes are brought to one scale in 256 bits.
    private func order(to other: ExactDecimal) -> Int {
        guard coefficient.signum() == other.coefficient.signum() else {
            return coefficient.signum() < other.coefficient.signum() ? -1 : 1
        }
        let common = max(scale, other.scale)
        let left = coefficient.magnitude.multipliedFullWidth(by: powerOfTen(common - scale))
        let right = other.coefficient.magnitude
            .multipliedFullWidth(by: powerOfTen(common - other.scale))
        guard left != right else { return 0 }
        return (left < right) == (coefficient > 0) ? -1 : 1
    }
}
