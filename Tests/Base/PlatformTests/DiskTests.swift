import Synchronization
import Testing

@testable import Platform

/// A disk and a folder on it, which for the live one lies in the temporary folder of the system.
private struct Place: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable () throws -> (disk: any Disk, folder: String)
    var testDescription: String { name }

    static let all = [
        Place(name: "seeded") {
            let disk = SeededDisk(seed: 1)
            try disk.makeDirectory("/data/test")
            return (disk, "/data/test")
        },
        Place(name: "live") {
            let disk = LiveDisk()
            let folder = "/tmp/qenex-test-\(SystemRandomness().u64())/a"
            try disk.makeDirectory(folder)
            return (disk, folder)
        },
    ]
}

private func clear(_ disk: any Disk, _ folder: String) throws {
    for name in try disk.list(folder) { try disk.remove("\(folder)/\(name)") }
}

/// What completions reported, in their order.
private final class Outcomes: Sendable {
    private let outcomes = Mutex<[DiskError?]>([])
    var all: [DiskError?] { outcomes.withLock { $0 } }
    func add(_ outcome: DiskError?) { outcomes.withLock { $0.append(outcome) } }
}

private func block(_ byte: UInt8) -> AlignedBuffer {
    let buffer = AlignedBuffer(capacity: AlignedBuffer.blockBytes)
    for index in buffer.bytes.indices { buffer.bytes[index] = byte }
    return buffer
}

@Suite struct `A disk` {
    @Test(arguments: Place.all)
    fileprivate func `gives back what was written, and says what is not there`(
        _ place: Place
    ) throws {
        let (disk, folder) = try place.make()
        defer { try? clear(disk, folder) }
        let path = "\(folder)/b"
        #expect(throws: DiskError.notFound(path: path)) { try disk.read(path, limit: 10) }
        try disk.writeDurably(path, [1, 2, 3], mode: 0o600)
        try disk.writeDurably("\(folder)/a", [], mode: 0o600)
        #expect(try disk.list(folder) == ["a", "b"])
        #expect(try disk.read(path, limit: 3) == [1, 2, 3])
        #expect(try disk.read(path, at: 1, count: 5) == [2, 3])
        #expect(throws: DiskError.tooLarge(path: path, size: 3, limit: 2)) {
            try disk.read(path, limit: 2)
        }
        try disk.rename(path, to: "\(folder)/a")
        #expect(!disk.exists(path))
        #expect(try disk.size("\(folder)/a") == 3)
        try disk.truncate("\(folder)/a", to: 1)
        #expect(try disk.read("\(folder)/a", limit: 3) == [1])
        #expect(throws: DiskError.notFound(path: "/nowhere")) { try disk.list("/nowhere") }
    }

    @Test(arguments: Place.all)
    fileprivate func `completes each log write once`(_ place: Place) throws {
        let (disk, folder) = try place.make()
        defer { try? clear(disk, folder) }
        let log = try disk.openLog("\(folder)/log", .create(size: 65536))
        try log.zero()
        #expect(throws: DiskError.self) { try disk.openLog("\(folder)/log", .create(size: 4096)) }
        let outcomes = Outcomes()
        for index in 0..<16 {
            log.write(block(UInt8(index + 1)), count: 4096, at: UInt64(index) * 4096) {
                outcomes.add($0)
            }
        }
        #expect(disk.wait { outcomes.all.count == 16 })
        #expect(outcomes.all.allSatisfy { $0 == nil })
        for index in 0..<16 {
            #expect(try log.read(at: UInt64(index) * 4096 + 4095, count: 1) == [UInt8(index + 1)])
        }
        try log.allocate(to: 131072)
        #expect(log.size == 131072)
        #expect(try log.read(at: 131071, count: 4096) == [0])
    }

    @Test(arguments: Place.all)
    fileprivate func `does its chores in order`(_ place: Place) throws {
        let (disk, folder) = try place.make()
        defer { try? clear(disk, folder) }
        let done = Mutex<[Int]>([])
        for index in 0..<5 { disk.perform { done.withLock { $0.append(index) } } }
        #expect(disk.wait { done.withLock { $0.count } == 5 })
        #expect(done.withLock { $0 } == [0, 1, 2, 3, 4])
    }
}

