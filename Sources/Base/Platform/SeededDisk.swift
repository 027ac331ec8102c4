/// A file system in memory that behaves the same for the same seed, and loses power on demand.
///
/// Log writes and chores wait until ``step()`` takes one of them. For one thread at a time.
package final class SeededDisk: Disk, @unchecked Sendable {
    /// How often things go wrong, in a thousand log writes.
    package struct Faults: Sendable {
        /// The write fails and leaves some of its sectors behind.
        package var writeErrors = 0
        /// The bytes land on another block of the same file.
        package var misdirected = 0
        /// One bit of what is written changes on its way.
        package var bitFlips = 0
        /// The most bytes that all files together may have.
        package var capacity = UInt64.max

        package init() {}
    }

    /// What a disk keeps of a file.
    final class Contents {
        var bytes: [UInt8]
        var mode: UInt32
        init(_ bytes: [UInt8], mode: UInt32) {
            self.bytes = bytes
            self.mode = mode
        }
    }

    struct Write {
        let file: Contents
        let bytes: [UInt8]
        let offset: Int
        let completion: @Sendable (DiskError?) -> Void
    }

    static let sectorBytes = 512

    package var faults = Faults()
    /// Power is lost after so many more operations that change the disk.
    ///
    /// `nil`: never.
    package var operationsLeft: Int?
    package private(set) var hasLostPower = false
    /// Log writes completed so far.
    package private(set) var writesCompleted = 0

    let random: SeededRandomness
    private var files: [String: Contents] = [:]
    private var folders: Set<String> = ["/", "."]
    private var writes: [Write] = []
    private var chores: [@Sendable () -> Void] = []

    package init(seed: UInt64) {
        random = SeededRandomness(seed: seed)
    }

    /// The disk as it is found after the power comes back: of each write that was not complete
    /// nothing, some sectors, or all is there.
    package func crash() -> SeededDisk {
        hasLostPower = true
        for write in writes { tear(write) }
        writes = []
        chores = []
        let disk = SeededDisk(seed: random.next())
        disk.folders = folders
        disk.files = files.mapValues { Contents($0.bytes, mode: $0.mode) }
        return disk
    }

    /// Does one waiting write or chore, chosen by the seed.
    ///
    /// False when nothing waits.
    @discardableResult
    package func step() -> Bool {
        guard !hasLostPower, !writes.isEmpty || !chores.isEmpty else { return false }
        let choice = random.below(writes.count + (chores.isEmpty ? 0 : 1))
        guard choice < writes.count else {
            chores.removeFirst()()
            return true
        }
        guard spend() else { return false }
        complete(writes.remove(at: choice))
        return true
    }

    /// Log writes that wait.
    package var writesWaiting: Int { writes.count }

    /// Changes one bit of a file.
    package func flipBit(_ path: String, at offset: UInt64, bit: Int = 0) throws(DiskError) {
        let file = try contents(path)
        guard offset < UInt64(file.bytes.count) else {
            throw .endOfFile(path: path, offset: offset)
        }
        file.bytes[Int(offset)] ^= 1 << UInt8(bit)
    }

    /// Writes over part of a file, past all rules: for tests that play the vandal.
    package func overwrite(_ path: String, at offset: UInt64, _ bytes: [UInt8]) throws(DiskError) {
        let file = try contents(path)
        guard Int(offset) + bytes.count <= file.bytes.count else {
            throw .endOfFile(path: path, offset: offset)
        }
        file.bytes.replaceSubrange(Int(offset)..<(Int(offset) + bytes.count), with: bytes)
    }

    package func mode(_ path: String) throws(DiskError) -> UInt32 { try contents(path).mode }

    package func perform(_ work: @escaping @Sendable () -> Void) { chores.append(work) }

    package func wait(until condition: () -> Bool) -> Bool {
        while !condition() {
            guard step() else { return condition() }
        }
        return true
    }
}

extension SeededDisk {
    /// Counts an operation that changes the disk.
    ///
    /// False when the power has gone.
    fileprivate func spend() -> Bool {
        if let left = operationsLeft {
            operationsLeft = left - 1
            if left <= 0 { hasLostPower = true }
        }
        return !hasLostPower
    }

    fileprivate func change() throws(DiskError) {
        guard spend() else { throw .powerLost }
    }

    fileprivate func contents(_ path: String) throws(DiskError) -> Contents {
        guard !hasLostPower else { throw .powerLost }
        guard let file = files[path] else { throw .notFound(path: path) }
        return file
    }

    func requireRoom(_ path: String, for count: Int) throws(DiskError) {
        let used = files.reduce(0) { $0 + $1.value.bytes.count }
        guard UInt64(used + count) <= faults.capacity else { throw .full(path: path) }
    }

    func enqueue(_ write: Write) {
        if !hasLostPower { writes.append(write) }
    }

