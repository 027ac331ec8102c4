import Cryptography
import Journal
import Platform
import Testing

@testable import Engine

@Suite struct `Snapshots that are kept` {
    private static func snapshot(_ sequence: UInt64) -> Snapshot {
        Snapshot(
            at: LogHead(sequence: sequence, timestamp: sequence, hash: SHA256.hash([])),
            last: sequence, stateHash: SHA256.hash([]), [UInt8(sequence)])
    }

    private static func kept(usableFrom start: UInt64) throws -> [UInt64] {
        let disk = SeededDisk(seed: 1)
        let folder = SnapshotFolder(disk: disk, path: "/snapshots")
        for sequence in 1...20 as ClosedRange<UInt64> {
            try folder.write(Self.snapshot(10 * sequence), usableFrom: min(start, 10 * sequence))
        }
        return try disk.list("/snapshots").compactMap { UInt64($0.dropFirst(9)) }
    }

    @Test func `the newest that the slowest cursor is behind stays, however old it is`() throws {
        let newest: [UInt64] = [160, 170, 180, 190, 200]
        #expect(try Self.kept(usableFrom: 200) == newest)
        #expect(try Self.kept(usableFrom: 175) == newest)
        #expect(try Self.kept(usableFrom: 45) == [40] + newest)
        #expect(try Self.kept(usableFrom: 5) == newest)
    }

    @Test func `cursors hear of a snapshot, and of nothing that gave rise to nothing`() {
        let feed = Feed<Int>()
        let cursor = feed.addCursor(at: 0)
        feed.reach(9)
        feed.remember(7)
        #expect(feed.snapshotSequence == 7)
        guard case .batch(let batch) = feed.waitForNext(cursor, eventsMax: 1) else {
            Issue.record("There is something to pass.")
            return
        }
        #expect(batch.entries.isEmpty && batch.through == 9)
        feed.advance(cursor, to: 9)
        feed.saved(cursor, at: 9)
        #expect(feed.slowestSaved == 9 && feed.slowest == 9)
    }
}
