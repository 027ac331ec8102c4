import Bytes
import Cryptography
import Platform
import Testing

@testable import Journal

@Suite struct `The format of a journal` {
    private func header() -> EntryHeader {
        EntryHeader(
            kind: .commands, count: 2, node: 3, epoch: 4, sequence: 5, timestamp: 6, length: 7,
            rulesVersion: 8, keyID: 9, salt: 10, durableThrough: 11, nonce: 12,
            side: EntryHeader.Side(offset: 13, length: 14, hash: SHA256.hash([15])),
            previousHash: SHA256.hash([16]))
    }

    /// The bytes are counted from the layout in the documentation of the header.
    @Test func `puts each field of an entry at its place`() throws {
        let buffer = AlignedBuffer(capacity: EntryHeader.byteCount)
        header().encode(into: buffer.bytes)
        let places: [(Int, [UInt8])] = [
            (0, Array("QXJE".utf8)), (4, [1, 0]), (6, [1, 1, 1, 0, 0, 0]), (12, [2, 0, 0, 0]),
            (16, [3]), (24, [4]), (32, [5]), (40, [6]), (48, [7, 0, 0, 0]), (52, [8, 0, 0, 0]),
            (56, [9]), (64, [10]), (80, [11]), (88, [12]), (96, [13]), (104, [14]),
            (112, SHA256.hash([15]).bytes), (144, SHA256.hash([16]).bytes),
        ]
        for (offset, bytes) in places {
            #expect(Array(buffer.bytes[offset..<(offset + bytes.count)]) == bytes, "at \(offset)")
        }
        let read = EntryHeader(UnsafeRawBufferPointer(buffer.bytes))
        #expect(read == header())
    }

    /// The hash of an entry and its tag, computed again here from the documented layout.
    @Test func `hashes and seals what its documentation says`() throws {
        let bench = Bench(seed: 1)
        let log = try bench.open()
        try log.put([1, 2, 3])
        try log.put([4, 5])
        try log.flush()
        let bytes = try bench.disk.read(bench.path(1), limit: 1 << 20)
        guard case .header(let segment) = SegmentHeader.read(Array(bytes[..<4096])) else {
            throw JournalError.closed
        }
        let key = try #require(segment.unwrap(with: bench.root))
        var previous = [UInt8](repeating: 0, count: 32)
        for (index, body) in [[1, 2, 3], [4, 5]].enumerated() as EnumeratedSequence<[[UInt8]]> {
            let start = 4096 * (index + 1)
            #expect(Array(bytes[(start + 144)..<(start + 176)]) == previous)
            previous = SHA256.hash(Array(bytes[start..<(start + 176)]) + body).bytes
            #expect(Array(bytes[(start + 176)..<(start + 208)]) == previous)
            var associated = ByteWriter()
            associated.write(bytes[start..<(start + 208)])
            associated.write(UInt64(1))
            associated.write(UInt64(start))
            let nonce = Array(bytes[(start + 88)..<(start + 96)]) + [0, 0, 0, 0]
            #expect(nonce[0] == UInt8(index + 1))
            let sealed = AESGCM(key).seal(body, nonce: nonce, associated: associated.bytes)
            #expect(sealed.dropLast(16) == bytes[(start + 256)..<(start + 256 + body.count)])
            #expect(sealed.suffix(16) == bytes[(start + 208)..<(start + 224)])
        }
    }

    @Test func `uses a fresh data key in every segment and at every start`() throws {
        let bench = Bench(seed: 2)
        for _ in 0..<3 {
            let log = try bench.open()
            for number in 0..<30 { try log.put(bench.body(number)) }
            try log.seal()
            bench.crash()
        }
        let walk = try LogWalk(
            bench.disk, folder: Bench.folder, environment: .sandbox, root: bench.root)
        let keys = walk.segments.compactMap { $0.unwrap(with: bench.root)?.bytes }
        #expect(keys.count == walk.segments.count && keys.count > 6)
        #expect(Set(keys).count == keys.count)
        #expect(Set(walk.segments.map(\.journal)).count == 1)
        #expect(walk.segments.map(\.epoch) == walk.segments.map(\.epoch).sorted())
    }

    @Test func `is read without a trap, whatever the bytes are`() throws {
        let random = SeededRandomness(seed: 3)
        let slot = KeySlot(
            id: 1, SecretKey(random), with: RootKey(SecretKey(random)), nonce: random.bytes(12))
        let buffer = AlignedBuffer(capacity: EntryHeader.byteCount)
        header().encode(into: buffer.bytes)
        let bench = Bench(seed: 3)
        try bench.open().seal()
        let good = [
            Array(buffer.bytes[..<256]), slot.encoded(),
            try bench.disk.read(bench.path(1), at: 0, count: 4096),
            SideGroup.encode([Attachment(id: 1, bytes: [1, 2])], sequence: 1),
        ]
        for _ in 0..<20_000 {
            var bytes = good[random.below(good.count)]
            for _ in 0..<random.below(4) {
                bytes[random.below(bytes.count)] = UInt8(random.below(256))
            }
            if random.below(3) == 0 { bytes.removeLast(random.below(bytes.count)) }
            _ = bytes.withUnsafeBytes { EntryHeader($0) }
            _ = SegmentHeader.read(bytes)
            _ = KeySlot.read(bytes)
            _ = SideGroup(bytes)
            _ = SideGroup.tableBytes(bytes)
            _ = SealedRecord.parse(bytes)
            _ = SegmentPath.parse(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func `names files by environment and number`() {
        let paths = SegmentPath(folder: "/data", environment: .live)
        #expect(paths.entries(7) == "/data/live-0000000007.log")
        #expect(paths.side(12_345_678_901) == "/data/live-12345678901.side")
        let parsed = SegmentPath.parse("sandbox-0000000042.log.new")
        #expect(parsed?.0 == .sandbox && parsed?.number == 42 && parsed?.suffix == "log.new")
        for name in ["root.key", "live-.log", "test-1.log", "live-1", "live-x.log"] {
            #expect(SegmentPath.parse(name) == nil, "\(name)")
        }
    }

    @Test func `is verified without a change, counted, and followed while it grows`() throws {
        let bench = Bench(seed: 4)
        let log = try bench.open()
        for number in 0..<20 {
            try log.put(bench.body(number), [Attachment(id: UInt128(number), bytes: [1, 2, 3])])
        }
        try log.flush()
        let verifier = LogVerifier(
            bench.disk, folder: Bench.folder, environment: .sandbox, root: bench.root)
        let before = try bench.disk.list(Bench.folder)
        var sequences: [UInt64] = []
        let report = verifier.run { header, _ in sequences.append(header.sequence) }
        #expect(report.isGood && !report.isSealed && report.tornBytes == 0)
        #expect(report.head == log.head)
        #expect(report.entries == 20 && report.commands == 20 && report.bytes == 2000)
        #expect(report.attachments == 20 && report.attachmentBytes == 60)
        #expect(sequences == Array(1...20))
        #expect(try bench.disk.list(Bench.folder) == before)
        #expect(try LogVerifier.environment(bench.disk, folder: Bench.folder) == .sandbox)
        try log.put([1])
        try log.seal()
        #expect(verifier.run().isSealed)
        let other = LogVerifier(
            bench.disk, folder: Bench.folder, environment: .live, root: bench.root)
        #expect(other.run().problem == .wrongEnvironment(found: .sandbox))
    }
}
