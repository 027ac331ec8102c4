import Platform
import Synchronization
import Testing

@testable import Journal

@Suite struct `The tail of a journal` {
    /// Entries 1 to 3 acknowledged, 4 lost, 5 written: as when two were in flight.
    private func torn(seed: UInt64) throws -> (bench: Bench, offset: UInt64) {
        let bench = Bench(seed: seed)
        let log = try bench.open()
        for number in 0..<3 { try log.put(bench.body(number)) }
        try log.flush()
        let offset = log.current.offset
        for number in 3..<5 { try log.put(bench.body(number)) }
        try log.flush()
        try bench.disk.overwrite(bench.path(1), at: offset, .init(repeating: 0, count: 4096))
        bench.crash()
        return (bench, offset)
    }

    @Test func `is cut at the first bad entry, with what is good behind it`() throws {
        let (bench, offset) = try torn(seed: 1)
        let log = try bench.open()
        let cut = LogOpening.Cut(
            path: bench.path(1), offset: offset, sequence: 4, bytes: 2 * 4096, entries: 1)
        #expect(log.opening.cut == cut)
        #expect(bench.commands == (0..<3).map { bench.body($0) })
        #expect(log.head.sequence == 3)
    }

    @Test func `is never read again after a cut`() throws {
        let (bench, _) = try torn(seed: 2)
        _ = try bench.open()
        // The power goes between the cut and the first entry.
        bench.crash()
        let log = try bench.open()
        #expect(log.opening.cut == nil)
        #expect(log.head.sequence == 3)
        try log.put([9])
        try log.seal()
        bench.crash()
        let again = try bench.open()
        #expect(bench.commands == (0..<3).map { bench.body($0) } + [[9]])
        #expect(again.head.sequence == 5)
        let report = LogVerifier(
            bench.disk, folder: Bench.folder, environment: .sandbox, root: bench.root
        ).run()
        #expect(report.isGood && report.cuts == 1 && report.commandEntries == 4)
    }

    @Test func `is damage below what an entry behind it knew to be durable`() throws {
        let (bench, _) = try torn(seed: 3)
        // Entry 5 knows that 3 is durable.
        let third = UInt64(3 * 4096)
        try bench.disk.overwrite(bench.path(1), at: third, .init(repeating: 0, count: 4096))
        let damage = Damage(kind: .entry, path: bench.path(1), offset: third, sequence: 3)
        #expect(throws: JournalError.damaged(damage)) { try bench.open() }
    }

    @Test func `is damage below a mark`() throws {
        let bench = Bench(seed: 4)
        let log = try bench.open()
        try log.put([1])
        try log.flush()
        try log.tick()
        try log.flush()
        bench.crash()
        try bench.disk.flipBit(bench.path(1), at: 4096 + 256)
        let damage = Damage(kind: .entry, path: bench.path(1), offset: 4096, sequence: 1)
        #expect(throws: JournalError.damaged(damage)) { try bench.open() }
    }

    @Test func `is given back to the disk where it holds nothing`() throws {
        let bench = Bench(seed: 5)
        let log = try bench.open()
        try log.put([1])
        try log.seal()
        _ = try bench.open()
        // The header's block, the entry's and the seal's.
        #expect(try bench.disk.size(bench.path(1)) == 3 * 4096)
        #expect(try bench.disk.size(bench.path(1, side: true)) == 0)
    }

    @Test func `stops the log when a write fails, once and for good`() throws {
        let bench = Bench(seed: 6)
        let failures = Mutex<[DiskError]>([])
        let log = try FileLog.open(
            bench.disk, folder: Bench.folder, environment: .sandbox, node: 7, root: bench.root,
            randomness: bench.random, options: bench.options,
            onFailure: { error in failures.withLock { $0.append(error) } },
            replay: { _, _ in })
        try log.put([1])
        try log.flush()
        bench.disk.faults.writeErrors = 1000
        try log.put([2])
        let failure = DiskError.failed(operation: "write", path: "", code: 5)
        #expect(throws: JournalError.stopped(failure)) { try log.flush() }
        bench.disk.faults.writeErrors = 0
        #expect(throws: JournalError.stopped(failure)) { try log.put([3]) }
        #expect(throws: JournalError.stopped(failure)) { try log.tick() }
        #expect(throws: JournalError.stopped(failure)) { try log.seal() }
        #expect(log.durableSequence == 1)
        #expect(!log.acceptsNewWork)
        #expect(failures.withLock { $0 } == [failure])
        bench.crash()
        _ = try bench.open()
        #expect(bench.commands.first == [1])
    }

    @Test func `takes nothing while the disk is full, and goes on when it is not`() throws {
        let bench = Bench(seed: 7)
        let log = try bench.open()
        // The segment of 16 and its side file of 8 blocks are there; one more pair has no room.
        bench.disk.faults.capacity = (16 + 8 + 20) * 4096
        var taken = 0
        var refused: JournalError?
        while refused == nil, taken < 100 {
            do throws(JournalError) {
                try log.put(bench.body(taken))
                taken += 1
            } catch {
                refused = error
            }
        }
        #expect(refused == .storageFull)
        // 15 blocks behind the header's, two of them kept free.
        #expect(taken == 13)
        #expect(!log.acceptsNewWork)
        try log.flush()
        try log.tick()
        try log.flush()
        #expect(log.durableSequence == 14)
        #expect(throws: JournalError.storageFull) { try log.put([1]) }
        bench.disk.faults.capacity = .max
        var ticks = 0
        while !log.acceptsNewWork, ticks < 100 {
            try log.tick()
            bench.disk.step()
            ticks += 1
        }
        for number in taken..<30 { try log.put(bench.body(number)) }
        try log.seal()
        bench.crash()
        _ = try bench.open()
        #expect(bench.commands == (0..<30).map { bench.body($0) })
    }

    @Test func `seals a full journal on a full disk`() throws {
        let bench = Bench(seed: 8)
        let log = try bench.open()
        bench.disk.faults.capacity = (16 + 8) * 4096
        #expect(throws: JournalError.storageFull) { while true { try log.put([1]) } }
        try log.flush()
        try log.tick()
        try log.seal()
        #expect(log.durableSequence == 15)
        bench.disk.faults.capacity = .max
        bench.crash()
        #expect(try bench.open().opening.wasSealed)
    }
}
