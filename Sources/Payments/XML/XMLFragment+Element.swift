extension XMLFragment {
    /// An element of a fragment: a reference and an index, cheap to copy.
    ///
    /// ```swift
    /// let currency = transfer.at("Amt/InstdAmt")?.attribute("Ccy")
    /// for related in transfer.all("RltdRmtInf") { … }
    /// ```
    /// Names are local names; the namespace of a message is settled by its schema.
    package struct Element: Sendable {
        package let fragment: XMLFragment
        let index: Int32

        private var node: Node { fragment.nodes[Int(index)] }

        /// The local name.
        package var name: String {
            String(decoding: nameBytes, as: UTF8.self)
        }

        package var namespace: String? {
            node.namespace < 0 ? nil : fragment.namespaces[Int(node.namespace)]
        }

        var nameBytes: ArraySlice<UInt8> {
            fragment.text(node.nameStart, Int32(node.nameLength), isDecoded: false)
        }

        /// The element's text with references resolved, white space and all.
        ///
        /// Where elements are inside it is what stands before the first of them, or nothing where that
        /// is white space.
        package var text: String {
            String(decoding: textBytes, as: UTF8.self)
        }

        /// The bytes of ``text``, without a copy.
        package var textBytes: ArraySlice<UInt8> {
            fragment.text(node.textStart, node.textLength, isDecoded: node.isTextDecoded)
        }

        /// The text with white space collapsed, as schemas read numbers, dates and codes
        /// (XML Schema part 2, §4.3.6).
        package var token: String {
            let words = textBytes.split(whereSeparator: XMLCharacter.isSpace)
            guard words.count > 1 else {
                return words.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
            }
            return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        }

        /// The value of an attribute without a prefix.
        package func attribute(_ name: String) -> String? {
            let start = Int(node.attributesStart)
            for attribute in fragment.attributes[start..<(start + Int(node.attributesCount))]
            where attribute.namespace < 0 {
                let found = fragment.text(
                    attribute.nameStart, attribute.nameLength, isDecoded: false)
                guard found.elementsEqual(name.utf8) else { continue }
                let value = fragment.text(
                    attribute.valueStart, attribute.valueLength, isDecoded: attribute.isDecoded)
                return String(decoding: value, as: UTF8.self)
            }
            return nil
        }

        /// The element around this one, inside the fragment.
        package var parent: Element? {
            node.parent < 0 ? nil : Element(fragment: fragment, index: node.parent)
        }

        /// The index of the streamed record whose place this is, or `nil` for an element that is here
        /// with all it holds.
        package var record: Int? { node.record < 0 ? nil : Int(node.record) }

        /// The elements directly inside, in their order.
        package var children: Children {
            Children(fragment: fragment, index: index + 1, end: node.next)
        }

        /// The first element of this name directly inside.
        package func first(_ name: String) -> Element? {
            children.first { $0.isNamed(name) }
        }

        /// All elements of this name directly inside.
        package func all(_ name: String) -> [Element] {
            children.filter { $0.isNamed(name) }
        }

        /// The element at a path of names from here, the first of its name at every step.
        package func at(_ path: String) -> Element? {
            var element = self
            for name in path.utf8.split(separator: UInt8(ascii: "/")) {
                guard let next = element.children.first(where: { $0.isNamed(name) }) else {
                    return nil
                }
                element = next
            }
            return element
        }

        package func isNamed(_ name: String) -> Bool { isNamed(name.utf8) }

        private func isNamed(_ name: some Collection<UInt8>) -> Bool {
            let node = node
            guard name.count == Int(node.nameLength) else { return false }
            var index = Int(node.nameStart)
            for byte in name {
                guard fragment.bytes[index] == byte else { return false }
                index += 1
            }
            return true
        }

        /// The element as it stands in the document, byte for byte.
        package var source: ArraySlice<UInt8> {
            fragment.bytes[Int(node.start)..<Int(node.end)]
        }

        /// Where its start tag begins, in bytes of the document.
        package var offset: Int { Int(node.start) }

        /// Where its start tag begins.
        ///
        /// Counts lines from the start of the document: for messages.
        package var position: XMLPosition { XMLPosition(of: offset, in: fragment.bytes) }
        package var line: Int { position.line }

        /// The path from the document's root, `Document/CstmrCdtTrfInitn/PmtInf[2]/PmtInfId`: a
        /// position stands where the name repeats among siblings.
        package var path: String {
            guard let parent else {
                let prefix = fragment.parentPath.isEmpty ? "" : fragment.parentPath + "/"
                let position = fragment.rootPosition
                return prefix + name + (position > 0 ? "[\(position)]" : "")
            }
            var place = 0
            var count = 0
            for sibling in parent.children where sibling.nameBytes == nameBytes {
                count += 1
                if sibling.index == index { place = count }
            }
            return parent.path + "/" + name + (count > 1 ? "[\(place)]" : "")
        }
    }

    /// The elements directly inside one.
    package struct Children: Sequence, IteratorProtocol, Sendable {
        let fragment: XMLFragment
        var index: Int32
        let end: Int32

        package mutating func next() -> Element? {
            guard index < end else { return nil }
            defer { index = fragment.nodes[Int(index)].next }
            return Element(fragment: fragment, index: index)
        }
    }
}
