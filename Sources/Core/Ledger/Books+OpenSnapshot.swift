import Bytes

/// The state without its history: for books whose transfers are kept elsewhere, all of them.
///
/// Accounts with the ends of their chains, the lives of pending transfers, expiries, the open pending
/// transfers themselves, and burned ids: nothing that grows with transfers that are done.
extension Books {
    func writeOpenSnapshot(to writer: inout ByteWriter) {
        writer.write(lastTimestamp)
        writer.write(newestTimestamp)
        var open: [OldTransfer] = []
        forEachOpenPending {
            open.append(
                OldTransfer(
                    ordinal: $0.transfer, known($0.transfer), knownLinks($0.transfer)))
        }
        let counts = [
            accounts.count, transfers.count, pendings.count, expiries.count, open.count,
            burned.count,
        ]
        for count in counts { writer.write(UInt64(count)) }
        accounts.forEachChunk { writer.write($0) }
        for ordinal in 0..<accountLinks.count {
            writer.write(accountLinks[ordinal].pointee.newestTransfer)
            writer.write(accountLinks[ordinal].pointee.newestExpiry)
        }
        for ordinal in 0..<pendings.count {
            let record = pendings[ordinal].pointee
            writer.write(record.transfer)
            writer.write(record.resolution)
            writer.write(record.stage.rawValue)
        }
        expiries.forEachChunk { writer.write($0) }
        for each in open { write(each, to: &writer) }
        burned.forEachChunk { writer.write($0) }
        writer.write(writeAccountExtensions())
        writer.write(writeReverts())
    }

    private func write(_ old: OldTransfer, to writer: inout ByteWriter) {
        writer.write(old.ordinal)
        withUnsafeBytes(of: old.transfer) { writer.write($0) }
        withUnsafeBytes(of: old.links) { writer.write($0) }
        if let more = transferExtension(at: old.ordinal) {
            Self.write(ExtensionRecord(ordinal: old.ordinal, more), to: &writer)
        }
    }

    /// Reads into empty books what ``writeOpenSnapshot(to:)`` wrote.
    ///
    /// Total. Balances are not added up again, as their transfers are not here; that every number
    /// names something that is there is checked.
    func readOpenSnapshot(_ reader: inout ByteReader) throws(ByteError) {
        lastTimestamp = try reader.read()
        lastEvictedTimestamp = try reader.read()
        guard lastTimestamp <= Self.timestampMax, lastEvictedTimestamp <= lastTimestamp else {
            throw .unexpectedValue(offset: reader.offset - 16, value: lastTimestamp)
        }
        let accountCount = try reader.readCount(limit: limits.accountsMax, width: 128)
        let transferCount = Int(clamping: try reader.read(UInt64.self))
        guard transferCount <= limits.transfersMax else {
            throw .tooLong(
                offset: reader.offset - 8, length: transferCount, limit: limits.transfersMax)
        }
        let pendingCount = try reader.readCount(limit: transferCount, width: 12)
        let expiryCount = try reader.readCount(limit: transferCount, width: 24)
        let openCount = try reader.readCount(limit: pendingCount, width: 144)
        let burnedCount = try reader.readCount(limit: limits.burnedIDsMax, width: 32)
        try readAccounts(accountCount, &reader)
        try readChainEnds(transferCount, expiryCount, &reader)
        start(at: transferCount)
        try readPendings(pendingCount, expiryCount, &reader)
        try readExpiryRecords(expiryCount, &reader)
        for _ in 0..<openCount { try readOpen(&reader) }
        try checkOpen(openCount, reader.offset)
        try readBurned(burnedCount, &reader)
        try readAccountExtensions(&reader)
        try readReverts(&reader)
    }

    private func start(at ordinal: Int) {
        transfers.start(at: ordinal)
        transferLinks.start(at: ordinal)
        transferIndex.leave(below: UInt32(ordinal))
        firstResident = ordinal
    }

    private func readChainEnds(
        _ transferCount: Int, _ expiryCount: Int, _ reader: inout ByteReader
    ) throws(ByteError) {
        for ordinal in 0..<accountLinks.count {
            accountLinks[ordinal].pointee.newestTransfer = try reader.readLink(below: transferCount)
            accountLinks[ordinal].pointee.newestExpiry = try reader.readLink(below: expiryCount)
        }
    }

