import Cryptography
import Platform

/// Writes a run of ids as they come, which is in their order.
///
/// Memory: the filter and the fences that the run keeps anyway, and the file's buffers.
final class IdentifierRunWriter {
    private let disk: any Disk
    private let folder: String
    private let shape: SealedShape
    private let file: SealedFileWriter
    private let filter: IdentifierFilter
    private let payload: UnsafeMutableRawBufferPointer
    /// Hashes on their way into the filter.
    private let hashes = UnsafeMutableBufferPointer<UInt64>.allocate(
        capacity: FilterProbe.groupSize)
    private var hashCount = 0
    private var fences: [UInt128] = []
    private var filled = 0
    private var count = 0
    private var low: UInt128 = 0
    private var last: UInt128 = 0

    init(_ disk: any Disk, folder: String, _ shape: SealedShape) throws(SealedFileError) {
        precondition(shape.kind.isRun, "A run is of ids or of keys.")
        self.disk = disk
        self.folder = folder
        self.shape = shape
        payload = .allocate(byteCount: SealedBlock.payloadBytes, alignment: 16)
        filter = IdentifierFilter(lineCount: shape.filterLines)
        fences.reserveCapacity(shape.dataBlocks)
        do { file = try SealedFileWriter(disk, folder: folder, shape) } catch {
            payload.deallocate()
            hashes.deallocate()
            throw error
        }
    }

    deinit {
        payload.deallocate()
        hashes.deallocate()
    }

    /// Adds the next id, which is above the last one.
    @inline(__always)
    func add(_ entry: IdentifierEntry) throws(SealedFileError) {
        precondition(count == 0 || entry.id > last, "A run's ids ascend.")
        if count == 0 { low = entry.id }
        if filled == 0 { fences.append(entry.id) }
        last = entry.id
        count += 1
        hashes[hashCount] = IdentifierFilter.hash(entry.id)
        hashCount += 1
        if hashCount == hashes.count { fillFilter() }
        entry.write(to: payload, at: filled, shape.kind)
        filled += shape.kind.entryBytes
        if filled == shape.kind.entriesPerBlock * shape.kind.entryBytes { try flush() }
    }

    /// Writes what is gathered, filter and fences, and opens the run.
    func finish() throws(SealedFileError) -> IdentifierRun {
        precondition(count == Int(shape.count), "As many ids as were announced.")
        if filled > 0 { try flush() }
        fillFilter()
        for block in 0..<shape.filterBlocks { try addFilterBlock(block) }
        for block in 0..<shape.fenceBlocks { try addFenceBlock(block) }
        _ = try file.finish(low: low, high: last)
        let sealed = try SealedFile(disk, folder: folder, shape)
        return IdentifierRun(sealed, filter: filter, fences: fences)
    }

    private func fillFilter() {
        filter.insert(UnsafeBufferPointer(rebasing: hashes[..<hashCount]))
        hashCount = 0
    }

    private func flush() throws(SealedFileError) {
        let bytes = UnsafeRawBufferPointer(rebasing: payload[..<filled])
        try file.add { $0.copyMemory(from: bytes) }
        filled = 0
    }

    private func addFilterBlock(_ block: Int) throws(SealedFileError) {
        let start = block * IdentifierFilter.linesPerBlock
        let count = min(IdentifierFilter.linesPerBlock, filter.lineCount - start)
        let lines = UnsafeRawBufferPointer(
            start: filter.words + start * IdentifierFilter.lineWords,
            count: count * IdentifierFilter.lineBytes)
        try file.add { $0.copyMemory(from: lines) }
    }

    private func addFenceBlock(_ block: Int) throws(SealedFileError) {
        let start = block * SealedBlock.fencesPerBlock
        let count = min(SealedBlock.fencesPerBlock, fences.count - start)
        try file.add { payload in
            for place in 0..<count {
                payload.storeBytes(
                    of: fences[start + place].littleEndian,
                    toByteOffset: place * SealedBlock.fenceBytes, as: UInt128.self)
            }
        }
    }
}
