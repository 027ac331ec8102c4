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

/// A live bank whose memory holds twenty of its own transfers, stopped and killed.
@Suite struct `The bank's own transfers on disk` {
    private static let count = 600

    private func open(_ host: HostFolder) throws -> ArchiveBank {
        try ArchiveBank(
            host.disk, seeded: nil, folder: host.path,
            ownHistory: HistoryOptions(window: 20, sealInterval: 50))
    }

    /// Transfers of 1 to 100 cents from A to B, over and over.
    private func load(_ bank: ArchiveBank) throws {
        try bank.openAccounts()
        for _ in 0..<(Self.count / 100) { try bank.transfers(100) }
        let sequence = bank.node.durableSequence
        #expect(bank.archive.wait(for: sequence, ArchivePart.allCases))
    }

    private func check(_ bank: ArchiveBank) throws -> [Int128] {
        let resident = try bank.wait { bank.node.look({ $0.books.firstResident }, answer: $0) }
        #expect(resident.value > 0)
        let rows = try bank.wait {
            bank.bank.entries(of: "A", before: .max, limit: Self.count + 1, then: $0)
        }.value
        #expect(rows.count == Self.count)
        // 600 transfers are six times the cents from 1 to 100: 6 · 5,050 = 30,300.
        #expect(rows.first?.balanceAfter == -30_300)
        #expect(rows.last.map { $0.balanceAfter == -Int128($0.entry.amount) } == true)
        let ids = rows.map(\.entry.transfer)
        let found = try bank.wait { bank.bank.lookUpTransfers(ids + [7], then: $0) }.value
        #expect(found.map(\.record.id) == ids)
        let page = try bank.wait {
            bank.bank.transfers(
                ofAccount: "A", before: rows[99].entry.timestamp, limit: 50, then: $0)
        }.value
        #expect(page.map(\.record.id) == Array(ids[100..<150]))
        let middle = rows[450]
        let then = try bank.wait {
            bank.bank.balance(of: "A", at: middle.entry.timestamp, then: $0)
        }.value
        #expect(then.posted == middle.balanceAfter)
        return rows.map(\.balanceAfter)
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
        bank.bank.ownHistory.waitUntilQuiet()
    }

    @Test(arguments: [true, false])
    func `are the same after a stop, clean or not`(isClean: Bool) throws {
        let host = try HostFolder()
        let first = try open(host)
        try load(first)
        let rows = try check(first)
        let state = try hash(first)
        let entries = first.node.figures.entries.load(ordering: .relaxed)
        if isClean { first.finish() } else { drop(first) }
        let second = try open(host)
        #expect(second.opened.log.entries < (isClean ? 1 : entries))
        #expect(try hash(second) == state)
        #expect(try check(second) == rows)
        second.finish()
    }

    @Test func `are decided again where a file of theirs is gone`() throws {
        let host = try HostFolder()
        let first = try open(host)
        try load(first)
        let rows = try check(first)
        let state = try hash(first)
        first.finish()
        let folder = first.bank.folder.bankSegments
        let name = try host.disk.list(folder).first { $0.hasPrefix("records") }
        try host.disk.remove("\(folder)/\(try #require(name))")
        let second = try open(host)
        #expect(second.opened.log.entries > 6)
        #expect(try hash(second) == state)
        #expect(try check(second) == rows)
        second.finish()
    }
}
