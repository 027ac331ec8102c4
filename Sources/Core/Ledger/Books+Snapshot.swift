package import Bytes

extension Books {
    private static var wholeVersion: UInt32 { 3 }
    private static var openVersion: UInt32 { 4 }

    /// Writes the state: records as they lie in memory, little-endian.
    ///
    /// Where no transfer has left memory, all are in it, 128 bytes each; index, chains and pending
    /// records are left out, as reading rebuilds them. Where some have left, none are in it
    /// (`Books+OpenSnapshot.swift`).
    ///
    /// - Parameter isWithoutHistory: whoever keeps the old ones keeps all, or will before the snapshot
    ///   is used.
    package func writeSnapshot(to writer: inout ByteWriter, isWithoutHistory: Bool = false) {
        guard firstResident == 0, !isWithoutHistory else {
            writer.write(Self.openVersion)
            return writeOpenSnapshot(to: &writer)
        }
        writer.write(Self.wholeVersion)
        writer.write(lastTimestamp)
        writer.write(UInt64(accounts.count))
        writer.write(UInt64(transfers.count))
        writer.write(UInt64(expiries.count))
        writer.write(UInt64(burned.count))
        accounts.forEachChunk { writer.write($0) }
        transfers.forEachChunk { writer.write($0) }
        for ordinal in 0..<expiries.count {
            writer.write(pendings[expiries[ordinal].pointee.pending].pointee.transfer)
            writer.write(expiries[ordinal].pointee.releasedAt)
        }
        burned.forEachChunk { writer.write($0) }
        writer.write(writeAccountExtensions())
        writer.write(writeReverts())
        writer.write(UInt64(transferExtensions.count))
        for place in 0..<transferExtensions.count {
            Self.write(transferExtensions[place].pointee, to: &writer)
        }
    }

    /// Reads what ``writeSnapshot(to:)`` wrote.
    ///
    /// Total: any bytes give books or an error.
    ///
    /// Every transfer and expiry is added up again, modulo 2^128, and must come to the balances as
    /// they were written: bytes that are not a state of some books are refused.
    package static func readSnapshot(
        _ reader: inout ByteReader,
        limits: BooksLimits = BooksLimits(),
        indexSeed: UInt64 = defaultIndexSeed,
        memory: BooksMemory = .heap
    ) throws(ByteError) -> Books {
        let books = Books(limits: limits, indexSeed: indexSeed, memory: memory)
        let version = try reader.read(UInt32.self)
        if version == openVersion {
            try books.readOpenSnapshot(&reader)
            return books
        }
        guard version == wholeVersion else {
            throw .unexpectedValue(offset: 0, value: UInt64(version))
        }
        let lastTimestamp = try reader.read(UInt64.self)
        guard lastTimestamp <= timestampMax else {
            throw .unexpectedValue(offset: reader.offset - 8, value: lastTimestamp)
        }
        books.lastTimestamp = lastTimestamp
        let accounts = try reader.readCount(limit: limits.accountsMax, width: 128)
        let transfers = try reader.readCount(limit: limits.transfersMax, width: 128)
        let expiries = try reader.readCount(limit: limits.transfersMax, width: 12)
        let burned = try reader.readCount(limit: limits.burnedIDsMax, width: 32)
        try books.readAccounts(accounts, &reader)
        var sums = [Balance](repeating: Balance(), count: accounts)
        try books.readTransfers(transfers, &reader, &sums)
        try books.readExpiries(expiries, &reader, &sums)
        for ordinal in 0..<accounts
        where books.accounts[ordinal].pointee.balance != sums[ordinal] {
            throw .unexpectedValue(offset: reader.offset, value: UInt64(ordinal))
        }
        try books.readBurned(burned, &reader)
        try books.readAccountExtensions(&reader)
        try books.readReverts(&reader)
        try books.readTransferExtensions(&reader)
        return books
    }

    func readAccounts(_ count: Int, _ reader: inout ByteReader) throws(ByteError) {
        accountIndex.reserve(count)
        var last: UInt64 = 0
        for ordinal in 0..<count {
            let start = reader.offset
            let account = try reader.readRecord(Account.self)
            let hash = accountIndex.hash(account.id)
            let seat = accountIndex.seat(hash) { accounts[$0].pointee.id == account.id }
            guard account.isWellFormed, account.timestamp > last,
                seat.position == IdentifierIndex.none
            else { throw .unexpectedValue(offset: start, value: UInt64(ordinal)) }
            last = account.timestamp
            accountIndex.fill(seat, hash: hash, position: UInt32(ordinal))
            accounts.append(account)
            accountLinks.append(AccountLinks())
        }
    }

