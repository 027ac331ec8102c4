/// Why a text is no BIC.
package enum BICError: Error, Hashable, Sendable {
    /// Neither 8 nor 11 characters.
    case length(found: Int)
    /// The structure has another kind of character here; offsets count from the first.
    case character(offset: Int)
    /// Characters five and six are no country of ISO 3166.
    case unknownCountry(String)
}

/// A business identifier code of ISO 9362:2022: `4!c2!a2!c[3!c]` in upper case.
///
/// The 8 characters name the same party as they do with branch `XXX`: both are equal.
package struct BIC: Hashable, Sendable {
    /// All eleven characters, the branch `XXX` where none was written.
    package let bic11: String
    package let country: CountryCode

    package init(_ text: some StringProtocol) throws(BICError) {
        let characters = Array(text.utf8.prefix(12))
        guard characters.count == 8 || characters.count == 11 else {
            throw .length(found: text.utf8.count)
        }
        for (index, character) in characters.enumerated() {
            let allowed: CharacterClass = 4..<6 ~= index ? .upperLetters : .alphanumerics
            guard allowed.contains(character), character < UInt8(ascii: "a") else {
                throw .character(offset: index)
            }
        }
        let letters = String(decoding: characters[4..<6], as: UTF8.self)
        guard let country = CountryCode(letters) else { throw .unknownCountry(letters) }
        self.country = country
        let written = String(decoding: characters, as: UTF8.self)
        bic11 = characters.count == 8 ? written + "XXX" : written
    }

    /// The first eight characters, which name the party.
    package var bic8: String { String(bic11.prefix(8)) }
    package var branch: String { String(bic11.suffix(3)) }
    package var isHeadOffice: Bool { branch == "XXX" }
    /// The shorter form where the branch says nothing.
    package var text: String { isHeadOffice ? bic8 : bic11 }
}

extension BIC: CustomStringConvertible {
    package var description: String { text }
}
