import Bytes
import Ledger
import Vocabulary

/// What the clearing has settled and nothing of ours explains (rows Z1–Z4).
extension Bank {
    /// Books follow the clearing: its entry is posted against `suspense`, once.
    ///
    /// - Parameters:
    ///   - isCredit: the clearing's credit, our debit on `settlement`.
    ///   - id: the transfer's, where the same entry can come twice.
    /// - Returns: nil where it stands there already, or is of nothing.
    func suspend(
        _ amount: UInt128, isCredit: Bool, _ id: UInt128? = nil, _ scheme: Scheme, valueDay: Int32
    ) -> OpenAmount? {
        let currency = scheme.currency.number
        let id = id ?? nextMessageID()
        guard amount > 0, transfer(id: id) == nil else { return nil }
        openOwn(.suspense, currency)
        let settlement = own(.settlement, currency, scheme: scheme.key)
        let suspense = own(.suspense, currency)
        mustPost(
            .unexplained, id: id, debit: isCredit ? settlement : suspense,
            credit: isCredit ? suspense : settlement, amount: amount, currency: currency,
            payment: id, valueDay: valueDay)
        return owe(Int128(clamping: amount) * (isCredit ? 1 : -1), id, currency)
    }

    /// Lists what stands on `suspense`; credits positive.
    func owe(_ amount: Int128, _ id: UInt128, _ currency: UInt16) -> OpenAmount {
        let open = OpenAmount(id, on: .suspense, currency: currency, amount: amount)
        openAmounts.append(open)
        return open
    }

    /// The id under which an entry that names a payment of ours is suspended, so that it is once;
    /// nil where no payment of ours ever held money under it.
    func suspenseID(of payment: UInt128) -> UInt128? {
        guard payment != 0, payment <= .max - PaymentStep.idsPerPayment,
            payments[payment] != nil || transfer(id: payment)?.userData128 == payment
        else { return nil }
        return step(payment, .unexplained)
    }

    /// Whether the clearing's settling of a payment stands on `suspense` already.
    func isSuspended(_ payment: UInt128) -> Bool {
        suspenseID(of: payment).map { transfer(id: $0) != nil } ?? false
    }

    /// Row Z2: two people have ended an instant payment without money, and the clearing says that it
    /// has settled: its books have moved.
    ///
    /// What the clearing itself had rejected it contradicts: its statement will say which holds.
    func suspendEnded(
        _ id: UInt128, _ amount: UInt128, _ original: OutgoingMessage?, _ message: ClearingMessage
    ) -> OpenAmount? {
        guard seen(.endedByHand, id) != nil,
            let scheme = scheme(message.scheme), scheme.isInstant,
            let held = transfer(id: step(id, .hold)),
            held.ledger == UInt32(scheme.currency.number)
        else { return nil }
        let settlement = own(.settlement, scheme.currency.number, scheme: scheme.key)
        return suspend(
            amount, isCredit: held.debitAccountID == settlement, step(id, .unexplained), scheme,
            valueDay: original?.settlementDay ?? calendarDay())
    }

    // MARK: - Resolved

    func refusal(
        of found: Break, to target: Motion.Target, _ amount: UInt128, hasConsent: Bool
    ) -> MotionOutcome? {
        guard target != .nothing else {
            guard amount == 0 else { return .amountNotOpen }
            return found.open == 0 || found.kind.isOfStatement ? nil : .targetNeeded
        }
        guard amount > 0, amount <= found.open.magnitude else { return .amountNotOpen }
        guard found.kind != .statementDiffers || stillDiffers(found, amount) else {
            return .changed
        }
        // Its entries are resolved first, each by itself: what they explain is not booked twice.
        guard
            found.kind != .statementDiffers
                || entryBreaks(of: found.scheme, through: found.day).isEmpty
        else { return .entriesOpen }
        guard case .account(let id) = target else { return nil }
        guard let account = accounts[id: id] else { return .unknownAccount }
        guard !account.role.isOwn else { return .ownAccount }
        guard account.currency == found.currency else { return .currencyDiffers }
        guard found.open < 0 else { return account.status.takesCredits ? nil : .accountRefuses }
        guard hasConsent else { return .consentNeeded }
        guard account.status.takesDebits else { return .accountRefuses }
        return covers(id, amount) ? nil : .insufficientFunds
    }

