import Bytes
import Engine
import Ledger

/// The ledger alone, in batches.
extension Bank {
    /// Records of one batch.
    private static let batchMax = 1 << 17

    /// - Parameter bytes: whole records of 128 bytes, in TigerBeetle's layout.
    func ledgerTransfers(_ bytes: [UInt8], _ record: inout ByteWriter) -> BankReply {
        let refused = bytes.withUnsafeBytes { raw in
            refusal(
                of: raw.bindMemory(to: Transfer.self), ledger: \.ledger,
                room: books.hasRoom(forTransfers:))
        }
        if let refused { return refuse(refused, &record) }
        var refusals: [Refusal] = []
        bytes.withUnsafeBytes { raw in
            let events = raw.bindMemory(to: Transfer.self)
            now += UInt64(events.count) - 1
            books.createTransfers(events, timestamp: now, refusals: &refusals)
            TransferCodec.encode(events, in: books, into: &record)
        }
        now += 1
        return outcome(refusals, &record)
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

    func readLedgerTransfers(_ reader: inout ByteReader) throws(ByteError) -> [UInt8] {
        Self.bytes(try TransferCodec.decode(&reader, in: books, limit: Self.batchMax))
    }

    func readLedgerAccounts(_ reader: inout ByteReader) throws(ByteError) -> [UInt8] {
        Self.bytes(try AccountCodec.decode(&reader, limit: Self.batchMax))
    }

    private static func bytes<Row: BitwiseCopyable>(_ rows: [Row]) -> [UInt8] {
        rows.withUnsafeBytes { Array($0) }
    }
}
