/// Writes a message as text, element by element, with what must be escaped escaped.
struct XMLText {
    private(set) var bytes: [UInt8] = []

    /// Opens `Document` of a message such as `pacs.002.001.10`.
    init(message: String) {
        append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        append("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:\(message)\">")
    }

    /// The finished message.
    mutating func close() -> [UInt8] {
        append("</Document>\n")
        return bytes
    }

    mutating func element(_ name: StaticString, _ inside: (inout XMLText) -> Void) {
        append("<\(name)>")
        inside(&self)
        append("</\(name)>")
    }

    /// An element with text; nothing at all where there is no text.
    mutating func text(_ name: StaticString, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        append("<\(name)>")
        escape(value)
        append("</\(name)>")
    }

    mutating func amount(_ name: StaticString, _ value: Cents) {
        append("<\(name) Ccy=\"EUR\">\(value.unsignedText)</\(name)>")
    }

    /// `<name><inner>value</inner></name>`, which the standard has many of.
    mutating func wrapped(_ name: StaticString, _ inner: StaticString, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        element(name) { $0.text(inner, value) }
    }

    mutating func agent(_ name: StaticString, _ bic: BIC) {
        element(name) { $0.wrapped("FinInstnId", "BICFI", bic.text) }
    }

    mutating func account(_ name: StaticString, iban: String?) {
        guard let iban, !iban.isEmpty else { return }
        element(name) { $0.wrapped("Id", "IBAN", iban) }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case 0..<0x20: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
    }
}
