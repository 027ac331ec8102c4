/// A 128-bit number as 26 characters: Crockford's base 32, most significant digit first.
///
/// The alphabet leaves out I, L, O and U. The result is in the SEPA character set, so it may stand
/// in a payment message, and it sorts as the number does.
package enum Base32 {
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    package static func encode(_ value: UInt128) -> String {
        var text = [UInt8](repeating: 0, count: 26)
        // In two halves: shifts of 128 bits cost more than all the rest.
        var low = UInt64(truncatingIfNeeded: value)
        var high = UInt64(truncatingIfNeeded: value >> 64)
        var index = 25
        while index >= 0 {
            text[index] = digit(UInt8(truncatingIfNeeded: low & 31))
            low = low >> 5 | high << 59
            high >>= 5
            index -= 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The alphabet as arithmetic: digits, then letters without I, L, O and U.
    private static func digit(_ value: UInt8) -> UInt8 {
        guard value >= 10 else { return UInt8(ascii: "0") + value }
        let skipped: UInt8 =
            (value >= 18 ? 1 : 0) + (value >= 20 ? 1 : 0) + (value >= 22 ? 1 : 0)
            + (value >= 27 ? 1 : 0)
        return UInt8(ascii: "A") + value - 10 + skipped
    }

    /// The number, or `nil` where the text is not 26 digits of at most 128 bits.
    ///
    /// Either case is read.
    package static func decode(_ text: some StringProtocol) -> UInt128? {
        let characters = Array(text.utf8)
        guard characters.count == 26 else { return nil }
        var value: UInt128 = 0
        for (index, character) in characters.enumerated() {
            let upper = character >= UInt8(ascii: "a") ? character & 0xDF : character
            guard let digit = digits.firstIndex(of: upper), index > 0 || digit < 8 else {
                return nil
            }
            value = value << 5 | UInt128(digit)
        }
        return value
    }
}
