extension ExactDecimal {
    /// The sum at the larger of both scales.
    package func adding(_ other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        let common = max(scale, other.scale)
        let left = try rescaled(to: common)
        let right = try other.rescaled(to: common)
        let (sum, overflow) = left.coefficient.addingReportingOverflow(right.coefficient)
        guard !overflow, sum != .min else { throw .overflow }
        return ExactDecimal(unchecked: sum, scale: common)
    }

    /// The difference at the larger of both scales.
    package func subtracting(_ other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        try adding(other.negated)
    }

    /// The exact product, at the sum of both scales.
    package func multiplied(by other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        guard scale + other.scale <= Self.scaleMax else {
            throw .scaleOutOfRange(scale: scale + other.scale)
        }
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
        guard !overflow, product != .min else { throw .overflow }
        return ExactDecimal(unchecked: product, scale: scale + other.scale)
    }

    /// The product brought to a scale: the exact product in 256 bits is rounded once.
    package func multiplied(
        by other: ExactDecimal, scale wanted: Int, rounding: Rounding
    ) throws(DecimalError) -> ExactDecimal {
        try Self.checkScale(wanted)
        let product = coefficient.magnitude.multipliedFullWidth(by: other.coefficient.magnitude)
        let isNegative = isNegative != other.isNegative
        let dropped = scale + other.scale - wanted
        guard dropped > 0 else {
            guard product.high == 0 else { throw .overflow }
            return try Self.scaledUp(product.low, by: -dropped, isNegative, scale: wanted)
        }
        // At most 76 digits are dropped, in two steps; what the first one leaves is remembered.
        let first = min(dropped, Self.scaleMax)
        guard product.high < powerOfTen(first) else { throw .overflow }
        let step = powerOfTen(first).dividingFullWidth(product)
        return try Self.rounded(
            step.quotient, rest: Rest(step.remainder, of: powerOfTen(first)),
            dropping: dropped - first, isNegative: isNegative, scale: wanted, rounding)
    }

    /// The quotient brought to a scale, rounded once.
    package func divided(
        by other: ExactDecimal, scale wanted: Int, rounding: Rounding
    ) throws(DecimalError) -> ExactDecimal {
        try Self.checkScale(wanted)
        let divisor = other.coefficient.magnitude
        guard divisor > 0 else { throw .divisionByZero }
        var (quotient, remainder) = coefficient.magnitude.quotientAndRemainder(dividingBy: divisor)
        let shift = wanted + other.scale - scale
        // Long division, a decimal a step: `remainder < divisor < 2^127`, so the digit is below 10.
        for _ in 0..<max(0, shift) {
            let digit = divisor.dividingFullWidth(remainder.multipliedFullWidth(by: 10))
            let (tens, overflow) = quotient.multipliedReportingOverflow(by: 10)
            guard !overflow, tens <= Int128.max.magnitude else { throw .overflow }
            quotient = tens + digit.quotient
            remainder = digit.remainder
        }
        return try Self.rounded(
            quotient, rest: Rest(remainder, of: divisor), dropping: max(0, -shift),
            isNegative: isNegative != other.isNegative, scale: wanted, rounding)
    }

    /// The same value at another scale; an error where that would lose a digit.
    package func rescaled(to wanted: Int) throws(DecimalError) -> ExactDecimal {
        try Self.checkScale(wanted)
        guard wanted < scale else {
            return try Self.scaledUp(
                coefficient.magnitude, by: wanted - scale, isNegative, scale: wanted)
        }
        let (quotient, remainder) = coefficient.quotientAndRemainder(
            dividingBy: Int128(powerOfTen(scale - wanted)))
        guard remainder == 0 else { throw .inexact(scale: wanted) }
        return ExactDecimal(unchecked: quotient, scale: wanted)
    }

    /// The value at another scale, rounded where it has more decimals.
    package func rescaled(
        to wanted: Int, rounding: Rounding
    ) throws(DecimalError) -> ExactDecimal {
        guard wanted < scale else { return try rescaled(to: wanted) }
        try Self.checkScale(wanted)
        return try Self.rounded(
            coefficient.magnitude, rest: .none, dropping: scale - wanted, isNegative: isNegative,
            scale: wanted, rounding)
    }

    private static func checkScale(_ scale: Int) throws(DecimalError) {
        guard 0...scaleMax ~= scale else { throw .scaleOutOfRange(scale: scale) }
    }

    private static func scaledUp(
        _ magnitude: UInt128, by decimals: Int, _ isNegative: Bool, scale: Int
    ) throws(DecimalError) -> ExactDecimal {
        guard magnitude > 0 else { return ExactDecimal(unchecked: 0, scale: scale) }
        guard decimals <= scaleMax else { throw .overflow }
        let (value, overflow) = magnitude.multipliedReportingOverflow(by: powerOfTen(decimals))
        guard !overflow else { throw .overflow }
        return try ExactDecimal(isNegative: isNegative, magnitude: value, scale: scale)
    }

    /// Drops decimals of a quotient that already left `rest`, and rounds once.
    private static func rounded(
        _ quotient: UInt128, rest: Rest, dropping: Int, isNegative: Bool, scale: Int,
        _ rounding: Rounding
    ) throws(DecimalError) -> ExactDecimal {
        // Up to 76 decimals; 2^128 has 39 digits, so beyond 38 one more step is enough.
        let extra = min(max(0, dropping - scaleMax), scaleMax)
        let (shorter, firstRest) = dropped(min(dropping, scaleMax), of: quotient, rest)
        let (kept, lastRest) = dropped(extra, of: shorter, firstRest)
        let grows = rounding.grows(
            isNegative: isNegative, isOdd: kept & 1 == 1, rest: lastRest)
        let (magnitude, overflow) = kept.addingReportingOverflow(grows ? 1 : 0)
        guard !overflow else { throw .overflow }
        return try ExactDecimal(isNegative: isNegative, magnitude: magnitude, scale: scale)
    }

    private static func dropped(
        _ decimals: Int, of value: UInt128, _ rest: Rest
    ) -> (UInt128, Rest) {
        guard decimals > 0 else { return (value, rest) }
        let divisor = powerOfTen(decimals)
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        // What was left before lies below the last digit: it lifts nothing and a tie, never more.
        return switch (Rest(remainder, of: divisor), rest) {
        case (let exact, .none): (quotient, exact)
        case (.none, _): (quotient, .belowHalf)
        case (.half, _): (quotient, .aboveHalf)
        case (let other, _): (quotient, other)
        }
    }
}