    private func readPendings(
        _ count: Int, _ expiryCount: Int, _ reader: inout ByteReader
    ) throws(ByteError) {
        for _ in 0..<count {
            let transfer = try reader.readLink(below: firstResident)
            let resolution = try reader.read(UInt32.self)
            let raw = try reader.read(UInt32.self)
            guard let stage = PendingRecord.Stage(rawValue: raw) else {
                throw .unexpectedValue(offset: reader.offset - 4, value: UInt64(raw))
            }
            let last = pendings.count == 0 ? nil : pendings[pendings.count - 1].pointee.transfer
            let isResolved =
                stage == .pending
                ? resolution == IdentifierIndex.none
                : Int(resolution) < (stage == .expired ? expiryCount : firstResident)
            guard transfer != IdentifierIndex.none, isResolved, last.map({ $0 < transfer }) ?? true
            else { throw .unexpectedValue(offset: reader.offset - 12, value: UInt64(transfer)) }
            pendings.append(
                PendingRecord(transfer: transfer, resolution: resolution, stage: stage))
        }
        firstUnpinned = pendings.count
    }

    private func readExpiryRecords(_ count: Int, _ reader: inout ByteReader) throws(ByteError) {
        var last: UInt64 = 0
        for ordinal in 0..<count {
            let start = reader.offset
            let record = ExpiryRecord(
                pending: try reader.readLink(below: pendings.count),
                previousOfDebit: try reader.readLink(below: ordinal),
                previousOfCredit: try reader.readLink(below: ordinal),
                padding: try reader.read(),
                releasedAt: try reader.read())
            guard record.pending != IdentifierIndex.none, record.padding == 0,
                (last...Self.timestampMax).contains(record.releasedAt)
            else { throw .unexpectedValue(offset: start, value: UInt64(record.pending)) }
            last = record.releasedAt
            expiries.append(record)
        }
    }

    private func readOpen(_ reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let ordinal = try reader.read(UInt32.self)
        let bytes = try Array(reader.read(count: OldTransfer.bytes))
        let old = bytes.withUnsafeBytes { OldTransfer(ordinal: ordinal, $0, at: 0) }
        let pending = old.links.pending
        guard old.transfer.isWellFormed, old.transfer.flags.contains(.pending),
            old.links.previousOfDebit < ordinal
                || old.links.previousOfDebit == IdentifierIndex.none,
            old.links.previousOfCredit < ordinal
                || old.links.previousOfCredit == IdentifierIndex.none,
            Int(pending) < pendings.count, pendings[pending].pointee.transfer == ordinal,
            pendings[pending].pointee.stage == .pending, pinned.find(ordinal: ordinal) == nil,
            accountPosition(old.transfer.debitAccountID) != IdentifierIndex.none,
            accountPosition(old.transfer.creditAccountID) != IdentifierIndex.none
        else { throw .unexpectedValue(offset: start, value: UInt64(ordinal)) }
        pinned.insert(old)
        try readExtension(of: old, &reader)
        if let expiresAt = old.transfer.expiresAt {
            expiryQueue.insert(pending, expiresAt: expiresAt)
        }
    }

    private func readExtension(
        of old: OldTransfer, _ reader: inout ByteReader
    ) throws(ByteError) {
        guard old.transfer.flags.contains(.extended) else { return }
        let start = reader.offset
        let record = try Self.readExtension(&reader)
        guard record.ordinal == old.ordinal else {
            throw .unexpectedValue(offset: start, value: UInt64(record.ordinal))
        }
        Self.insert(record, into: &pinnedExtensions)
    }

    /// Every open pending transfer is there, and the accounts hold what they hold.
    private func checkOpen(_ count: Int, _ offset: Int) throws(ByteError) {
        var open = 0
        forEachOpenPending { _ in open += 1 }
        guard open == count else { throw .unexpectedValue(offset: offset, value: UInt64(open)) }
        var held = [Balance](repeating: Balance(), count: accounts.count)
        for place in 0..<pinned.count {
            let transfer = pinned[place].transfer
            let debit = Int(accountPosition(transfer.debitAccountID))
            let credit = Int(accountPosition(transfer.creditAccountID))
            held[debit].add(pending: transfer.amount, isDebit: true)
            held[credit].add(pending: transfer.amount, isDebit: false)
        }
        for ordinal in 0..<accounts.count {
            let balance = accounts[ordinal].pointee.balance
            guard balance.debitsPending == held[ordinal].debitsPending,
                balance.creditsPending == held[ordinal].creditsPending
            else { throw .unexpectedValue(offset: offset, value: UInt64(ordinal)) }
        }
    }
}

extension ByteReader {
    /// Reads an ordinal below a bound, or none.
    fileprivate mutating func readLink(below bound: Int) throws(ByteError) -> UInt32 {
        let value = try read(UInt32.self)
        guard Int(value) < bound || value == IdentifierIndex.none else {
            throw .unexpectedValue(offset: offset - 4, value: UInt64(value))
        }
        return value
    }
}
