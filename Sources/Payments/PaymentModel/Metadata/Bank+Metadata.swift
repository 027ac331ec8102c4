import Bytes
import Engine
import Ledger
import Segments

/// Batches whose events bring metadata: decided as any others, and then told which are kept.
///
/// Only here does the bank know of texts at all: a batch without them never comes this way.
extension Bank {
    func ledgerAccounts(
        _ bytes: [UInt8], _ extensions: ExtensionList<AccountExtension>, _ notes: MetadataNotes,
        _ record: inout ByteWriter
    ) -> BankReply {
        notes.write(to: &record)
        let reply = ledgerAccounts(bytes, extensions, &record)
        guard case .ledger(let refused) = reply else { return reply }
        tell(notes, refused) { row in
            (extensions[Int(row.index)]?.metadata ?? .none, row.owner)
        }
        return reply
    }

    func ledgerTransfers(
        _ bytes: [UInt8], _ extensions: ExtensionList<TransferExtension>, _ found: FoundTransfers?,
        _ notes: MetadataNotes, _ record: inout ByteWriter
    ) -> BankReply {
        notes.write(to: &record)
        let reply = ledgerTransfers(bytes, extensions, found, &record)
        guard case .ledger(let refused) = reply else { return reply }
        bytes.withUnsafeBytes { raw in
            tell(notes, refused, of: raw.bindMemory(to: Transfer.self), extensions)
        }
        return reply
    }

    /// Decides recorded transfers with metadata again.
    ///
    /// - Parameter record: what follows the kind.
    func replayTransfersWithMetadata(
        _ record: ArraySlice<UInt8>, at timestamp: inout Timestamp, events: inout [BankEvent]
    ) throws(ReplayError) {
        var reader = ByteReader(record)
        let notes: MetadataNotes
        do { notes = try MetadataNotes(from: &reader) } catch { throw .unreadable(error) }
        heard.removeAll(keepingCapacity: true)
        try replayLedgerTransfers(record.dropFirst(reader.offset), at: &timestamp, notes: notes)
        events += heard
    }

    func readScheduleWithMetadata(_ reader: inout ByteReader) throws(ByteError) -> BankCommand {
        let notes = try MetadataNotes(from: &reader)
        return .scheduleWithMetadata(try ScheduleOrder(from: &reader), notes)
    }

    func readAccountsWithMetadata(_ reader: inout ByteReader) throws(ByteError) -> BankCommand? {
        let notes = try MetadataNotes(from: &reader)
        guard case .ledgerAccounts(let bytes, let extensions) = try readLedgerAccounts(&reader)
        else { return nil }
        return .accountsWithMetadata(bytes, extensions: extensions, notes)
    }

    /// A schedule with metadata: those of the account that it debits.
    func create(
        _ order: ScheduleOrder, _ notes: MetadataNotes, _ record: inout ByteWriter
    ) -> BankReply {
        notes.write(to: &record)
        let reply = create(order, &record)
        // What is refused, or was there before, is not recorded, and neither are its texts.
        guard case .schedule(.done) = reply else { return reply }
        tell(notes, []) { ($0.index == 0 ? order.metadata : .none, $0.owner) }
        return reply
    }

    /// - Parameter refused: index times 2^32, and status.
    func tell(
        _ notes: MetadataNotes, _ refused: [UInt64], of events: UnsafeBufferPointer<Transfer>,
        _ extensions: ExtensionList<TransferExtension>
    ) {
        tell(notes, refused) { row in
            guard events.indices.contains(Int(row.index)) else { return (.none, row.owner) }
            // What resolves a hold or takes back names no account: the books have filled them in.
            let made = batchBooks.transfer(id: events[Int(row.index)].id)
            let owner = row.owner != 0 ? row.owner : made?.debitAccountID ?? 0
            return (extensions[Int(row.index)]?.metadata ?? .none, owner)
        }
    }

    private func tell(
        _ notes: MetadataNotes, _ refused: [UInt64],
        _ about: (MetadataNotes.Row) -> (hash: MetadataHash, owner: UInt128)
    ) {
        var next = refused[...]
        var rows: [KeptMetadata.Row] = []
        rows.reserveCapacity(notes.rows.count)
        for row in notes.rows {
            next = next.drop { $0 >> 32 < UInt64(row.index) }
            let isRefused = next.first.map { $0 >> 32 == UInt64(row.index) } ?? false
            let (hash, owner) = about(row)
            rows.append(
                KeptMetadata.Row(
                    hash: hash, owner: isRefused ? row.owner : owner, key: row.key,
                    isKept: !isRefused && !hash.isNone))
        }
        heard.append(.metadataKept(KeptMetadata(bundle: notes.bundle, rows: rows)))
    }
}
