import Bytes
import Fuzzing
import Platform
import Testing

@testable import Ledger
@testable import Segments

/// Books whose transfers leave memory all the time, beside books that keep everything: the same
/// batches, the same verdicts, the same state, whatever is written, merged, restarted or lost.
@Suite struct `Books with a window` {
    @Test(arguments: 0..<120 as Range<UInt64>)
    func `decide like books that keep everything`(seed: UInt64) throws {
        let pair = try WindowedPair(seed: seed)
        for step in 0..<160 {
            guard try pair.step() else {
                Issue.record("seed \(seed), step \(step)")
                return
            }
        }
        #expect(pair.windowed.firstResident > 0, "seed \(seed)")
        #expect(try pair.historyMatches(), "seed \(seed)")
        let view = pair.history.folder.view
        for file in view.records { try file.verify() }
        for run in view.runs { try run.verify() }
        #expect(view.accounts.count == view.records.count)
        for (file, records) in zip(view.accounts, view.records) {
            try file.verify(against: records)
        }
    }

    @Test func `a snapshot whose file is missing or another is not used`() throws {
        let pair = try WindowedPair(seed: 7)
        for _ in 0..<80 { _ = try pair.step() }
        let names = try #require(pair.history.keepAll(of: pair.windowed))
        let folder = pair.history.folder
        #expect(names.count > 1)
        #expect(folder.has(names))
        let last = try #require(folder.view.records.last).file.path
        let bytes = try pair.ground.disk.read(last, limit: 1 << 24)
        try pair.ground.disk.remove(last)
        #expect(!folder.has(names))
        #expect(throws: SealedFileError.disk(.notFound(path: last))) { try folder.open(names) }
        // The tail names the file: a bit of it is not overlooked.
        try pair.ground.disk.writeDurably(last, bytes, mode: 0o600)
        #expect(folder.has(names))
        try pair.ground.disk.flipBit(last, at: UInt64(bytes.count) - 4000)
        #expect(!folder.has(names))
    }

    @Test func `accounts' files that are missing or damaged are made again from the records`()
        throws
    {
        let pair = try WindowedPair(seed: 12)
        for _ in 0..<120 { _ = try pair.step() }
        let names = try #require(pair.history.keepAll(of: pair.windowed))
        pair.history.folder.waitUntilQuiet()
        for (place, file) in pair.history.folder.view.accounts.enumerated() {
            if place % 2 == 0 {
                try pair.ground.disk.remove(file.file.path)
            } else {
                try pair.ground.disk.flipBit(file.file.path, at: 9)
            }
        }
        try pair.restart(names)
        #expect(try pair.historyMatches())
        let view = pair.history.folder.view
        for (file, records) in zip(view.accounts, view.records) {
            try file.verify(against: records)
        }
    }

    @Test func `a run that is missing or damaged is made again from the records`() throws {
        let pair = try WindowedPair(seed: 8)
        for _ in 0..<120 { _ = try pair.step() }
        let names = try #require(pair.history.keepAll(of: pair.windowed))
        pair.history.folder.waitUntilQuiet()
        for run in pair.history.folder.view.runs {
            try pair.ground.disk.flipBit(run.file.path, at: 9)
        }
        try pair.restart(names)
        for _ in 0..<40 { #expect(try pair.step()) }
        #expect(try pair.historyMatches())
        for run in pair.history.folder.view.runs { try run.verify() }
    }

    @Test func `runs that were made again are merged, however many they are`() throws {
        let pair = try WindowedPair(seed: 8)
        for _ in 0..<2_000 where pair.history.folder.view.records.count < 24 {
            #expect(try pair.step())
        }
        let names = try #require(pair.history.keepAll(of: pair.windowed))
        pair.history.folder.waitUntilQuiet()
        #expect(pair.history.folder.view.records.count > HistoryFolder.runsWaitingMax)
        for run in pair.history.folder.view.runs { try pair.ground.disk.remove(run.file.path) }
        try pair.restart(names)
        pair.history.folder.waitUntilQuiet()
        #expect(pair.history.folder.view.runs.count <= MergePlan.runsMax)
        for _ in 0..<40 { #expect(try pair.step()) }
        #expect(try pair.historyMatches())
    }

    @Test func `what nobody names is removed at the start`() throws {
        let pair = try WindowedPair(seed: 9)
        for _ in 0..<100 { _ = try pair.step() }
        pair.history.folder.waitUntilQuiet()
        let names = pair.history.folder.view.records.prefix(1).map { SealedName($0.file) }
        let folder = HistoryFolder(
            path: Ground.folder, disk: pair.ground.disk, mergeDisk: pair.ground.disk)
        try folder.open(names)
        let view = folder.view
        let kept =
            view.records.map(\.shape.name) + view.accounts.map(\.shape.name)
            + view.runs.map(\.shape.name)
        #expect(try pair.ground.disk.list(Ground.folder) == kept.sorted())
        try folder.open([])
        #expect(try pair.ground.disk.list(Ground.folder).isEmpty)
    }

    @Test func `a full disk stops sealing, and it goes on when there is room`() throws {
        let pair = try WindowedPair(seed: 10)
        for _ in 0..<40 { #expect(try pair.step()) }
        pair.history.folder.waitUntilQuiet()
        let end = pair.history.folder.view.end
        pair.ground.disk.faults.capacity = 1
        for _ in 0..<40 { #expect(try pair.step()) }
        pair.history.folder.waitUntilQuiet()
        #expect(pair.history.folder.view.end == end)
        #expect(pair.history.folder.failure != nil)
        pair.ground.disk.faults.capacity = .max
        for _ in 0..<80 { #expect(try pair.step()) }
        pair.history.folder.waitUntilQuiet()
        #expect(pair.history.folder.view.end > end)
        #expect(try pair.historyMatches())
    }

    /// Power goes after any number of operations; what a snapshot named before is whole afterwards,
    /// and the same batches lead to the same state.
    @Test func `a crash at any operation loses nothing that a snapshot named`() throws {
        for operations in 0..<120 {
            let pair = try WindowedPair(seed: UInt64(operations) + 500)
            for _ in 0..<30 { _ = try pair.step() }
            let names = try #require(pair.history.keepAll(of: pair.windowed))
            var writer = ByteWriter()
            pair.windowed.writeSnapshot(to: &writer)
            let mark = pair.plainSnapshot
            pair.ground.disk.operationsLeft = operations
            for _ in 0..<60 where !pair.ground.disk.hasLostPower {
                // A restart of theirs is where the power may go as well.
                do { _ = try pair.step() } catch { break }
            }
            try pair.crash(names, writer.bytes, mark)
            for _ in 0..<20 { #expect(try pair.step(), "\(operations) operations") }
            #expect(try pair.historyMatches(), "\(operations) operations")
        }
    }
}