    private func readTransfers(
        _ count: Int, _ reader: inout ByteReader, _ sums: inout [Balance]
    ) throws(ByteError) {
        transferIndex.reserve(count)
        var last: UInt64 = 0
        for ordinal in 0..<count {
            let start = reader.offset
            let transfer = try reader.readRecord(Transfer.self)
            guard transfer.isWellFormed, transfer.timestamp > last, restore(transfer, &sums) else {
                throw .unexpectedValue(offset: start, value: UInt64(ordinal))
            }
            last = transfer.timestamp
        }
    }

    /// Stores a transfer again and adds it up; false where it cannot have happened.
    private func restore(_ transfer: Transfer, _ sums: inout [Balance]) -> Bool {
        let hash = transferIndex.hash(transfer.id)
        let seat = transferIndex.seat(hash) { transferID(at: $0) == transfer.id }
        let debit = accountPosition(transfer.debitAccountID)
        let credit = accountPosition(transfer.creditAccountID)
        let pending = pendingResolved(by: transfer)
        let isResolving = transfer.flags.overlaps(.resolving)
        guard seat.position == IdentifierIndex.none, debit != IdentifierIndex.none,
            credit != IdentifierIndex.none, debit != credit,
            isResolving == (pending != IdentifierIndex.none)
        else { return false }
        let ordinal = transfers.count
        transferIndex.fill(seat, hash: hash, position: UInt32(ordinal))
        transfers.append(transfer)
        link(UInt32(ordinal), debit: debit, credit: credit)
        if isResolving {
            transferLinks[ordinal].pointee.pending = pending
            let isPost = transfer.flags.contains(.postPendingTransfer)
            conclude(pending, isPost ? .posted : .voided, by: ordinal)
            let held = transfers[pendings[pending].pointee.transfer].pointee
            sums[Int(debit)].subtract(pending: held.amount, isDebit: true)
            sums[Int(credit)].subtract(pending: held.amount, isDebit: false)
        }
        if transfer.flags.contains(.pending) {
            addPending(ordinal)
            sums[Int(debit)].add(pending: transfer.amount, isDebit: true)
            sums[Int(credit)].add(pending: transfer.amount, isDebit: false)
        } else if !transfer.flags.contains(.voidPendingTransfer) {
            sums[Int(debit)].add(posted: transfer.amount, isDebit: true)
            sums[Int(credit)].add(posted: transfer.amount, isDebit: false)
        }
        return true
    }

    /// The open pending record that a stored resolution ends, with the same accounts; or none.
    private func pendingResolved(by transfer: Transfer) -> UInt32 {
        guard transfer.flags.overlaps(.resolving) else { return IdentifierIndex.none }
        let position = transferPosition(transfer.pendingID)
        guard position != IdentifierIndex.none else { return IdentifierIndex.none }
        let held = transfers[position].pointee
        let pending = transferLinks[position].pointee.pending
        guard held.flags.contains(.pending), pendings[pending].pointee.stage == .pending,
            held.debitAccountID == transfer.debitAccountID,
            held.creditAccountID == transfer.creditAccountID, transfer.amount <= held.amount
        else { return IdentifierIndex.none }
        return pending
    }

    private func readExpiries(
        _ count: Int, _ reader: inout ByteReader, _ sums: inout [Balance]
    ) throws(ByteError) {
        var last: UInt64 = 0
        for _ in 0..<count {
            let start = reader.offset
            let ordinal = try reader.read(UInt32.self)
            let releasedAt = try reader.read(UInt64.self)
            guard Int(ordinal) < transfers.count, (last...Self.timestampMax).contains(releasedAt),
                transfers[ordinal].pointee.flags.contains(.pending)
            else { throw .unexpectedValue(offset: start, value: UInt64(ordinal)) }
            last = releasedAt
            let held = transfers[ordinal].pointee
            let pending = transferLinks[ordinal].pointee.pending
            guard pendings[pending].pointee.queuePlace != IdentifierIndex.none else {
                throw .unexpectedValue(offset: start, value: UInt64(ordinal))
            }
            let debit = accountPosition(held.debitAccountID)
            let credit = accountPosition(held.creditAccountID)
            addExpiry(of: pending, at: releasedAt, debit: debit, credit: credit)
            sums[Int(debit)].subtract(pending: held.amount, isDebit: true)
            sums[Int(credit)].subtract(pending: held.amount, isDebit: false)
        }
    }

