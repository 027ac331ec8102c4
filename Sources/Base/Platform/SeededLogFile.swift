/// A log file on a ``SeededDisk``.
///
/// For one thread at a time, as the disk is.
final class SeededLogFile: LogFile, @unchecked Sendable {
    let path: String
    private let contents: SeededDisk.Contents
    private let disk: SeededDisk

    init(_ path: String, _ contents: SeededDisk.Contents, on disk: SeededDisk) {
        self.path = path
        self.contents = contents
        self.disk = disk
    }

    var size: UInt64 { UInt64(contents.bytes.count) }
    var isDirect: Bool { true }

    func write(
        _ buffer: AlignedBuffer, count: Int, at offset: UInt64, isAlone: Bool,
        completion: @escaping @Sendable (DiskError?) -> Void
    ) {
        precondition(count % AlignedBuffer.blockBytes == 0, "Only whole blocks are written.")
        precondition(offset % UInt64(AlignedBuffer.blockBytes) == 0, "A write starts on a block.")
        precondition(count <= buffer.capacity && offset + UInt64(count) <= size, "No such bytes.")
        disk.enqueue(
            SeededDisk.Write(
                file: contents, bytes: Array(buffer.bytes[..<count]), offset: Int(offset),
                completion: completion))
    }

    func read(at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        guard !disk.hasLostPower else { throw .powerLost }
        guard offset < size else { return [] }
        return Array(contents.bytes[Int(offset)..<min(contents.bytes.count, Int(offset) + count)])
    }

    /// It is in memory already.
    func prepare(at offset: UInt64, count: Int) {}

    /// A new file is zeros already.
    func zero() throws(DiskError) {
        guard !disk.hasLostPower else { throw .powerLost }
    }

    func allocate(to size: UInt64) throws(DiskError) {
        guard !disk.hasLostPower else { throw .powerLost }
        let more = Int(size) - contents.bytes.count
        guard more > 0 else { return }
        try disk.requireRoom(path, for: more)
        contents.bytes += [UInt8](repeating: 0, count: more)
    }
}
