/// A pull reader over a document in memory: no document types, no entities but the five of XML.
///
/// ```swift
/// let source = try XMLSource(bytes)
/// try XMLReader.read(source) { (reader) throws(XMLError) in
///     while try reader.next() != .endOfDocument { … }
/// }
/// ```
/// Comments and instructions are skipped, CDATA is text, and all text between two tags is one event.
/// Checks well-formedness (XML 1.0, fifth edition) and namespaces (Namespaces in XML 1.0). Allocates
/// for nothing but its stacks. Cost: about 2 ns a byte.
package struct XMLReader: ~Copyable {
    package enum Event: Hashable, Sendable {
        /// A start tag: ``name``, ``attributes``, ``elementStart``.
        case start
        /// All text up to the next tag: ``text``.
        case text
        /// An end tag, or the end of an empty element: ``elementStart``, ``elementEnd``.
        case end
        case endOfDocument
    }

    let buffer: UnsafeBufferPointer<UInt8>
    let base: UnsafePointer<UInt8>
    let classes: UnsafePointer<UInt8>
    let limits: XMLLimits
    var cursor: Int

    /// The name of the element that starts or ends here.
    package internal(set) var name = XMLName()
    /// The attributes of the element that starts here, without namespace declarations.
    package internal(set) var attributes: [XMLAttribute] = []
    /// The text of a text event, until the next event.
    package internal(set) var text = XMLText()
    /// Where the start tag of the element that starts or ends here begins.
    package internal(set) var elementStart = 0
    /// The byte behind the end tag of the element that ends here.
    package internal(set) var elementEnd = 0
    /// The elements open around this place, this one included.
    package var depth: Int { open.count }
    /// The byte at which reading goes on.
    package var offset: Int { cursor }

    var open: [OpenElement] = []
    var isEmptyElement = false
    var hasRoot = false
    var elements = 0
    /// Text and attribute values that are not in the source as they read.
    var decoded = DecodedText()
    var bindings: [Binding] = []
    var namespaces: [[UInt8]] = []
    var namespaceHashes: [UInt32] = []
    var defaultNamespace: Int32 = XMLName.noNamespace

    struct OpenElement {
        let name: XMLName
        let start: Int
        let bindings: Int
        let defaultNamespace: Int32
    }

    struct Binding {
        let prefix: XMLName.Range
        let namespace: Int32
    }

    private init(_ source: XMLSource, _ buffer: UnsafeBufferPointer<UInt8>, limits: XMLLimits) {
        self.buffer = buffer
        base = buffer.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
        classes = XMLCharacter.classes
        self.limits = limits
        cursor = source.bodyStart
        limits.check()
        let xml = Array("http://www.w3.org/XML/1998/namespace".utf8)
        namespaces.append(xml)
        namespaceHashes.append(xml.withUnsafeBufferPointer(XMLName.hash))
    }

    /// Reads a document; the reader lives as long as the call.
    package static func read<Result, Failure: Error>(
        _ source: XMLSource, limits: XMLLimits = XMLLimits(),
        _ body: (inout XMLReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try source.bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
            var reader = XMLReader(source, buffer, limits: limits)
            return try body(&reader)
        }
    }

    /// The bytes of the source, while the reader lives.
    package var bytes: UnsafeBufferPointer<UInt8> { buffer }

    /// The namespace of a name that was read, or `nil` where it is in none.
    package func namespace(_ index: Int32) -> String? {
        index < 0 ? nil : String(decoding: namespaces[Int(index)], as: UTF8.self)
    }

    /// Goes on to the next event.
    package mutating func next() throws(XMLError) -> Event {
        if isEmptyElement { return closeEmptyElement() }
        if open.isEmpty { return try nextOutsideRoot() }
        if cursor < buffer.count, base[cursor] == UInt8(ascii: "<") {
            if let event = try tag() { return event }
        }
        return try readText()
    }

    /// The tag at the cursor, or `nil` where a comment, an instruction or a CDATA section stands.
    private mutating func tag() throws(XMLError) -> Event? {
        guard cursor + 1 < buffer.count else { throw error(.unexpectedEnd) }
        switch base[cursor + 1] {
        case UInt8(ascii: "/"):
            try endTag()
            return .end
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            return nil
        default:
            try startTag()
            return .start
        }
    }

    private mutating func closeEmptyElement() -> Event {
        isEmptyElement = false
        elementEnd = cursor
        close()
        return .end
    }

    /// Leaves the innermost element: its name and start become the current ones.
    mutating func close() {
        guard let element = open.popLast() else { return }
        name = element.name
        elementStart = element.start
        defaultNamespace = element.defaultNamespace
        if bindings.count > element.bindings {
            bindings.removeLast(bindings.count - element.bindings)
        }
    }

    func error(_ reason: XMLError.Reason) -> XMLError {
        error(reason, at: cursor)
    }

    func error(_ reason: XMLError.Reason, at offset: Int) -> XMLError {
        XMLError(reason, offset: offset, position: XMLPosition(of: offset, in: buffer))
    }

    func aboveLimit(_ name: XMLLimits.Name, _ limit: Int) -> XMLError {
        error(.aboveLimit(name, limit: limit))
    }

    /// The place of a byte, for a finding: counts lines from the start.
    package func position(of offset: Int) -> XMLPosition { XMLPosition(of: offset, in: buffer) }

    package func string(_ range: XMLName.Range) -> String {
        String(
            decoding: UnsafeBufferPointer(start: base + Int(range.start), count: Int(range.length)),
            as: UTF8.self)
    }
}
