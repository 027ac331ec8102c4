import Platform

/// Files that become durable together, before the position of their cursor moves.
struct FileBatch {
    /// More than so many files, or bytes, are not kept waiting.
    private static let filesMax = 256
    private static let bytesMax = 16 << 20

    private let disk: any Disk
    private var files: [NamedBytes] = []
    private var byteCount = 0

    init(_ disk: any Disk) { self.disk = disk }

    mutating func add(_ path: String, _ bytes: [UInt8]) throws(DiskError) {
        files.append(NamedBytes(path: path, bytes: bytes))
        byteCount += bytes.count
        if files.count >= Self.filesMax || byteCount >= Self.bytesMax { try write() }
    }

    mutating func write() throws(DiskError) {
        try disk.writeDurably(files, mode: 0o600)
        files.removeAll(keepingCapacity: true)
        byteCount = 0
    }
}
