import Platform
import Segments
import Testing

@testable import Duplicates

/// Files are written and merged by threads of their own while keys come.
@Suite struct `Keys sealed beside the applying thread` {
    /// A file may be finished between any two looks of the applying thread: 2,000 keys, of which
    /// each ten are sealed together.
    @Test func `are written once each`() throws {
        let disk = LiveDisk()
        let path = "/tmp/qenex-keys-\(SystemRandomness().u128())"
        try disk.makeDirectory(path)
        defer { remove(path, disk) }
        let folder = DuplicateFolder(path: path, disk: disk, mergeDisk: disk)
        let index = DuplicateIndex(folder, options: DuplicateOptions(sealInterval: 10))
        index.begin(day: 20_468, keptMonths: 14)
        for key in 1...2_000 as ClosedRange<UInt128> {
            index.remember(key &* 0x9E37_79B9_7F4A_7C15, kind: 1, place: 7)
            index.relieve()
        }
        for _ in 0..<400 {
            folder.waitUntilQuiet()
            index.relieve()
        }
        #expect(folder.failure == nil)
        #expect(index.months[0].residentCount < 10)
        let sealed = index.months[0].runs.reduce(0) { $0 + Int($1.shape.count) }
        #expect(sealed == 2_000 - index.months[0].residentCount)
        #expect(throws: Never.self) { try index.verify() }
    }

    private func remove(_ path: String, _ disk: LiveDisk) {
        for name in (try? disk.list(path)) ?? [] {
            for file in (try? disk.list("\(path)/\(name)")) ?? [] {
                try? disk.remove("\(path)/\(name)/\(file)")
            }
            try? disk.remove("\(path)/\(name)")
        }
        try? disk.remove(path)
    }
}