    /// Whether a statement still differs by so much, the same way: what came late may have
    /// explained it.
    private func stillDiffers(_ found: Break, _ amount: UInt128) -> Bool {
        let account = own(.settlement, found.currency, scheme: found.scheme)
        guard let record = settlements[account],
            let statement = record.statement(onOrAfter: found.day), statement.day == found.day
        else { return true }
        let differs = statement.theirs.difference(from: record.balance(through: found.day))
        return (differs < 0) == (found.open < 0) && amount <= differs.magnitude
    }

    /// Row Z3: to the account it belongs to, or the bank bears it.
    func resolve(_ id: UInt128, to target: Motion.Target, _ motion: Motion) {
        guard let place = breaks.firstIndex(where: { $0.id == id }) else { return }
        let amount = motion.amount
        if target != .nothing {
            let isOwedToUs = breaks[place].open < 0
            if breaks[place].kind.isOfStatement {
                settleDifference(breaks[place], amount, motion)
            }
            let (suspense, other) = accounts(of: breaks[place], target)
            mustPost(
                .breakResolved, id: motion.id + 1, debit: isOwedToUs ? other : suspense,
                credit: isOwedToUs ? suspense : other, amount: amount,
                currency: breaks[place].currency, payment: id)
            breaks[place].open += Int128(clamping: amount) * (isOwedToUs ? 1 : -1)
            takeOpen(amount, of: breaks[place].suspense)
        }
        let resolved = breaks[place]
        let isDone = target == .nothing || resolved.open == 0
        if isDone { breaks.remove(at: place) }
        heard.append(
            .breakChanged(
                BreakChange(
                    id: id, state: isDone ? .resolved : .open, open: isDone ? 0 : resolved.open,
                    currency: resolved.currency, by: motion.by, target: target,
                    transfer: target == .nothing ? 0 : motion.id + 1)))
        if isDone { forgetNote(of: id) }
    }

    private func accounts(
        of found: Break, _ target: Motion.Target
    ) -> (suspense: UInt128, other: UInt128) {
        // What the bank stands in for lies on an account of its own.
        let role = openAmounts.first { $0.id == found.suspense }?.role ?? .suspense
        openOwn(role, found.currency)
        let other: UInt128
        switch target {
        case .account(let id): other = id
        case .losses, .nothing:
            openOwn(.losses, found.currency)
            other = own(.losses, found.currency)
        }
        return (own(role, found.currency), other)
    }

    /// Row Z4: a statement's difference, or an entry's (Z5), reaches `settlement` on the statement's day when it is
    /// resolved, and not before: a report that comes late may explain it.
    private func settleDifference(_ found: Break, _ amount: UInt128, _ motion: Motion) {
        openOwn(.suspense, found.currency)
        let settlement = own(.settlement, found.currency, scheme: found.scheme)
        let suspense = own(.suspense, found.currency)
        let isCredit = found.open > 0
        mustPost(
            .unexplained, id: motion.id + 2, debit: isCredit ? settlement : suspense,
            credit: isCredit ? suspense : settlement, amount: amount, currency: found.currency,
            payment: found.id, valueDay: found.day)
    }

    /// An open amount is less by what has been taken from it, or gone.
    func takeOpen(_ amount: UInt128, of id: UInt128) {
        guard id != 0, let place = openAmounts.firstIndex(where: { $0.id == id }) else { return }
        let open = openAmounts[place]
        let rest = open.amount + Int128(clamping: amount) * (open.amount < 0 ? 1 : -1)
        if rest == 0 {
            openAmounts.remove(at: place)
        } else {
            openAmounts[place] = OpenAmount(
                open.id, on: open.role, currency: open.currency, amount: rest)
        }
    }
}
