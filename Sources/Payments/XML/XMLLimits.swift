/// How much a document may hold; every limit is checked before anything is allocated for it.
package struct XMLLimits: Hashable, Sendable {
    /// Bytes of the whole document, at most 2^31 − 1.
    package var bytes: Int
    /// Elements open at one time.
    package var depth: Int
    /// Attributes and namespace declarations of one element.
    package var attributes: Int
    /// Bytes of a name, prefix and colon included; at most 2^15 − 1.
    package var nameBytes: Int
    /// Bytes of one run of text, of one attribute's value, of one comment.
    package var textBytes: Int
    /// Elements in the whole document.
    package var elements: Int
    /// Elements that a fragment keeps at one time: 48 bytes of memory each.
    package var keptElements: Int
    /// Different namespaces in the whole document, and declarations in force at one place.
    ///
    /// At most 2^15 − 1. Resolving a prefix looks at all declarations in force.
    package var namespaces: Int

    package init(
        bytes: Int = 100 << 20,
        depth: Int = 64,
        attributes: Int = 64,
        nameBytes: Int = 256,
        textBytes: Int = 10 << 20,
        elements: Int = 8_000_000,
        keptElements: Int = 2_000_000,
        namespaces: Int = 128
    ) {
        self.bytes = bytes
        self.depth = depth
        self.attributes = attributes
        self.nameBytes = nameBytes
        self.textBytes = textBytes
        self.elements = elements
        self.keptElements = keptElements
        self.namespaces = namespaces
    }

    /// Stops the program where a limit is above what a fragment can count.
    func check() {
        precondition(bytes <= Int(Int32.max), "Offsets are kept in 32 bits.")
        let small = [nameBytes, attributes, namespaces]
        precondition(small.allSatisfy { $0 <= Int(Int16.max) }, "These are kept in 16 bits.")
    }

    /// The names of the limits, for a refusal.
    package enum Name: String, Hashable, Sendable {
        case bytes, depth, attributes, nameBytes, textBytes, elements, keptElements, namespaces
    }
}
