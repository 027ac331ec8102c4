import Cryptography
import Engine
import Journal
import Ledger
import PaymentModel
import Platform
import Segments
import Synchronization
import Testing

@testable import Flows

/// Batches of a bank whose memory holds fifty of their transfers.
@Suite struct `Transfers that have left memory` {
    private static let batches = 30
    private static let batchSize = 100

    private func open(_ host: HostFolder) throws -> ArchiveBank {
        try ArchiveBank(
            host.disk, seeded: nil, folder: host.path,
            history: HistoryOptions(window: 50, sealInterval: 200))
    }

    private func load(_ bank: ArchiveBank) throws {
        let accounts = (1...4).map { Account(id: $0, ledger: 978, code: 1) }
        let made = try bank.wait { bank.bank.createAccounts(accounts.recordBytes, then: $0) }
        #expect(made.refused.isEmpty)
        for number in 0..<Self.batches {
            let done = try bank.wait {
                bank.bank.createTransfers(Self.batch(number).recordBytes, then: $0)
            }
            #expect(done.refused.isEmpty)
        }
    }

    /// Transfer n, from 1, goes from account n mod 4 + 1 to the next one.
    private static func batch(_ number: Int) -> [Transfer] {
        (1...batchSize).map { place in
            let count = UInt128(number * batchSize + place)
            return Transfer(
                id: id(count), debitAccountID: count % 4 + 1,
                creditAccountID: (count + 1) % 4 + 1, amount: count, ledger: 978, code: 1)
        }
    }

    /// Spread over 128 bits: an odd factor loses nothing.
    private static func id(_ count: UInt128) -> UInt128 {
        count &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835
    }

    private func check(_ bank: ArchiveBank) throws {
        let total = Self.batches * Self.batchSize
        let resident = try bank.wait { bank.node.look({ $0.batchBooks.firstResident }, answer: $0) }
        #expect(resident.value > total / 2)
        for first in stride(from: 1, to: total, by: 500) {
            let counts = (first..<(first + 500)).map { UInt128($0) }
            let found = try bank.wait {
                bank.bank.lookUpTransfers(counts.map(Self.id) + [7], then: $0)
            }
            #expect(found.value.map(\.record.amount) == counts)
        }
        let expected = (1...total).reversed().filter { $0 % 4 == 0 || $0 % 4 == 3 }
        let rows = try bank.wait {
            bank.bank.transfers(ofAccount: "1", before: .max, limit: 10_000, then: $0)
        }
        #expect(rows.value.map(\.record.amount) == expected.map { UInt128($0) })
        let middle = rows.value[700].record.timestamp
        let older = try bank.wait {
            bank.bank.transfers(ofAccount: "1", before: middle, limit: 30, then: $0)
        }
        #expect(older.value == Array(rows.value[701..<731]))
        let again = try bank.wait {
            bank.bank.createTransfers(Self.batch(3).recordBytes, then: $0)
        }
        #expect(
            again.refused.map { UInt32(truncatingIfNeeded: $0) }
                == [UInt32](repeating: TransferStatus.exists.rawValue, count: 100))
    }

    private func hash(_ bank: ArchiveBank) throws -> String {
        try bank.wait { bank.node.look({ "\($0.stateHash(chainHash: .zero))" }, answer: $0) }.value
    }

    /// Ends without the snapshot of a clean stop.
    private func drop(_ bank: ArchiveBank) {
        bank.node.stop()
        bank.node.waitUntilStopped()
        bank.feed.close()
        bank.archive.waitUntilEnded()
        bank.bank.history.waitUntilQuiet()
    }

    @Test func `are found, and refused when they come again, also after a stop`() throws {
        let host = try HostFolder()
        let first = try open(host)
        try load(first)
        try check(first)
        let state = try hash(first)
        first.finish()
        let second = try open(host)
        #expect(second.opened.log.entries == 0)
        #expect(try hash(second) == state)
        try check(second)
        second.finish()
    }

    @Test func `are decided again where a file of theirs is gone`() throws {
        let host = try HostFolder()
        let first = try open(host)
        try load(first)
        let state = try hash(first)
        first.finish()
        let folder = first.bank.folder.segments
        let name = try host.disk.list(folder).first { $0.hasPrefix("records") }
        try host.disk.remove("\(folder)/\(try #require(name))")
        let second = try open(host)
        #expect(second.opened.log.entries > Self.batches)
        #expect(try hash(second) == state)
        try check(second)
        second.finish()
    }

    @Test func `need no replay of their own after a stop that was not clean`() throws {
        let host = try HostFolder()
        let first = try open(host)
        try load(first)
        let state = try hash(first)
        let entries = first.node.figures.entries.load(ordering: .relaxed)
        drop(first)
        let snapshots = try host.disk.list(first.bank.folder.snapshots)
        #expect(!snapshots.isEmpty)
        let second = try open(host)
        #expect(second.opened.log.entries < entries)
        #expect(try hash(second) == state)
        try check(second)
        second.finish()
    }
}
