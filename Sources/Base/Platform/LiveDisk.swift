import Glibc

/// The host's file system.
package final class LiveDisk: Disk {
    private let writers: WorkQueue
    private let chores: WorkQueue
    /// Counts completed writes and chores, and wakes whoever waits for one.
    private let progress = Monitor<UInt64>(0)

    /// - Parameter writerThreads: log writes in flight at once. Threads start with the first write.
    package init(writerThreads: Int = 4) {
        writers = WorkQueue(name: "log writer", threads: writerThreads)
        chores = WorkQueue(name: "disk chores", threads: 1)
    }

    package func makeDirectory(_ path: String) throws(DiskError) {
        guard !exists(path) else { return }
        let parent = Self.folder(of: path)
        if parent != path { try makeDirectory(parent) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last("mkdir", path) }
        try syncFolder(of: path)
    }

    package func list(_ path: String) throws(DiskError) -> [String] {
        guard let folder = opendir(path) else { throw .last("opendir", path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package func size(_ path: String) throws(DiskError) -> UInt64 {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw .last("stat", path) }
        return UInt64(facts.st_size)
    }

    package func read(_ path: String, limit: Int) throws(DiskError) -> [UInt8] {
        let size = try size(path)
        guard size <= UInt64(limit) else {
            throw .tooLarge(path: path, size: size, limit: limit)
        }
        return try read(path, at: 0, count: Int(size))
    }

    package func read(_ path: String, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        let file = try Self.open(path, O_RDONLY)
        defer { close(file) }
        return try Self.read(file, path, at: offset, count: count)
    }

    package func writeDurably(
        _ path: String, _ bytes: [UInt8], mode: UInt32
    ) throws(DiskError) {
        let temporary = path + ".tmp"
        do throws(DiskError) {
            try Self.write(bytes, to: temporary, mode: mode, isSynced: true)
        } catch {
            unlink(temporary)
            throw error
        }
        try rename(temporary, to: path)
    }

    /// All are written, then the file system is made durable once, then all get their names, and
    /// then each folder is made durable.
    package func writeDurably(_ files: [NamedBytes], mode: UInt32) throws(DiskError) {
        // Few files are quicker by themselves: what others have left to write is not waited for.
        guard files.count > 3, let first = files.first else {
            for file in files { try writeDurably(file.path, file.bytes, mode: mode) }
            return
        }
        do throws(DiskError) {
            for file in files {
                try Self.write(file.bytes, to: file.path + ".tmp", mode: mode, isSynced: false)
            }
            try Self.syncFileSystem(of: first.path)
        } catch {
            for file in files { unlink(file.path + ".tmp") }
            throw error
        }
        var folders: Set<String> = []
        for file in files {
            guard Glibc.rename(file.path + ".tmp", file.path) == 0 else {
                throw .last("rename", file.path)
            }
            folders.insert(Self.folder(of: file.path))
        }
        for folder in folders.sorted() { try sync(folder) }
    }

    package func rename(_ from: String, to: String) throws(DiskError) {
        guard Glibc.rename(from, to) == 0 else { throw .last("rename", from) }
        try syncFolder(of: to)
        if Self.folder(of: from) != Self.folder(of: to) { try syncFolder(of: from) }
    }

    package func remove(_ path: String) throws(DiskError) {
        guard Glibc.remove(path) == 0 else { throw .last("remove", path) }
        try syncFolder(of: path)
    }

    package func truncate(_ path: String, to size: UInt64) throws(DiskError) {
        guard Glibc.truncate(path, Int(size)) == 0 else { throw .last("truncate", path) }
        try sync(path)
    }

    package func sync(_ path: String) throws(DiskError) {
        let file = try Self.open(path, O_RDONLY)
        defer { close(file) }
        guard fsync(file) == 0 else { throw .last("fsync", path) }
    }

    package func openLog(_ path: String, _ mode: LogMode) throws(DiskError) -> any LogFile {
        let log = try LiveLogFile(path, mode) { [writers, progress] work in
            writers.add {
                work()
                progress.update { $0 &+= 1 }
            }
        }
        if case .create = mode { try syncFolder(of: path) }
        return log
    }

    package func perform(_ work: @escaping @Sendable () -> Void) {
        chores.add { [progress] in
            work()
            progress.update { $0 &+= 1 }
        }
    }

    package func wait(until condition: () -> Bool) -> Bool {
        progress.wait { _ in condition() ? true : nil }
    }

    private func syncFolder(of path: String) throws(DiskError) {
        try sync(Self.folder(of: path))
    }
}

extension LiveDisk {
    /// The path without its last name; `.` for a bare name.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Writes a file of its own, new or over what a crash has left.
    private static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32, isSynced: Bool
    ) throws(DiskError) {
        let file = try open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
        defer { close(file) }
        // The file may be left from a crash with another mode.
        guard fchmod(file, mode) == 0 else { throw .last("chmod", path) }
        try bytes.withUnsafeBufferPointer { (buffer) throws(DiskError) in
            try write(file, path, UnsafeRawBufferPointer(buffer), at: 0)
        }
        guard !isSynced || fsync(file) == 0 else { throw .last("fsync", path) }
    }

    /// Makes all durable that was written to a path's file system (`syncfs`; errors of writing back
    /// are reported since Linux 5.8).
    private static func syncFileSystem(of path: String) throws(DiskError) {
        let folder = folder(of: path)
        let file = try open(folder, O_RDONLY)
        defer { close(file) }
        guard let syncfs else { return Glibc.sync() }
        guard syncfs(file) == 0 else { throw .last("syncfs", folder) }
    }

    /// Looked up, as Glibc's header hides it from Swift.
    private static let syncfs: (@convention(c) (Int32) -> Int32)? = dlsym(nil, "syncfs").map {
        unsafeBitCast($0, to: (@convention(c) (Int32) -> Int32).self)
    }

    static func open(_ path: String, _ flags: Int32, _ mode: UInt32 = 0) throws(DiskError) -> Int32
    {
        let file = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard file >= 0 else { throw .last("open", path) }
        return file
    }

    static func read(
        _ file: Int32, _ path: String, at offset: UInt64, count: Int
    ) throws(DiskError) -> [UInt8] {
        var failure: DiskError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let start = buffer.baseAddress?.advanced(by: filled)
                let got = pread(file, start, count - filled, Int(offset) + filled)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = .last("read", path) }
                guard got > 0 else { return }
                filled += got
            }
        }
        if let failure { throw failure }
        return bytes
    }

    static func write(
        _ file: Int32, _ path: String, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
    ) throws(DiskError) {
        var written = 0
        while written < bytes.count {
            let start = bytes.baseAddress?.advanced(by: written)
            let count = pwrite(file, start, bytes.count - written, Int(offset) + written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last("write", path) }
            written += count
        }
    }
}
