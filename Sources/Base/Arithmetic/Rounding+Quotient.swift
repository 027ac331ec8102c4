extension Rounding {
    /// Divides 256 bits by 128, exactly, and rounds once; nil where the result has more than 128
    /// bits.
    ///
    /// - Precondition: the divisor is above zero.
    package func quotient(
        of dividend: (high: UInt128, low: UInt128), by divisor: UInt128
    ) -> UInt128? {
        precondition(divisor > 0, "Nothing is divided by zero.")
        guard dividend.high < divisor else { return nil }
        let (whole, rest) = divisor.dividingFullWidth(dividend)
        let isRaised = grows(
            isNegative: false, isOdd: whole & 1 == 1, rest: Rest(rest, of: divisor))
        let (value, overflow) = whole.addingReportingOverflow(isRaised ? 1 : 0)
        return overflow ? nil : value
    }
}

/// 10^exponent, where it fits 127 bits.
package func decimalPower(_ exponent: Int) -> UInt128? {
    0...ExactDecimal.scaleMax ~= exponent ? powerOfTen(exponent) : nil
}
