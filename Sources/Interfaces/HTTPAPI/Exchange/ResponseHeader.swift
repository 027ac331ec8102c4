/// A field of a response's head.
package struct ResponseHeader: Hashable, Sendable {
    package let name: String
    package let value: String

    /// A value with a control character in it is a programmer's error: it could end the field.
    package init(_ name: String, _ value: String) {
        precondition(
            value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F },
            "A field's value has no control characters.")
        self.name = name
        self.value = value
    }

    /// For values made here, which have no control characters.
    init(trusted name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
