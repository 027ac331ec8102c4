import Bytes
import Engine
import Ledger

/// The ledger alone, in batches.
extension Bank {
    /// Records of one batch: at their longest they fit an entry of the journal.
    static let batchMax = 1 << 16

    /// - Parameter bytes: whole records of 128 bytes, in TigerBeetle's layout.
    func ledgerTransfers(_ bytes: [UInt8], _ record: inout ByteWriter) -> BankReply {
        bytes.withUnsafeBytes { raw in
            let events = raw.bindMemory(to: Transfer.self)
            if let refused = refusal(of: events) { return refuse(refused, &record) }
            let refusals = create(events)
            TransferCodec.encode(events, in: books, into: &record)
            return outcome(refusals, &record)
        }
    }

    /// Decides recorded transfers again and compares the outcome.
    ///
    /// The transfers come from the record itself: to write them down once more would only hold the
    /// codec against itself.
    ///
    /// - Parameter record: what follows the kind.
    func replayLedgerTransfers(
        _ record: ArraySlice<UInt8>, at timestamp: inout Timestamp
    ) throws(ReplayError) {
        var reader = ByteReader(record)
        let transfers: [Transfer]
        do {
            transfers = try TransferCodec.decode(&reader, in: books, limit: Self.batchMax)
        } catch { throw .unreadable(error) }
        now = timestamp
        var again = ByteWriter()
        let isRefused = transfers.withUnsafeBufferPointer { events in
            if refusal(of: events) != nil { return true }
            _ = outcome(create(events), &again)
            return false
        }
        guard !isRefused, again.bytes[...] == record.dropFirst(reader.offset) else {
            throw .differentOutcome("\(transfers.count) transfers of the ledger at \(timestamp)")
        }
        timestamp = now
    }

    private func refusal(of events: UnsafeBufferPointer<Transfer>) -> LedgerBatchRefusal? {
        refusal(of: events, ledger: \.ledger, room: books.hasRoom(forTransfers:))
    }

    private func create(_ events: UnsafeBufferPointer<Transfer>) -> [Refusal] {
        var refusals: [Refusal] = []
        now += UInt64(events.count) - 1
        books.createTransfers(events, timestamp: now, refusals: &refusals)
        now += 1
        return refusals
    }

    func ledgerAccounts(_ bytes: [UInt8], _ record: inout ByteWriter) -> BankReply {
        let refused = bytes.withUnsafeBytes { raw in
            let rows = raw.bindMemory(to: Account.self)
            return refusal(of: rows, ledger: \.ledger, room: books.hasRoom(forAccounts:))
                ?? (rows.contains { AccountDirectory.isOwnID($0.id) } ? .reserved : nil)
        }
        if let refused { return refuse(refused, &record) }
        var refusals: [Refusal] = []
        bytes.withUnsafeBytes { raw in
            let events = raw.bindMemory(to: Account.self)
            now += UInt64(events.count) - 1
            books.createAccounts(events, timestamp: now, refusals: &refusals)
            AccountCodec.encode(events, into: &record)
        }
        now += 1
        return outcome(refusals, &record)
    }

    private func refusal<Row>(
        of rows: UnsafeBufferPointer<Row>, ledger: (Row) -> UInt32, room: (Int) -> Bool
    ) -> LedgerBatchRefusal? {
        guard (1...Self.batchMax).contains(rows.count) else { return .size }
        guard room(rows.count) else { return .noRoom }
        guard configuration.setup != nil else { return nil }
        // A batch is of one ledger, mostly, and asked once a ledger.
        var known: UInt32?
        for row in rows where ledger(row) != known {
            if isReserved(ledger: ledger(row)) { return .reserved }
            known = ledger(row)
        }
        return nil
    }

    /// Currencies are for the bank's own commands; a transfer that names no ledger could end one of
    /// its holds.
    private func isReserved(ledger: UInt32) -> Bool {
        guard ledger != 0, let number = UInt16(exactly: ledger) else { return ledger == 0 }
        return configuration.keeps(currency: number)
    }

    private func refuse(
        _ refusal: LedgerBatchRefusal, _ record: inout ByteWriter
    ) -> BankReply {
        record.reset()
        return .ledgerRefused(refusal)
    }

    private func outcome(_ refusals: [Refusal], _ record: inout ByteWriter) -> BankReply {
        record.writeVarint(UInt64(refusals.count))
        for refusal in refusals {
            record.writeVarint(UInt64(refusal.index))
            record.writeVarint(UInt64(refusal.status))
        }
        return .ledger(refused: refusals.map { UInt64($0.index) << 32 | UInt64($0.status) })
    }

    func readLedgerAccounts(_ reader: inout ByteReader) throws(ByteError) -> [UInt8] {
        Self.bytes(try AccountCodec.decode(&reader, limit: Self.batchMax))
    }

    private static func bytes<Row: BitwiseCopyable>(_ rows: [Row]) -> [UInt8] {
        rows.withUnsafeBytes { Array($0) }
    }
}
