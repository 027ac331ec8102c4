package import Ledger
package import Platform

/// Transfers in the order of their ordinals, on disk, as they were when they left memory.
package final class RecordFile: Sendable {
    package let file: SealedFile

    /// Opens a file that was written before.
    package init(_ disk: any Disk, folder: String, _ shape: SealedShape) throws(SealedFileError) {
        file = try SealedFile(disk, folder: folder, shape)
    }

    /// Writes a stretch of transfers.
    package static func write(
        _ stretch: TransferStretch, _ disk: any Disk, folder: String
    ) throws(SealedFileError) -> RecordFile {
        guard
            let shape = SealedShape(
                kind: .records, first: stretch.first, count: UInt32(stretch.count))
        else { preconditionFailure("A stretch is not empty, and its ordinals have 31 bits.") }
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
        return try RecordFile(disk, folder: folder, shape)
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
