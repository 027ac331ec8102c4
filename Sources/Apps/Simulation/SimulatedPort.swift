import Platform

/// The disk of a simulation, which lives on while the power goes.
///
/// For one thread.
final class SimulatedMedium: @unchecked Sendable {
    var disk: SeededDisk

    init(seed: UInt64) { disk = SeededDisk(seed: seed) }

    /// The power goes: of log writes that were not complete some sectors may be there.
    func losePower() { disk = disk.crash() }
}

/// One process's way to the medium, which breaks when the process is to die in the middle of
/// something.
///
/// For one thread.
final class SimulatedPort: Disk, @unchecked Sendable {
    private let medium: SimulatedMedium
    /// Operations that change the disk until it breaks; `nil`: it does not.
    var operationsLeft: Int?
    private(set) var isBroken = false

    init(_ medium: SimulatedMedium) { self.medium = medium }

    private func look() throws(DiskError) -> SeededDisk {
        guard !isBroken else { throw .powerLost }
        return medium.disk
    }

    private func change() throws(DiskError) -> SeededDisk {
        if let left = operationsLeft {
            operationsLeft = left - 1
            if left <= 0 { isBroken = true }
        }
        return try look()
    }

    func makeDirectory(_ path: String) throws(DiskError) { try change().makeDirectory(path) }

    func list(_ path: String) throws(DiskError) -> [String] { try look().list(path) }

    func exists(_ path: String) -> Bool { medium.disk.exists(path) }

    func size(_ path: String) throws(DiskError) -> UInt64 { try look().size(path) }

    func read(_ path: String, limit: Int) throws(DiskError) -> [UInt8] {
        try look().read(path, limit: limit)
    }

    func read(_ path: String, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try look().read(path, at: offset, count: count)
    }

    func writeDurably(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(DiskError) {
        try change().writeDurably(path, bytes, mode: mode)
    }

    func rename(_ from: String, to: String) throws(DiskError) { try change().rename(from, to: to) }

    func remove(_ path: String) throws(DiskError) { try change().remove(path) }

    func truncate(_ path: String, to size: UInt64) throws(DiskError) {
        try change().truncate(path, to: size)
    }

    func sync(_ path: String) throws(DiskError) { try look().sync(path) }

    func openLog(_ path: String, _ mode: LogMode) throws(DiskError) -> any LogFile {
        try change().openLog(path, mode)
    }

    func perform(_ work: @escaping @Sendable () -> Void) { medium.disk.perform(work) }

    func wait(until condition: () -> Bool) -> Bool { medium.disk.wait(until: condition) }
}
