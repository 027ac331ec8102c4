import Engine
import PaymentModel
import Platform
import Testing

@testable import Flows

/// An erasure that is ordered while parts of the archive have not come so far.
///
/// C has an account without money, which is closed; nothing asks for its data any more. A sends a
/// payment to another bank before.
@Suite struct `Erasing while the archive lags behind` {
    private static let rows = [
        Retention(
            of: .account, years: 0, validFrom: nil, source: "a test", confidence: .unverified)
    ]

    private struct Stuck {
        let bank: ArchiveBank
        let disk: FullDisk
        /// C's account.
        let subject: UInt128
        /// The entry that orders the erasure.
        let sequence: UInt64

        var name: String { bank.bank.details(of: subject).name }
    }

    /// The archive has taken everything but what is to be written into one folder.
    private func erased(stuckIn folder: (DataFolder) -> String) throws -> Stuck {
        let seeded = SeededDisk(seed: 5)
        let disk = FullDisk(seeded)
        let bank = try ArchiveBank(disk, seeded: seeded)
        try bank.openAccounts()
        bank.catchUp()
        let found = try bank.wait { bank.bank.account("C", then: $0) }
        let subject = found.value.account.id
        disk.full = [folder(bank.bank.folder)]
        try bank.submitFile(1)
        _ = try bank.wait {
            bank.bank.setStatus(
                of: subject, to: RunningBank.NewStatus(.closed, reason: "A test"),
                caller: Caller(name: "t", idempotencyKey: nil), then: $0)
        }
        let done = try bank.wait {
            bank.bank.erase(
                .account("C"), reason: "Asked for", retentions: Self.rows, isDryRun: false,
                then: $0)
        }
        return Stuck(bank: bank, disk: disk, subject: subject, sequence: done.sequence)
    }

    /// Every message before the order leaves before a key is destroyed: it may need it.
    @Test func `the key stays until the messages before it have left, and is gone then`() throws {
        let stuck = try erased { $0.toClearing }
        #expect(stuck.name == "Customer C", "nothing has been taken yet")
        stuck.bank.catchUp()
        let archive = stuck.bank.archive
        #expect(!archive.wait(for: stuck.sequence, ArchivePart.allCases))
        #expect(archive.cursor(.records).position >= stuck.sequence)
        #expect(archive.cursor(.messages).position < stuck.sequence)
        #expect(stuck.name == "Customer C")
        stuck.disk.full = []
        stuck.bank.catchUp()
        #expect(archive.wait(for: stuck.sequence, ArchivePart.allCases))
        #expect(stuck.name != "Customer C")
        let sent = try stuck.bank.files(stuck.bank.bank.folder.toClearing)
        #expect(sent.count == 1, "A's payment has left, and is A's")
    }

    /// Reports lag: the key is gone all the same, and what they write later is without the name.
    @Test func `reports that lag do not keep the data, and go on behind it`() throws {
        let stuck = try erased { $0.reports }
        stuck.bank.catchUp()
        let archive = stuck.bank.archive
        #expect(archive.cursor(.messages).position >= stuck.sequence)
        #expect(archive.cursor(.reports).position < stuck.sequence)
        #expect(stuck.name != "Customer C")
        stuck.disk.full = []
        stuck.bank.catchUp()
        #expect(archive.wait(for: stuck.sequence, ArchivePart.allCases))
        #expect(archive.trouble.withLock { $0 } == nil)
        let reports = try stuck.bank.files(stuck.bank.bank.folder.reports)
        #expect(!reports.isEmpty)
        for (name, bytes) in reports {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("Customer C"), "\(name)")
        }
    }

    @Test func `ordered twice before the archive has followed, it is done once`() throws {
        let stuck = try erased { $0.toClearing }
        let again = try stuck.bank.wait {
            stuck.bank.bank.erase(
                .account("C"), reason: "Asked for", retentions: Self.rows, isDryRun: false,
                then: $0)
        }
        #expect(again.sequence > stuck.sequence)
        stuck.disk.full = []
        stuck.bank.catchUp()
        #expect(stuck.bank.archive.wait(for: again.sequence, ArchivePart.allCases))
        #expect(stuck.bank.archive.trouble.withLock { $0 } == nil)
        #expect(stuck.name != "Customer C")
    }
}
