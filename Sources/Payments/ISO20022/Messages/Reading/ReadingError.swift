import XML

/// Why a message could not be read, though its schema allows it or was not asked.
package enum ReadingError: Error, Hashable, Sendable {
    /// The root's namespace is not the one of a message that was asked for.
    case otherMessage(found: String)
    /// An element that the schema demands is not there.
    case missing(path: String)
    /// A text is no value of the kind that stands there; `found` is cut to 64 characters.
    case malformed(path: String, found: String)

    /// What a text fails with.
    static func malformed(_ element: MessageElement) -> ReadingError {
        .malformed(path: element.path, found: String(element.text.prefix(64)))
    }
}
