extension Books {
    /// The stored transfer, where it is in memory or recalled.
    package func transfer(id: UInt128) -> Transfer? {
        let position = transferPosition(id)
        return position == IdentifierIndex.none ? nil : known(position)
    }

    /// The transfer's place in the order of creation and of timestamps, from 0; it never changes.
    package func transferOrdinal(id: UInt128) -> Int? {
        let position = transferPosition(id)
        return position == IdentifierIndex.none ? nil : Int(position)
    }

    /// The stored transfer by its ordinal, from ``firstResident`` to below ``transferCount``.
    package func transfer(at ordinal: Int) -> Transfer {
        precondition(
            ordinal >= firstResident && ordinal < transfers.count, "There is no such transfer.")
        return transfers[ordinal].pointee
    }

    /// The first refusal of an id that never succeeds again, and the event's timestamp.
    package func burned(id: UInt128) -> (status: TransferStatus, timestamp: UInt64)? {
        let position = transferIndex.seat(transferIndex.hash(id)) { transferID(at: $0) == id }
            .position
        guard position != IdentifierIndex.none, position & Self.burnedBit != 0 else { return nil }
        let record = burned[position & ~Self.burnedBit].pointee
        return (TransferStatus(rawValue: record.status), record.timestamp)
    }

    /// The ordinal of the first transfer after an instant, or ``transferCount`` where none is; `nil`
    /// where it has left memory.
    ///
    /// Takes the logarithm of their count.
    package func firstTransfer(after timestamp: UInt64) -> Int? {
        guard timestamp >= lastEvictedTimestamp else { return nil }
        var low = firstResident
        var high = transfers.count
        while low < high {
            let middle = (low + high) / 2
            if transfers[middle].pointee.timestamp <= timestamp {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    func hasTransfer(at timestamp: UInt64) -> Bool {
        guard timestamp > lastEvictedTimestamp, let ordinal = firstTransfer(after: timestamp) else {
            return firstResident > 0 && isTaken(timestamp)
        }
        return ordinal > firstResident && transfers[ordinal - 1].pointee.timestamp == timestamp
    }

    private func isTaken(_ timestamp: UInt64) -> Bool {
        var low = 0
        var high = takenTimestamps.count
        while low < high {
            let middle = (low + high) / 2
            if takenTimestamps[middle] < timestamp { low = middle + 1 } else { high = middle }
        }
        return low < takenTimestamps.count && takenTimestamps[low] == timestamp
    }

    /// Hands out an account's transfers on either side, newest first, until `body` returns false.
    ///
    /// `through` leaves out what came after an instant. Takes time by the transfers of the account
    /// that are newer than the last one handed out.
    ///
    /// - Returns: the ordinal with which it goes on where the next one has left memory; `nil` where
    ///   that was all, or `body` had enough.
    @discardableResult
    package func forEachTransfer(
        ofAccount ordinal: Int, through timestamp: UInt64 = .max, _ body: (Transfer) -> Bool
    ) -> UInt32? {
        precondition(ordinal >= 0 && ordinal < accounts.count, "There is no such account.")
        let id = accounts[ordinal].pointee.id
        var next = accountLinks[ordinal].pointee.newestTransfer
        while next != IdentifierIndex.none {
            guard Int(next) >= firstResident else { return next }
            let transfer = transfers[next]
            let links = transferLinks[next]
            if transfer.pointee.timestamp <= timestamp, !body(transfer.pointee) { return nil }
            next =
                transfer.pointee.debitAccountID == id
                ? links.pointee.previousOfDebit : links.pointee.previousOfCredit
        }
        return nil
    }

    /// The exact balance as of any instant, what happened at the instant included; `nil` for an
    /// unknown id.
    ///
    /// Before the account was made it is zero.
    ///
    /// Walks back from now: takes time by the account's transfers and expiries after the instant.
    ///
    package func balance(ofAccount id: UInt128, at timestamp: UInt64) -> Balance? {
        balance(ofAccount: id, at: timestamp) { _ in
            preconditionFailure("Where transfers leave memory, somebody keeps them.")
        }
    }

    /// The same where transfers have left memory.
    ///
    /// - Parameter older: gives a transfer that has left memory, by its ordinal; what it throws ends
    ///   the walk.
    package func balance<Failure: Error>(
        ofAccount id: UInt128, at timestamp: UInt64,
        older: (UInt32) throws(Failure) -> OldTransfer
    ) throws(Failure) -> Balance? {
        let position = accountPosition(id)
        guard position != IdentifierIndex.none else { return nil }
        var balance = accounts[position].pointee.balance
        var next = accountLinks[position].pointee.newestTransfer
        while next != IdentifierIndex.none {
            let transfer = try entry(next, older)
            guard transfer.transfer.timestamp > timestamp else { break }
            let isDebit = transfer.transfer.debitAccountID == id
            try takeBack(transfer, isDebit: isDebit, from: &balance, older)
            next =
                isDebit ? transfer.links.previousOfDebit : transfer.links.previousOfCredit
        }
        next = accountLinks[position].pointee.newestExpiry
        while next != IdentifierIndex.none, expiries[next].pointee.releasedAt > timestamp {
            let expiry = expiries[next].pointee
            let held = try entry(pendings[expiry.pending].pointee.transfer, older).transfer
            let isDebit = held.debitAccountID == id
            balance.add(pending: held.amount, isDebit: isDebit)
            next = isDebit ? expiry.previousOfDebit : expiry.previousOfCredit
        }
        return balance
    }

    private func entry<Failure: Error>(
        _ ordinal: UInt32, _ older: (UInt32) throws(Failure) -> OldTransfer
    ) throws(Failure) -> OldTransfer {
        guard Int(ordinal) >= firstResident else { return try older(ordinal) }
        return OldTransfer(
            ordinal: ordinal, transfers[ordinal].pointee, transferLinks[ordinal].pointee)
    }

    private func takeBack<Failure: Error>(
        _ old: OldTransfer, isDebit: Bool, from balance: inout Balance,
        _ older: (UInt32) throws(Failure) -> OldTransfer
    ) throws(Failure) {
        let transfer = old.transfer
        if transfer.flags.contains(.pending) {
            balance.subtract(pending: transfer.amount, isDebit: isDebit)
            return
        }
        if transfer.flags.overlaps(.resolving) {
            let held = try entry(pendings[old.links.pending].pointee.transfer, older).transfer
            balance.add(pending: held.amount, isDebit: isDebit)
        }
        if !transfer.flags.contains(.voidPendingTransfer) {
            balance.subtract(posted: transfer.amount, isDebit: isDebit)
        }
    }
}
