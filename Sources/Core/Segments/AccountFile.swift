import Ledger
package import Platform

/// Which transfers of one record file are of which account: two entries a transfer, by account and
/// then by ordinal.
///
/// It follows from the record file that it is named after, and is made again where it is missing. In
/// memory is the first entry of each block: 16 bytes for 254 transfers.
package final class AccountFile: Sendable {
    package let file: SealedFile
    private let fences: [AccountEntry]

    private init(_ file: SealedFile, _ fences: [AccountEntry]) {
        self.file = file
        self.fences = fences
    }

    /// Opens a file that was written before.
    package init(_ disk: any Disk, folder: String, _ shape: SealedShape) throws(SealedFileError) {
        file = try SealedFile(disk, folder: folder, shape)
        var fences: [AccountEntry] = []
        fences.reserveCapacity(shape.dataBlocks)
        try file.forEachBlock(shape.firstFenceBlock..<shape.tailBlock) { _, block in
            for place in 0..<min(SealedBlock.fencesPerBlock, shape.dataBlocks - fences.count) {
                let fence = UInt128(
                    littleEndian: block.loadUnaligned(
                        fromByteOffset: place * SealedBlock.fenceBytes, as: UInt128.self))
                fences.append(AccountEntry(rawValue: UInt64(truncatingIfNeeded: fence)))
            }
        }
        self.fences = fences
    }

    package var shape: SealedShape { file.shape }

    // MARK: - Writing

    /// The shape of the file that belongs to a record file.
    static func shape(of records: SealedShape) -> SealedShape {
        guard let shape = SealedShape(kind: .accounts, first: records.first, count: records.count)
        else { preconditionFailure("Records have as many pairs of accounts.") }
        return shape
    }

    static func write(
        _ stretch: TransferStretch, _ records: SealedShape, _ disk: any Disk, folder: String
    ) throws(SealedFileError) -> AccountFile {
        var entries: [AccountEntry] = []
        entries.reserveCapacity(2 * stretch.count)
        for place in 0..<stretch.count { add(stretch[place], to: &entries) }
        return try write(entries, records, disk, folder: folder)
    }

    /// Makes it again from the records.
    static func write(
        _ records: RecordFile, _ disk: any Disk, folder: String
    ) throws(SealedFileError) -> AccountFile {
        var entries: [AccountEntry] = []
        entries.reserveCapacity(2 * Int(records.shape.count))
        try records.forEach { add($0, to: &entries) }
        return try write(entries, records.shape, disk, folder: folder)
    }

    @inline(__always)
    private static func add(_ old: OldTransfer, to entries: inout [AccountEntry]) {
        entries.append(AccountEntry(account: old.transfer.debitAccountID, ordinal: old.ordinal))
        entries.append(AccountEntry(account: old.transfer.creditAccountID, ordinal: old.ordinal))
    }

    private static func write(
        _ unsorted: [AccountEntry], _ records: SealedShape, _ disk: any Disk, folder: String
    ) throws(SealedFileError) -> AccountFile {
        let shape = shape(of: records)
        let entries = AccountEntry.sort(unsorted)
        let writer = try SealedFileWriter(disk, folder: folder, shape)
        var fences: [AccountEntry] = []
        for block in 1...shape.dataBlocks {
            let places = shape.entries(ofBlock: block)
            fences.append(entries[places.lowerBound])
            try writer.add { payload in
                for (place, entry) in entries[places].enumerated() {
                    payload.storeBytes(
                        of: entry.rawValue.littleEndian,
                        toByteOffset: place * AccountEntry.bytes, as: UInt64.self)
                }
            }
        }
        for block in 0..<shape.fenceBlocks {
            let start = block * SealedBlock.fencesPerBlock
            try writer.add { payload in
                for (place, fence) in fences.dropFirst(start).prefix(SealedBlock.fencesPerBlock)
                    .enumerated()
                {
                    payload.storeBytes(
                        of: UInt128(fence.rawValue).littleEndian,
                        toByteOffset: place * SealedBlock.fenceBytes, as: UInt128.self)
                }
            }
        }
        _ = try writer.finish(
            low: UInt128(entries[0].rawValue), high: UInt128(entries[entries.count - 1].rawValue))
        return AccountFile(try SealedFile(disk, folder: folder, shape), fences)
    }

    // MARK: - Reading

    /// Ordinals below one of transfers of an account, newest first; some may be of another account
    /// whose hash is the same.
    ///
    /// Cost: a read of 4 KiB for 507 of them, one at least.
    func ordinals(
        ofAccount id: UInt128, below end: UInt32, limit: Int
    ) throws(SealedFileError) -> [UInt32] {
        let bound = AccountEntry(account: id, ordinal: end)
        var found: [UInt32] = []
        var block = blockThatMayHold(bound)
        while block > 0, found.count < limit {
            for entry in try entries(block).reversed() where entry < bound {
                guard entry.account == bound.account, found.count < limit else { return found }
                found.append(entry.ordinal)
            }
            block -= 1
        }
        return found
    }

    /// Has the system read what ``ordinals(ofAccount:below:limit:)`` will look at first.
    func prepare(ofAccount id: UInt128, below end: UInt32) {
        file.prepare(blockThatMayHold(AccountEntry(account: id, ordinal: end)))
    }

    /// The last block whose first entry is below a bound; the first where none is.
    private func blockThatMayHold(_ bound: AccountEntry) -> Int {
        var low = 0
        var high = fences.count
        while low < high {
            let middle = (low + high) / 2
            if fences[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return max(1, low)
    }

    private func entries(_ block: Int) throws(SealedFileError) -> [AccountEntry] {
        let count = shape.entries(ofBlock: block).count
        return try file.block(block).withUnsafeBytes { bytes in
            (0..<count).map { place in
                AccountEntry(
                    rawValue: UInt64(
                        littleEndian: bytes.loadUnaligned(
                            fromByteOffset: place * AccountEntry.bytes, as: UInt64.self)))
            }
        }
    }

    /// Reads all: every hash, and that it says what the records say.
    package func verify(against records: RecordFile) throws(SealedFileError) {
        try file.verify()
        var expected: [AccountEntry] = []
        expected.reserveCapacity(shape.entryCount)
        try records.forEach { Self.add($0, to: &expected) }
        expected = AccountEntry.sort(expected)
        for block in 1...shape.dataBlocks {
            let places = shape.entries(ofBlock: block)
            guard try entries(block)[...] == expected[places],
                fences[block - 1] == expected[places.lowerBound]
            else { throw file.damaged(block) }
        }
    }
}
