/// How many transfers stay in memory, and how many are sealed at a time.
package struct HistoryOptions: Hashable, Sendable {
    /// The newest transfers that stay in memory at least: 164 bytes each.
    package var window: Int
    /// Transfers that are sealed together: the files of a hundred million are a few dozen.
    package var sealInterval: Int

    package static let windowDefault = 1 << 22
    package static let sealIntervalDefault = 1 << 22

    package init(window: Int = windowDefault, sealInterval: Int = sealIntervalDefault) {
        self.window = max(0, window)
        self.sealInterval = max(1, sealInterval)
    }
}
