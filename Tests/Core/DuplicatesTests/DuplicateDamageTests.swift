import Bytes
import Fuzzing
import Platform
import Segments
import Testing

@testable import Duplicates

@Suite struct `Damage to keys of duplicates` {
    private func sealed(_ seed: UInt64, _ count: Int) throws -> KeyGround {
        let ground = try KeyGround(seed: seed, interval: 1_000, keptMonths: 14)
        for _ in 0..<(count / 500) {
            #expect(ground.command((0..<500).map { _ in ground.newKey() }))
            ground.betweenEntries(steps: 200)
        }
        ground.pass(days: 31)
        #expect(ground.command([ground.newKey()]))
        ground.quiet()
        return ground
    }

    private func complaint(_ ground: KeyGround) -> SealedFileError? {
        var writer = ByteWriter()
        ground.index.writeSnapshot(to: &writer)
        do {
            let names = try ByteReader.names(writer.bytes)
            for each in names.months {
                for name in each.runs {
                    let shape = SealedShape(kind: .keys, first: name.first, count: name.count)
                    guard let shape else { continue }
                    let folder = "\(KeyGround.folder)/\(each.month.name)"
                    let run = try IdentifierRun(ground.disk, folder: folder, shape)
                    try run.verify()
                }
            }
            return nil
        } catch { return error as? SealedFileError }
    }

    /// 30,000 keys are 156 blocks, their filter 19, one of fences, head and tail: 712 KiB.
    @Test func `each of 5,000 flipped bits is found, and its block named`() throws {
        let ground = try sealed(1, 30_000)
        #expect(complaint(ground) == nil)
        let path = try #require(ground.index.months[0].runs.first?.file.path)
        let size = try ground.disk.size(path)
        #expect(size == 178 * 4_096)
        for _ in 0..<5_000 {
            let offset = UInt64(ground.dice.below(Int(size)))
            let bit = ground.dice.below(8)
            try ground.disk.flipBit(path, at: offset, bit: bit)
            let found = complaint(ground)
            let block = SealedFileError.damaged(path: path, offset: offset / 4_096 * 4_096)
            let isNoFile =
                found == .unfinished(path: path, size: size) || found == .different(path: path)
            #expect(found == block || offset < 32 && isNoFile, "bit \(bit) at \(offset)")
            try ground.disk.flipBit(path, at: offset, bit: bit)
        }
        #expect(complaint(ground) == nil)
    }

    @Test func `a file of another month in its place is found`() throws {
        let ground = try sealed(2, 2_000)
        ground.pass(days: 31)
        for _ in 0..<4 { #expect(ground.command((0..<500).map { _ in ground.newKey() })) }
        ground.pass(days: 31)
        #expect(ground.command([ground.newKey()]))
        ground.quiet()
        var writer = ByteWriter()
        ground.index.writeSnapshot(to: &writer)
        let paths = ground.index.months.prefix(3).compactMap { $0.runs.first?.file.path }
        let one = try ground.disk.read(paths[0], limit: 1 << 20)
        let names = try ByteReader.names(writer.bytes)
        #expect(KeyGround.folder(ground.disk).has(names))
        let other = try #require(paths.last { $0.hasSuffix("keys-0000000000-2000") })
        #expect(other != paths[0])
        try ground.disk.writeDurably(other, one, mode: 0o600)
        #expect(!KeyGround.folder(ground.disk).has(names))
    }

    /// Power goes at each step of sealing, merging and removing.
    ///
    /// What the last snapshot names is
    /// there, and keys that came later are decided again.
    @Test func `a kill between files loses nothing that a snapshot names`() throws {
        for step in 0..<120 {
            let ground = try KeyGround(seed: UInt64(step), interval: 10, keptMonths: 2)
            for round in 0..<6 {
                #expect(ground.command((0..<30).map { _ in ground.newKey() }))
                ground.betweenEntries(steps: 60)
                if round % 2 == 0 { ground.pass(days: 20) }
            }
            ground.writeSnapshot()
            let state = ground.model.state
            ground.disk.operationsLeft = step
            for _ in 0..<8 {
                _ = ground.command((0..<30).map { _ in ground.newKey() })
                ground.pass(days: 12)
                ground.betweenEntries(steps: 40)
            }
            try ground.restart(isCrash: true)
            #expect(ground.state == state, "step \(step)")
            #expect(throws: Never.self) { try ground.index.verify() }
        }
    }

    @Test func `a snapshot that is cut or changed is refused or read whole`() throws {
        let ground = try sealed(3, 1_000)
        #expect(ground.command(30))
        var writer = ByteWriter()
        ground.index.writeSnapshot(to: &writer)
        let options = DuplicateOptions(sealInterval: 1_000)
        for count in 0..<writer.bytes.count {
            #expect(throws: ByteError.self) {
                _ = try KeyGround.restored(
                    Array(writer.bytes.prefix(count)), ground.disk, options, .follower)
            }
        }
        let again = try KeyGround.restored(writer.bytes, ground.disk, options, .follower)
        var second = ByteWriter()
        again.writeSnapshot(to: &second)
        #expect(second.bytes == writer.bytes)
    }
}

extension ByteReader {
    fileprivate static func names(_ bytes: [UInt8]) throws -> DuplicateNames {
        var reader = ByteReader(bytes)
        return try DuplicateNames(from: &reader)
    }
}
