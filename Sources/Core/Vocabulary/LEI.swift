/// Why a text is no LEI.
package enum LEIError: Error, Hashable, Sendable {
    case length(found: Int)
    /// No digit or capital letter, or no digit among the last two; offsets count from the first.
    case character(offset: Int)
    case checkDigits(found: String, expected: String)
}

/// A legal entity identifier of ISO 17442: 18 capitals or digits and two check digits.
package struct LEI: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: some StringProtocol) throws(LEIError) {
        let characters = Array(text.utf8.prefix(21))
        guard characters.count == 20 else { throw .length(found: text.utf8.count) }
        for (index, character) in characters.enumerated() {
            let allowed: CharacterClass = index < 18 ? .alphanumerics : .digits
            guard allowed.contains(character), character < UInt8(ascii: "a") else {
                throw .character(offset: index)
            }
        }
        let expected = CheckDigits.digits(for: characters[0..<18]) ?? ""
        let found = String(decoding: characters[18..<20], as: UTF8.self)
        guard found == expected else { throw .checkDigits(found: found, expected: expected) }
        self.text = String(decoding: characters, as: UTF8.self)
    }

    package var description: String { text }
}
