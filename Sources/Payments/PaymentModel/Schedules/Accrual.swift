package import Arithmetic
package import Bytes

/// An amount that has grown by fractions of a minor unit, kept exactly until it is posted.
///
/// `whole + numerator / denominator`, where the fraction is at least 0 and below 1, also of a
/// negative amount. Nothing is rounded while it grows; what is taken out is rounded once, and what
/// that leaves stays in.
///
/// ```swift
/// var interest = Accrual(.actual365Fixed)
/// try interest.add(1_000_000, rate, days: 31)
/// let posted = try interest.rounded(.halfEven)
/// try interest.take(posted)
/// ```
package struct Accrual: Hashable, Sendable, Recorded {
    /// Below 2^126, so that rounding cannot wrap.
    private static let wholeMax: Int128 = 1 << 126

    package private(set) var whole: Int128 = 0
    package private(set) var numerator: UInt64 = 0
    /// A whole year's of ``AnnualRate/one``: at most 365 × 10^12, below 2^49.
    package let denominator: UInt64

    package init(_ dayCount: DayCount) {
        denominator = UInt64(AnnualRate.one) * UInt64(dayCount.daysOfYear)
    }

    /// Of an amount in one step: a year of one day.
    init(ofShare: Void) { denominator = UInt64(AnnualRate.one) }

    /// What can no longer be counted: 2^126 minor units and more.
    package struct Overflow: Error, Hashable {}

    /// Adds what a balance earns at a rate in so many days.
    ///
    /// The product has at most 128 + 44 + 9 bits and the denominator 39 at least, so that a quotient
    /// above 128 bits is the only way to fail, and is refused like every other too large one.
    package mutating func add(
        _ balance: UInt128, _ rate: AnnualRate, days: Int
    ) throws(Overflow) {
        let factor = UInt128(rate.trillionths.magnitude) * UInt128(days.magnitude)
        let product = balance.multipliedFullWidth(by: factor)
        guard product.high < UInt128(denominator) else { throw Overflow() }
        let (quotient, rest) = UInt128(denominator).dividingFullWidth(product)
        guard quotient < UInt128(Self.wholeMax) else { throw Overflow() }
        let isNegative = (rate.trillionths < 0) != (days < 0)
        try move(Int128(quotient), UInt64(rest), isNegative: isNegative)
    }

    /// Adds what a balance earns by the bands of a row.
    package mutating func add(
        _ balance: UInt128, _ row: RateRow, days: Int
    ) throws(Overflow) {
        for (index, band) in row.bands.enumerated() where balance > band.above {
            let isLast = index + 1 == row.bands.count
            let end = isLast ? balance : min(balance, row.bands[index + 1].above)
            try add(end - band.above, band.rate, days: days)
        }
    }

    private mutating func move(
        _ quotient: Int128, _ rest: UInt64, isNegative: Bool
    ) throws(Overflow) {
        // Both fractions are below the denominator, which is below 2^49: their sum does not wrap.
        var sum = isNegative ? whole - quotient : whole + quotient
        var fraction = numerator
        if isNegative {
            if fraction < rest {
                sum -= 1
                fraction += denominator
            }
            fraction -= rest
        } else {
            fraction += rest
            if fraction >= denominator {
                sum += 1
                fraction -= denominator
            }
        }
        guard sum.magnitude < Self.wholeMax.magnitude else { throw Overflow() }
        (whole, numerator) = (sum, fraction)
    }

    /// The nearest whole amount as a rounding names it.
    package func rounded(_ rounding: Rounding) -> Int128 {
        guard numerator > 0 else { return whole }
        let twice = 2 * numerator
        // The amount lies strictly between `whole` and `whole + 1`: it is positive from 0 on.
        let isPositive = whole >= 0
        let goesUp =
            switch rounding {
            case .down: false
            case .up: true
            case .towardZero: !isPositive
            case .awayFromZero: isPositive
            case .halfEven: twice > denominator || twice == denominator && whole & 1 == 1
            case .halfAwayFromZero: twice > denominator || twice == denominator && isPositive
            case .halfTowardZero: twice > denominator || twice == denominator && !isPositive
            }
        return goesUp ? whole + 1 : whole
    }

    /// Takes out what is posted; the rest stays.
    package mutating func take(_ posted: Int128) { whole -= posted }

    package func write(to writer: inout ByteWriter) {
        writer.write(UInt128(bitPattern: whole))
        writer.write(numerator)
        writer.write(denominator)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        whole = Int128(bitPattern: try reader.read())
        let start = reader.offset
        numerator = try reader.read()
        denominator = try reader.read()
        guard numerator < denominator, denominator <= UInt64(AnnualRate.one) * 365 else {
            throw .unexpectedValue(offset: start, value: numerator)
        }
    }
}
