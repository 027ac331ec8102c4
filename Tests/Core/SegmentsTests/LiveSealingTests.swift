import Ledger
import Platform
import Testing

@testable import Segments

/// Files are written by threads of their own while the books go on.
@Suite struct `Sealing beside the applying thread` {
    /// A file may be finished between any two looks of the applying thread: 2,000 batches of three,
    /// of which each five and more are sealed at once.
    @Test func `a file that is finished meanwhile is not written again`() throws {
        let disk = LiveDisk()
        let path = "/tmp/qenex-sealing-\(SystemRandomness().u128())"
        try disk.makeDirectory(path)
        defer { remove(path, disk) }
        let history = TransferHistory(
            HistoryFolder(path: path, disk: disk, mergeDisk: disk),
            options: HistoryOptions(window: 5, sealInterval: 5))
        let books = Books()
        var refusals: [Refusal] = []
        [Account(id: 1, ledger: 978, code: 1), Account(id: 2, ledger: 978, code: 1)]
            .withUnsafeBufferPointer {
                books.createAccounts($0, timestamp: 2, refusals: &refusals)
            }
        for batch in 1...2_000 as ClosedRange<UInt64> {
            let events = (1...3).map {
                Transfer(
                    id: UInt128(batch * 3 + $0), debitAccountID: 1, creditAccountID: 2, amount: 1,
                    ledger: 978, code: 1)
            }
            events.withUnsafeBufferPointer {
                history.recall($0, in: books)
                books.createTransfers($0, timestamp: batch * 3 + 10, refusals: &refusals)
                books.forget()
            }
            history.relieve(books)
        }
        #expect(refusals.isEmpty)
        let names = try #require(history.keepAll(of: books))
        #expect(names.reduce(0) { $0 + Int($1.count) } == 6_000)
        #expect(history.folder.failure == nil)
        history.folder.waitUntilQuiet()
    }

    /// What somebody looked up before a file was finished begins before its end.
    @Test func `a stretch that is written by now has to wait`() throws {
        let disk = SeededDisk(seed: 1)
        try disk.makeDirectory("/history")
        let folder = HistoryFolder(path: "/history", disk: disk, mergeDisk: disk)
        try folder.open([])
        let books = Books()
        var refusals: [Refusal] = []
        [Account(id: 1, ledger: 978, code: 1), Account(id: 2, ledger: 978, code: 1)]
            .withUnsafeBufferPointer {
                books.createAccounts($0, timestamp: 2, refusals: &refusals)
            }
        let events = (1...4).map {
            Transfer(
                id: $0, debitAccountID: 1, creditAccountID: 2, amount: 1, ledger: 978, code: 1)
        }
        events.withUnsafeBufferPointer {
            books.createTransfers($0, timestamp: 10, refusals: &refusals)
        }
        #expect(folder.seal(books.stretch(0..<2)))
        #expect(folder.waitForSealing())
        #expect(!folder.seal(books.stretch(0..<4)))
        #expect(folder.seal(books.stretch(2..<4)))
    }

    private func remove(_ path: String, _ disk: LiveDisk) {
        for name in (try? disk.list(path)) ?? [] { try? disk.remove("\(path)/\(name)") }
        try? disk.remove(path)
    }
}
