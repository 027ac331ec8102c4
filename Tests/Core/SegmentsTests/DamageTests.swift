import Fuzzing
import Platform
import Testing

@testable import Ledger
@testable import Segments

@Suite struct `Damage to sealed files` {
    /// Files below 1 MiB with all their regions: head, data, filter, fences, tail.
    private func paths(_ ground: Ground) throws -> [(path: String, shape: SealedShape)] {
        // A stretch lives as long as its books.
        let books = ground.books(3_000, extendedEvery: 3)
        let stretch = books.stretch(0..<3_000)
        let (records, accounts) = try withExtendedLifetime(books) {
            let records = try RecordFile.write(stretch, ground.disk, folder: Ground.folder)
            return (
                records,
                try AccountFile.write(stretch, records.shape, ground.disk, folder: Ground.folder)
            )
        }
        let run = try ground.run(30_000).0
        let more = try #require(records.extensions).file
        return [
            (records.file.path, records.shape), (run.file.path, run.shape),
            (more.path, more.shape), (accounts.file.path, accounts.shape),
        ]
    }

    private func complaint(_ shape: SealedShape, _ disk: SeededDisk) -> SealedFileError? {
        do throws(SealedFileError) {
            switch shape.kind {
            case .records: try RecordFile(disk, folder: Ground.folder, shape).verify()
            case .extensions:
                try ExtensionFile(disk, folder: Ground.folder, shape).verify()
            case .accounts:
                guard let records = SealedShape(kind: .records, first: 0, count: shape.count)
                else { return .different(path: Ground.folder) }
                try AccountFile(disk, folder: Ground.folder, shape)
                    .verify(against: RecordFile(disk, folder: Ground.folder, records))
            case .identifiers, .keys: try IdentifierRun(disk, folder: Ground.folder, shape).verify()
            }
            return nil
        } catch { return error }
    }

    @Test func `each flipped bit is found, and its block named`() throws {
        let ground = try Ground(seed: 1)
        for (path, shape) in try paths(ground) {
            #expect(complaint(shape, ground.disk) == nil)
            let size = try ground.disk.size(path)
            #expect(size < 1 << 20)
            for _ in 0..<Campaign.rounds(2_500, long: 10_000) {
                let offset = UInt64(ground.dice.below(Int(size)))
                let bit = ground.dice.below(8)
                try ground.disk.flipBit(path, at: offset, bit: bit)
                let found = complaint(shape, ground.disk)
                let block = SealedFileError.damaged(path: path, offset: offset / 4096 * 4096)
                // In the head's identity it is another file or none.
                let isNoFile =
                    found == .unfinished(path: path, size: size) || found == .different(path: path)
                #expect(found == block || offset < 32 && isNoFile, "bit \(bit) at \(offset)")
                try ground.disk.flipBit(path, at: offset, bit: bit)
            }
            #expect(complaint(shape, ground.disk) == nil)
        }
    }

    @Test func `a block in the place of another is found`() throws {
        let ground = try Ground(seed: 2)
        let (path, shape) = try paths(ground)[0]
        let third = try ground.disk.read(path, at: 3 * 4096, count: 4096)
        try ground.disk.overwrite(path, at: 5 * 4096, third)
        #expect(complaint(shape, ground.disk) == .damaged(path: path, offset: 5 * 4096))
        let file = try RecordFile(ground.disk, folder: Ground.folder, shape)
        #expect(throws: SealedFileError.damaged(path: path, offset: 5 * 4096)) {
            try file.transfer(4 * 29)
        }
    }

    @Test func `a file that is cut or goes on is no sealed file`() throws {
        let ground = try Ground(seed: 3)
        for (path, shape) in try paths(ground) {
            let whole = try ground.disk.read(path, limit: 1 << 20)
            for bytes in [
                [], Array(whole.dropLast()), Array(whole.dropLast(4096)), whole + [0],
                whole + [UInt8](repeating: 0, count: 4096),
            ] {
                try ground.disk.writeDurably(path, bytes, mode: 0o600)
                #expect(
                    complaint(shape, ground.disk)
                        == .unfinished(path: path, size: UInt64(bytes.count)))
            }
        }
    }

    /// Power goes at every step of writing a file: it is there whole, or it is not there.
    @Test func `a crash leaves a whole file or none`() throws {
        for step in 0..<40 {
            for seed in 0..<5 as Range<UInt64> {
                let ground = try Ground(seed: seed)
                let books = ground.books(29 * 600)
                ground.disk.operationsLeft = step
                let written = try? RecordFile.write(
                    books.stretch(0..<(29 * 600)), ground.disk, folder: Ground.folder)
                let disk = ground.crashed().disk
                let shape = SealedShape(kind: .records, first: 0, count: 29 * 600)
                guard let shape else { continue }
                let isThere = disk.exists("\(Ground.folder)/\(shape.name)")
                #expect(isThere || written == nil)
                if isThere { #expect(complaint(shape, disk) == nil) }
            }
        }
    }

    @Test func `any bytes are a sealed file or refused`() {
        let complaint = Fuzzer("segments", campaign: 100_000).run { random in
            let ground = try Ground(seed: random.next())
            let run = try ground.run(1 + random.below(2_000)).0
            let path = run.file.path
            let bytes = try ground.disk.read(path, limit: 1 << 20)
            let changed = Mutator(random).mutated([bytes])
            try ground.disk.writeDurably(path, changed, mode: 0o600)
            let found = self.complaint(run.shape, ground.disk)
            return (found == nil) == (changed == bytes) ? nil : "\(String(describing: found))"
        }
        #expect(complaint == nil)
    }
}
