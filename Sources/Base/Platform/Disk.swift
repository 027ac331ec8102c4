/// Files and folders, and log files that are durable write by write.
///
/// Paths use `/`. What returned without an error is durable. Two conformers: ``LiveDisk`` is the
/// host's, ``SeededDisk`` is one in memory that loses power on demand.
package protocol Disk: Sendable {
    /// Makes a folder and those above it, mode 0700. No error where it exists.
    func makeDirectory(_ path: String) throws(DiskError)
    /// The names in a folder, sorted by their bytes.
    func list(_ path: String) throws(DiskError) -> [String]
    /// Whether there is a file or folder at the path.
    func exists(_ path: String) -> Bool
    /// The length of a file in bytes.
    func size(_ path: String) throws(DiskError) -> UInt64
    /// A whole file, refused above `limit` bytes before anything is allocated.
    func read(_ path: String, limit: Int) throws(DiskError) -> [UInt8]
    /// Part of a file: `count` bytes, fewer only at its end.
    func read(_ path: String, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8]
    /// Replaces a file as a whole: after a crash it has either all of the old bytes or all of the
    /// new ones.
    func writeDurably(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(DiskError)
    /// The same for several files at once, which costs little more than for one: when it returns all
    /// are durable under their names, and after an error or a crash each one by itself is there or
    /// not.
    func writeDurably(_ files: [NamedBytes], mode: UInt32) throws(DiskError)
    /// Renames a file or folder, replacing a file of that name.
    func rename(_ from: String, to: String) throws(DiskError)
    func remove(_ path: String) throws(DiskError)
    /// Cuts a file off behind `size` bytes.
    func truncate(_ path: String, to size: UInt64) throws(DiskError)
    /// Makes durable what an earlier process may have left in the page cache.
    func sync(_ path: String) throws(DiskError)
    func openLog(_ path: String, _ mode: LogMode) throws(DiskError) -> any LogFile
    /// Runs work that nobody waits for (reserving, zeroing) beside the caller, in the order given.
    func perform(_ work: @escaping @Sendable () -> Void)
    /// Waits until the condition holds, asking again after each completed write and each work.
    ///
    /// False means that it never will: the simulated machine has lost power or has nothing to do.
    func wait(until condition: () -> Bool) -> Bool
}

/// How a log file is opened.
package enum LogMode: Hashable, Sendable {
    /// New, of this many bytes, all reserved on the disk and reading as zeros.
    case create(size: UInt64)
    case existing
}

/// A preallocated file written in whole 4 KiB blocks, each write durable by itself.
///
/// Closed with its last reference; a write in flight holds one.
package protocol LogFile: AnyObject, Sendable {
    var path: String { get }
    /// The reserved length in bytes.
    var size: UInt64 { get }
    /// False where the file system refuses direct writes and each is followed by a sync instead.
    var isDirect: Bool { get }

    /// Writes whole blocks and returns at once. Several writes may be in flight, and they complete in
    /// any order, on any thread.
    ///
    /// - Parameters:
    ///   - buffer: left alone by the caller until the completion.
    ///   - count: bytes, a multiple of the block.
    ///   - offset: a multiple of the block; the write ends within ``size``.
    ///   - isAlone: the caller could only wait meanwhile: the write may be done, and completed, by
    ///     its thread before this returns. It saves waking another.
    ///   - completion: called once; `nil` means that the bytes are durable. After an error the
    ///     contents are unknown and the write must not be repeated over.
    func write(
        _ buffer: AlignedBuffer, count: Int, at offset: UInt64, isAlone: Bool,
        completion: @escaping @Sendable (DiskError?) -> Void)

    /// Reads `count` bytes at any offset, fewer only at the end of the file.
    func read(at offset: UInt64, count: Int) throws(DiskError) -> [UInt8]
    /// Has the system read bytes beside the caller, who asks for them soon; without it, each read
    /// waits for the one before.
    func prepare(at offset: UInt64, count: Int)
    /// Writes zeros over the whole file, so that later writes need no allocation. Blocks.
    func zero() throws(DiskError)
    /// Makes the file longer. The new part is reserved and reads as zeros.
    func allocate(to size: UInt64) throws(DiskError)
}

extension LogFile {
    package func write(
        _ buffer: AlignedBuffer, count: Int, at offset: UInt64,
        completion: @escaping @Sendable (DiskError?) -> Void
    ) {
        write(buffer, count: count, at: offset, isAlone: false, completion: completion)
    }
}

/// A file to be written: its path, and all that is to stand in it.
package struct NamedBytes: Sendable {
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

extension Disk {
    /// One after the other.
    package func writeDurably(_ files: [NamedBytes], mode: UInt32) throws(DiskError) {
        for file in files { try writeDurably(file.path, file.bytes, mode: mode) }
    }
}
