package import Cryptography

/// A position in the journal and all that came before it, in one hash.
package struct LogHead: Hashable, Sendable {
    /// The position before the first entry.
    package static let start = LogHead(sequence: 0, timestamp: 0, hash: .zero)

    package var sequence: UInt64
    /// Nanoseconds since 1970.
    package var timestamp: UInt64
    package var hash: Digest

    package init(sequence: UInt64, timestamp: UInt64, hash: Digest) {
        self.sequence = sequence
        self.timestamp = timestamp
        self.hash = hash
    }
}
