import Cryptography
import Platform
import Synchronization
import Testing

@testable import Journal

@Suite struct `A journal` {
    @Test func `replays what was written, with marks and a seal`() throws {
        let bench = Bench(seed: 1)
        let log = try bench.open()
        #expect(log.opening == LogOpening())
        for number in 0..<5 { #expect(try log.put(bench.body(number)) == UInt64(number) + 1) }
        #expect(log.durableSequence < 5)
        try log.flush()
        #expect(log.durableSequence == 5)
        try log.tick()
        try log.tick()
        try log.seal()
        #expect(throws: JournalError.closed) { try log.put([1]) }
        let head = log.head
        let again = try bench.open()
        #expect(bench.commands == (0..<5).map { bench.body($0) })
        #expect(bench.replayed.map(\.kind).suffix(2) == [.mark, .seal])
        #expect(bench.replayed[5].durableThrough == 5)
        #expect(again.head == head)
        #expect(again.opening.wasSealed && again.opening.cut == nil)
        #expect(again.epoch == log.epoch + 1)
    }

    @Test func `reports durability in order, each step once`() throws {
        let bench = Bench(seed: 2)
        let log = try bench.open()
        let reports = Mutex<[UInt64]>([])
        log.onDurable { through in reports.withLock { $0.append(through) } }
        for number in 0..<40 { try log.put(bench.body(number)) }
        try log.flush()
        let seen = reports.withLock { $0 }
        #expect(seen == Array(Set(seen)).sorted())
        #expect(seen.last == 40)
    }

    @Test func `goes over to a new segment, and reads on through all of them`() throws {
        let bench = Bench(seed: 3)
        let log = try bench.open()
        for number in 0..<100 { try log.put(bench.body(number, bytes: 3000 + number)) }
        try log.seal()
        #expect(try bench.disk.list(Bench.folder).filter { $0.hasSuffix(".log") }.count > 7)
        let again = try bench.open()
        #expect(bench.commands.count == 100)
        #expect(bench.commands[99] == bench.body(99, bytes: 3099))
        let cursor = try again.cursor(after: 42)
        var sequences: [UInt64] = []
        while let entry = try cursor.next() { sequences.append(entry.header.sequence) }
        #expect(sequences == Array(43...101))
        #expect(throws: JournalError.noSuchEntry(sequence: 102)) { try again.cursor(after: 102) }
    }

    @Test func `lets a cursor follow the head`() throws {
        let bench = Bench(seed: 4)
        let log = try bench.open()
        let cursor = try log.cursor(after: 0)
        for number in 0..<60 {
            #expect(try cursor.next() == nil)
            try log.put(bench.body(number))
            if number % 3 == 0 { #expect(try cursor.next() == nil) }
            try log.flush()
            let next = try #require(try cursor.next())
            #expect(next.body == bench.body(number))
            #expect(next.header.sequence == UInt64(number) + 1)
        }
    }

    @Test func `opens behind a snapshot that it contains, and no other`() throws {
        let bench = Bench(seed: 5)
        var log = try bench.open()
        var heads: [LogHead] = []
        for number in 0..<50 {
            try log.put(bench.body(number), [Attachment(id: UInt128(number), bytes: [9])])
            heads.append(log.head)
        }
        try log.seal()
        for number in [0, 10, 11, 12, 13, 14, 49] {
            log = try bench.open(after: heads[number])
            #expect(bench.commands == (0..<50).dropFirst(number + 1).map { bench.body($0) })
            #expect(try log.attachment(0) == [9])
            #expect(try log.attachment(49) == [9])
            bench.crash()
        }
        var wrong = heads[20]
        wrong.hash = .zero
        let error = #expect(throws: JournalError.self) { try bench.open(after: wrong) }
        guard case .damaged(let damage) = error else { throw error ?? .closed }
        #expect(damage.kind == .trustedHash)
        let far = LogHead(sequence: 1000, timestamp: 0, hash: .zero)
        #expect(throws: JournalError.noSuchEntry(sequence: 1000)) { try bench.open(after: far) }
    }

    @Test func `keeps sealed personal data beside its entry`() throws {
        let bench = Bench(seed: 6)
        let log = try bench.open()
        try log.put([1], [Attachment(id: 1, bytes: [1, 2]), Attachment(id: 2, bytes: [])])
        #expect(try log.attachment(1) == nil)
        try log.flush()
        #expect(try log.attachment(1) == [1, 2])
        #expect(try log.attachment(2) == [])
        #expect(try log.attachment(3) == nil)
        try log.put([2], [Attachment(id: 3, bytes: bench.body(3, bytes: 9000))])
        try log.seal()
        let again = try bench.open()
        #expect(try again.attachment(1) == [1, 2])
        #expect(try again.attachment(3) == bench.body(3, bytes: 9000))
    }

    @Test func `takes an entry of the largest size and refuses a larger one`() throws {
        let bench = Bench(seed: 7)
        let log = try bench.open()
        // 16 blocks less the header's, a mark's and the seal's, less the entry's own header.
        let limit = 13 * 4096 - 256
        #expect(throws: JournalError.tooLarge(bytes: limit + 1, limit: limit)) {
            try log.put(bench.body(1, bytes: limit + 1))
        }
        try log.put(bench.body(1, bytes: limit))
        try log.put([])
        #expect(throws: JournalError.tooLarge(bytes: 8 * 4096 + 57, limit: 8 * 4096)) {
            try log.put([], [Attachment(id: 1, bytes: .init(repeating: 1, count: 8 * 4096 + 1))])
        }
        try log.seal()
        _ = try bench.open()
        #expect(bench.commands == [bench.body(1, bytes: limit), []])
    }

    @Test func `refuses a sequence number that is not the next`() throws {
        let bench = Bench(seed: 8)
        let log = try bench.open()
        let batch = LogBatch(sequence: 2, timestamp: 0, count: 0, rulesVersion: 0)
        #expect(throws: JournalError.unexpectedSequence(expected: 2, next: 1)) {
            try log.append(batch, UnsafeRawBufferPointer(start: nil, count: 0), [])
        }
    }

    @Test func `refuses the other environment and another root key`() throws {
        let bench = Bench(seed: 9)
        try bench.open().seal()
        bench.environment = .live
        #expect(throws: JournalError.wrongEnvironment(found: .sandbox)) { try bench.open() }
        let other = RootKey(SecretKey(bench.random))
        let path = "/data/journal/sandbox-0000000001.log"
        #expect(throws: JournalError.wrongRootKey(path: path)) {
            try FileLog.open(
                bench.disk, folder: Bench.folder, environment: .sandbox, node: 7, root: other,
                randomness: bench.random
            ) { _, _ in }
        }
    }

    @Test func `shows nothing of a body on the disk`() throws {
        let bench = Bench(seed: 10)
        let log = try bench.open()
        let body = Array("Mustermann Erika DE89370400440532013000".utf8)
        try log.put(body)
        try log.seal()
        let bytes = try bench.disk.read(bench.path(1), limit: 1 << 20)
        #expect(bytes.indices.allSatisfy { !bytes[$0...].starts(with: body.prefix(4)) })
    }
}
