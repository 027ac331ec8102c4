/// How the IBANs of one country are built, by the registry of ISO 13616.
struct IBANStructure: Sendable {
    let country: CountryCode
    /// What each character of the BBAN, the part behind the check digits, may be.
    let classes: [CharacterClass]
    /// Where in the BBAN the bank's code stands.
    let bankCode: Range<Int>
    /// Where in the BBAN the branch's code stands; empty where the country has none.
    let branchCode: Range<Int>

    /// Characters of the whole IBAN.
    var length: Int { classes.count + 4 }

    /// The structure of a country's IBANs, `nil` where the registry has none.
    static func of(_ country: some StringProtocol) -> IBANStructure? {
        all[String(country)]
    }

    static let all: [String: IBANStructure] = {
        let table = TextTable(IBANTable.text)
        let structures = (0..<table.count).map { IBANStructure(row: table.fields(at: $0)) }
        return Dictionary(uniqueKeysWithValues: structures.map { ($0.country.text, $0) })
    }()

    private init(row: [String]) {
        guard row.count == 4, let country = CountryCode(row[0]),
            let bankCode = Self.range(row[2]), let branchCode = Self.range(row[3])
        else { preconditionFailure("The generator writes a country, a structure and two ranges.") }
        self.country = country
        self.bankCode = bankCode
        self.branchCode = branchCode
        classes = Self.classes(of: row[1])
    }

    /// Reads `4!a6!n8!n`: so many letters, digits, or both.
    private static func classes(of structure: String) -> [CharacterClass] {
        var classes: [CharacterClass] = []
        var count = 0
        for character in structure {
            switch character {
            case "n": classes += [CharacterClass](repeating: .digits, count: count)
            case "a": classes += [CharacterClass](repeating: .upperLetters, count: count)
            case "c": classes += [CharacterClass](repeating: .alphanumerics, count: count)
            case "!": continue
            default: count = count * 10 + (character.wholeNumberValue ?? 0)
            }
            if character.isLetter { count = 0 }
        }
        return classes
    }

    private static func range(_ text: String) -> Range<Int>? {
        guard !text.isEmpty else { return 0..<0 }
        let ends = text.split(separator: "-").compactMap { Int($0) }
        return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
}
