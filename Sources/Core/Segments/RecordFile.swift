package import Ledger
package import Platform

/// Transfers in the order of their ordinals, on disk, as they were when they left memory.
package final class RecordFile: Sendable {
    package let file: SealedFile
    /// What its transfers have beyond their records; `nil` where none of them has anything.
    package let extensions: ExtensionFile?

    /// Opens a file that was written before.
    ///
    /// - Parameter extensions: the shape of the file of its extensions, where it has one.
    package init(
        _ disk: any Disk, folder: String, _ shape: SealedShape, extensions: SealedShape? = nil
    ) throws(SealedFileError) {
        file = try SealedFile(disk, folder: folder, shape)
        var opened: ExtensionFile?
        if let extensions { opened = try ExtensionFile(disk, folder: folder, extensions) }
        self.extensions = opened
    }

    /// The names of its files.
    package var names: [SealedName] {
        [SealedName(file)] + (extensions.map { [SealedName($0.file)] } ?? [])
    }

    /// Opens the files that names begin with: a record file, and that of its extensions behind it.
    ///
    /// - Parameter names: what is read is taken off.
    static func open(
        _ names: inout ArraySlice<SealedName>, _ disk: any Disk, folder: String
    ) throws(SealedFileError) -> RecordFile {
        guard let name = names.popFirst(), name.kind == .records, let shape = name.shape else {
            throw .different(path: folder)
        }
        var more: SealedName?
        if let next = names.first, next.kind == .extensions, next.first == name.first {
            more = names.popFirst()
        }
        let file = try RecordFile(disk, folder: folder, shape, extensions: more?.shape)
        guard file.names == [name] + (more.map { [$0] } ?? []) else {
            throw .different(path: file.file.path)
        }
        return file
    }

    /// Writes a stretch of transfers.
    package static func write(
        _ stretch: TransferStretch, _ disk: any Disk, folder: String
    ) throws(SealedFileError) -> RecordFile {
        guard
            let shape = SealedShape(
                kind: .records, first: stretch.first, count: UInt32(stretch.count))
        else { preconditionFailure("A stretch is not empty, and its ordinals have 31 bits.") }
        // First, so that a record file is never without them.
        let extensions = try ExtensionFile.write(stretch, disk, folder: folder)
        let writer = try SealedFileWriter(disk, folder: folder, shape)
        for block in 1...shape.dataBlocks {
            try writer.add { payload in
                var offset = 0
                for place in shape.entries(ofBlock: block) {
                    stretch[place].write(to: payload, at: offset)
                    offset += SealedKind.records.entryBytes
                }
            }
        }
        let low = UInt128(stretch[0].transfer.timestamp)
        let high = UInt128(stretch[stretch.count - 1].transfer.timestamp)
        _ = try writer.finish(low: low, high: high)
        return try RecordFile(disk, folder: folder, shape, extensions: extensions?.shape)
    }

    /// What one of its transfers has beyond its record; `nil` where it has nothing.
    func extensionRecord(of old: OldTransfer) throws(SealedFileError) -> ExtensionRecord? {
        guard old.isExtended else { return nil }
        guard let value = try extensions?.find(old.ordinal) else {
            throw .different(path: file.path)
        }
        return ExtensionRecord(ordinal: old.ordinal, value)
    }

    package var shape: SealedShape { file.shape }

    /// The transfer of an ordinal within the file's; one read.
    package func transfer(_ ordinal: UInt32) throws(SealedFileError) -> OldTransfer {
        precondition(shape.range.contains(ordinal), "Another file has this one.")
        let place = Int(ordinal - shape.first)
        let perBlock = SealedKind.records.entriesPerBlock
        let bytes = try file.block(1 + place / perBlock)
        return bytes.withUnsafeBytes {
            OldTransfer(
                ordinal: ordinal, $0, at: place % perBlock * SealedKind.records.entryBytes)
        }
    }

    /// Has the system read a transfer's block beside the caller.
    func prepare(_ ordinal: UInt32) {
        file.prepare(1 + Int(ordinal - shape.first) / SealedKind.records.entriesPerBlock)
    }

    /// A block that was read last: an account's transfers often lie beside each other.
    struct KeptBlock {
        fileprivate let file: RecordFile
        fileprivate let number: Int
        fileprivate let bytes: [UInt8]
    }

    /// The same, without a read where its block is the one that was read last.
    func transfer(
        _ ordinal: UInt32, _ kept: inout KeptBlock?
    ) throws(SealedFileError) -> OldTransfer {
        precondition(shape.range.contains(ordinal), "Another file has this one.")
        let place = Int(ordinal - shape.first)
        let perBlock = SealedKind.records.entriesPerBlock
        let number = 1 + place / perBlock
        let isKept = kept.map { $0.file === self && $0.number == number } ?? false
        let block =
            isKept ? kept : KeptBlock(file: self, number: number, bytes: try file.block(number))
        kept = block
        return (block?.bytes ?? []).withUnsafeBytes {
            OldTransfer(
                ordinal: ordinal, $0, at: place % perBlock * SealedKind.records.entryBytes)
        }
    }

    /// Hands out every transfer in order.
    package func forEach(
        _ body: (OldTransfer) throws(SealedFileError) -> Void
    ) throws(SealedFileError) {
        try file.forEachBlock(1..<(1 + shape.dataBlocks)) {
            (number, block) throws(SealedFileError) in
            var offset = 0
            for place in shape.entries(ofBlock: number) {
                try body(OldTransfer(ordinal: shape.first + UInt32(place), block, at: offset))
                offset += SealedKind.records.entryBytes
            }
        }
    }

    /// Reads all: every hash, and that timestamps ascend.
    package func verify() throws(SealedFileError) {
        try file.verify()
        try extensions?.verify()
        var last: UInt64 = 0
        try forEach { (old) throws(SealedFileError) in
            let isNext = old.transfer.timestamp > last
            last = old.transfer.timestamp
            guard isNext else {
                throw file.damaged(
                    1 + Int(old.ordinal - shape.first) / SealedKind.records.entriesPerBlock)
            }
        }
    }

    /// The first ordinal after an instant, or the file's end; reads the logarithm of its blocks.
    package func firstOrdinal(after timestamp: UInt64) throws(SealedFileError) -> UInt32 {
        var low = shape.first
        var high = shape.end
        while low < high {
            let middle = low + (high - low) / 2
            if try transfer(middle).transfer.timestamp <= timestamp {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
