/// A country of ISO 3166-1 by its two letters, or `XK`, which IBANs and BICs use for Kosovo.
package struct CountryCode: Hashable, Sendable, CustomStringConvertible {
    /// Two upper-case letters, `DE`.
    package let text: String

    /// Fails unless the text is a code of the table, in upper case.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 2, Self.table.position(of: text.utf8) != nil else { return nil }
        self.text = String(text)
    }

    /// The name in English, as tzdata's iso3166.tab has it.
    package var name: String { Self.table.fields(of: text.utf8)?[1] ?? text }

    package var description: String { text }

    private static let table = TextTable(CountryTable.text)
}
