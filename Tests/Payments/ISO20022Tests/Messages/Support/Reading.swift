import ISO20022
import XML

/// The document of a message, wherever in an envelope it stands.
func document(_ text: String) throws -> MessageElement {
    try document(Array(text.utf8))
}

func document(_ bytes: [UInt8]) throws -> MessageElement {
    let root = try XMLFragment.parse(bytes).root
    return try find(in: root) ?? root
}

private func find(in element: MessageElement) throws -> MessageElement? {
    if element.name == "Document" { return element }
    for child in element.children {
        if let found = try find(in: child) { return found }
    }
    return nil
}

func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
}