    private func complete(_ write: Write) {
        writesCompleted += 1
        if random.happens(perMille: faults.writeErrors) {
            tear(write)
            let failure = DiskError.failed(operation: "write", path: "", code: 5)
            return write.completion(failure)
        }
        var bytes = write.bytes
        var offset = write.offset
        if random.happens(perMille: faults.bitFlips) {
            bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
        }
        if random.happens(perMille: faults.misdirected) {
            let blocks = (write.file.bytes.count - bytes.count) / AlignedBuffer.blockBytes
            offset = random.below(blocks + 1) * AlignedBuffer.blockBytes
        }
        write.file.bytes.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        write.completion(nil)
    }

    /// Leaves none, all, the first or any sectors of a write.
    private func tear(_ write: Write) {
        let sectors = write.bytes.count / Self.sectorBytes
        let kept: (Int) -> Bool
        switch random.below(4) {
        case 0: return
        case 1: kept = { _ in true }
        case 2:
            let end = random.below(sectors + 1)
            kept = { $0 < end }
        default: kept = { [random] _ in random.next() & 1 == 0 }
        }
        for sector in 0..<sectors where kept(sector) {
            let start = sector * Self.sectorBytes
            let end = start + Self.sectorBytes
            write.file.bytes.replaceSubrange(
                (write.offset + start)..<(write.offset + end), with: write.bytes[start..<end])
        }
    }
}

extension SeededDisk {
    package func makeDirectory(_ path: String) throws(DiskError) {
        try change()
        var folder = path
        while folders.insert(folder).inserted { folder = LiveDisk.folder(of: folder) }
    }

    package func list(_ path: String) throws(DiskError) -> [String] {
        guard !hasLostPower else { throw .powerLost }
        guard folders.contains(path) else { throw .notFound(path: path) }
        let names = Self.names(in: path, of: files.keys) + Self.names(in: path, of: folders)
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The last names of those paths that lie in a folder itself.
    private static func names(in folder: String, of paths: some Sequence<String>) -> [String] {
        let prefix = folder == "." ? [] : Array((folder == "/" ? "/" : folder + "/").utf8)
        return paths.compactMap { path in
            guard path.utf8.starts(with: prefix) else { return nil }
            let name = path.utf8.dropFirst(prefix.count)
            let isInside = !name.isEmpty && !name.contains(UInt8(ascii: "/")) && path != folder
            return isInside ? String(Substring(name)) : nil
        }
    }

    package func exists(_ path: String) -> Bool {
        files[path] != nil || folders.contains(path)
    }

    package func size(_ path: String) throws(DiskError) -> UInt64 {
        UInt64(try contents(path).bytes.count)
    }

    package func read(_ path: String, limit: Int) throws(DiskError) -> [UInt8] {
        let bytes = try contents(path).bytes
        guard bytes.count <= limit else {
            throw .tooLarge(path: path, size: UInt64(bytes.count), limit: limit)
        }
        return bytes
    }

    package func read(_ path: String, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        let bytes = try contents(path).bytes
        guard offset < UInt64(bytes.count) else { return [] }
        return Array(bytes[Int(offset)..<min(bytes.count, Int(offset) + count)])
    }

    package func writeDurably(
        _ path: String, _ bytes: [UInt8], mode: UInt32
    ) throws(DiskError) {
        try requireFolder(of: path)
        try requireRoom(path, for: bytes.count)
        let wasOn = !hasLostPower
        let isOn = spend()
        // Power may go before the rename or behind it, in both cases before the caller knows.
        guard isOn || wasOn && random.next() & 1 == 0 else { throw .powerLost }
        files[path] = Contents(bytes, mode: mode)
        guard isOn else { throw .powerLost }
    }

    package func rename(_ from: String, to: String) throws(DiskError) {
        try change()
        try requireFolder(of: to)
        files[to] = try contents(from)
        files[from] = nil
    }

    package func remove(_ path: String) throws(DiskError) {
        try change()
        _ = try contents(path)
        files[path] = nil
    }

    package func truncate(_ path: String, to size: UInt64) throws(DiskError) {
        try change()
        let file = try contents(path)
        guard size <= UInt64(file.bytes.count) else { throw .endOfFile(path: path, offset: size) }
        file.bytes.removeSubrange(Int(size)...)
    }

    package func sync(_ path: String) throws(DiskError) {
        guard !hasLostPower else { throw .powerLost }
        guard exists(path) else { throw .notFound(path: path) }
    }

    package func openLog(_ path: String, _ mode: LogMode) throws(DiskError) -> any LogFile {
        if case .create(let size) = mode {
            try change()
            try requireFolder(of: path)
            guard files[path] == nil else { throw .alreadyExists(path: path) }
            try requireRoom(path, for: Int(size))
            files[path] = Contents([UInt8](repeating: 0, count: Int(size)), mode: 0o600)
        }
        return SeededLogFile(path, try contents(path), on: self)
    }

    private func requireFolder(of path: String) throws(DiskError) {
        let folder = LiveDisk.folder(of: path)
        guard folders.contains(folder) else { throw .notFound(path: folder) }
    }
}
