import Cryptography
import Platform
import Testing

@testable import Journal

@Suite struct `A damaged journal` {
    /// Forty entries, some with attachments, over several segments; the last is a mark.
    private func written(seed: UInt64) throws -> Bench {
        let bench = Bench(seed: seed)
        let log = try bench.open()
        for number in 0..<40 {
            let body = bench.body(number, bytes: bench.random.below(6000))
            let attachments =
                number % 5 == 0 ? [Attachment(id: UInt128(number), bytes: body + [1])] : []
            try log.put(body, attachments)
        }
        try log.flush()
        try log.tick()
        try log.flush()
        bench.crash()
        return bench
    }

    private func contents(_ bench: Bench) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for name in try bench.disk.list(Bench.folder) {
            contents[name] = try bench.disk.read("\(Bench.folder)/\(name)", limit: 1 << 20)
        }
        return contents
    }

    /// Where each entry lies.
    private func places(
        _ bench: Bench
    ) throws -> [(segment: UInt64, entry: SegmentReader.Entry)] {
        let walk = try LogWalk(
            bench.disk, folder: Bench.folder, environment: .sandbox, root: bench.root)
        var places: [(segment: UInt64, entry: SegmentReader.Entry)] = []
        _ = try walk.walk(from: .start) { (entry, segment, _) throws(JournalError) in
            places.append((segment, entry))
        }
        return places
    }

    @Test func `is refused at the damaged entry, and left as it is`() throws {
        for seed in 0..<20 as Range<UInt64> {
            let bench = try written(seed: seed)
            for (segment, entry) in try places(bench).dropLast() {
                let length = EntryHeader.byteCount + Int(entry.header.length)
                // The padding between header and body is not part of the entry.
                var byte = bench.random.below(length)
                if (224..<256).contains(byte) { byte = 0 }
                let path = bench.path(segment)
                let bit = bench.random.below(8)
                try bench.disk.flipBit(path, at: entry.offset + UInt64(byte), bit: bit)
                let before = try contents(bench)
                let damage = Damage(
                    kind: .entry, path: path, offset: entry.offset,
                    sequence: entry.header.sequence)
                #expect(throws: JournalError.damaged(damage), "seed \(seed), byte \(byte)") {
                    try bench.open()
                }
                #expect(try contents(bench) == before)
                let report = LogVerifier(
                    bench.disk, folder: Bench.folder, environment: .sandbox, root: bench.root
                ).run()
                #expect(report.problem == .damaged(damage))
                #expect(report.entries == entry.header.sequence - 1)
                try bench.disk.flipBit(path, at: entry.offset + UInt64(byte), bit: bit)
            }
            _ = try bench.open()
            #expect(bench.commands.count == 40)
        }
    }

    @Test func `is refused when personal data has changed or is gone`() throws {
        let bench = try written(seed: 100)
        for (segment, entry) in try places(bench) where entry.side != nil {
            let offset = entry.header.side.offset
            let path = bench.path(segment, side: true)
            let byte = offset + UInt64(bench.random.below(Int(entry.header.side.length)))
            try bench.disk.flipBit(path, at: byte)
            let error = #expect(throws: JournalError.self) { try bench.open() }
            guard case .damaged(let damage) = error else { throw error ?? .closed }
            #expect(damage.sequence == entry.header.sequence)
            try bench.disk.flipBit(path, at: byte)
        }
        try bench.disk.remove(bench.path(1, side: true))
        #expect(throws: JournalError.self) { try bench.open() }
    }

    @Test func `is refused when a segment or its header is bad`() throws {
        let bench = try written(seed: 101)
        let count = try UInt64(places(bench).last?.segment ?? 0)
        #expect(count > 3)
        for number in 1...count {
            try bench.disk.flipBit(bench.path(number), at: 77)
            let damage = Damage(
                kind: .segmentHeader, path: bench.path(number), offset: 0,
                sequence: try #require(try firstSequences(bench)[number]))
            #expect(throws: JournalError.damaged(damage)) { try bench.open() }
            try bench.disk.flipBit(bench.path(number), at: 77)
        }
        try bench.disk.rename(bench.path(2), to: "\(Bench.folder)/elsewhere")
        let error = #expect(throws: JournalError.self) { try bench.open() }
        guard case .damaged(let damage) = error else { throw error ?? .closed }
        #expect(damage.kind == .segmentMissing && damage.path == bench.path(2))
    }

    /// The first sequence of each segment, or what it would have been; the header itself may be bad.
    private func firstSequences(_ bench: Bench) throws -> [UInt64: UInt64] {
        var first: [UInt64: UInt64] = [:]
        for name in try bench.disk.list(Bench.folder) {
            guard let (_, number, suffix) = SegmentPath.parse(name), suffix == "log" else {
                continue
            }
            // The sequence that the segment before begins with, as that is what is known then.
            let block = try bench.disk.read(bench.path(number), at: 0, count: 4096)
            if case .header(let header) = SegmentHeader.read(block) {
                first[number + 1] = header.base.sequence + 1
            }
        }
        first[1] = 1
        return first
    }

    @Test func `does not pass for another's segment`() throws {
        let (one, two) = (try written(seed: 102), try written(seed: 103))
        let bytes = try two.disk.read(two.path(2), limit: 1 << 20)
        try one.disk.writeDurably(one.path(2), bytes, mode: 0o600)
        #expect(throws: JournalError.wrongRootKey(path: one.path(2))) { try one.open() }
    }

    /// Whatever a disk does with a write and then denies: nothing is invented, the order holds, and
    /// what any entry that is left knew to be durable is there.
    @Test(arguments: ["bits", "places", "both"])
    func `gives a true beginning or nothing when the disk lies`(_ fault: String) throws {
        var refused = 0
        for seed in 0..<500 as Range<UInt64> {
            let bench = Bench(seed: seed)
            var bodies: [[UInt8]] = []
            let log = try bench.open()
            bench.disk.faults.bitFlips = fault == "places" ? 0 : 40
            bench.disk.faults.misdirected = fault == "bits" ? 0 : 40
            for number in 0..<30 {
                bodies.append(bench.body(number, bytes: bench.random.below(6000)))
                try log.put(bodies[number])
                if bench.random.below(5) == 0 { try log.flush() }
                try log.tick()
            }
            try log.flush()
            bench.crash()
            do throws(JournalError) {
                _ = try bench.open()
            } catch {
                guard case .damaged = error else { throw error }
                refused += 1
                continue
            }
            let kept = bench.commands
            #expect(kept == Array(bodies.prefix(kept.count)), "seed \(seed)")
            let known = bench.replayed.map(\.durableThrough).max() ?? 0
            #expect(UInt64(bench.replayed.count) >= known, "seed \(seed)")
        }
        #expect(refused > 50)
    }
}
