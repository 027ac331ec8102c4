/// A document, or a part of one, as an arena: one array of nodes in document order over the bytes.
///
/// Names, texts and slices are ranges of ``bytes``, so a fragment costs 48 bytes an element and
/// keeps the whole source alive. Immutable; made by ``parse(_:limits:)`` or ``XMLFragment/Builder``.
package final class XMLFragment: Sendable {
    /// The document in UTF-8.
    package let bytes: [UInt8]
    /// The path of the root's parent, without a slash at its end; empty for a whole document.
    package let parentPath: String
    /// What stands in brackets behind the root's name in a path; 0 for nothing.
    package let rootPosition: Int
    let nodes: [Node]
    let attributes: [Attribute]
    let decoded: [UInt8]
    let namespaces: [String]

    struct Node: Sendable {
        var nameStart: Int32
        var nameLength: Int16
        var namespace: Int16
        var parent: Int32
        /// The node behind this one's subtree.
        var next: Int32
        var textStart: Int32 = 0
        var textLength: Int32 = 0
        var start: Int32
        var end: Int32
        var attributesStart: Int32
        var attributesCount: Int16
        var isTextDecoded = false
        var isTextBlank = true
        /// The index of a streamed record that stood here, and −1 for an element that is here.
        var record: Int32 = -1
    }

    struct Attribute: Sendable {
        var nameStart: Int32
        var nameLength: Int32
        var namespace: Int16
        var isDecoded: Bool
        var valueStart: Int32
        var valueLength: Int32
    }

    init(
        bytes: [UInt8], nodes: [Node], attributes: [Attribute], decoded: [UInt8],
        namespaces: [String], parentPath: String, rootPosition: Int
    ) {
        precondition(!nodes.isEmpty, "A fragment has a root.")
        self.bytes = bytes
        self.nodes = nodes
        self.attributes = attributes
        self.decoded = decoded
        self.namespaces = namespaces
        self.parentPath = parentPath
        self.rootPosition = rootPosition
    }

    package var root: Element { Element(fragment: self, index: 0) }

    /// The number of elements in it.
    package var count: Int { nodes.count }

    /// Reads a whole document without a schema.
    package static func parse(
        _ bytes: [UInt8], limits: XMLLimits = XMLLimits()
    ) throws(XMLError) -> XMLFragment {
        let source = try XMLSource(bytes, limits: limits)
        return try XMLReader.read(source, limits: limits) { (reader) throws(XMLError) in
            var builder = Builder(
                source, keptElements: limits.keptElements,
                expecting: Builder.guess(forBytes: source.bytes.count))
            while true {
                switch try reader.next() {
                case .start: try builder.start(reader)
                case .text: builder.text(reader)
                case .end: builder.end(reader)
                case .endOfDocument: return builder.finish(reader)
                }
            }
        }
    }

    func text(_ start: Int32, _ length: Int32, isDecoded: Bool) -> ArraySlice<UInt8> {
        let range = Int(start)..<Int(start + length)
        return isDecoded ? decoded[range] : bytes[range]
    }
}
