import Ledger
import PaymentModel
import Testing

/// Batches that bring metadata, with every record decided again by a copy.
@Suite struct `Metadata of batches` {
    private static func hash(_ number: UInt8) throws -> MetadataHash {
        try #require(MetadataHash([UInt8](repeating: number, count: MetadataHash.bytes)))
    }

    private static func notes(_ rows: [(index: UInt32, owner: UInt128)]) -> MetadataNotes {
        MetadataNotes(
            bundle: 77,
            rows: rows.map {
                MetadataNotes.Row(index: $0.index, owner: $0.owner, key: 1_000 + UInt128($0.index))
            })
    }

    private static func kept(_ bench: BankBench) -> KeptMetadata? {
        for case .metadataKept(let kept) in bench.heard { return kept }
        return nil
    }

    private static func move(
        _ id: UInt128, _ debit: UInt128, _ credit: UInt128, flags: TransferFlags = [],
        pending: UInt128 = 0, amount: UInt128 = 5
    ) -> Transfer {
        Transfer(
            id: id, debitAccountID: debit, creditAccountID: credit, amount: amount,
            pendingID: pending, ledger: debit == 0 ? 0 : 978, code: debit == 0 ? 0 : 1,
            flags: flags)
    }

    /// Accounts 1 and 2; 1 has metadata.
    private static func opened() throws -> BankBench {
        let bench = try BankBench.opened()
        let rows = [1, 2].map { Account(id: UInt128($0), ledger: 978, code: 1) }
        var extensions = ExtensionList<AccountExtension>()
        extensions.append(AccountExtension(metadata: try hash(1)), at: 0)
        let command = BankCommand.accountsWithMetadata(
            rows.recordBytes, extensions: extensions, notes([(0, 1)]))
        bench.run(command)
        let first = try #require(kept(bench))
        #expect(first.bundle == 77 && first.rows.map(\.isKept) == [true])
        #expect(first.rows.map(\.hash) == [try hash(1)] && first.rows.map(\.owner) == [1])
        // Sent again the account is there: nothing is kept twice, and its key is told.
        bench.run(command)
        let second = try #require(kept(bench))
        #expect(second.rows.map(\.isKept) == [false] && second.rows.map(\.key) == [1_000])
        return bench
    }

    @Test func `of what was made now the text is kept, and the account is the debited one`() throws
    {
        let bench = try Self.opened()
        let rows = [
            Self.move(10, 1, 2, flags: .pending), Self.move(11, 9, 2), Self.move(12, 1, 2),
            Self.move(13, 0, 0, flags: .postPendingTransfer, pending: 10, amount: .max),
            Self.move(14, 2, 1),
        ]
        var extensions = ExtensionList<TransferExtension>()
        for index in [0, 1, 3, 4] {
            extensions.append(
                TransferExtension(metadata: try Self.hash(UInt8(20 + index))), at: index)
        }
        let command = BankCommand.transfersWithMetadata(
            rows.recordBytes, extensions: extensions, found: nil,
            Self.notes([(0, 1), (1, 9), (3, 0), (4, 2)]))
        let reply = bench.run(command)
        guard case .ledger(let refused)? = reply else {
            Issue.record("A batch is answered by its refusals.")
            return
        }
        // 21 debit_account_not_found.
        #expect(refused == [1 << 32 | 21])
        let told = try #require(Self.kept(bench))
        #expect(told.rows.map(\.isKept) == [true, false, true, true])
        // What posts 10 is of 10's debit account.
        #expect(told.rows.map(\.owner) == [1, 9, 1, 2])
        bench.run(command)
        #expect(Self.kept(bench)?.rows.contains { $0.isKept } == false)
    }

    @Test func `a batch that is refused whole leaves nothing`() throws {
        let bench = try Self.opened()
        bench.run(
            .transfersWithMetadata(
                [], extensions: ExtensionList(), found: nil, Self.notes([])))
        #expect(Self.kept(bench) == nil)
    }

    @Test func `an account's are erased once nothing asks for them`() throws {
        let bench = try Self.opened()
        func erase(_ id: UInt128, since: UInt64) -> BankReply? {
            bench.run(
                .erase(
                    Erasure(
                        .batchAccount, id: id, key: 0, since: since, keptDays: 1, reason: .none)))
        }
        guard case .erasure(.unknownSubject)? = erase(99, since: 0),
            case .erasure(.retained)? = erase(1, since: bench.clock)
        else {
            Issue.record("Neither is erased.")
            return
        }
        guard case .erasure(.erased)? = erase(1, since: bench.clock - 2 * BankBench.day) else {
            Issue.record("It is erased.")
            return
        }
        let accounts = bench.heard.compactMap { event -> UInt128? in
            if case .metadataErased(let account) = event { account } else { nil }
        }
        #expect(accounts == [1])
    }
}
