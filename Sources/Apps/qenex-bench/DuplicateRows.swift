import Duplicates
import Flows
import Platform

/// Keys of duplicates over fourteen months: bytes on disk, a look-up in memory, a look-up on disk.
///
/// Keys are the numbers of a mixed counter, as even as hashes are. The files are written past the
/// page cache, so that the first read of a block is the disk's.
struct DuplicateRows {
    let place: Workplace
    let keys: Int

    private static let months = 14
    private static let asked = 100_000
    private static let cold = 5_000
    /// 2026-01-01.
    private static let firstDay: Int32 = 20_454

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("duplicates")
        let files = DuplicateFolder(
            path: folder.path, disk: place.disk, mergeDisk: LiveDisk(writerThreads: 2))
        let index = DuplicateIndex(files)
        let made = place.time { fill(index, files) }
        let text =
            "\(Numeral.text(Double(keys))) keys over \(Self.months) months, "
            + "\(index.months.reduce(0) { $0 + $1.runs.count }) runs"
        figures.add(
            Figure(
                name: "duplicates_bytes", value: Double(index.fileBytes) / Double(keys),
                unit: "bytes/key", goal: .atMost(24), isMoreBetter: false,
                conditions: "on disk; " + text
                    + "; remembered, sealed and merged in "
                    + "\(Numeral.text(Double(made.nanoseconds) / Double(keys))) ns a key"))
        let hot = ask(index, (0..<Self.asked).map { Self.key(keys + $0) }, isKnown: false)
        figures.add(
            Figure(
                name: "duplicates_hot", value: hot.microseconds, unit: "us", goal: .atMost(5),
                isMoreBetter: false,
                conditions: "mean of \(Self.asked) new keys, one at a time, filters in memory; "
                    + "\(hot.reads) of them read a block; " + text))
        let step = max(1, keys / Self.cold)
        let known = (0..<Self.cold).map { Self.key($0 * step) }
        let cold = ask(index, known, isKnown: true)
        figures.add(
            Figure(
                name: "duplicates_cold", value: cold.microseconds, unit: "us",
                isMoreBetter: false,
                conditions: "mean of \(Self.cold) known keys, first read; " + text))
        figures.add(
            Figure(
                name: "duplicates_cold_reads",
                value: Double(cold.reads) / Double(Self.cold), unit: "reads/key",
                goal: .atMost(1.01), isMoreBetter: false,
                conditions: "one, and that of a filter that is mistaken now and then; " + text))
        let again = ask(index, known, isKnown: true)
        figures.add(
            Figure(
                name: "duplicates_warm", value: again.microseconds, unit: "us",
                isMoreBetter: false, conditions: "the same keys again, from the page cache; " + text
            ))
        try place.remove(folder.path)
    }

    private func fill(_ index: DuplicateIndex, _ files: DuplicateFolder) {
        let perMonth = (keys + Self.months - 1) / Self.months
        for number in 0..<keys {
            let month = number / perMonth
            if number % 1_000 == 0 {
                // The middle of each month, by months of 30.4 days.
                index.begin(
                    day: Self.firstDay + Int32(month * 304 / 10 + 15), keptMonths: Self.months)
                index.relieve()
                // Memory is bounded as it is in a bank, where keys come more slowly.
                if index.residentCount > 4 << 20 { files.waitUntilQuiet() }
            }
            index.remember(Self.key(number), kind: 1, place: UInt32(number % 86_400))
        }
        index.begin(
            day: Self.firstDay + Int32(Self.months * 304 / 10 + 15), keptMonths: Self.months)
        for _ in 0..<200 {
            index.relieve()
            files.waitUntilQuiet()
        }
    }

    /// One key at a time, as a command with one key asks.
    private func ask(
        _ index: DuplicateIndex, _ keys: [UInt128], isKnown: Bool
    ) -> (microseconds: Double, reads: Int) {
        let before = index.readCount
        let start = place.clock.monotonic()
        for key in keys {
            index.recall([key])
            precondition((index[key] != nil) == isKnown, "A key is found as it was put in.")
            index.forgetRecalled()
        }
        let spent = place.clock.monotonic() - start
        return (Double(spent) / Double(keys.count) / 1_000, index.readCount - before)
    }

    /// Two rounds of a mixing function (SplitMix64): different for each number.
    private static func key(_ number: Int) -> UInt128 {
        func mixed(_ value: UInt64) -> UInt64 {
            // Wrapping is wanted: it is a hash.
            var value = value &* 0x9E37_79B9_7F4A_7C15
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
        let number = UInt64(number) + 1
        return UInt128(mixed(number)) << 64 | UInt128(mixed(~number))
    }
}
