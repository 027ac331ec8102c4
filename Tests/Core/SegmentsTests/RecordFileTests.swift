import Platform
import Testing

@testable import Ledger
@testable import Segments

@Suite struct `A file of records` {
    /// 29 records a block: below, at and above what one, two and 256 blocks hold.
    @Test(arguments: [1, 28, 29, 30, 58, 59, 256 * 29 - 1, 256 * 29 + 30])
    func `gives back what was written, by ordinal and in order`(count: Int) throws {
        let ground = try Ground(seed: UInt64(count))
        let books = ground.books(count)
        let stretch = books.stretch(0..<count)
        let written = try RecordFile.write(stretch, ground.disk, folder: Ground.folder)
        let file = try RecordFile(ground.disk, folder: Ground.folder, written.shape)
        #expect(file.file.root == written.file.root)
        #expect(try ground.disk.size(file.file.path) == UInt64(4096 * ((count + 28) / 29 + 2)))
        var next: UInt32 = 0
        try file.forEach { old in
            #expect(old.transfer == books.transfer(at: Int(next)))
            #expect(old.ordinal == next)
            next += 1
        }
        #expect(next == UInt32(count))
        for ordinal in [0, count / 2, count - 1] {
            let old = try file.transfer(UInt32(ordinal))
            #expect(old.transfer == books.transfer(at: ordinal))
            #expect(
                try file.firstOrdinal(after: old.transfer.timestamp) == UInt32(ordinal + 1))
            #expect(try file.firstOrdinal(after: old.transfer.timestamp - 1) == UInt32(ordinal))
        }
        try file.verify()
    }

    /// 40 extensions a block: one in one, in two, and in many blocks; and none at all.
    @Test(arguments: [(1, 1), (39, 1), (40, 1), (41, 1), (900, 7), (2_000, 1), (30, 0)])
    func `has a file of its transfers' extensions beside it`(count: Int, every: Int) throws {
        let ground = try Ground(seed: UInt64(count + every))
        let books = ground.books(count, extendedEvery: every)
        let written = try RecordFile.write(
            books.stretch(0..<count), ground.disk, folder: Ground.folder)
        var names = written.names[...]
        let file = try RecordFile.open(&names, ground.disk, folder: Ground.folder)
        #expect(names.isEmpty && file.names == written.names)
        #expect((file.extensions != nil) == (every > 0))
        try file.verify()
        for ordinal in 0..<count where ordinal < 100 || ordinal % 17 == 0 {
            let old = try file.transfer(UInt32(ordinal))
            let isExtended = every > 0 && ordinal % every == 0
            #expect(old.isExtended == isExtended)
            #expect(
                try file.extensionRecord(of: old)?.value.transactionID
                    == (isExtended ? UInt128(ordinal) + 1 : nil))
        }
    }

    @Test func `its links lead through an account's transfers, newest first`() throws {
        let ground = try Ground(seed: 5)
        let books = ground.books(700)
        let file = try RecordFile.write(
            books.stretch(0..<700), ground.disk, folder: Ground.folder)
        var expected: [UInt128] = []
        books.forEachTransfer(ofAccount: 3) {
            expected.append($0.id)
            return true
        }
        books.evict(upTo: 700)
        var next = books.forEachTransfer(ofAccount: 3) { _ in false }
        var found: [UInt128] = []
        while let ordinal = next {
            let old = try file.transfer(ordinal)
            found.append(old.transfer.id)
            next = old.previous(ofAccount: 4)
        }
        #expect(found == expected && found.count > 100)
    }
}