@Suite struct `A seeded disk` {
    /// Runs eight writes, loses power after `steps` of them, and returns what is found.
    private func found(seed: UInt64, steps: Int) throws -> (bytes: [UInt8], completed: Int) {
        let disk = SeededDisk(seed: seed)
        let log = try disk.openLog("/log", .create(size: 32768))
        let outcomes = Outcomes()
        for index in 0..<8 {
            log.write(block(UInt8(index + 1)), count: 4096, at: UInt64(index) * 4096) {
                outcomes.add($0)
            }
        }
        for _ in 0..<steps { disk.step() }
        return (try disk.crash().read("/log", limit: 32768), outcomes.all.count)
    }

    @Test func `does the same for the same seed`() throws {
        for seed in 0..<20 as Range<UInt64> {
            #expect(try found(seed: seed, steps: 3) == found(seed: seed, steps: 3))
        }
    }

    @Test func `keeps completed writes and whole sectors of others`() throws {
        var torn = 0
        for seed in 0..<100 as Range<UInt64> {
            let (bytes, completed) = try found(seed: seed, steps: 3)
            #expect(completed == 3)
            var whole = 0
            for index in 0..<8 {
                let block = bytes[(index * 4096)..<((index + 1) * 4096)]
                for sector in stride(from: block.startIndex, to: block.endIndex, by: 512) {
                    let kinds = Set(bytes[sector..<(sector + 512)])
                    #expect(kinds == [0] || kinds == [UInt8(index + 1)], "seed \(seed)")
                }
                whole += Set(block) == [UInt8(index + 1)] ? 1 : 0
                torn += Set(block).count == 2 ? 1 : 0
            }
            #expect(whole >= 3, "seed \(seed)")
        }
        #expect(torn > 0)
    }

    @Test func `refuses what does not fit and takes it when there is room`() throws {
        let disk = SeededDisk(seed: 1)
        disk.faults.capacity = 8192
        _ = try disk.openLog("/a", .create(size: 8192))
        #expect(throws: DiskError.full(path: "/b")) { try disk.openLog("/b", .create(size: 4096)) }
        try disk.remove("/a")
        _ = try disk.openLog("/b", .create(size: 4096))
    }

    @Test func `replaces a file wholly or not at all when power goes`() throws {
        var kept = 0
        for seed in 0..<50 as Range<UInt64> {
            let disk = SeededDisk(seed: seed)
            try disk.writeDurably("/a", [1], mode: 0o600)
            disk.operationsLeft = 0
            #expect(throws: DiskError.powerLost) {
                try disk.writeDurably("/a", [2, 2], mode: 0o600)
            }
            let bytes = try disk.crash().read("/a", limit: 2)
            #expect(bytes == [1] || bytes == [2, 2])
            kept += bytes == [1] ? 1 : 0
        }
        #expect(kept > 0 && kept < 50)
    }

    @Test func `reports a failed write`() throws {
        let disk = SeededDisk(seed: 1)
        let log = try disk.openLog("/log", .create(size: 4096))
        disk.faults.writeErrors = 1000
        let outcomes = Outcomes()
        log.write(block(1), count: 4096, at: 0) { outcomes.add($0) }
        disk.step()
        #expect(outcomes.all == [.failed(operation: "write", path: "", code: 5)])
    }
}

@Test func `many files become durable at once`() throws {
    let disk = LiveDisk()
    let folder = "/tmp/qenex-batch-\(SystemRandomness().u128())"
    try disk.makeDirectory("\(folder)/other")
    // One over an older file, one over what a crash has left, and two folders.
    try disk.writeDurably("\(folder)/3", [9, 9, 9], mode: 0o600)
    try disk.writeDurably("\(folder)/5.tmp", [9], mode: 0o644)
    let files = (0..<20).map { number in
        NamedBytes(
            path: number % 7 == 6 ? "\(folder)/other/\(number)" : "\(folder)/\(number)",
            bytes: [UInt8](repeating: UInt8(number), count: number * 1000))
    }
    for count in [0, 1, 3, 4, 20] {
        try disk.writeDurably(Array(files.prefix(count)), mode: 0o600)
        for file in files.prefix(count) {
            #expect(try disk.read(file.path, limit: 1 << 20) == file.bytes)
        }
    }
    for path in [folder, "\(folder)/other"] {
        #expect(try disk.list(path).allSatisfy { !$0.hasSuffix(".tmp") })
    }
    #expect(throws: DiskError.self) {
        try disk.writeDurably(
            (0..<5).map { NamedBytes(path: "\(folder)/none/\($0)", bytes: []) }, mode: 0o600)
    }
    for file in files { try disk.remove(file.path) }
    try disk.remove("\(folder)/other")
    try disk.remove(folder)
}
