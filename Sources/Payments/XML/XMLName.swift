/// A name as it stands in a document, with its namespace.
package struct XMLName: Sendable {
    /// A range of bytes of the document.
    package struct Range: Hashable, Sendable {
        package var start: Int32 = 0
        package var length: Int32 = 0

        package init(start: Int, length: Int) {
            self.start = Int32(truncatingIfNeeded: start)
            self.length = Int32(truncatingIfNeeded: length)
        }
    }

    /// The index of no namespace.
    package static let noNamespace: Int32 = -1

    /// The whole name, prefix included.
    package var qualified = Range(start: 0, length: 0)
    /// The name behind the prefix.
    package var local = Range(start: 0, length: 0)
    /// FNV-1a over the bytes of the local name.
    package var hash: UInt32 = 0
    /// The namespace's index in the reader, or ``noNamespace``.
    package var namespace: Int32 = XMLName.noNamespace

    package init() {}

    var hasPrefix: Bool { local.start != qualified.start }

    /// The prefix without its colon; empty where there is none.
    var prefix: Range {
        Range(start: Int(qualified.start), length: max(0, Int(local.start - qualified.start) - 1))
    }

    /// The hash that ``hash`` holds, for tables of names.
    package static func hash(of name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash = hashSeed
        for byte in name { hash = (hash ^ UInt32(byte)) &* hashFactor }
        return hash
    }

    static let hashSeed: UInt32 = 2_166_136_261
    static let hashFactor: UInt32 = 16_777_619
}

/// An attribute as it stands in a document.
package struct XMLAttribute: Sendable {
    package let name: XMLName
    package internal(set) var value: XMLText
}

/// Text as it stands in a document, or as it reads where references or line ends were replaced.
package struct XMLText: Sendable {
    package var start: Int32 = 0
    package var length: Int32 = 0
    /// Whether the range counts in the reader's decoded bytes, not in the source.
    package var isDecoded = false
    /// Whether all of it is white space.
    package var isBlank = true

    package init() {}

    init(start: Int, length: Int, isDecoded: Bool, isBlank: Bool) {
        self.start = Int32(truncatingIfNeeded: start)
        self.length = Int32(truncatingIfNeeded: length)
        self.isDecoded = isDecoded
        self.isBlank = isBlank
    }
}

extension XMLReader {
    /// The bytes of a text or an attribute's value of the current event, until the next one.
    package func bytes(of text: XMLText) -> UnsafeBufferPointer<UInt8> {
        let start = Int(text.start)
        let from = text.isDecoded ? UnsafePointer(decoded.base) + start : base + start
        return UnsafeBufferPointer(start: from, count: Int(text.length))
    }

    /// The bytes of a local name, while the reader lives.
    package func bytes(of name: XMLName) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + Int(name.local.start), count: Int(name.local.length))
    }

    package func string(_ text: XMLText) -> String {
        String(decoding: bytes(of: text), as: UTF8.self)
    }

    /// The local name of an element or attribute.
    package func localName(_ name: XMLName) -> String { string(name.local) }
}
