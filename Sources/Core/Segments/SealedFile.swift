package import Cryptography
package import Platform

/// A sealed file to read from: every block is checked when it is read, and never trusted otherwise.
///
/// Opening reads head and tail. Sendable: nothing of it changes.
package final class SealedFile: Sendable {
    package let path: String
    package let shape: SealedShape
    /// The least and the greatest key: an id, or a timestamp where the entries are records.
    package let low: UInt128
    package let high: UInt128
    /// Names the file: it covers every byte before the tail.
    package let root: Digest
    private let log: any LogFile
    private let identity: [UInt8]

    /// Opens a file of a given shape.
    package convenience init(
        _ disk: any Disk, folder: String, _ shape: SealedShape
    ) throws(SealedFileError) {
        let path = "\(folder)/\(shape.name)"
        try self.init(disk, path: path)
        guard self.shape == shape else { throw .different(path: path) }
    }

    /// Opens any file.
    package init(_ disk: any Disk, path: String) throws(SealedFileError) {
        self.path = path
        do { log = try disk.openLog(path, .existing) } catch { throw .disk(error) }
        let size = log.size
        guard size >= UInt64(SealedBlock.bytes) else { throw .unfinished(path: path, size: size) }
        var head = try Self.bytes(log, 0, 1)
        guard let shape = SealedShape(identity: Array(head.prefix(SealedShape.identityBytes))),
            size == shape.fileBytes
        else { throw .unfinished(path: path, size: size) }
        let identity = shape.identity
        var tail = try Self.bytes(log, shape.tailBlock, 1)
        guard Self.check(&head, 0, identity) != nil else { throw .damaged(path: path, offset: 0) }
        guard Self.check(&tail, shape.tailBlock, identity) != nil,
            let read = SealedTail(tail, identity: identity)
        else {
            throw .damaged(path: path, offset: UInt64(shape.tailBlock * SealedBlock.bytes))
        }
        self.shape = shape
        self.identity = identity
        low = read.low
        high = read.high
        root = read.root
    }

    /// Reads one block and checks it.
    func block(_ number: Int) throws(SealedFileError) -> [UInt8] {
        var bytes = try Self.bytes(log, number, 1)
        guard Self.check(&bytes, number, identity) != nil else { throw damaged(number) }
        return bytes
    }

    /// Has the system read a block beside the caller, who asks for it soon.
    func prepare(_ number: Int) {
        log.prepare(at: UInt64(number) * UInt64(SealedBlock.bytes), count: SealedBlock.bytes)
    }

    /// Reads blocks one after the other, with one read for many of them.
    func forEachBlock(
        _ numbers: Range<Int>, _ body: (Int, UnsafeRawBufferPointer) throws(SealedFileError) -> Void
    ) throws(SealedFileError) {
        var start = numbers.lowerBound
        while start < numbers.upperBound {
            let count = min(Self.readBlocks, numbers.upperBound - start)
            var bytes = try Self.bytes(log, start, count)
            try bytes.withUnsafeMutableBufferPointer { (buffer) throws(SealedFileError) in
                let raw = UnsafeMutableRawBufferPointer(buffer)
                for place in 0..<count {
                    let offset = place * SealedBlock.bytes
                    guard raw.count >= offset + SealedBlock.bytes else {
                        throw damaged(start + place)
                    }
                    let block = UnsafeMutableRawBufferPointer(
                        rebasing: raw[offset..<(offset + SealedBlock.bytes)])
                    guard SealedBlock.check(block, number: start + place, identity: identity) != nil
                    else { throw damaged(start + place) }
                    try body(start + place, UnsafeRawBufferPointer(block))
                }
            }
            start += count
        }
    }

    /// Reads all and holds every hash against what it covers.
    package func verify() throws(SealedFileError) {
        let running = SHA256()
        try forEachBlock(0..<shape.tailBlock) { (_, block) throws(SealedFileError) in
            running.update(Digest(block, at: SealedBlock.bytes - Digest.byteCount))
        }
        guard running.finish() == root else { throw .different(path: path) }
    }

    func damaged(_ block: Int) -> SealedFileError {
        .damaged(path: path, offset: UInt64(block) * UInt64(SealedBlock.bytes))
    }

    /// Blocks read at once where many follow each other: 256 KiB.
    private static let readBlocks = 64

    private static func bytes(
        _ log: any LogFile, _ number: Int, _ count: Int
    ) throws(SealedFileError) -> [UInt8] {
        do {
            return try log.read(
                at: UInt64(number) * UInt64(SealedBlock.bytes), count: count * SealedBlock.bytes)
        } catch { throw .disk(error) }
    }

    private static func check(
        _ bytes: inout [UInt8], _ number: Int, _ identity: [UInt8]
    ) -> Digest? {
        bytes.withUnsafeMutableBytes {
            SealedBlock.check($0, number: number, identity: identity)
        }
    }
}
