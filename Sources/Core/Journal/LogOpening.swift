/// What was found when a log was opened.
package struct LogOpening: Hashable, Sendable {
    /// Entries that a process wrote and nobody was told about, cut off.
    package struct Cut: Hashable, Sendable {
        package var path: String
        /// The first byte that does not count.
        package var offset: UInt64
        /// The sequence number that the first of them had or would have had.
        package var sequence: UInt64
        /// Bytes from there to the last one that is not zero.
        package var bytes: UInt64
        /// Whole entries among them.
        package var entries: UInt64
    }

    /// Entries handed to the replay.
    package var entries: UInt64 = 0
    /// Bytes of their bodies.
    package var bytes: UInt64 = 0
    package var segments = 0
    package var cut: Cut?
    /// The last process stopped cleanly.
    package var wasSealed = false

    package init() {}
}

extension LogOpening.Cut: CustomStringConvertible {
    package var description: String {
        "cut off \(bytes) bytes (\(entries) whole entries) that were never acknowledged: \(path), "
            + "byte \(offset), sequence \(sequence)"
    }
}
