import Arithmetic

/// What one unit of the asset that is given comes to in units of the asset that is received, exactly.
///
/// Units are those in which people speak of an asset: `0.92` for one dollar in euros.
package struct ExchangeRate: Hashable, Sendable {
    /// Above 0.
    package let coefficient: UInt64
    /// Decimals, 0 to ``ExactDecimal/scaleMax``.
    package let scale: UInt8

    /// Fails for zero.
    package init?(coefficient: UInt64, scale: UInt8) {
        guard coefficient > 0, Int(scale) <= ExactDecimal.scaleMax else { return nil }
        self.coefficient = coefficient
        self.scale = scale
    }

    /// Fails unless the text is a plain decimal above zero whose digits, without zeros behind the
    /// point that end it, fit 64 bits.
    package init?(_ text: String) {
        guard let value = try? ExactDecimal.digits(of: text).trimmed,
            let coefficient = UInt64(exactly: value.coefficient)
        else { return nil }
        self.init(coefficient: coefficient, scale: UInt8(value.scale))
    }

    /// With the fewest decimals.
    package var text: String {
        let value = try? ExactDecimal(coefficient: Int128(coefficient), scale: Int(scale))
        return value?.description ?? ""
    }
}
