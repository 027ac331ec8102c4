package import Platform

/// What a reader of a whole journal found.
///
/// Nothing was written.
package struct LogReport: Hashable, Sendable {
    package var segments = 0
    package var entries: UInt64 = 0
    /// Entries that hold commands, and how many commands.
    package var commandEntries: UInt64 = 0
    package var commands: UInt64 = 0
    /// Bytes of the bodies.
    package var bytes: UInt64 = 0
    package var attachments: UInt64 = 0
    package var attachmentBytes: UInt64 = 0
    /// Torn tails that former starts cut off.
    package var cuts = 0
    /// The last good entry.
    package var head = LogHead.start
    package var epoch: UInt64 = 0
    /// The last process stopped cleanly.
    package var isSealed = false
    /// Bytes behind the last good entry that a start would cut off.
    ///
    /// Not damage: a running node, or one that lost power, has such a tail.
    package var tornBytes: UInt64 = 0
    /// Why the journal is not good: damage with its place, the wrong key or environment, or a disk
    /// that cannot be read.
    ///
    /// `nil`: it is good as far as it goes.
    package var problem: JournalError?

    package var isGood: Bool { problem == nil }
}

/// Checks a journal offline: every hash, tag and chain, from the first entry to the last.
package struct LogVerifier {
    private let disk: any Disk
    private let folder: String
    private let environment: LogEnvironment
    private let root: RootKey

    package init(
        _ disk: any Disk, folder: String, environment: LogEnvironment, root: RootKey
    ) {
        self.disk = disk
        self.folder = folder
        self.environment = environment
        self.root = root
    }

    /// Walks through all entries; those before the first problem are handed over in order.
    package func run(
        _ visit: (EntryHeader, [UInt8]) throws -> Void = { _, _ in }
    ) -> LogReport {
        var report = LogReport()
        do throws(JournalError) {
            try walk(&report, visit)
        } catch {
            report.problem = error
        }
        return report
    }

    /// The environment that a folder was made for, by its file names; `nil` for an empty one.
    package static func environment(
        _ disk: any Disk, folder: String
    ) throws(JournalError) -> LogEnvironment? {
        let names = try onDisk { () throws(DiskError) in try disk.list(folder) }
        return names.lazy.compactMap { SegmentPath.parse($0)?.0 }.first
    }

    private func walk(
        _ report: inout LogReport, _ visit: (EntryHeader, [UInt8]) throws -> Void
    ) throws(JournalError) {
        let walk = try LogWalk(disk, folder: folder, environment: environment, root: root)
        report.segments = walk.segments.count
        report.cuts = walk.segments.filter { $0.reason == .cut }.count
        report.epoch = walk.segments.last?.epoch ?? 0
        var seen = report
        // What was counted before the first problem is reported with it.
        defer { report = seen }
        let end = try walk.walk(from: .start) { (entry, _, _) throws(JournalError) in
            seen.add(entry)
            do {
                try visit(entry.header, entry.body)
            } catch let error as JournalError {
                throw error
            } catch {
                throw .replayRefused(
                    sequence: entry.header.sequence, reason: String(describing: error))
            }
        }
        seen.isSealed = end.isSealed
        seen.tornBytes = end.tail.end - end.offset
    }
}

extension LogReport {
    fileprivate mutating func add(_ entry: SegmentReader.Entry) {
        let header = entry.header
        entries += 1
        bytes += UInt64(entry.body.count)
        head = LogHead(
            sequence: header.sequence, timestamp: header.timestamp, hash: header.hash)
        if header.kind == .commands {
            commandEntries += 1
            commands += UInt64(header.count)
        }
        guard let side = entry.side else { return }
        attachments += UInt64(side.rows.count)
        attachmentBytes += side.rows.reduce(0) { $0 + UInt64($1.count) }
    }
}
