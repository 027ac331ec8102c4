/// Texts that stand for somebody, or for why something was done.
extension BankAPI {
    /// The longest reason, in characters.
    static let reasonMax = 500

    /// Whether a text says anything: at least one character of it can be seen.
    ///
    /// Blanks, what joins or separates words without a width, fillers, marks without a letter and
    /// the blank pattern of Braille (U+2800) cannot.
    static func isVisible(_ text: String) -> Bool { text.unicodeScalars.contains(where: isVisible) }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        guard !properties.isWhitespace, !properties.isDefaultIgnorableCodePoint,
            scalar.value != 0x2800
        else { return false }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .privateUse, .nonspacingMark,
            .enclosingMark, .lineSeparator, .paragraphSeparator, .spaceSeparator:
            return false
        default: return true
        }
    }

    /// Refuses a name or reason that is blank, or too long.
    static func requireText(_ text: String, _ field: String, lengthMax: Int) throws(Problem) {
        guard text.count <= lengthMax, isVisible(text) else {
            throw Problem(
                .invalidField, param: field,
                detail: "\(field): allowed are 1 to \(lengthMax) characters, not all of them blank."
            )
        }
    }

    /// The same for one that may be left out: absent, `null` and empty are none.
    static func requireOptionalText(
        _ text: String, _ field: String, lengthMax: Int
    ) throws(Problem) {
        if !text.isEmpty { try requireText(text, field, lengthMax: lengthMax) }
    }
}
