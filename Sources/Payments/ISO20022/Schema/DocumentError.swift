package import XML

/// Why no message could be read from a document; one that breaks its schema is still read.
package enum DocumentError: Error, Hashable, Sendable {
    /// The document is no XML that is accepted here.
    case malformed(XMLError)
    /// The root's namespace is that of no message of this build; empty for none.
    case unknownNamespace(String, XMLPosition)
    /// The message is known, but not wanted here.
    case notAccepted(String, accepted: [String])
    /// Whoever takes the records wants no more of them.
    case stopped(atRecord: Int)
}
