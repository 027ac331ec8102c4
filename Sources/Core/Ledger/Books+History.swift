extension Books {
    /// The stored transfer.
    package func transfer(id: UInt128) -> Transfer? {
        let position = transferPosition(id)
        return position == IdentifierIndex.none ? nil : transfers[position].pointee
    }

    /// The transfer's place in the order of creation and of timestamps, from 0; it never changes.
    package func transferOrdinal(id: UInt128) -> Int? {
        let position = transferPosition(id)
        return position == IdentifierIndex.none ? nil : Int(position)
    }

    /// The stored transfer by its ordinal, which must be below ``transferCount``.
    package func transfer(at ordinal: Int) -> Transfer {
        precondition(ordinal >= 0 && ordinal < transfers.count, "There is no such transfer.")
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

    /// The ordinal of the first transfer after an instant, or ``transferCount`` where none is.
    ///
    /// Takes the logarithm of their count.
    package func firstTransfer(after timestamp: UInt64) -> Int {
        var low = 0
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
        let ordinal = firstTransfer(after: timestamp)
        return ordinal > 0 && transfers[ordinal - 1].pointee.timestamp == timestamp
    }

    /// Hands out an account's transfers on either side, newest first, until `body` returns false.
    ///
    /// `through` leaves out what came after an instant. Takes time by the transfers of the account
    /// that are newer than the last one handed out.
    package func forEachTransfer(
        ofAccount ordinal: Int, through timestamp: UInt64 = .max, _ body: (Transfer) -> Bool
    ) {
        precondition(ordinal >= 0 && ordinal < accounts.count, "There is no such account.")
        let id = accounts[ordinal].pointee.id
        var next = accountLinks[ordinal].pointee.newestTransfer
        while next != IdentifierIndex.none {
            let transfer = transfers[next]
            let links = transferLinks[next]
            if transfer.pointee.timestamp <= timestamp, !body(transfer.pointee) { return }
            next =
                transfer.pointee.debitAccountID == id
                ? links.pointee.previousOfDebit : links.pointee.previousOfCredit
        }
    }

    /// The exact balance as of any instant, what happened at the instant included; `nil` for an
    /// unknown id.
    ///
    /// Before the account was made it is zero.
    ///
    /// Walks back from now: takes time by the account's transfers and expiries after the instant.
    package func balance(ofAccount id: UInt128, at timestamp: UInt64) -> Balance? {
        let position = accountPosition(id)
        guard position != IdentifierIndex.none else { return nil }
        var balance = accounts[position].pointee.balance
        var next = accountLinks[position].pointee.newestTransfer
        while next != IdentifierIndex.none, transfers[next].pointee.timestamp > timestamp {
            let isDebit = transfers[next].pointee.debitAccountID == id
            takeBack(next, isDebit: isDebit, from: &balance)
            let links = transferLinks[next].pointee
            next = isDebit ? links.previousOfDebit : links.previousOfCredit
        }
        next = accountLinks[position].pointee.newestExpiry
        while next != IdentifierIndex.none, expiries[next].pointee.releasedAt > timestamp {
            let expiry = expiries[next].pointee
            let held = transfers[pendings[expiry.pending].pointee.transfer].pointee
            let isDebit = held.debitAccountID == id
            balance.add(pending: held.amount, isDebit: isDebit)
            next = isDebit ? expiry.previousOfDebit : expiry.previousOfCredit
        }
        return balance
    }

    private func takeBack(_ ordinal: UInt32, isDebit: Bool, from balance: inout Balance) {
        let transfer = transfers[ordinal].pointee
        if transfer.flags.contains(.pending) {
            balance.subtract(pending: transfer.amount, isDebit: isDebit)
            return
        }
        if transfer.flags.overlaps(.resolving) {
            let pending = transferLinks[ordinal].pointee.pending
            let held = transfers[pendings[pending].pointee.transfer].pointee
            balance.add(pending: held.amount, isDebit: isDebit)
        }
        if !transfer.flags.contains(.voidPendingTransfer) {
            balance.subtract(posted: transfer.amount, isDebit: isDebit)
        }
    }
}
