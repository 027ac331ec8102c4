extension XMLFragment {
    /// Grows a fragment from a reader's events.
    ///
    /// An element that is still open has the end of what has been read so far; ``snapshot`` gives
    /// such an element as a fragment of its own.
    package struct Builder: ~Copyable {
        private let bytes: [UInt8]
        private let keptElements: Int
        private let parentPath: String
        private let rootPosition: Int
        private var nodes: [Node] = []
        private var attributes: [Attribute] = []
        private var decoded: [UInt8] = []
        private var open: [Int32] = []

        /// A builder for one document, or for an element at a path in it.
        ///
        /// `elements` is how many there will probably be: memory is taken for them at once.
        package init(
            _ source: XMLSource, keptElements: Int, expecting elements: Int = 0,
            parentPath: String = "", rootPosition: Int = 0
        ) {
            bytes = source.bytes
            self.keptElements = keptElements
            self.parentPath = parentPath
            self.rootPosition = rootPosition
            nodes.reserveCapacity(min(elements, keptElements))
            open.reserveCapacity(32)
        }

        /// The elements that a document of so many bytes has, as a first guess: one in 32 bytes, but
        /// not above 4,096, so that a guess costs little where it is wrong.
        package static func guess(forBytes count: Int) -> Int { min(count / 32, 4_096) }

        /// The number of elements so far.
        package var count: Int { nodes.count }

        /// Whether every element that was started has ended.
        package var isComplete: Bool { open.isEmpty && !nodes.isEmpty }

        package mutating func start(_ reader: borrowing XMLReader) throws(XMLError) {
            guard nodes.count < keptElements else {
                throw reader.aboveLimit(.keptElements, keptElements)
            }
            let name = reader.name
            let first = Int32(attributes.count)
            for attribute in reader.attributes { append(attribute, reader) }
            nodes.append(
                Node(
                    nameStart: name.local.start, nameLength: Int16(name.local.length),
                    namespace: Int16(name.namespace), parent: open.last ?? -1,
                    next: Int32(nodes.count + 1), start: Int32(reader.elementStart),
                    end: Int32(reader.offset), attributesStart: first,
                    attributesCount: Int16(Int32(attributes.count) - first)))
            open.append(Int32(nodes.count - 1))
        }

        private mutating func append(_ attribute: XMLAttribute, _ reader: borrowing XMLReader) {
            var value = attribute.value
            if value.isDecoded {
                let start = decoded.count
                decoded.append(contentsOf: reader.bytes(of: value))
                value.start = Int32(start)
            }
            attributes.append(
                Attribute(
                    nameStart: attribute.name.local.start,
                    nameLength: attribute.name.local.length,
                    namespace: Int16(attribute.name.namespace), isDecoded: value.isDecoded,
                    valueStart: value.start, valueLength: value.length))
        }

        /// Adds text: what stands before the first element inside, no more.
        ///
        /// Mixed text is not kept: no message has it, and to gather it would take time that grows with
        /// the square of a hostile document.
        package mutating func text(_ reader: borrowing XMLReader) {
            guard let index = open.last.map(Int.init), index == nodes.count - 1 else { return }
            var text = reader.text
            if text.isDecoded {
                text.start = Int32(decoded.count)
                decoded.append(contentsOf: reader.bytes(of: reader.text))
            }
            nodes[index].textStart = text.start
            nodes[index].textLength = text.length
            nodes[index].isTextDecoded = text.isDecoded
            nodes[index].isTextBlank = text.isBlank
        }

        package mutating func end(_ reader: borrowing XMLReader) {
            guard let index = open.popLast().map(Int.init) else { return }
            nodes[index].next = Int32(nodes.count)
            nodes[index].end = Int32(reader.elementEnd)
            // White space between elements is layout.
            if nodes.count > index + 1, nodes[index].isTextBlank { nodes[index].textLength = 0 }
        }

        /// Marks the element that was just ended as the place of a streamed record.
        package mutating func markRecord(_ index: Int) {
            guard let last = nodes.indices.last else { return }
            nodes[last].record = Int32(index)
        }

        /// What was read so far of the innermost open element, as a fragment of its own: a copy.
        package func snapshot(
            _ reader: borrowing XMLReader, parentPath: String, rootPosition: Int
        ) -> XMLFragment {
            let root = Int(open.last ?? 0)
            let first = nodes[root].attributesStart
            var copy = Array(nodes[root...])
            for index in copy.indices {
                copy[index].parent -= Int32(root)
                copy[index].next -= Int32(root)
                copy[index].attributesStart -= first
            }
            copy[0].parent = -1
            copy[0].next = Int32(copy.count)
            copy[0].end = Int32(reader.offset)
            return XMLFragment(
                bytes: bytes, nodes: copy, attributes: Array(attributes[Int(first)...]),
                decoded: decoded, namespaces: reader.namespaceNames, parentPath: parentPath,
                rootPosition: rootPosition)
        }

        /// The fragment, and an empty builder again with its memory kept.
        package mutating func finish(_ reader: borrowing XMLReader) -> XMLFragment {
            let fragment = XMLFragment(
                bytes: bytes, nodes: nodes, attributes: attributes, decoded: decoded,
                namespaces: reader.namespaceNames, parentPath: parentPath,
                rootPosition: rootPosition)
            return fragment
        }
    }
}

extension XMLReader {
    /// All namespaces met so far, by their index.
    var namespaceNames: [String] {
        namespaces.map { String(decoding: $0, as: UTF8.self) }
    }
}
