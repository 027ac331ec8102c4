import Engine
import Flows
import Journal
import PaymentModel
import Platform
import Testing
import Vocabulary

@testable import HTTPAPI

/// A reader that loses its connection, and a bank that dies: it hears each event once.
@Suite struct `Events taken up again` {
    /// A reader of server-sent events that remembers the last id, as browsers do.
    private final class Reader {
        private(set) var ids: [UInt64] = []
        var last: UInt64 { ids.last ?? 0 }

        func take(_ bytes: [UInt8]) {
            for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            where line.hasPrefix("id: ") {
                ids.append(UInt64(line.dropFirst(4)) ?? 0)
            }
        }
    }

    private final class Node {
        let opened: RunningBank.Opened
        let disk: SeededDisk
        let clock = SteppedClock(start: 1_795_161_600_000_000_000)

        /// - Parameter randomness: goes on over restarts, as a machine's own does.
        init(_ disk: SeededDisk, _ randomness: SeededRandomness) throws {
            self.disk = disk
            let setup = try TestBank.setup()
            opened = try RunningBank.open(
                RunningBank.Opening(
                    folder: DataFolder("data"), environment: .sandbox, setup: setup,
                    options: .small, sandboxStart: clock.now(), isStepped: true),
                disk: disk, clock: clock, randomness: randomness
            ) { _ in }
            opened.bank.configureAndWait(setup)
        }

        func settle() { while opened.bank.node.turn() || disk.step() {} }

        func open(_ number: Int) {
            opened.bank.openAccount(
                RunningBank.NewAccount(
                    details: AccountDetails(reference: "R\(number)", name: "N", iban: ""),
                    iban: nil, currency: .usd, creditLine: 0, wantsAdvice: false),
                caller: Flows.Caller(name: "t", idempotencyKey: "k-\(number)")
            ) { _ in }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `none is missing and none comes twice`(seed: UInt64) throws {
        let random = SeededRandomness(seed: seed)
        var disk = SeededDisk(seed: seed)
        var node = try Node(disk, random)
        let reader = Reader()
        var opened = 0
        for _ in 0..<12 {
            // The connection: from here until it is cut.
            let tail = EventTail(node.opened.archive, after: reader.last) { $0() }
            let stream = tail.stream
            for _ in 0..<random.below(12) {
                switch random.below(4) {
                case 0:
                    for _ in 0..<random.below(40) {
                        node.open(opened)
                        opened += 1
                    }
                case 1: node.settle()
                case 2: _ = node.opened.archive.turn()
                default: reader.take(stream.take().bytes)
                }
            }
            stream.close()
            guard random.below(3) == 0 else { continue }
            // What was heard was durable: it is there after any crash, under the same id.
            disk = disk.crash()
            node = try Node(disk, random)
        }
        node.settle()
        while node.opened.archive.turn() {}
        let tail = EventTail(node.opened.archive, after: reader.last) { $0() }
        while true {
            let bytes = tail.stream.take().bytes
            if bytes.isEmpty { break }
            reader.take(bytes)
        }
        let all = try node.opened.archive.events(after: 0, limit: .max >> 8)
        #expect(reader.ids == all.map(\.id), "seed \(seed)")
        #expect(zip(reader.ids, reader.ids.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
    }

    @Test func `a stream from the beginning goes on over the edge of a buffer`() throws {
        let node = try Node(SeededDisk(seed: 9), SeededRandomness(seed: 9))
        // Some 120 bytes an event: more than a stream's buffer of 256 KiB holds.
        for number in 0..<4000 { node.open(number) }
        node.settle()
        while node.opened.archive.turn() {}
        let reader = Reader()
        let tail = EventTail(node.opened.archive, after: 0) { $0() }
        var chunks = 0
        while true {
            let bytes = tail.stream.take().bytes
            if bytes.isEmpty { break }
            reader.take(bytes)
            chunks += 1
        }
        #expect(chunks > 1)
        // 4,000 accounts and the configuration.
        #expect(reader.ids.count == 4001)
        #expect(Set(reader.ids).count == 4001)
    }
}
