extension Books {
    /// Decides a transfer that posts or voids a pending one, and stores it.
    @inline(never)
    func resolve(_ entry: NewTransfer) -> TransferStatus {
        let event = entry.event.pointee
        let refusal = Self.resolution(event)
        guard refusal == .undecided else { return refusal }
        let position = transferPosition(event.pendingID)
        guard position != IdentifierIndex.none else { return .pendingTransferNotFound }
        let held = known(position)
        let mismatch = Self.compare(event, toHeld: held)
        guard mismatch == .undecided else { return mismatch }
        let pending = knownLinks(position).pending
        let late = lateness(of: event, pending: pending, held: held, at: entry.timestamp)
        guard late == .undecided else { return late }
        let debit = accountPosition(held.debitAccountID)
        let credit = accountPosition(held.creditAccountID)
        if event.flags.contains(.imported), regresses(event) {
            return .importedEventTimestampMustNotRegress
        }
        // The only movement in a closed account is the end of what closed it, or of another hold.
        if !event.flags.contains(.voidPendingTransfer) {
            if accounts[debit].pointee.flags.contains(.closed) { return .debitAccountAlreadyClosed }
            if accounts[credit].pointee.flags.contains(.closed) {
                return .creditAccountAlreadyClosed
            }
            let refusal = blocked(debit: debit, credit: credit)
            guard refusal == .undecided else { return refusal }
        }
        let stored = store(entry, debit: debit, credit: credit)
        stored.pointee = Self.resolved(event, held: held, at: entry.timestamp)
        transferLinks[transfers.count - 1].pointee.pending = pending
        settle(pending, by: transfers.count - 1, debit: debit, credit: credit)
        return .created
    }

    /// What is wrong with the event by itself.
    static func resolution(_ event: Transfer) -> TransferStatus {
        let others: TransferFlags = [
            .pending, .balancingDebit, .balancingCredit, .closingDebit, .closingCredit,
        ]
        if event.flags.isSuperset(of: .resolving) || event.flags.overlaps(others) {
            return .flagsAreMutuallyExclusive
        }
        if event.pendingID == 0 { return .pendingIDMustNotBeZero }
        if event.pendingID == .max { return .pendingIDMustNotBeIntMax }
        if event.pendingID == event.id { return .pendingIDMustBeDifferent }
        return event.timeout == 0 ? .undecided : .timeoutReservedForPendingTransfer
    }

    /// Whether the event says something else than the pending transfer.
    ///
    /// Zero says nothing.
    private static func compare(_ event: Transfer, toHeld held: Transfer) -> TransferStatus {
        if !held.flags.contains(.pending) { return .pendingTransferNotPending }
        if event.debitAccountID != 0, event.debitAccountID != held.debitAccountID {
            return .pendingTransferHasDifferentDebitAccountID
        }
        if event.creditAccountID != 0, event.creditAccountID != held.creditAccountID {
            return .pendingTransferHasDifferentCreditAccountID
        }
        if event.ledger != 0, event.ledger != held.ledger {
            return .pendingTransferHasDifferentLedger
        }
        if event.code != 0, event.code != held.code { return .pendingTransferHasDifferentCode }
        let amount = amount(of: event, held: held)
        if amount > held.amount { return .exceedsPendingTransferAmount }
        if event.flags.contains(.voidPendingTransfer), amount < held.amount {
            return .pendingTransferHasDifferentAmount
        }
        return .undecided
    }

    /// Posting takes 2^128 − 1 for all, voiding takes 0 for all.
    static func amount(of event: Transfer, held: Transfer) -> UInt128 {
        let all: UInt128 = event.flags.contains(.voidPendingTransfer) ? 0 : .max
        return event.amount == all ? held.amount : event.amount
    }

    /// Whether the pending transfer is resolved already, or due.
    private func lateness(
        of event: Transfer, pending: UInt32, held: Transfer, at timestamp: UInt64
    ) -> TransferStatus {
        switch pendings[pending].pointee.stage {
        case .posted: return .pendingTransferAlreadyPosted
        case .voided: return .pendingTransferAlreadyVoided
        case .expired: return .pendingTransferExpired
        case .pending: break
        }
        guard let expiresAt = held.expiresAt, expiresAt <= timestamp else { return .undecided }
        return .pendingTransferExpired
    }

    private static func resolved(
        _ event: Transfer, held: Transfer, at timestamp: UInt64
    ) -> Transfer {
        Transfer(
            id: event.id,
            debitAccountID: held.debitAccountID,
            creditAccountID: held.creditAccountID,
            amount: amount(of: event, held: held),
            pendingID: event.pendingID,
            userData128: event.userData128 == 0 ? held.userData128 : event.userData128,
            userData64: event.userData64 == 0 ? held.userData64 : event.userData64,
            userData32: event.userData32 == 0 ? held.userData32 : event.userData32,
            ledger: held.ledger,
            code: held.code,
            flags: event.flags,
            timestamp: event.flags.contains(.imported) ? event.timestamp : timestamp)
    }

    /// The effect of a stored resolution on its pending transfer and both accounts.
    private func settle(_ pending: UInt32, by ordinal: Int, debit: UInt32, credit: UInt32) {
        let transfer = transfers[ordinal].pointee
        let isPost = transfer.flags.contains(.postPendingTransfer)
        conclude(pending, isPost ? .posted : .voided, by: ordinal)
        let held = known(pendings[pending].pointee.transfer)
        release(held, debit: debit, credit: credit)
        if isPost {
            accounts[debit].pointee.debitsPosted += transfer.amount
            accounts[credit].pointee.creditsPosted += transfer.amount
        }
    }

    /// Notes how a pending transfer ended; no balance changes.
    func conclude(_ pending: UInt32, _ stage: PendingRecord.Stage, by ordinal: Int) {
        pendings[pending].pointee.stage = stage
        pendings[pending].pointee.resolution = UInt32(ordinal)
        expiryQueue.remove(pending)
    }

    /// Gives back what a pending transfer holds, and opens what it closed.
    ///
    /// A closing transfer is never posted, since its account is closed.
    func release(_ held: Transfer, debit: UInt32, credit: UInt32) {
        accounts[debit].pointee.debitsPending -= held.amount
        accounts[credit].pointee.creditsPending -= held.amount
        if held.flags.contains(.closingDebit) { accounts[debit].pointee.flags.remove(.closed) }
        if held.flags.contains(.closingCredit) { accounts[credit].pointee.flags.remove(.closed) }
    }

    /// The ordinal of a stored transfer, in memory or recalled; a burned id has none.
    func transferPosition(_ id: UInt128) -> UInt32 {
        let position = transferIndex.seat(transferIndex.hash(id)) { transferID(at: $0) == id }
            .position
        if position == IdentifierIndex.none { return recalledPosition(id) }
        return position & Self.burnedBit == 0 ? position : IdentifierIndex.none
    }
}
