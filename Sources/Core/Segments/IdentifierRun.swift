package import Platform

/// Ids of transfers in their order, on disk: which ordinal has an id; or keys, and what was seen.
///
/// In memory are the filter (32 bits an id) and the first id of each block (0.6 bits an id). An id
/// that passes the filter costs one read of 4 KiB.
package final class IdentifierRun: Sendable {
    package let file: SealedFile
    let filter: IdentifierFilter
    /// The first id of each data block.
    private let fences: [UInt128]

    init(_ file: SealedFile, filter: IdentifierFilter, fences: [UInt128]) {
        self.file = file
        self.filter = filter
        self.fences = fences
    }

    /// Opens a run that was written before, and reads its filter and fences.
    package init(
        _ disk: any Disk, folder: String, _ shape: SealedShape
    ) throws(SealedFileError) {
        file = try SealedFile(disk, folder: folder, shape)
        filter = IdentifierFilter(lineCount: shape.filterLines)
        fences = try Self.load(file, into: filter)
    }

    /// Writes ids that ascend as a run.
    package static func write(
        _ entries: some Sequence<IdentifierEntry>, _ disk: any Disk, folder: String,
        _ shape: SealedShape
    ) throws(SealedFileError) -> IdentifierRun {
        let writer = try IdentifierRunWriter(disk, folder: folder, shape)
        for entry in entries { try writer.add(entry) }
        return try writer.finish()
    }

    package var shape: SealedShape { file.shape }

    /// Whether the run may have an id, by its bounds and its filter, without a read.
    @inline(__always)
    func mayContain(_ id: UInt128, hash: UInt64) -> Bool {
        id >= file.low && id <= file.high && filter.mayContain(hash)
    }

    /// Whether the run may have an id, without a read.
    package func mayContain(_ id: UInt128) -> Bool {
        mayContain(id, hash: IdentifierFilter.hash(id))
    }

    /// The ordinal of an id, or `nil`; one read at most.
    package func ordinal(of id: UInt128) throws(SealedFileError) -> UInt32? {
        try entry(of: id)?.ordinal
    }

    /// The entry of an id, or `nil`; one read at most.
    package func entry(of id: UInt128) throws(SealedFileError) -> IdentifierEntry? {
        guard id >= file.low, id <= file.high else { return nil }
        let block = blockThatMayHold(id)
        let entries = shape.entries(ofBlock: block)
        let bytes = try file.block(block)
        return bytes.withUnsafeBytes { Self.find(id, in: $0, count: entries.count, shape.kind) }
    }

    /// The last block whose first id is not above the id.
    private func blockThatMayHold(_ id: UInt128) -> Int {
        var low = 0
        var high = fences.count
        while low < high {
            let middle = (low + high) / 2
            if fences[middle] <= id { low = middle + 1 } else { high = middle }
        }
        return max(1, low)
    }

    private static func find(
        _ id: UInt128, in bytes: UnsafeRawBufferPointer, count: Int, _ kind: SealedKind
    ) -> IdentifierEntry? {
        let width = kind.entryBytes
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let entry = IdentifierEntry(bytes, at: middle * width, kind)
            if entry.id == id { return entry }
            if entry.id < id { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private static func load(
        _ file: SealedFile, into filter: IdentifierFilter
    ) throws(SealedFileError) -> [UInt128] {
        let shape = file.shape
        try file.forEachBlock(shape.firstFilterBlock..<shape.firstFenceBlock) { number, block in
            let start = (number - shape.firstFilterBlock) * IdentifierFilter.linesPerBlock
            let count = min(IdentifierFilter.linesPerBlock, filter.lineCount - start)
            let bytes = count * IdentifierFilter.lineBytes
            UnsafeMutableRawPointer(filter.words + start * IdentifierFilter.lineWords).copyMemory(
                from: block.baseAddress ?? UnsafeRawPointer(filter.words), byteCount: bytes)
        }
        var fences: [UInt128] = []
        fences.reserveCapacity(shape.dataBlocks)
        try file.forEachBlock(shape.firstFenceBlock..<shape.tailBlock) { _, block in
            for place in 0..<min(SealedBlock.fencesPerBlock, shape.dataBlocks - fences.count) {
                fences.append(
                    UInt128(
                        littleEndian: block.loadUnaligned(
                            fromByteOffset: place * SealedBlock.fenceBytes, as: UInt128.self)))
            }
        }
        return fences
    }

    /// Hands out every entry in the order of the ids.
    package func forEach(
        _ body: (IdentifierEntry) throws(SealedFileError) -> Void
    ) throws(SealedFileError) {
        var cursor = IdentifierCursor(self)
        while let entry = try cursor.next() { try body(entry) }
    }

    /// Reads all: every hash, the order, and that filter and fences belong to the ids.
    package func verify() throws(SealedFileError) {
        try file.verify()
        let again = IdentifierFilter(lineCount: filter.lineCount)
        var last: UInt128 = 0
        var place = 0
        try forEach { (entry) throws(SealedFileError) in
            let block = place / shape.kind.entriesPerBlock + 1
            let isFirst = place % shape.kind.entriesPerBlock == 0
            let isWithin = shape.kind == .keys || shape.range.contains(entry.ordinal)
            guard entry.id > last, isWithin,
                !isFirst || fences[block - 1] == entry.id
            else { throw file.damaged(block) }
            last = entry.id
            place += 1
            again.insert(IdentifierFilter.hash(entry.id))
        }
        for word in 0..<(filter.lineCount * IdentifierFilter.lineWords)
        where filter.words[word] != again.words[word] {
            let line = word / IdentifierFilter.lineWords
            throw file.damaged(shape.firstFilterBlock + line / IdentifierFilter.linesPerBlock)
        }
    }
}
