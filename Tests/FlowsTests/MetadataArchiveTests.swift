import Engine
import Ledger
import PaymentModel
import Platform
import Testing

@testable import Flows

/// Where the texts of metadata lie, and what an erasure leaves of them.
@Suite struct `Metadata in the archive` {
    private static let name = "Zyxwelda Quornbottom"
    private static let rows = [
        Retention(
            of: .message, years: 0, validFrom: nil, source: "a test", confidence: .unverified)
    ]

    private static func text(_ number: Int) -> [UInt8] {
        Array(#"{"name":"\#(name)","number":\#(number)}"#.utf8)
    }

    /// Accounts 1 and 2 of which 1 has metadata, and transfers 10 and 11, one from each.
    private static func fill(_ bank: ArchiveBank) throws -> [MetadataHash] {
        let texts = [
            bank.bank.metadata(text(0), of: .account, 1),
            bank.bank.metadata(text(1), of: .transfer, 10),
            bank.bank.metadata(text(2), of: .transfer, 11),
        ]
        var accounts = ExtensionList<AccountExtension>()
        accounts.append(AccountExtension(metadata: texts[0].hash), at: 0)
        let opened = try bank.wait {
            bank.bank.createAccounts(
                [1, 2].map { Account(id: $0, ledger: 978, code: 1) }.recordBytes,
                extensions: accounts, metadata: [PlacedMetadata(index: 0, texts[0])], then: $0)
        }
        #expect(opened.refused.isEmpty)
        var transfers = ExtensionList<TransferExtension>()
        for index in 0..<2 {
            transfers.append(TransferExtension(metadata: texts[index + 1].hash), at: index)
        }
        let rows = [(10, 1, 2), (11, 2, 1)].map { id, debit, credit in
            Transfer(
                id: UInt128(id), debitAccountID: UInt128(debit), creditAccountID: UInt128(credit),
                amount: 5, ledger: 978, code: 1)
        }
        let sent = try bank.wait {
            bank.bank.createTransfers(
                rows.recordBytes, extensions: transfers,
                metadata: [
                    PlacedMetadata(index: 0, texts[1]), PlacedMetadata(index: 1, texts[2]),
                ], then: $0)
        }
        #expect(sent.refused.isEmpty)
        return texts.map(\.hash)
    }

    private static func told(
        _ hashes: [MetadataHash], _ bank: ArchiveBank
    ) throws -> [ToldMetadata?] {
        #expect(bank.archive.wait(for: bank.node.durableSequence, seconds: 60))
        let found = try bank.archive.metadata(hashes)
        return hashes.map { found[$0] }
    }

    private static func canonical(_ told: ToldMetadata?) -> [UInt8] {
        if case .text(_, let canonical)? = told { canonical } else { [] }
    }

    private static func files(_ folder: String, _ disk: LiveDisk) -> [String] {
        ((try? disk.list(folder)) ?? []).flatMap { name -> [String] in
            let inside = files("\(folder)/\(name)", disk)
            return inside.isEmpty ? ["\(folder)/\(name)"] : inside
        }
    }

    @Test func `stands in no file in clear, is made again, and stays erased`() throws {
        let host = try HostFolder()
        let first = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        let hashes = try Self.fill(first)
        #expect(try Self.told(hashes, first).map(Self.canonical) == (0...2).map(Self.text))
        first.finish()
        let needle = Array(Self.name.utf8)
        for path in Self.files(host.path, host.disk) {
            let bytes = (try? host.disk.read(path, limit: 1 << 30)) ?? []
            #expect(!bytes.contains(needle), "\(path)")
        }
        try Self.removeArchive(host)

        let second = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        #expect(try Self.told(hashes, second).map(Self.canonical) == (0...2).map(Self.text))
        // The key is found again where the archive knows it.
        #expect(second.bank.metadataKeys.withLock { $0.ask(1) } != nil)
        let newest = try #require(try second.archive.newestMetadata(of: 1))
        let erased = try second.wait {
            second.bank.erase(
                .batchAccount(1, at: newest), reason: "Asked for", retentions: Self.rows,
                isDryRun: false, then: $0)
        }
        #expect(second.archive.wait(for: erased.sequence, ArchivePart.allCases, seconds: 60))
        let after = try Self.told(hashes, second)
        #expect(after[0] == .erased && after[1] == .erased)
        #expect(Self.canonical(after[2]) == Self.text(2))
        second.finish()
        try Self.removeArchive(host)

        let third = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        let again = try Self.told(hashes, third)
        #expect(again[0] == .erased && again[1] == .erased)
        #expect(Self.canonical(again[2]) == Self.text(2))
        third.finish()
    }

    private static func removeArchive(_ host: HostFolder) throws {
        for name in try host.disk.list(host.path) where name.contains(".sqlite") {
            try host.disk.remove("\(host.path)/\(name)")
        }
    }
}
