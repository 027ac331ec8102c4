import Arithmetic
package import Bytes

/// An annual rate of interest, exactly: a whole number of trillionths, −10 to 10.
///
/// `0.0375` is 3.75 % a year.
package struct AnnualRate: Hashable, Sendable, Recorded {
    package static let decimalsMax = 12
    /// 1 in trillionths.
    static let one: Int64 = 1_000_000_000_000
    package static let trillionthsMax = 10 * one

    package let trillionths: Int64

    /// Fails outside −10…10.
    package init?(trillionths: Int64) {
        guard -Self.trillionthsMax...Self.trillionthsMax ~= trillionths else { return nil }
        self.trillionths = trillionths
    }

    /// Fails unless the text is a plain decimal of at most ``decimalsMax`` decimals, −10 to 10.
    package init?(_ text: String) {
        guard let value = try? ExactDecimal.digits(of: text),
            let scaled = try? value.rescaled(to: Self.decimalsMax),
            let trillionths = Int64(exactly: scaled.coefficient)
        else { return nil }
        self.init(trillionths: trillionths)
    }

    package static let zero = AnnualRate(unchecked: 0)

    private init(unchecked trillionths: Int64) { self.trillionths = trillionths }

    /// A share in per mille: `1.5` is 0.0015.
    ///
    /// Fails unless it is a plain decimal from 0 to 1000 with at most nine decimals.
    package init?(perMille text: String) {
        guard let value = try? ExactDecimal.digits(of: text),
            let scaled = try? value.rescaled(to: Self.decimalsMax - 3),
            let trillionths = Int64(exactly: scaled.coefficient), 0...Self.one ~= trillionths
        else { return nil }
        self.init(trillionths: trillionths)
    }

    /// A share in per mille, with the fewest decimals.
    package var perMilleText: String {
        let value = try? ExactDecimal(
            coefficient: Int128(trillionths), scale: Self.decimalsMax - 3)
        return value?.trimmed.description ?? ""
    }

    /// With the fewest decimals.
    package var text: String {
        let value = try? ExactDecimal(
            coefficient: Int128(trillionths), scale: Self.decimalsMax)
        return value?.trimmed.description ?? ""
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(UInt64(bitPattern: trillionths))
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let bits: UInt64 = try reader.read()
        guard let rate = AnnualRate(trillionths: Int64(bitPattern: bits)) else {
            throw .unexpectedValue(offset: start, value: bits)
        }
        self = rate
    }
}
