extension Books {
    /// Undoes the newest transfers of a broken chain, newest first, until `mark` are left.
    ///
    /// What a transfer did follows from its record, so nothing is logged beforehand.
    func undoTransfers(downTo mark: Int) {
        while transfers.count > mark { undoNewestTransfer() }
    }

    private func undoNewestTransfer() {
        let ordinal = transfers.count - 1
        let transfer = transfers[ordinal].pointee
        let debit = accountPosition(transfer.debitAccountID)
        let credit = accountPosition(transfer.creditAccountID)
        let links = transferLinks[ordinal].pointee
        if transfer.flags.contains(.pending) {
            expiryQueue.remove(links.pending)
            release(transfer, debit: debit, credit: credit)
            pendings.removeLast()
        } else if transfer.flags.overlaps(.resolving) {
            unsettle(transfer, pending: links.pending, debit: debit, credit: credit)
        } else {
            accounts[debit].pointee.debitsPosted -= transfer.amount
            accounts[credit].pointee.creditsPosted -= transfer.amount
        }
        if transfer.flags.contains(.extended) { removeNewestExtension() }
        accountLinks[debit].pointee.newestTransfer = links.previousOfDebit
        accountLinks[credit].pointee.newestTransfer = links.previousOfCredit
        let hash = transferIndex.hash(transfer.id)
        transferIndex.removeNewest(hash, position: UInt32(ordinal))
        transfers.removeLast()
        transferLinks.removeLast()
    }

    private func unsettle(_ transfer: Transfer, pending: UInt32, debit: UInt32, credit: UInt32) {
        let record = pendings[pending]
        let held = known(record.pointee.transfer)
        if transfer.flags.contains(.postPendingTransfer) {
            accounts[debit].pointee.debitsPosted -= transfer.amount
            accounts[credit].pointee.creditsPosted -= transfer.amount
        }
        accounts[debit].pointee.debitsPending += held.amount
        accounts[credit].pointee.creditsPending += held.amount
        if held.flags.contains(.closingDebit) { accounts[debit].pointee.flags.insert(.closed) }
        if held.flags.contains(.closingCredit) { accounts[credit].pointee.flags.insert(.closed) }
        record.pointee.stage = .pending
        record.pointee.resolution = IdentifierIndex.none
        if let expiresAt = held.expiresAt { expiryQueue.insert(pending, expiresAt: expiresAt) }
    }
}
