/// Why a text is no IBAN.
///
/// Offsets count characters from the first.
package enum IBANError: Error, Hashable, Sendable {
    /// The registry has no structure for these two characters.
    case unknownCountry(String)
    case length(found: Int, expected: Int)
    /// Above ``IBAN/lengthMax``.
    case tooLong(limit: Int)
    /// The country's structure has another kind of character here.
    case character(offset: Int)
    /// The remainder by 97 is not 1, or the digits are 00, 01 or 99, which the standard never
    /// makes.
    case checkDigits(found: String, expected: String)
}

/// An account number of ISO 13616, checked against its country's structure and its check digits.
///
/// ```swift
/// let iban = try IBAN("DE89370400440532013000")
/// iban.bankCode  // 37040044
/// ```
package struct IBAN: Hashable, Sendable {
    /// Characters of the longest that the standard allows.
    package static let lengthMax = 34

    /// The electronic form: upper case, no blanks.
    package let text: String
    package let country: CountryCode
    /// The bank's code where the registry says it is.
    package let bankCode: String

    /// Reads the electronic form.
    ///
    /// Small letters where the structure has `c` are the same IBAN in capitals; elsewhere they are
    /// refused, as are blanks.
    package init(_ text: some StringProtocol) throws(IBANError) {
        let characters = Array(text.utf8.prefix(Self.lengthMax + 1))
        guard characters.count <= Self.lengthMax else { throw .tooLong(limit: Self.lengthMax) }
        let structure = try Self.structure(of: characters.prefix(2))
        try Self.check(characters, against: structure)
        let upper = characters.map { $0 >= UInt8(ascii: "a") ? $0 & 0xDF : $0 }
        let bban = upper.dropFirst(4)
        let expected = CheckDigits.digits(for: Array(bban) + upper[0..<2]) ?? ""
        let found = String(decoding: upper[2..<4], as: UTF8.self)
        guard found == expected else { throw .checkDigits(found: found, expected: expected) }
        self.init(upper, structure)
    }

    /// Reads the printed form: groups of characters with blanks between them.
    package init(printed text: some StringProtocol) throws(IBANError) {
        // Nine groups of four have eight blanks; some are doubled in print.
        guard text.utf8.count <= 2 * Self.lengthMax else { throw .tooLong(limit: Self.lengthMax) }
        try self.init(String(text.filter { $0 != " " }))
    }

    /// The IBAN of an account: the check digits are worked out.
    package static func make(
        country: CountryCode, bban: String
    ) throws(IBANError) -> IBAN {
        let digits = CheckDigits.digits(for: Array(bban.utf8.prefix(lengthMax)) + country.text.utf8)
        return try IBAN("\(country.text)\(digits ?? "00")\(bban)")
    }

    private init(_ characters: [UInt8], _ structure: IBANStructure) {
        text = String(decoding: characters, as: UTF8.self)
        country = structure.country
        let bban = characters[4...]
        bankCode = String(
            decoding: bban[
                (4 + structure.bankCode.lowerBound)..<(4 + structure.bankCode.upperBound)],
            as: UTF8.self)
    }

    private static func structure(
        of country: ArraySlice<UInt8>
    ) throws(IBANError) -> IBANStructure {
        let text = String(decoding: country, as: UTF8.self)
        guard let structure = IBANStructure.of(text) else { throw .unknownCountry(text) }
        return structure
    }

    private static func check(
        _ characters: [UInt8], against structure: IBANStructure
    ) throws(IBANError) {
        let classes = [CharacterClass.digits, .digits] + structure.classes
        // A wrong character says more than a wrong length does, so that it is looked for first.
        for (index, (character, allowed)) in zip(characters.dropFirst(2), classes).enumerated()
        where !allowed.contains(character) {
            throw .character(offset: index + 2)
        }
        guard characters.count == structure.length else {
            throw .length(found: characters.count, expected: structure.length)
        }
    }

    /// The part behind country and check digits.
    package var bban: Substring { text.dropFirst(4) }

    /// The branch's code, `nil` where the country's structure has none.
    package var branchCode: String? {
        guard let range = IBANStructure.of(country.text)?.branchCode, !range.isEmpty else {
            return nil
        }
        return String(bban.dropFirst(range.lowerBound).prefix(range.count))
    }

    /// Groups of four: `DE89 3704 0044 0532 0130 00`.
    package var printed: String {
        var printed = ""
        for (index, character) in text.enumerated() {
            if index > 0, index.isMultiple(of: 4) { printed.append(" ") }
            printed.append(character)
        }
        return printed
    }

    package static func == (left: IBAN, right: IBAN) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension IBAN: CustomStringConvertible {
    package var description: String { text }
}
