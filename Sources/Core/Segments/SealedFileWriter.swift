import Cryptography
import Platform

/// Writes a sealed file block by block, in 2 MiB of memory whatever its length.
///
/// The file gets its name when it is complete and durable; what a crash leaves behind has another
/// one. For one thread.
final class SealedFileWriter {
    static let partSuffix = ".part"
    private static let chunkBlocks = 256

    private struct Writing {
        var inFlight = 0
        var failure: DiskError?
    }

    let shape: SealedShape
    private let disk: any Disk
    private let path: String
    private let identity: [UInt8]
    private let log: any LogFile
    private let writing = Monitor(Writing())
    private let root = SHA256()
    private var buffers = [
        AlignedBuffer(capacity: chunkBlocks * SealedBlock.bytes),
        AlignedBuffer(capacity: chunkBlocks * SealedBlock.bytes),
    ]
    private var number = 0
    /// Blocks in the first buffer.
    private var gathered = 0

    init(_ disk: any Disk, folder: String, _ shape: SealedShape) throws(SealedFileError) {
        self.disk = disk
        self.shape = shape
        path = "\(folder)/\(shape.name)"
        identity = shape.identity
        do {
            let part = path + Self.partSuffix
            if disk.exists(part) { try disk.remove(part) }
            log = try disk.openLog(part, .create(size: shape.fileBytes))
        } catch { throw .disk(error) }
        try add { $0.copyBytes(from: shape.identity) }
    }

    /// Adds the next block; `fill` gets its payload, all zeros.
    func add(_ fill: (UnsafeMutableRawBufferPointer) -> Void) throws(SealedFileError) {
        let start = gathered * SealedBlock.bytes
        let block = UnsafeMutableRawBufferPointer(
            rebasing: buffers[0].bytes[start..<(start + SealedBlock.bytes)])
        block.initializeMemory(as: UInt8.self, repeating: 0)
        fill(UnsafeMutableRawBufferPointer(rebasing: block[..<SealedBlock.payloadBytes]))
        root.update(SealedBlock.seal(block, number: number, identity: identity))
        number += 1
        gathered += 1
        if gathered == Self.chunkBlocks { try flush() }
    }

    /// Writes the tail, waits until all is durable, and gives the file its name.
    ///
    /// - Returns: the hash that stands for the file.
    func finish(low: UInt128, high: UInt128) throws(SealedFileError) -> Digest {
        precondition(number == shape.tailBlock, "All blocks but the tail have been written.")
        let digest = root.finish()
        let tail = SealedTail(low: low, high: high, root: digest)
        try add { tail.write(to: $0, identity: identity) }
        try flush()
        try waitForWrites(below: 1)
        do { try disk.rename(path + Self.partSuffix, to: path) } catch { throw .disk(error) }
        return digest
    }

    private func flush() throws(SealedFileError) {
        guard gathered > 0 else { return }
        writing.withLock { $0.inFlight += 1 }
        log.write(
            buffers[0], count: gathered * SealedBlock.bytes,
            at: UInt64(number - gathered) * UInt64(SealedBlock.bytes)
        ) { [writing] failure in
            writing.withLock {
                $0.inFlight -= 1
                if let failure { $0.failure = failure }
            }
        }
        gathered = 0
        buffers.swapAt(0, 1)
        try waitForWrites(below: 2)
    }

    private func waitForWrites(below limit: Int) throws(SealedFileError) {
        let isDone = disk.wait { [writing] in writing.withLock { $0.inFlight < limit } }
        if let failure = writing.withLock({ $0.failure }) { throw .disk(failure) }
        guard isDone else { throw .disk(.powerLost) }
    }
}
