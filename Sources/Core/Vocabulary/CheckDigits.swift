/// Check digits of ISO 7064 MOD 97-10, which IBAN, LEI and the creditor reference share.
enum CheckDigits {
    /// The remainder by 97 of the number that digits and letters spell, A = 10 … Z = 35, either
    /// case alike.
    ///
    /// `nil` where a character is neither. One pass, no wide number.
    static func remainder(of text: some Sequence<UInt8>) -> Int? {
        var remainder = 0
        for character in text {
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                remainder = (remainder * 10 + Int(character - UInt8(ascii: "0"))) % 97
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                remainder = (remainder * 100 + Int(character - UInt8(ascii: "A")) + 10) % 97
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                remainder = (remainder * 100 + Int(character - UInt8(ascii: "a")) + 10) % 97
            default: return nil
            }
        }
        return remainder
    }

    /// The two digits, 02…98, that make the text followed by them leave 1.
    static func digits(for text: some Sequence<UInt8>) -> String? {
        remainder(of: Array(text) + [UInt8(ascii: "0"), UInt8(ascii: "0")])
            .map { padded(98 - $0, 2) }
    }
}

/// A class of characters in ISO structures: `n`, `a` and `c`.
enum CharacterClass: Hashable, Sendable {
    case digits, upperLetters, alphanumerics

    func contains(_ character: UInt8) -> Bool {
        switch (self, character) {
        case (.digits, UInt8(ascii: "0")...UInt8(ascii: "9")),
            (.upperLetters, UInt8(ascii: "A")...UInt8(ascii: "Z")),
            (.alphanumerics, UInt8(ascii: "0")...UInt8(ascii: "9")),
            (.alphanumerics, UInt8(ascii: "A")...UInt8(ascii: "Z")),
            (.alphanumerics, UInt8(ascii: "a")...UInt8(ascii: "z")):
            true
        default: false
        }
    }
}
