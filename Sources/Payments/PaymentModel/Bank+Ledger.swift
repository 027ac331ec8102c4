import Bytes
import Engine
import Ledger
import Segments
import Vocabulary

/// Batches of accounts and transfers, in books of their own.
///
/// What callers keep by batches and what the bank keeps never meet: a batch finds no account and no
/// hold of the bank's, and no id it takes can be one that a payment's next step needs.
extension Bank {
    /// Records of one batch: at their longest they fit an entry of the journal.
    package static let batchMax = 1 << 16

    /// - Parameters:
    ///   - bytes: whole records of 128 bytes, in TigerBeetle's layout.
    ///   - found: of old transfers, before its turn.
    func ledgerTransfers(
        _ bytes: [UInt8], _ extensions: ExtensionList<TransferExtension>, _ found: FoundTransfers?,
        _ record: inout ByteWriter
    ) -> BankReply {
        bytes.withUnsafeBytes { raw in
            let events = raw.bindMemory(to: Transfer.self)
            if let refused = refusal(of: events) { return refuse(refused, &record) }
            let refusals = create(events, extensions, found)
            TransferCodec.encode(events, in: batchBooks, into: &record)
            ExtensionCodec.encode(extensions, into: &record)
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
        _ record: ArraySlice<UInt8>, at timestamp: inout Timestamp, notes: MetadataNotes? = nil
    ) throws(ReplayError) {
        var reader = ByteReader(record)
        let transfers: [Transfer]
        let extensions: ExtensionList<TransferExtension>
        do {
            transfers = try TransferCodec.decode(&reader, in: batchBooks, limit: Self.batchMax)
            extensions = try ExtensionCodec.decodeTransfers(&reader, of: transfers.count)
        } catch { throw .unreadable(error) }
        now = timestamp
        var again = ByteWriter()
        let isRefused = transfers.withUnsafeBufferPointer { events in
            if refusal(of: events) != nil { return true }
            let reply = outcome(create(events, extensions), &again)
            if let notes, case .ledger(let refused) = reply {
                tell(notes, refused, of: events, extensions)
            }
            return false
        }
        guard !isRefused, again.bytes[...] == record.dropFirst(reader.offset) else {
            throw .differentOutcome("\(transfers.count) transfers of the ledger at \(timestamp)")
        }
        timestamp = now
    }

    private func refusal(of events: UnsafeBufferPointer<Transfer>) -> LedgerBatchRefusal? {
        guard (1...Self.batchMax).contains(events.count) else { return .size }
        return batchBooks.hasRoom(forTransfers: events.count) ? nil : .noRoom
    }

    /// Creates transfers in the batches' books, one nanosecond each.
    func create(
        _ events: UnsafeBufferPointer<Transfer>,
        _ extensions: ExtensionList<TransferExtension> = ExtensionList(),
        _ found: FoundTransfers? = nil
    ) -> [Refusal] {
        var refusals: [Refusal] = []
        now += UInt64(events.count) - 1
        history?.recall(events, extensions: extensions, found: found, in: batchBooks)
        defer { batchBooks.forget() }
        batchBooks.createTransfers(
            events, extensions: extensions, timestamp: now, refusals: &refusals)
        now += 1
        return refusals
    }

    func ledgerAccounts(
        _ bytes: [UInt8], _ extensions: ExtensionList<AccountExtension>,
        _ record: inout ByteWriter
    ) -> BankReply {
        bytes.withUnsafeBytes { raw in
            let events = raw.bindMemory(to: Account.self)
            guard (1...Self.batchMax).contains(events.count) else { return refuse(.size, &record) }
            guard batchBooks.hasRoom(forAccounts: events.count) else {
                return refuse(.noRoom, &record)
            }
            var refusals: [Refusal] = []
            now += UInt64(events.count) - 1
            history?.recall(events, in: batchBooks)
            defer { batchBooks.forget() }
            batchBooks.createAccounts(
                events, extensions: extensions, timestamp: now, refusals: &refusals,
                admits: admits)
            AccountCodec.encode(events, into: &record)
            ExtensionCodec.encode(extensions, into: &record)
            now += 1
            return outcome(refusals, &record)
        }
    }

    /// What the bank has against a new account that TigerBeetle's rules allow.
    private func admits(_ account: Account) -> AccountStatus? {
        // What the bank keeps under this id is no record that a batch could make.
        if books.account(id: account.id) != nil || AccountDirectory.isOwnID(account.id) {
            return .existsWithDifferentFlags
        }
        // TigerBeetle has no nearer word: the ledger is none.
        return isLedger(account.ledger) ? nil : .ledgerMustNotBeZero
    }

    /// Whether the number is a currency's (ISO 4217) or a registered asset's.
    package func isLedger(_ number: UInt32) -> Bool {
        guard let currency = UInt16(exactly: number), number < Asset.numberMin else {
            return assets.contains(number)
        }
        return Currency(number: currency) != nil
    }

    /// Decimals of the currency or the asset that a ledger counts; nil where it is none.
    package func scale(ofLedger number: UInt32) -> Int? {
        guard let currency = UInt16(exactly: number), number < Asset.numberMin else {
            return assets[number].map { Int($0.scale) }
        }
        return Currency(number: currency)?.minorUnits
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

    func readLedgerAccounts(_ reader: inout ByteReader) throws(ByteError) -> BankCommand {
        let accounts = try AccountCodec.decode(&reader, limit: Self.batchMax)
        let extensions = try ExtensionCodec.decodeAccounts(&reader, of: accounts.count)
        return .ledgerAccounts(Self.bytes(accounts), extensions: extensions)
    }

    private static func bytes<Row: BitwiseCopyable>(_ rows: [Row]) -> [UInt8] {
        rows.withUnsafeBytes { Array($0) }
    }
}
