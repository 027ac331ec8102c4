/// An element kept as it was received, without its namespace, so that it can be written again into
/// another message.
///
/// What is kept this way is in the form of the 2019 components: what was read from an older message
/// is renamed on the way in, and back on the way out (`ElementShape`).
package struct ReceivedElement: Hashable, Sendable {
    package var name: String
    /// In document order; only `Ccy` exists in the components that are kept.
    package var attributes: [Attribute]
    /// Empty where the element has children.
    package var text: String
    package var children: [ReceivedElement]

    package struct Attribute: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(_ name: String, text: String, attributes: [Attribute] = []) {
        self.name = name
        self.attributes = attributes
        self.text = text
        self.children = []
    }

    package init(_ name: String, _ children: [ReceivedElement]) {
        self.name = name
        self.attributes = []
        self.text = ""
        self.children = children
    }

    /// The first child of that name.
    package func first(_ name: String) -> ReceivedElement? {
        children.first { $0.name == name }
    }

    /// The text of the first element at a path of names, such as `OrgId/Othr/Id`.
    package func text(at path: String) -> String? {
        var found = self
        for name in path.split(separator: "/") {
            guard let next = found.first(String(name)) else { return nil }
            found = next
        }
        return found.text
    }
}
