import Cryptography
import Platform
import Testing

@testable import Journal

@Suite struct `A key ring` {
    private func ring(_ disk: any Disk, seed: UInt64 = 1) throws -> KeyRing {
        try disk.makeDirectory("/data")
        return try KeyRing(disk, folder: "/data", randomness: SeededRandomness(seed: seed))
    }

    @Test func `opens what it sealed, also after a start`() throws {
        let disk = SeededDisk(seed: 1)
        let first = try ring(disk)
        let key = try first.newKey()
        let record = try first.seal([1, 2, 3], key: key, record: 77)
        #expect(record.attachment.bytes.count == 3 + SealedRecord.overheadBytes)
        #expect(try disk.mode("/data/root.key") == 0o600)
        let again = try ring(disk.crash(), seed: 2)
        let bytes = record.attachment.bytes
        #expect(try again.open(bytes, record: 77, hash: record.hash) == .plaintext([1, 2, 3]))
        #expect(throws: JournalError.recordDamaged(record: 78)) {
            try again.open(bytes, record: 78)
        }
        #expect(throws: JournalError.recordDamaged(record: 77)) {
            try again.open(bytes, record: 77, hash: .zero)
        }
        #expect(throws: JournalError.recordDamaged(record: 77)) {
            try again.open([1], record: 77)
        }
        #expect(throws: JournalError.unknownKey(5)) {
            try again.seal([], key: 5, record: 1)
        }
    }

    @Test func `never gives the same key or the same bytes twice`() throws {
        let disk = SeededDisk(seed: 2)
        let ring = try ring(disk)
        let keys = try (0..<100).map { _ in try ring.newKey() }
        #expect(Set(keys).count == 100)
        let first = try ring.seal([1], key: keys[0], record: 1)
        let second = try ring.seal([1], key: keys[0], record: 1)
        #expect(first.attachment.bytes != second.attachment.bytes)
        #expect(first.hash != second.hash)
    }

    @Test func `erases what was sealed under a destroyed key, and nothing else`() throws {
        let disk = SeededDisk(seed: 3)
        let first = try ring(disk)
        let keys = try (0..<70).map { _ in try first.newKey() }
        let records = try keys.enumerated().map { index, key in
            try first.seal([UInt8(index)], key: key, record: UInt128(index))
        }
        let before = try disk.read("/data/personal.keys", limit: 1 << 20)
        try first.destroy(keys[40])
        try first.destroy(keys[40])
        for ring in [first, try ring(disk.crash(), seed: 4)] {
            for (index, record) in records.enumerated() {
                let opened = try ring.open(record.attachment.bytes, record: UInt128(index))
                #expect(opened == (index == 40 ? .erased : .plaintext([UInt8(index)])))
            }
            #expect(try ring.isErased(keys[40]))
            #expect(try !ring.isErased(keys[41]))
        }
        let place = try #require(position(of: keys[40], in: before))
        let after = try disk.crash().read("/data/personal.keys", limit: 1 << 20)
        let gone = Array(before[(place + 36)..<(place + 68)])
        #expect(Array(after[(place + 36)..<(place + 68)]) == [UInt8](repeating: 0, count: 32))
        #expect(gone != [UInt8](repeating: 0, count: 32))
    }

    private func position(of key: UInt128, in bytes: [UInt8]) -> Int? {
        let id = withUnsafeBytes(of: key.littleEndian) { Array($0) }
        return stride(from: 0, to: bytes.count, by: 128).first {
            Array(bytes[($0 + 8)..<($0 + 24)]) == id
        }
    }

    @Test func `keeps every key that it gave, whenever the power goes`() throws {
        for seed in 0..<200 as Range<UInt64> {
            var disk = SeededDisk(seed: seed)
            let random = SeededRandomness(seed: seed)
            var records: [SealedRecord] = []
            for round in 0..<3 {
                disk.operationsLeft = round == 0 ? nil : random.below(8)
                do {
                    let ring = try ring(disk, seed: random.next())
                    for _ in 0..<50 {
                        let key = try ring.newKey()
                        let id = UInt128(records.count)
                        records.append(try ring.seal([7], key: key, record: id))
                    }
                } catch {
                    #expect(disk.hasLostPower, "seed \(seed): \(error)")
                }
                disk = disk.crash()
            }
            let last = try ring(disk, seed: 9)
            for record in records {
                let id = record.attachment.id
                #expect(
                    try last.open(record.attachment.bytes, record: id) == .plaintext([7]),
                    "seed \(seed)")
            }
        }
    }

    @Test func `refuses another root key, and keys without one`() throws {
        let disk = SeededDisk(seed: 5)
        _ = try ring(disk).newKey()
        try disk.writeDurably("/data/root.key", .init(repeating: 1, count: 32), mode: 0o600)
        #expect(throws: JournalError.wrongRootKey(path: "/data/personal.keys")) {
            try ring(disk)
        }
        try disk.remove("/data/root.key")
        #expect(throws: JournalError.rootKeyMissing(path: "/data/root.key")) { try ring(disk) }
    }

    @Test func `looks up by a hash that depends on key and purpose`() throws {
        let one = try ring(SeededDisk(seed: 6), seed: 1)
        let other = try ring(SeededDisk(seed: 6), seed: 2)
        let iban = Array("DE89370400440532013000".utf8)
        #expect(one.lookup(iban, purpose: "iban") == one.lookup(iban, purpose: "iban"))
        #expect(one.lookup(iban, purpose: "iban") != one.lookup(iban, purpose: "name"))
        #expect(one.lookup(iban, purpose: "iban") != other.lookup(iban, purpose: "iban"))
    }

    @Test func `reports a damaged slot with its place`() throws {
        let disk = SeededDisk(seed: 7)
        _ = try ring(disk).newKey()
        try disk.flipBit("/data/personal.keys", at: 128 + 40)
        let damage = Damage(
            kind: .keySlot, path: "/data/personal.keys", offset: 128, sequence: 0)
        #expect(throws: JournalError.damaged(damage)) { try ring(disk) }
    }
}
