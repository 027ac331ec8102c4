import PaymentModel
package import Platform

/// What a sandbox's clock has shown, kept over restarts.
///
/// Tokens end, orders fall due and days begin by this clock, also where nothing is journalled of it:
/// what has ended once must not begin again because the node was started anew. So the file `clock`
/// holds an instant that was not shown yet, and a start goes on from there.
extension RunningBank {
    /// How far ahead of the clock is written down: a start after a crash is at most that much later.
    static let clockAheadNanoseconds: UInt64 = 10 * 1_000_000_000

    /// Writes down how far a sandbox's clock may run; to be called every second or so.
    ///
    /// After an error the clock runs on to what was written before and stands still there.
    package func keepClock() throws(DiskError) {
        guard clock.isKept else { return }
        let until = clock.running + Self.clockAheadNanoseconds
        try Self.write(until, in: folder, disk)
        clock.extend(to: until)
    }

    /// Stops a sandbox's clock and writes down what it shows: the next start goes on from there.
    func endClock() throws(DiskError) {
        guard clock.isKept else { return }
        try Self.write(clock.stop(), in: folder, disk)
    }

    private static func write(
        _ instant: UInt64, in folder: DataFolder, _ disk: any Disk
    ) throws(DiskError) {
        try disk.writeDurably(folder.clock, Array("\(instant)\n".utf8), mode: 0o600)
    }

    /// The instant from which a sandbox's clock goes on, 0 where none is written down.
    ///
    /// - Returns: `nil` where the file says nothing that such a clock can show.
    static func keptClock(_ folder: DataFolder, _ disk: any Disk) throws(DiskError) -> UInt64? {
        guard disk.exists(folder.clock) else { return 0 }
        let text = String(decoding: try disk.read(folder.clock, limit: 64), as: UTF8.self)
        guard text.last == "\n", let instant = UInt64(text.dropLast()),
            instant <= Bank.clockMax + clockAheadNanoseconds
        else { return nil }
        return instant
    }
}
