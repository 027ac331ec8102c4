/// Something that the console serves: an address, a type and a text.
package struct ConsoleAsset: Sendable {
    /// What it is, by its media type.
    package enum Kind: String, Sendable, CaseIterable {
        case page = "text/html; charset=utf-8"
        case style = "text/css; charset=utf-8"
        case script = "text/javascript; charset=utf-8"
        case icon = "image/svg+xml"
    }

    package let path: String
    package let kind: Kind
    package let text: String

    init(_ path: String, _ kind: Kind, _ text: String) {
        self.path = path
        self.kind = kind
        self.text = text
    }
}
