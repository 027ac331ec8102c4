/// Appends JSON to bytes; commas are its own business, balance of containers is the caller's.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.object {
///     $0.member("status", "posted")
///     $0.member("sequence", UInt64(7))
/// }
/// ```
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Whether a comma must stand before the next value or name.
    private var needsComma = false

    package init(reserving capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// Empties the writer and keeps its memory.
    package mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Appends `{`, what `content` writes, and `}`.
    package mutating func object(_ content: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        content(&self)
        close(UInt8(ascii: "}"))
    }

    /// Appends `[`, what `content` writes, and `]`.
    package mutating func array(_ content: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "["))
        content(&self)
        close(UInt8(ascii: "]"))
    }

    /// Opens a container that ``close(array:)`` ends, for what may fail in between.
    mutating func open(array isArray: Bool) { open(UInt8(ascii: isArray ? "[" : "{")) }

    mutating func close(array isArray: Bool) { close(UInt8(ascii: isArray ? "]" : "}")) }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// Appends a name and its colon; a value must follow.
    package mutating func name(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func null() { raw("null") }

    package mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

    package mutating func integer(_ value: some BinaryInteger) { raw(String(value)) }

    package mutating func integer(_ value: UInt64) { raw(String(value)) }

    package mutating func number(_ value: JSONNumber) { raw(value.text) }

    /// Appends text that is already one JSON value.
    package mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends bytes that are already one JSON value.
    package mutating func raw(_ text: [UInt8]) {
        separate()
        bytes.append(contentsOf: text)
    }

    /// Appends a string; escapes quotes, backslashes and what is below U+0020 (RFC 8259 §7).
    package mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { append($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends what needs no escape in runs.
    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in text.indices where JSONWriter.mustBeEscaped(text[index]) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            appendEscape(text[index])
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x00..<0x20:
            bytes.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u001".utf8)
            bytes.append(contentsOf: String(byte & 15, radix: 16).utf8)
        default: bytes.append(byte)
        }
    }

    /// Appends a whole tree.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .number(let number): self.number(number)
        case .string(let text): string(text)
        case .array(let elements):
            array { writer in
                for element in elements { writer.value(element) }
            }
        case .object(let object):
            self.object { writer in
                for member in object.members {
                    writer.name(member.name)
                    writer.value(member.value)
                }
            }
        }
    }
}

// A name with its value.
extension JSONWriter {
    package mutating func member(_ name: String, _ text: String) {
        self.name(name)
        string(text)
    }

    /// Appends the member, with `null` where there is no text.
    package mutating func member(_ name: String, _ text: String?) {
        self.name(name)
        if let text { string(text) } else { null() }
    }

    package mutating func member(_ name: String, _ value: UInt64) {
        self.name(name)
        integer(value)
    }

    package mutating func member(_ name: String, _ value: some BinaryInteger) {
        self.name(name)
        integer(value)
    }

    package mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        boolean(value)
    }

    /// Appends a member that is an object.
    package mutating func member(_ name: String, object content: (inout JSONWriter) -> Void) {
        self.name(name)
        object(content)
    }

    /// Appends a member that is an array.
    package mutating func member(_ name: String, array content: (inout JSONWriter) -> Void) {
        self.name(name)
        array(content)
    }
}
