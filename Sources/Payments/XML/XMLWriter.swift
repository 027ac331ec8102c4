/// Writes a document, well-formed whatever the texts are.
///
/// ```swift
/// var writer = XMLWriter(indentation: 2)
/// writer.document("Document", namespace: "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08") {
///     $0.element("FIToFICstmrCdtTrf") {
///         $0.text("MsgId", "A-1")
///         $0.text("IntrBkSttlmAmt", "1.00", ["Ccy": "EUR"])
///     }
/// }
/// ```
/// Names are the caller's and must be names; texts are escaped. A character that XML 1.0 cannot hold
/// becomes U+FFFD: check with ``holds(_:)`` where that matters.
package struct XMLWriter: Sendable {
    /// What has been written so far, UTF-8.
    package private(set) var bytes: [UInt8] = []
    private let indentation: Int
    private var depth = 0
    /// Whether the element that is open has elements inside it.
    private var hasElements = false

    /// A writer that indents by this many spaces a level; by none on one line.
    package init(indentation: Int = 0, reserving capacity: Int = 4096) {
        self.indentation = indentation
        bytes.reserveCapacity(capacity)
    }

    /// Writes the XML declaration and the root, which declares the default namespace.
    package mutating func document<Failure: Error>(
        _ name: String, namespace: String, _ attributes: KeyValuePairs<String, String> = [:],
        content: (inout XMLWriter) throws(Failure) -> Void
    ) throws(Failure) {
        append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        try write(name, namespace: namespace, attributes, content)
        append("\n")
    }

    /// Writes an element with elements inside; nothing is written for them but by `content`.
    package mutating func element<Failure: Error>(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
        content: (inout XMLWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try write(name, namespace: nil, attributes, content)
    }

    /// Writes an element in a default namespace of its own, as an envelope's parts have.
    package mutating func element<Failure: Error>(
        _ name: String, namespace: String, content: (inout XMLWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try write(name, namespace: namespace, [:], content)
    }

    /// Writes an element with text inside.
    package mutating func text(
        _ name: String, _ text: String, _ attributes: KeyValuePairs<String, String> = [:]
    ) {
        startTag(name, namespace: nil, attributes)
        append(">")
        appendEscaped(text, isAttribute: false)
        endTag(name)
        hasElements = true
    }

    /// Writes an element with text inside, or nothing where there is no text.
    package mutating func text(
        _ name: String, ifAny text: String?, _ attributes: KeyValuePairs<String, String> = [:]
    ) {
        if let text { self.text(name, text, attributes) }
    }

    /// Writes bytes of XML as they are, such as an element's source.
    package mutating func verbatim(_ source: some Sequence<UInt8>) {
        breakLine()
        bytes.append(contentsOf: source)
        hasElements = true
    }

    /// Whether XML 1.0 can hold every character of a text (§2.2).
    package static func holds(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { XMLCharacter.isLegal($0.value) }
    }

    private mutating func write<Failure: Error>(
        _ name: String, namespace: String?, _ attributes: KeyValuePairs<String, String>,
        _ content: (inout XMLWriter) throws(Failure) -> Void
    ) throws(Failure) {
        startTag(name, namespace: namespace, attributes)
        let mark = bytes.count
        append(">")
        depth += 1
        hasElements = false
        try content(&self)
        depth -= 1
        if bytes.count == mark + 1 {
            bytes.removeLast()
            append("/>")
        } else {
            if hasElements { breakLine() }
            endTag(name)
        }
        hasElements = true
    }

    private mutating func startTag(
        _ name: String, namespace: String?, _ attributes: KeyValuePairs<String, String>
    ) {
        breakLine()
        append("<")
        append(name)
        if let namespace { attribute("xmlns", namespace) }
        for (key, value) in attributes { attribute(key, value) }
    }

    private mutating func attribute(_ name: String, _ value: String) {
        append(" ")
        append(name)
        append("=\"")
        appendEscaped(value, isAttribute: true)
        append("\"")
    }

    private mutating func endTag(_ name: String) {
        append("</")
        append(name)
        append(">")
    }

    private mutating func breakLine() {
        guard indentation > 0, let last = bytes.last else { return }
        if last != 0x0A { bytes.append(0x0A) }
        bytes.append(contentsOf: repeatElement(0x20, count: depth * indentation))
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func appendEscaped(_ text: String, isAttribute: Bool) {
        for byte in Self.legal(text).utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\"") where isAttribute: append("&quot;")
            case 0x0D: append("&#13;")
            case 0x09 where isAttribute: append("&#9;")
            case 0x0A where isAttribute: append("&#10;")
            default: bytes.append(byte)
            }
        }
    }

    /// The text with U+FFFD for what XML cannot hold.
    private static func legal(_ text: String) -> String {
        guard !holds(text) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(XMLCharacter.isLegal(scalar.value) ? scalar : "\u{FFFD}")
        }
        return String(scalars)
    }
}
