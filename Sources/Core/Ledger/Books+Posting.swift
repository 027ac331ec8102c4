extension Books {
    /// Decides a transfer that is no resolution, pending or not, and stores it.
    @inline(__always)
    func post(_ entry: NewTransfer, debit: UInt32, credit: UInt32) -> TransferStatus {
        let event = entry.event
        let refusal = Self.content(of: event)
        guard refusal == .undecided else { return refusal }
        if debit == IdentifierIndex.none { return .debitAccountNotFound }
        if credit == IdentifierIndex.none { return .creditAccountNotFound }
        let from = accounts[debit]
        let to = accounts[credit]
        if from.pointee.ledger != to.pointee.ledger { return .accountsMustHaveTheSameLedger }
        if event.pointee.ledger != from.pointee.ledger {
            return .transferMustHaveTheSameLedgerAsAccounts
        }
        var timestamp = entry.timestamp
        if event.pointee.flags.contains(.imported) {
            let refusal = importing(event.pointee, from: from.pointee, to: to.pointee)
            guard refusal == .undecided else { return refusal }
            timestamp = event.pointee.timestamp
        }
        if from.pointee.flags.contains(.closed) { return .debitAccountAlreadyClosed }
        if to.pointee.flags.contains(.closed) { return .creditAccountAlreadyClosed }
        let isExtended = Self.isExtended(from, or: to)
        if isExtended {
            let refusal = blocked(debit: debit, credit: credit)
            guard refusal == .undecided else { return refusal }
        }
        let amount = Self.amount(of: event, from: from, to: to)
        let excess = limits(
            entry, amount: amount, debit: debit, credit: credit, isExtended: isExtended)
        guard excess == .undecided else { return excess }
        let stored = store(entry, debit: debit, credit: credit)
        stored.pointee.amount = amount
        stored.pointee.timestamp = timestamp
        if event.pointee.flags.contains(.pending) {
            hold(stored, from: from, to: to)
        } else {
            from.pointee.debitsPosted += amount
            to.pointee.creditsPosted += amount
        }
        return .created
    }

    @inline(__always)
    private static func isExtended(
        _ one: UnsafeMutablePointer<Account>, or other: UnsafeMutablePointer<Account>
    ) -> Bool {
        let flags = one.pointee.flags.rawValue | other.pointee.flags.rawValue
        return flags & AccountFlags.extended.rawValue != 0
    }

    /// What is wrong with the event by itself.
    @inline(__always)
    static func content(of event: UnsafePointer<Transfer>) -> TransferStatus {
        let debit = event.pointee.debitAccountID
        let credit = event.pointee.creditAccountID
        if debit == 0 { return .debitAccountIDMustNotBeZero }
        if debit == .max { return .debitAccountIDMustNotBeIntMax }
        if credit == 0 { return .creditAccountIDMustNotBeZero }
        if credit == .max { return .creditAccountIDMustNotBeIntMax }
        if debit == credit { return .accountsMustBeDifferent }
        if event.pointee.pendingID != 0 { return .pendingIDMustBeZero }
        let flags = event.pointee.flags
        if !flags.contains(.pending) {
            if event.pointee.timeout != 0 { return .timeoutReservedForPendingTransfer }
            if flags.overlaps(.closing) { return .closingTransferMustBePending }
        }
        if event.pointee.ledger == 0 { return .ledgerMustNotBeZero }
        return event.pointee.code == 0 ? .codeMustNotBeZero : .undecided
    }

    /// Imported transfers come in the order of their timestamps, which no account may have either.
    @inline(never)
    private func importing(
        _ event: Transfer, from: Account, to: Account
    ) -> TransferStatus {
        if regresses(event) { return .importedEventTimestampMustNotRegress }
        if event.timestamp <= from.timestamp {
            return .importedEventTimestampMustPostdateDebitAccount
        }
        if event.timestamp <= to.timestamp {
            return .importedEventTimestampMustPostdateCreditAccount
        }
        return event.timeout == 0 ? .undecided : .importedEventTimeoutMustBeZero
    }

    func regresses(_ event: Transfer) -> Bool {
        if transfers.count > 0, event.timestamp <= newestTimestamp { return true }
        return hasAccount(at: event.timestamp)
    }

    /// The amount that really moves: a balancing transfer takes what the other side's posted balance
    /// leaves, and never draws on a credit line.
    @inline(__always)
    private static func amount(
        of event: UnsafePointer<Transfer>,
        from: UnsafeMutablePointer<Account>,
        to: UnsafeMutablePointer<Account>
    ) -> UInt128 {
        var amount = event.pointee.amount
        guard event.pointee.flags.overlaps(.balancing) else { return amount }
        if event.pointee.flags.contains(.balancingDebit) {
            let used = from.pointee.debitsPosted + from.pointee.debitsPending
            let funds = from.pointee.creditsPosted
            amount = min(amount, funds > used ? funds - used : 0)
        }
        if event.pointee.flags.contains(.balancingCredit) {
            let used = to.pointee.creditsPosted + to.pointee.creditsPending
            let owed = to.pointee.debitsPosted
            amount = min(amount, owed > used ? owed - used : 0)
        }
        return amount
    }

    /// Whether the amount would overflow a balance or go beyond what an account allows.
    @inline(__always)
    private func limits(
        _ entry: NewTransfer, amount: UInt128, debit: UInt32, credit: UInt32, isExtended: Bool
    ) -> TransferStatus {
        let from = accounts[debit]
        let to = accounts[credit]
        let debits = from.pointee.debitsPending + from.pointee.debitsPosted
        let credits = to.pointee.creditsPending + to.pointee.creditsPosted
        // No partial sum is above these two, so the six questions are asked only where one overflows.
        let (debitsAfter, debitsOverflow) = debits.addingReportingOverflow(amount)
        let (creditsAfter, creditsOverflow) = credits.addingReportingOverflow(amount)
        if debitsOverflow || creditsOverflow {
            return Self.overflow(
                entry.event.pointee.flags, amount, from: from.pointee, to: to.pointee)
        }
        if entry.event.pointee.timeout != 0 {
            let nanoseconds = UInt64(entry.event.pointee.timeout) * 1_000_000_000
            if nanoseconds > Self.timestampMax - entry.timestamp { return .overflowsTimeout }
        }
        if from.pointee.flags.contains(.debitsMustNotExceedCredits) {
            let (funds, isUnbounded) = from.pointee.creditsPosted.addingReportingOverflow(
                isExtended ? accountExtension(at: debit).creditLine : 0)
            if !isUnbounded, debitsAfter > funds { return .exceedsCredits }
        }
        if isExtended, isBelowMinimum(debit, debits: debitsAfter) { return .belowMinimum }
        if to.pointee.flags.contains(.creditsMustNotExceedDebits) {
            if creditsAfter > to.pointee.debitsPosted { return .exceedsDebits }
        }
        if isExtended, isAboveMaximum(credit, credits: creditsAfter) { return .aboveMaximum }
        return .undecided
    }

    /// Which of the sums overflows first.
    @inline(never)
    private static func overflow(
        _ flags: TransferFlags, _ amount: UInt128, from: Account, to: Account
    ) -> TransferStatus {
        func overflows(_ balance: UInt128) -> Bool {
            balance.addingReportingOverflow(amount).overflow
        }
        if flags.contains(.pending) {
            if overflows(from.debitsPending) { return .overflowsDebitsPending }
            if overflows(to.creditsPending) { return .overflowsCreditsPending }
        }
        if overflows(from.debitsPosted) { return .overflowsDebitsPosted }
        if overflows(to.creditsPosted) { return .overflowsCreditsPosted }
        if overflows(from.debitsPending + from.debitsPosted) { return .overflowsDebits }
        return .overflowsCredits
    }

    /// Appends the event as it is, and links it into both accounts' chains and the index.
    @inline(__always)
    func store(
        _ entry: NewTransfer, debit: UInt32, credit: UInt32
    ) -> UnsafeMutablePointer<Transfer> {
        let ordinal = UInt32(transfers.count)
        transferIndex.fill(entry.seat, hash: entry.hash, position: ordinal)
        let place = transfers.append(entry.event.pointee)
        link(ordinal, debit: debit, credit: credit)
        return place
    }

    @inline(__always)
    func link(_ ordinal: UInt32, debit: UInt32, credit: UInt32) {
        let from = accountLinks[debit]
        let to = accountLinks[credit]
        transferLinks.append(
            TransferLinks(
                previousOfDebit: from.pointee.newestTransfer,
                previousOfCredit: to.pointee.newestTransfer))
        from.pointee.newestTransfer = ordinal
        to.pointee.newestTransfer = ordinal
    }

    /// The last stored transfer's effect where it is a pending one.
    @inline(never)
    private func hold(
        _ transfer: UnsafeMutablePointer<Transfer>,
        from: UnsafeMutablePointer<Account>,
        to: UnsafeMutablePointer<Account>
    ) {
        from.pointee.debitsPending += transfer.pointee.amount
        to.pointee.creditsPending += transfer.pointee.amount
        if transfer.pointee.flags.contains(.closingDebit) { from.pointee.flags.insert(.closed) }
        if transfer.pointee.flags.contains(.closingCredit) { to.pointee.flags.insert(.closed) }
        addPending(transfers.count - 1)
    }

    func addPending(_ ordinal: Int) {
        let pending = UInt32(pendings.count)
        pendings.append(PendingRecord(transfer: UInt32(ordinal)))
        transferLinks[ordinal].pointee.pending = pending
        if let expiresAt = transfers[ordinal].pointee.expiresAt {
            expiryQueue.insert(pending, expiresAt: expiresAt)
        }
    }
}
