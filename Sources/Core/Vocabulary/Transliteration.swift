/// Names and remittance texts in the characters that every SEPA participant must take.
///
/// Letters lose their marks (`Müller` is `Muller`), Greek and Cyrillic letters become Latin ones,
/// some signs their nearest (`&` is `+`); whatever has no row becomes a point. After the approach
/// of EPC217-08, "SEPA Requirements for an Extended Character Set", whose table it is not.
package enum Transliteration {
    /// The text in the SEPA set, cut to so many characters where a limit is given.
    package static func sepa(_ text: some StringProtocol, lengthMax: Int = .max) -> String {
        var result = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            guard length < lengthMax else { break }
            for character in replacement(of: scalar).unicodeScalars where length < lengthMax {
                result.append(character)
                length += 1
            }
        }
        return String(result)
    }

    private static func replacement(of scalar: Unicode.Scalar) -> String {
        if SEPACharacters.contains(scalar) { return String(scalar) }
        if scalar == "\n" || scalar == "\r" { return " " }
        // The marks of decomposed letters go without a trace.
        if 0x300...0x36F ~= scalar.value { return "" }
        return letters[scalar.value] ?? "."
    }

    private static let letters: [UInt32: String] = {
        let table = TextTable(LetterTable.text)
        let rows = (0..<table.count).map { row in
            let fields = table.fields(at: row)
            guard fields.count == 2, let scalar = UInt32(fields[0], radix: 16) else {
                preconditionFailure("The generator writes a scalar and what stands for it.")
            }
            return (scalar, fields[1])
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }()
}
