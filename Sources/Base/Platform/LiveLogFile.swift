import Glibc

/// A log file on the host's disk, written past the page cache where the file system allows it.
final class LiveLogFile: LogFile {
    /// Not visible to Swift; fcntl.h of the architecture.
    #if arch(arm64)
        private static let direct: Int32 = 0o200000
    #else
        private static let direct: Int32 = 0o40000
    #endif
    private static let zeroChunk = AlignedBuffer(capacity: 1 << 20)

    let path: String
    let isDirect: Bool
    private let length: Monitor<UInt64>
    private let writing: Int32
    private let reading: Int32
    private let enqueue: @Sendable (@escaping @Sendable () -> Void) -> Void

    init(
        _ path: String, _ mode: LogMode,
        enqueue: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
    ) throws(DiskError) {
        if case .create(let size) = mode { try Self.create(path, size: size) }
        (writing, isDirect) = try Self.openForWriting(path)
        reading = try LiveDisk.open(path, O_RDONLY)
        var facts = stat()
        guard fstat(reading, &facts) == 0 else { throw .last("stat", path) }
        length = Monitor(UInt64(facts.st_size))
        self.path = path
        self.enqueue = enqueue
    }

    deinit {
        Glibc.close(writing)
        Glibc.close(reading)
    }

    var size: UInt64 { length.withLock { $0 } }

    func write(
        _ buffer: AlignedBuffer, count: Int, at offset: UInt64, isAlone: Bool,
        completion: @escaping @Sendable (DiskError?) -> Void
    ) {
        precondition(count % AlignedBuffer.blockBytes == 0, "Only whole blocks are written.")
        precondition(offset % UInt64(AlignedBuffer.blockBytes) == 0, "A write starts on a block.")
        precondition(count <= buffer.capacity && offset + UInt64(count) <= size, "No such bytes.")
        let work: @Sendable () -> Void = { [self] in
            do throws(DiskError) {
                let bytes = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])
                try LiveDisk.write(writing, path, bytes, at: offset)
                guard isDirect || fdatasync(writing) == 0 else {
                    throw DiskError.last("fdatasync", path)
                }
                completion(nil)
            } catch {
                completion(error)
            }
        }
        if isAlone { work() } else { enqueue(work) }
    }

    func read(at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try LiveDisk.read(reading, path, at: offset, count: count)
    }

    func prepare(at offset: UInt64, count: Int) {
        _ = posix_fadvise(reading, off_t(offset), off_t(count), POSIX_FADV_WILLNEED)
    }

    func zero() throws(DiskError) {
        let file = try LiveDisk.open(path, O_WRONLY | (isDirect ? Self.direct : 0))
        defer { Glibc.close(file) }
        let end = size
        let chunk = UnsafeRawBufferPointer(Self.zeroChunk.bytes)
        for offset in stride(from: 0, to: end, by: chunk.count) {
            let count = Int(min(UInt64(chunk.count), end - offset))
            try LiveDisk.write(
                file, path, UnsafeRawBufferPointer(rebasing: chunk[..<count]), at: offset)
        }
        guard fsync(file) == 0 else { throw .last("fsync", path) }
    }

    func allocate(to size: UInt64) throws(DiskError) {
        try Self.reserve(writing, path, size)
        length.withLock { $0 = max($0, size) }
    }

    private static func create(_ path: String, size: UInt64) throws(DiskError) {
        let file = try LiveDisk.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        defer { Glibc.close(file) }
        do throws(DiskError) {
            try reserve(file, path, size)
        } catch {
            unlink(path)
            throw error
        }
    }

    private static func reserve(
        _ file: Int32, _ path: String, _ size: UInt64
    ) throws(DiskError) {
        let code = posix_fallocate(file, 0, Int(size))
        guard code == 0 else { throw .of(code, "fallocate", path) }
        guard fsync(file) == 0 else { throw .last("fsync", path) }
    }

    static func openForWriting(_ path: String) throws(DiskError) -> (Int32, Bool) {
        let file = Glibc.open(path, O_WRONLY | O_CLOEXEC | O_DSYNC | direct)
        if file >= 0 { return (file, true) }
        guard errno == EINVAL else { throw .last("open", path) }
        return (try LiveDisk.open(path, O_WRONLY), false)
    }
}
