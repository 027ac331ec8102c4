import Bytes
import Engine
import Ledger

/// The ledger alone, in batches.
extension Bank {
    /// Records of one batch.
    private static let batchMax = 1 << 17

    /// - Parameter bytes: whole records of 128 bytes, in TigerBeetle's layout.
    func ledgerTransfers(_ bytes: [UInt8], _ record: inout ByteWriter) -> BankReply {
        var refusals: [Refusal] = []
        bytes.withUnsafeBytes { raw in
            let events = raw.bindMemory(to: Transfer.self)
            guard events.count > 0 else { return }
            now += UInt64(events.count) - 1
            books.createTransfers(events, timestamp: now, refusals: &refusals)
            TransferCodec.encode(events, in: books, into: &record)
        }
        now += 1
        return outcome(refusals, &record)
    }

    func ledgerAccounts(_ bytes: [UInt8], _ record: inout ByteWriter) -> BankReply {
        var refusals: [Refusal] = []
        bytes.withUnsafeBytes { raw in
            let events = raw.bindMemory(to: Account.self)
            guard events.count > 0 else { return }
            now += UInt64(events.count) - 1
            books.createAccounts(events, timestamp: now, refusals: &refusals)
            AccountCodec.encode(events, into: &record)
        }
        now += 1
        return outcome(refusals, &record)
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
