/// A number as it was written: its characters, never a binary fraction.
package struct JSONNumber: Hashable, Sendable {
    /// In the grammar of RFC 8259 §6, at most ``JSONLimits/numberBytesMax`` characters.
    package let text: String

    /// For text that the scanner has matched to the grammar.
    init(scanned text: String) {
        self.text = text
    }

    package init(_ value: some FixedWidthInteger) {
        text = String(value)
    }

    /// The whole number, or `nil` where there is a fraction, an exponent, or too many digits.
    package func integer<Integer: FixedWidthInteger>(
        _: Integer.Type = Integer.self
    ) -> Integer? {
        Integer(text)
    }
}
