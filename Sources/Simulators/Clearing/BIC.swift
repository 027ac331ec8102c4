/// A bank's business identifier code, as this clearing compares it: eight characters mean the
/// head office, which is `XXX` (ISO 9362).
package struct BIC: Hashable, Sendable {
    /// As it was written.
    package let text: String

    /// Fails unless it is eight or eleven capital letters and digits, the country in letters.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let isLetter: (UInt8) -> Bool = { $0 >= 0x41 && $0 <= 0x5A }
        let isDigit: (UInt8) -> Bool = { $0 >= 0x30 && $0 <= 0x39 }
        guard bytes.count == 8 || bytes.count == 11,
            bytes.allSatisfy({ isLetter($0) || isDigit($0) }),
            bytes[4..<6].allSatisfy(isLetter)
        else { return nil }
        self.text = String(text)
    }

    /// Eleven characters.
    var full: String { text.utf8.count == 8 ? text + "XXX" : text }

    package static func == (left: BIC, right: BIC) -> Bool { left.full == right.full }
    package func hash(into hasher: inout Hasher) { hasher.combine(full) }
}
