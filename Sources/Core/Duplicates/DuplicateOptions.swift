/// How many new keys of a month stay in memory before they are sealed.
package struct DuplicateOptions: Hashable, Sendable {
    /// A million: some 50 MiB of memory, 24 MB of file.
    package static let sealIntervalDefault = 1 << 20

    package var sealInterval: Int

    package init(sealInterval: Int = sealIntervalDefault) {
        self.sealInterval = max(1, sealInterval)
    }
}
