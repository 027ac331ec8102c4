package import Bytes

extension Books {
    private static var wholeVersion: UInt32 { 1 }
    private static var openVersion: UInt32 { 2 }

    /// Writes the state: records as they lie in memory, little-endian.
    ///
    /// Where no transfer has left memory, all are in it, 128 bytes each; index, chains and pending
    /// records are left out, as reading rebuilds them. Where some have left, none are in it: whoever
    /// keeps them has the others by now as well (`Books+OpenSnapshot.swift`).
    package func writeSnapshot(to writer: inout ByteWriter) {
        guard firstResident == 0 else {
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
        writer.write(writeCreditLines())
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
        try books.readCreditLines(&reader)
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

    func readCreditLines(_ reader: inout ByteReader) throws(ByteError) {
        let count = try reader.readCount(limit: accounts.count, width: 24)
        for _ in 0..<count {
            let start = reader.offset
            let ordinal = try reader.read(UInt64.self)
            guard ordinal < UInt64(accounts.count) else {
                throw .unexpectedValue(offset: start, value: ordinal)
            }
            accountLinks[Int(ordinal)].pointee.creditLine = try reader.read(UInt128.self)
        }
    }
}

extension Account {
    /// Whether a stored account can look so.
    fileprivate var isWellFormed: Bool {
        id != 0 && id != .max && reserved == 0 && ledger != 0 && code != 0
            && AccountFlags.known.isSuperset(of: flags) && timestamp <= Books.timestampMax
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
        return id != 0 && id != .max && TransferFlags.known.isSuperset(of: flags) && isLasting
            && isTimed && !flags.isSuperset(of: .resolving)
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
