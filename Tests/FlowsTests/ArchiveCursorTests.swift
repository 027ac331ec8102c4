import Engine
import Journal
import PaymentModel
import Platform
import Projection
import Testing

@testable import Flows

@Suite struct `The archive's cursors` {
    @Test func `advices that cannot be written hold up neither lists nor messages`() throws {
        let seeded = SeededDisk(seed: 1)
        let disk = FullDisk(seeded)
        let bank = try ArchiveBank(disk, seeded: seeded)
        try bank.openAccounts()
        disk.full = [bank.bank.folder.reports]
        try bank.submitFile(1)
        try bank.transfers(50)
        bank.catchUp()
        let durable = bank.node.durableSequence
        #expect(bank.archive.cursor(.records).position == durable)
        #expect(bank.archive.cursor(.messages).position == durable)
        #expect(bank.archive.wait(for: durable))
        #expect(try bank.files(bank.bank.folder.toClearing).count == 1)
        for part in [ArchivePart.reports, .advices] {
            let cursor = bank.archive.cursor(part)
            #expect(cursor.position < durable)
            #expect(cursor.trouble.withLock { $0?.kind } == .diskFull)
        }
        disk.full = []
        bank.catchUp()
        #expect(bank.archive.cursors.allSatisfy { $0.position == durable && $0.isWell })
        #expect(bank.archive.trouble.withLock { $0 } == nil)
        // One pain.002 of the file, and for each entry with transfers one camt.054 of A and B each.
        let names = try bank.files(bank.bank.folder.reports).keys
        #expect(names.filter { $0.contains("pain.002") }.count == 1)
        let advices = names.filter { $0.contains("camt.054") }.count
        #expect(advices >= 2 && advices % 2 == 0, "\(advices)")
    }

    @Test func `messages that cannot be written hold up neither lists nor reports`() throws {
        let seeded = SeededDisk(seed: 2)
        let disk = FullDisk(seeded)
        let bank = try ArchiveBank(disk, seeded: seeded)
        try bank.openAccounts()
        disk.full = [bank.bank.folder.toClearing]
        try bank.submitFile(1)
        try bank.transfer(5)
        bank.catchUp()
        let durable = bank.node.durableSequence
        for part in ArchivePart.allCases where part != .messages {
            #expect(bank.archive.cursor(part).position == durable, "\(part)")
        }
        #expect(bank.archive.cursor(.messages).trouble.withLock { $0?.kind } == .diskFull)
        disk.full = []
        bank.catchUp()
        #expect(bank.archive.cursor(.messages).position == durable)
        #expect(try bank.files(bank.bank.folder.toClearing).count == 1)
    }

    @Test func `positions pass entries that gave rise to nothing`() throws {
        let bank = try ArchiveBank()
        try bank.openAccounts()
        bank.catchUp()
        let before = bank.node.durableSequence
        bank.tick()
        // The mark is an entry of its own, without events.
        #expect(bank.node.durableSequence == before + 1)
        bank.catchUp()
        #expect(bank.archive.cursors.allSatisfy { $0.position == before + 1 })
        #expect(bank.archive.cursors.allSatisfy { $0.behind == 0 })
    }

    @Test func `memory is bounded however far a cursor is behind`() throws {
        let bank = try ArchiveBank(eventsKept: 100)
        try bank.openAccounts()
        for _ in 0..<200 { try bank.transfers(5) }
        // 1,000 transfers and some more; kept are at most 100 events.
        #expect(bank.feed.eventCount <= 100)
        bank.catchUp()
        #expect(bank.archive.trouble.withLock { $0 } == nil)
        let durable = bank.node.durableSequence
        #expect(bank.archive.cursors.allSatisfy { $0.position == durable })
        let posted = try bank.events().filter { $0.kind == "transfer.posted" }
        #expect(posted.count == 1000)
        #expect(Set(posted.map(\.json)).count == 1000)
        #expect(zip(posted, posted.dropFirst()).allSatisfy { $0.id < $1.id })
    }

    @Test func `events made again are those that were heard`() throws {
        let near = try ArchiveBank(seed: 3)
        let far = try ArchiveBank(seed: 3, eventsKept: 7)
        for bank in [near, far] {
            try bank.openAccounts()
            for number in 0..<10 {
                try bank.submitFile(number)
                try bank.transfers(3)
            }
            bank.catchUp()
        }
        let (heard, made) = (try near.events(), try far.events())
        #expect(heard.count > 40)
        #expect(heard.map(\.id) == made.map(\.id))
        #expect(heard.map(\.kind) == made.map(\.kind))
    }

    @Test func `a clearing's message is kept under its type`() throws {
        let bank = try ArchiveBank()
        let scheme = try #require(try ArchiveBank.setup().schemes.first)
        let bodies: [(ClearingMessage.Body, String)] = [
            (.statement(day: 20_000, closing: 0), "camt.053.001.08"),
            (.report([]), "camt.054.001.08"),
            (.transfers([]), "pacs.008.001.08"),
            (.returns([]), "pacs.004.001.09"),
        ]
        for (number, (body, _)) in bodies.enumerated() {
            let id = UInt128(number + 1) << 64
            let message = ClearingMessage(
                id: id, scheme: scheme.key, key: id, content: id, body: body)
            _ = try bank.wait { bank.bank.submit(.clearing(message), then: $0) }
        }
        bank.catchUp()
        let rows = try bank.archive.reading.withLock { (database) throws(DatabaseError) in
            try database.rows("SELECT kind, direction FROM messages ORDER BY id")
        }
        let kinds = rows.map { $0[0].text }
        #expect(kinds == bodies.map(\.1))
        #expect(rows.map { $0[1].text } == ["in", "in", "in", "in"])
        for content in ClearingMessage.Content.allCases {
            #expect(ClearingReading.accepted.contains(content.type))
        }
    }
}
