import Fuzzing
import Platform
import Testing

@testable import Journal

/// Files of a journal that anybody has written into: what is replayed is a beginning of what was
/// written, or the start is refused; nothing is invented and nothing ends the process.
@Test func `a journal of any bytes is a true beginning, or refused`() {
    let complaint = Fuzzer("journal", campaign: 100_000).run { random in
        let bench = Bench(seed: random.next())
        var bodies: [[UInt8]] = []
        let log = try bench.open()
        for number in 0..<(5 + random.below(20)) {
            let body = bench.body(number, bytes: random.below(6_000))
            bodies.append(body)
            try log.put(body, number % 4 == 0 ? [Attachment(id: UInt128(number), bytes: body)] : [])
            if random.below(3) == 0 { try log.flush() }
        }
        try log.flush()
        bench.crash()
        let names = try bench.disk.list(Bench.folder)
        for _ in 0...random.below(3) {
            let path = "\(Bench.folder)/\(names[random.below(names.count)])"
            let bytes = try bench.disk.read(path, limit: 1 << 20)
            let mutator = Mutator(random)
            try bench.disk.writeDurably(path, mutator.mutated([bytes]), mode: 0o600)
        }
        do throws(JournalError) { _ = try bench.open() } catch { return nil }
        let kept = bench.commands
        return kept == Array(bodies.prefix(kept.count)) ? nil : "entries that nobody wrote"
    }
    #expect(complaint == nil)
}
