import Cryptography
import Engine
import Journal
import Ledger
import PaymentModel
import Platform
import Synchronization
import Testing

@testable import Flows

@Suite struct `An archive on a host's disk` {
    @Test func `after a clean stop nothing is decided again`() throws {
        let host = try HostFolder()
        let first = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        try first.openAccounts()
        try first.transfers(50_000, from: "C", to: "D")
        try first.transfers(50_000, from: "D", to: "C")
        let hash = try state(first)
        first.finish()
        let sealed = first.node.durableSequence

        let second = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        #expect(second.opened.log.wasSealed)
        #expect(second.opened.log.entries == 0)
        #expect(second.archive.cursor(.records).position >= sealed)
        #expect(second.archive.cursor(.messages).position >= sealed)
        #expect(try state(second) == hash)
        second.finish()
    }

    private func state(_ bank: ArchiveBank) throws -> String {
        try bank.wait { bank.node.look({ "\($0.stateHash(chainHash: .zero))" }, answer: $0) }.value
    }

    @Test func `what is made again has the same bytes under the same names`() throws {
        let host = try HostFolder()
        let first = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        try first.openAccounts()
        for number in 0..<5 {
            try first.submitFile(number)
            try first.transfers(20)
        }
        #expect(
            first.archive.wait(for: first.node.durableSequence, ArchivePart.allCases, seconds: 60))
        let folder = first.bank.folder
        let sent = try first.files(folder.toClearing)
        let told = try first.files(folder.reports)
        let events = try first.events()
        #expect(sent.count == 5)
        #expect(told.count >= 5 + 2)
        first.finish()

        for name in try host.disk.list(host.path) where name.contains(".sqlite") {
            try host.disk.remove("\(host.path)/\(name)")
        }
        for box in [folder.toClearing, folder.reports] {
            for name in try host.disk.list(box) where name.hasSuffix(".xml") {
                try host.disk.remove("\(box)/\(name)")
            }
        }
        // With so few events kept the cursors have to have them made again.
        let second = try ArchiveBank(
            host.disk, seeded: nil, folder: host.path, eventsKept: 10)
        #expect(
            second.archive.wait(for: second.node.durableSequence, ArchivePart.allCases, seconds: 60)
        )
        #expect(try second.files(folder.toClearing) == sent)
        #expect(try second.files(folder.reports) == told)
        let again = try second.events()
        #expect(again.map(\.id).starts(with: events.map(\.id)))
        #expect(again.map(\.json).starts(with: events.map(\.json)))
        #expect(second.archive.cursors.allSatisfy { $0.isWell })
        second.finish()
    }

    @Test func `reports go on after a stop where they were, and the snapshot is still used`() throws
    {
        let host = try HostFolder()
        // Its archive's threads never run: everything is behind when it ends.
        let first = try ArchiveBank(
            host.disk, seeded: nil, folder: host.path, startsArchive: false)
        try first.openAccounts()
        try first.transfers(200)
        #expect(first.archive.cursors.allSatisfy { $0.position == 0 })
        first.archive.records.run(untilClosed: first.node)
        first.archive.messages.run(untilClosed: first.node)
        try? first.node.writeSnapshot(
            to: SnapshotFolder(disk: host.disk, path: first.bank.folder.snapshots))
        #expect(first.archive.cursor(.advices).position == 0)

        let second = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        #expect(second.opened.log.entries == 0)
        #expect(
            second.archive.wait(for: second.node.durableSequence, ArchivePart.allCases, seconds: 60)
        )
        let names = try second.files(second.bank.folder.reports).keys
        #expect(names.contains { $0.contains("camt.054") })
        second.finish()
    }

    @Test func `names are unsealed beside the node's threads`() throws {
        let host = try HostFolder()
        let disk = GatedDisk(host.disk)
        let first = try ArchiveBank(disk, seeded: nil, folder: host.path)
        try first.openAccounts()
        let answered = Monitor<Bool?>(nil)
        disk.close("side")
        first.bank.account("B") { result in
            answered.update { $0 = (try? result.get())?.value.details.name == "Customer B" }
        }
        disk.waitUntilKnocked()
        // Somebody waits for the disk, and the node still decides and answers.
        try first.transfer(7, text: "")
        #expect(answered.withLock { $0 } == nil)
        disk.open()
        #expect(answered.wait { $0 })
        first.finish()
    }
}

extension ArchiveCursor {
    /// Stops the node, then takes everything on this thread.
    fileprivate func run(untilClosed node: Node<Bank>) {
        if !node.feed.isClosed {
            node.stop()
            node.waitUntilStopped()
            node.feed.close()
        }
        run()
    }
}

/// A disk whose reads of some paths wait until a gate is opened.
final class GatedDisk: Disk, Sendable {
    private struct Gate {
        var closed: String?
        var knocks = 0

        func isShut(to path: String) -> Bool { closed.map { path.contains($0) } ?? false }
    }

    private let disk: LiveDisk
    private let gate = Monitor(Gate())

    init(_ disk: LiveDisk) { self.disk = disk }

    func close(_ part: String) { gate.update { $0.closed = part } }
    func open() { gate.update { $0.closed = nil } }
    func waitUntilKnocked() { gate.wait { $0.knocks > 0 ? true : nil } }

    func read(_ path: String, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        gate.update { gate in if gate.isShut(to: path) { gate.knocks += 1 } }
        gate.wait { $0.isShut(to: path) ? nil : true }
        return try disk.read(path, at: offset, count: count)
    }

    func read(_ path: String, limit: Int) throws(DiskError) -> [UInt8] {
        try disk.read(path, limit: limit)
    }
    func writeDurably(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(DiskError) {
        try disk.writeDurably(path, bytes, mode: mode)
    }
    func makeDirectory(_ path: String) throws(DiskError) { try disk.makeDirectory(path) }
    func list(_ path: String) throws(DiskError) -> [String] { try disk.list(path) }
    func exists(_ path: String) -> Bool { disk.exists(path) }
    func size(_ path: String) throws(DiskError) -> UInt64 { try disk.size(path) }
    func rename(_ from: String, to: String) throws(DiskError) { try disk.rename(from, to: to) }
    func remove(_ path: String) throws(DiskError) { try disk.remove(path) }
    func truncate(_ path: String, to size: UInt64) throws(DiskError) {
        try disk.truncate(path, to: size)
    }
    func sync(_ path: String) throws(DiskError) { try disk.sync(path) }
    func openLog(_ path: String, _ mode: LogMode) throws(DiskError) -> any LogFile {
        try disk.openLog(path, mode)
    }
    func perform(_ work: @escaping @Sendable () -> Void) { disk.perform(work) }
    func wait(until condition: () -> Bool) -> Bool { disk.wait(until: condition) }
}
