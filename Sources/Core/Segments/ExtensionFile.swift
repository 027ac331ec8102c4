package import Ledger
package import Platform

/// The extensions of one record file's transfers, by ordinal, as they were when they left memory.
///
/// It lies beside the record file, which is named after the same first ordinal; a record file whose
/// transfers have none has no such file.
package final class ExtensionFile: Sendable {
    package let file: SealedFile

    /// Opens a file that was written before.
    package init(_ disk: any Disk, folder: String, _ shape: SealedShape) throws(SealedFileError) {
        file = try SealedFile(disk, folder: folder, shape)
    }

    /// Writes the extensions of a stretch of transfers; `nil` where there are none.
    static func write(
        _ stretch: TransferStretch, _ disk: any Disk, folder: String
    ) throws(SealedFileError) -> ExtensionFile? {
        guard stretch.extensionCount > 0 else { return nil }
        guard
            let shape = SealedShape(
                kind: .extensions, first: stretch.first, count: UInt32(stretch.extensionCount))
        else { preconditionFailure("There are no more extensions than transfers.") }
        let writer = try SealedFileWriter(disk, folder: folder, shape)
        for block in 1...shape.dataBlocks {
            try writer.add { payload in
                var offset = 0
                for place in shape.entries(ofBlock: block) {
                    stretch.extensionRecord(place).write(to: payload, at: offset)
                    offset += SealedKind.extensions.entryBytes
                }
            }
        }
        _ = try writer.finish(
            low: UInt128(stretch.extensionRecord(0).ordinal),
            high: UInt128(stretch.extensionRecord(stretch.extensionCount - 1).ordinal))
        return try ExtensionFile(disk, folder: folder, shape)
    }

    package var shape: SealedShape { file.shape }

    /// The extension of a transfer; `nil` where it has none.
    ///
    /// Reads the logarithm of the blocks.
    package func find(_ ordinal: UInt32) throws(SealedFileError) -> TransferExtension? {
        var low = 1
        var high = shape.dataBlocks
        while low < high {
            // The last block whose first entry is not behind the ordinal.
            let middle = (low + high + 1) / 2
            let first = try records(middle)[0].ordinal
            if first <= ordinal { low = middle } else { high = middle - 1 }
        }
        return try records(low).first { $0.ordinal == ordinal }?.value
    }

    /// Reads all: every hash, that there are extensions, and that ordinals ascend.
    package func verify() throws(SealedFileError) {
        try file.verify()
        var last: UInt32?
        for block in 1...shape.dataBlocks {
            for record in try records(block) {
                guard record.ordinal >= shape.first, last.map({ $0 < record.ordinal }) ?? true
                else { throw file.damaged(block) }
                last = record.ordinal
            }
        }
    }

    private func records(_ block: Int) throws(SealedFileError) -> [ExtensionRecord] {
        let bytes = try file.block(block)
        var records: [ExtensionRecord] = []
        var offset = 0
        for _ in shape.entries(ofBlock: block) {
            guard let record = bytes.withUnsafeBytes({ ExtensionRecord($0, at: offset) }) else {
                throw file.damaged(block)
            }
            records.append(record)
            offset += SealedKind.extensions.entryBytes
        }
        return records
    }
}