    func readBurned(_ count: Int, _ reader: inout ByteReader) throws(ByteError) {
        transferIndex.reserve(count)
        for ordinal in 0..<count {
            let start = reader.offset
            let record = try reader.readRecord(BurnedID.self)
            let hash = transferIndex.hash(record.id)
            let seat = transferIndex.seat(hash) { transferID(at: $0) == record.id }
            guard seat.position == IdentifierIndex.none, record.reserved == 0,
                TransferStatus(rawValue: record.status).isTransient
            else { throw .unexpectedValue(offset: start, value: UInt64(ordinal)) }
            transferIndex.fill(seat, hash: hash, position: UInt32(ordinal) | Self.burnedBit)
            burned.append(record)
        }
    }

    static func write(_ record: ExtensionRecord, to writer: inout ByteWriter) {
        writer.write(record.ordinal)
        withUnsafeBytes(of: record.value) { writer.write($0) }
    }

    static func readExtension(
        _ reader: inout ByteReader
    ) throws(ByteError) -> ExtensionRecord {
        let start = reader.offset
        let bytes = try Array(reader.read(count: ExtensionRecord.bytes))
        guard let record = bytes.withUnsafeBytes({ ExtensionRecord($0, at: 0) }) else {
            throw .unexpectedValue(offset: start, value: 0)
        }
        return record
    }

    /// One for each transfer whose flags tell of it, and each taking back is one that is remembered.
    private func readTransferExtensions(_ reader: inout ByteReader) throws(ByteError) {
        let count = try reader.readCount(limit: transfers.count, width: ExtensionRecord.bytes)
        var next = 0
        var revertCount = 0
        for _ in 0..<count {
            let start = reader.offset
            let record = try Self.readExtension(&reader)
            let ordinal = Int(record.ordinal)
            guard ordinal >= next, ordinal < transfers.count, isExtended(ordinal),
                !(next..<ordinal).contains(where: isExtended)
            else { throw .unexpectedValue(offset: start, value: UInt64(ordinal)) }
            next = ordinal + 1
            transferExtensions.append(record)
            guard record.value.linkKind == .reverts else { continue }
            let original = transferOrdinal(id: record.value.link)
            guard let original, revert(ofTransfer: original) == ordinal else {
                throw .unexpectedValue(offset: start, value: UInt64(ordinal))
            }
            revertCount += 1
        }
        guard revertCount == reverts.count, !(next..<transfers.count).contains(where: isExtended)
        else { throw .unexpectedValue(offset: reader.offset, value: UInt64(next)) }
    }

    private func isExtended(_ ordinal: Int) -> Bool {
        transfers[ordinal].pointee.flags.contains(.extended)
    }
}

extension Account {
    /// Whether a stored account can look so.
    fileprivate var isWellFormed: Bool {
        id != 0 && id != .max && reserved == 0 && ledger != 0 && code != 0
            && AccountFlags.known.isSuperset(of: flags.subtracting(.extended))
            && timestamp <= Books.timestampMax
            && !debitsPending.addingReportingOverflow(debitsPosted).overflow
            && !creditsPending.addingReportingOverflow(creditsPosted).overflow
    }
}

extension Transfer {
    /// Whether a stored transfer can look so, by itself.
    var isWellFormed: Bool {
        let isLasting = timestamp <= Books.timestampMax
        let isTimed =
            UInt64(timeout) * 1_000_000_000 <= Books.timestampMax
            - min(
                timestamp, Books.timestampMax)
        return id != 0 && id != .max && isLasting && isTimed
            && TransferFlags.known.isSuperset(of: flags.subtracting(.extended))
            && !flags.isSuperset(of: .resolving)
            && !(flags.contains(.pending) && flags.overlaps(.resolving))
    }
}

extension ByteReader {
    /// Reads how many records follow, each at least `width` bytes, before anything is allocated.
    mutating func readCount(limit: Int, width: Int) throws(ByteError) -> Int {
        let start = offset
        let count = try read(UInt64.self)
        guard count <= UInt64(limit), count <= UInt64(remaining / width) else {
            throw .tooLong(
                offset: start, length: Int(clamping: count), limit: min(limit, remaining / width))
        }
        return Int(count)
    }

    mutating func readRecord<Record: BitwiseCopyable>(
        _: Record.Type
    ) throws(ByteError) -> Record {
        let bytes = try read(count: MemoryLayout<Record>.stride)
        return bytes.withUnsafeBytes { $0.loadUnaligned(as: Record.self) }
    }
}
