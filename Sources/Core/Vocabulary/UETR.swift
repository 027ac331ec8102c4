import Bytes

/// A unique end-to-end transaction reference: a version 4 UUID (RFC 9562 §5.4) in small letters.
package struct UETR: Hashable, Sendable {
    /// All 128 bits, version and variant included.
    package let value: UInt128

    /// Takes 122 of the bits; version and variant are set.
    package init(bits: UInt128) {
        let version: UInt128 = 0x4 << 76
        let variant: UInt128 = 0x2 << 62
        value = bits & ~(0xF << 76) & ~(0x3 << 62) | version | variant
    }

    /// Fails unless the text has the form `8-4-4-4-12` in small hexadecimal digits, version 4 and
    /// the variant of RFC 9562, which is the pattern of ISO 20022's UUIDv4Identifier.
    package init?(_ text: some StringProtocol) {
        guard let value = UUIDText.decode(text), value >> 76 & 0xF == 4, value >> 62 & 3 == 2,
            !text.utf8.contains(where: { UInt8(ascii: "A")...UInt8(ascii: "F") ~= $0 })
        else { return nil }
        self.value = value
    }
}

extension UETR: CustomStringConvertible {
    package var description: String { UUIDText.encode(value) }
}

/// The text of a UUID (RFC 9562 §4): 32 hexadecimal digits in groups of 8-4-4-4-12.
package enum UUIDText {
    private static let hyphens = [8, 13, 18, 23]

    /// In small letters, as the RFC has them written.
    package static func encode(_ value: UInt128) -> String {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: value >> (120 - 8 * UInt128($0))) }
        var text = Array(Hex.encode(bytes).utf8)
        for position in hyphens { text.insert(UInt8(ascii: "-"), at: position) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The number, in either case of letters; `nil` where the text has another form.
    package static func decode(_ text: some StringProtocol) -> UInt128? {
        var characters = Array(text.utf8.prefix(37))
        guard characters.count == 36,
            hyphens.allSatisfy({ characters[$0] == UInt8(ascii: "-") })
        else { return nil }
        for position in hyphens.reversed() { characters.remove(at: position) }
        return Hex.decode(String(decoding: characters, as: UTF8.self))?
            .reduce(0) { $0 << 8 | UInt128($1) }
    }
}
