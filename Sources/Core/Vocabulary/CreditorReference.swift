/// A structured creditor reference of ISO 11649: `RF`, two check digits, 1 to 21 characters.
package struct CreditorReference: Hashable, Sendable, CustomStringConvertible {
    /// The electronic form: upper case, no blanks.
    package let text: String

    /// Fails unless the text is 5 to 25 digits and letters that begin with `RF` and leave 1 by 97.
    ///
    /// The printed form's blanks are dropped; small letters are the same reference in capitals.
    package init?(_ text: some StringProtocol) {
        let characters = Array(text.utf8.prefix(64)).filter { $0 != UInt8(ascii: " ") }
        guard text.utf8.count <= 64, 5...25 ~= characters.count,
            characters.allSatisfy(CharacterClass.alphanumerics.contains)
        else { return nil }
        let upper = characters.map { $0 >= UInt8(ascii: "a") ? $0 & 0xDF : $0 }
        let expected = CheckDigits.digits(for: upper[4...] + upper[0..<2])
        guard upper.starts(with: "RF".utf8),
            String(decoding: upper[2..<4], as: UTF8.self) == expected
        else { return nil }
        self.text = String(decoding: upper, as: UTF8.self)
    }

    package var description: String { text }
}
