/// The names that an object may have, in the order in which documentation shows them.
package struct JSONFields: Sendable {
    package let names: [String]
    private let texts: [[UInt8]]

    package init(_ names: String...) {
        self.init(names)
    }

    /// A name that stands twice is a programmer's error.
    package init(_ names: [String]) {
        precondition(
            !names.indices.contains { names[..<$0].contains(names[$0]) },
            "A field stands twice in its table.")
        precondition(names.count <= 64, "An object of known fields has 64 at most.")
        self.names = names
        texts = names.map { Array($0.utf8) }
    }

    /// The place of a name written without escapes, or `nil` where it is unknown.
    func index(of name: ArraySlice<UInt8>) -> Int? {
        texts.firstIndex { $0.count == name.count && $0.elementsEqual(name) }
    }

    func index(of name: String) -> Int {
        guard let index = names.firstIndex(of: name) else {
            preconditionFailure("A field is asked for that its table does not name.")
        }
        return index
    }
}
