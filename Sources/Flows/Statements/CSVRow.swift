/// A record of a table for people's programs (RFC 4180): cells between commas, each line ended by
/// CR LF.
struct CSVRow {
    private(set) var text = ""

    /// What a spreadsheet takes for the beginning of a formula, plain and full width.
    private static let formulas: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    /// Somebody's words: an apostrophe in front keeps a spreadsheet from computing them.
    mutating func add(words: String) {
        let first = words.unicodeScalars.first { $0 != " " }
        let isFormula = first.map(Self.formulas.contains) ?? false
        add(isFormula ? "'" + words : words)
    }

    /// What the program has written itself: a number, a date, a code.
    mutating func add(_ cell: String) {
        if !text.isEmpty { text += "," }
        let isPlain = cell.unicodeScalars.allSatisfy {
            $0 != "," && $0 != "\"" && $0 != "\r" && $0 != "\n"
        }
        // A first cell that is empty is quoted, or the next would be taken for the first.
        text +=
            isPlain && !(text.isEmpty && cell.isEmpty)
            ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    var line: String { text + "\r\n" }
}
