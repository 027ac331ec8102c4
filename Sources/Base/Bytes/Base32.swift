/// A 128-bit number as 26 characters: Crockford's base 32, most significant digit first.
///
/// The alphabet leaves out I, L, O and U. The result is in the SEPA character set, so it may stand
/// in a payment message, and it sorts as the number does.
package enum Base32 {
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    package static func encode(_ value: UInt128) -> String {
        var text = [UInt8](repeating: 0, count: 26)
        var rest = value
        for index in stride(from: 25, through: 0, by: -1) {
            text[index] = digits[Int(truncatingIfNeeded: rest & 31)]
            rest >>= 5
        }
        return String(decoding: text, as: UTF8.self)
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
