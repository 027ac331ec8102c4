extension Books {
    /// Why an event whose id is stored already is refused: it is the same, or what differs first.
    @inline(never)
    func compare(
        _ event: Transfer, _ more: TransferExtension? = nil, with position: UInt32
    ) -> TransferStatus {
        let old = transferExtension(at: position)
        let status = compare(event, of: more, with: position)
        guard status == .exists else { return status }
        return old == more ? .exists : .existsWithDifferentExtension
    }

    private func compare(
        _ event: Transfer, of more: TransferExtension?, with position: UInt32
    ) -> TransferStatus {
        var old = known(position)
        old.flags.remove(.extended)
        if event.flags != old.flags { return .existsWithDifferentFlags }
        if event.pendingID != old.pendingID { return .existsWithDifferentPendingID }
        if event.timeout != old.timeout { return .existsWithDifferentTimeout }
        guard event.flags.overlaps(.resolving) else {
            // A revert leaves to its original what it does not say.
            let isRevert = more?.linkKind == .reverts
            let meant = isRevert ? Self.filled(event, from: old) : event
            return Self.compare(meant, with: old)
        }
        let pending = knownLinks(position).pending
        let held = known(pendings[pending].pointee.transfer)
        return Self.compare(event, with: old, held: held)
    }

    private static func filled(_ event: Transfer, from old: Transfer) -> Transfer {
        var full = event
        if event.debitAccountID == 0 { full.debitAccountID = old.debitAccountID }
        if event.creditAccountID == 0 { full.creditAccountID = old.creditAccountID }
        if event.amount == 0 { full.amount = old.amount }
        if event.ledger == 0 { full.ledger = old.ledger }
        if event.code == 0 { full.code = old.code }
        return full
    }

    private static func compare(_ event: Transfer, with old: Transfer) -> TransferStatus {
        if event.debitAccountID != old.debitAccountID {
            return .existsWithDifferentDebitAccountID
        }
        if event.creditAccountID != old.creditAccountID {
            return .existsWithDifferentCreditAccountID
        }
        // A balancing event names an upper bound; what moved is at or below it.
        let isBalancing = event.flags.overlaps(.balancing)
        if isBalancing ? event.amount < old.amount : event.amount != old.amount {
            return .existsWithDifferentAmount
        }
        if event.userData128 != old.userData128 { return .existsWithDifferentUserData128 }
        if event.userData64 != old.userData64 { return .existsWithDifferentUserData64 }
        if event.userData32 != old.userData32 { return .existsWithDifferentUserData32 }
        if event.ledger != old.ledger { return .existsWithDifferentLedger }
        return event.code == old.code ? .exists : .existsWithDifferentCode
    }

    /// A resolution's zero fields stand for the pending transfer's values.
    private static func compare(
        _ event: Transfer, with old: Transfer, held: Transfer
    ) -> TransferStatus {
        if event.debitAccountID != 0, event.debitAccountID != old.debitAccountID {
            return .existsWithDifferentDebitAccountID
        }
        if event.creditAccountID != 0, event.creditAccountID != old.creditAccountID {
            return .existsWithDifferentCreditAccountID
        }
        if amount(of: event, held: held) != old.amount { return .existsWithDifferentAmount }
        let wide = event.userData128 == 0 ? held.userData128 : event.userData128
        if wide != old.userData128 { return .existsWithDifferentUserData128 }
        let middle = event.userData64 == 0 ? held.userData64 : event.userData64
        if middle != old.userData64 { return .existsWithDifferentUserData64 }
        let narrow = event.userData32 == 0 ? held.userData32 : event.userData32
        if narrow != old.userData32 { return .existsWithDifferentUserData32 }
        if event.ledger != 0, event.ledger != old.ledger { return .existsWithDifferentLedger }
        return event.code == 0 || event.code == old.code ? .exists : .existsWithDifferentCode
    }
}
