/// Sizes of a journal's files and queues.
package struct LogOptions: Hashable, Sendable {
    /// Bytes of a segment, reserved and zeroed one segment ahead.
    ///
    /// A multiple of 4 KiB.
    package var segmentBytes = 64 << 20
    /// Bytes of a segment's side file, likewise.
    package var sideBytes = 64 << 20
    /// Entries that may be on their way to the disk at once.
    package var writesInFlightMax = 8

    package init() {}

    /// For a machine that somebody tries things out on.
    package static var small: LogOptions {
        var options = LogOptions()
        options.segmentBytes = 16 << 20
        options.sideBytes = 16 << 20
        return options
    }
}
