extension Books {
    /// The instant at which the next pending transfer is due, in nanoseconds; `nil` where none is.
    package var nextExpiry: UInt64? { expiryQueue.first?.expiresAt }

    /// Releases pending transfers due at or before `timestamp`, and returns how many.
    ///
    /// They are released by the instant at which they were due, then by creation. At most `limit`
    /// are, so that a caller can bound the work of one step. The balances change at `timestamp`,
    /// which must not be before that of an earlier call; it takes up no timestamp of an event.
    @discardableResult
    package func expire(at timestamp: UInt64, limit: Int = .max) -> Int {
        precondition(timestamp <= Self.timestampMax, "A timestamp has 63 bits.")
        var count = 0
        while count < limit, let first = expiryQueue.first, first.expiresAt <= timestamp {
            let held = known(pendings[first.pending].pointee.transfer)
            let debit = accountPosition(held.debitAccountID)
            let credit = accountPosition(held.creditAccountID)
            addExpiry(of: first.pending, at: timestamp, debit: debit, credit: credit)
            release(held, debit: debit, credit: credit)
            count += 1
        }
        return count
    }

    /// Notes that a pending transfer ran out; no balance changes.
    func addExpiry(of pending: UInt32, at timestamp: UInt64, debit: UInt32, credit: UInt32) {
        let last = expiries.count == 0 ? 0 : expiries[expiries.count - 1].pointee.releasedAt
        precondition(timestamp >= last, "Time does not go back.")
        let ordinal = expiries.count
        expiries.append(
            ExpiryRecord(
                pending: pending,
                previousOfDebit: accountLinks[debit].pointee.newestExpiry,
                previousOfCredit: accountLinks[credit].pointee.newestExpiry,
                releasedAt: timestamp))
        accountLinks[debit].pointee.newestExpiry = UInt32(ordinal)
        accountLinks[credit].pointee.newestExpiry = UInt32(ordinal)
        conclude(pending, .expired, by: ordinal)
    }

    /// What became of a pending transfer; `nil` where the id is unknown or not a pending one's.
    ///
    /// Of one that has left memory it is told only while it is recalled, and what posted it as well.
    package func pendingState(of id: UInt128) -> PendingState? {
        let position = transferPosition(id)
        guard position != IdentifierIndex.none,
            known(position).flags.contains(.pending)
        else { return nil }
        let record = pendings[knownLinks(position).pending].pointee
        switch record.stage {
        case .pending: return .pending
        case .posted: return .posted(amount: known(record.resolution).amount)
        case .voided: return .voided
        case .expired: return .expired
        }
    }
}
