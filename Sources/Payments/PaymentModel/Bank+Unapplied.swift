import Bytes
import Ledger

/// Parked money (rows U6, U7): applied to an account by two people, or sent back by one.
extension Bank {
    /// What `unapplied-in` holds under an id.
    private enum Parked {
        /// A payment to us that no account could take.
        case payment(Payment)
        /// Settled to us, announced by nothing; under the name it waits for.
        case unannounced(name: UInt128)
        /// A return of ours whose account has closed, or that fits no original.
        case other(place: Int)
    }

    private func parked(_ id: UInt128) -> Parked? {
        if let payment = payments[id] { return payment.state == .parked ? .payment(payment) : nil }
        let place = openAmounts.firstIndex { $0.id == id && $0.role == .unappliedIn }
        if let place { return .other(place: place) }
        // Ids are unique, so that at most one name has it, whatever the order.
        return unexplained.first { $0.value.contains(id) }.map { .unannounced(name: $0.key) }
    }

    /// Amount, currency and value day of what is parked.
    private func money(
        _ parked: Parked, _ id: UInt128
    ) -> (amount: UInt128, currency: UInt16, valueDay: Int32)? {
        let transfer: Transfer?
        switch parked {
        case .payment(let payment):
            let came = self.transfer(id: step(id, .hold))
            return (
                payment.amount, currency(of: payment),
                came.map { EntryDays(rawValue: $0.userData64).value } ?? payment.settlementDay
            )
        case .other(let place):
            let open = openAmounts[place]
            let came = self.transfer(id: id)
            let day = came.map { EntryDays(rawValue: $0.userData64).value }
            return (open.amount.magnitude, open.currency, day ?? bookingDay(open.currency))
        case .unannounced: transfer = self.transfer(id: id)
        }
        return transfer.map {
            (
                $0.amount, UInt16(truncatingIfNeeded: $0.ledger),
                EntryDays(rawValue: $0.userData64).value
            )
        }
    }

    /// Amount and currency of what is parked under an id; nil where nothing is.
    package func parkedMoney(_ id: UInt128) -> (amount: UInt128, currency: UInt16)? {
        parked(id).flatMap { money($0, id) }.map { ($0.amount, $0.currency) }
    }

    // MARK: - Applied

    func refusal(
        ofApplying id: UInt128, to target: UInt128, _ motion: Motion
    ) -> MotionOutcome? {
        guard let parked = parked(id), let money = money(parked, id) else { return .unknownItem }
        guard money.amount == motion.amount, money.currency == motion.currency else {
            return .changed
        }
        if case .payment(let payment) = parked, isFrozen(payment.account) { return .accountRefuses }
        guard let account = accounts[id: target] else { return .unknownAccount }
        guard !account.role.isOwn else { return .ownAccount }
        guard account.currency == money.currency else { return .currencyDiffers }
        return account.status.takesCredits ? nil : .accountRefuses
    }

    private func isFrozen(_ account: UInt128) -> Bool { accounts[id: account]?.status == .frozen }

    /// Row U6: the value date is the day on which the money came to us.
    func apply(_ id: UInt128, to account: UInt128, _ motion: Motion) {
        guard let parked = parked(id), let money = money(parked, id) else { return }
        // Beside its payment's other entries, so that they are found together.
        let entry = if case .payment = parked { step(id, .apply) } else { motion.id + 1 }
        mustPost(
            .applied, id: entry, debit: own(.unappliedIn, money.currency), credit: account,
            amount: money.amount, currency: money.currency, payment: id, valueDay: money.valueDay)
        switch parked {
        case .payment:
            payments[id]?.account = account
            change(id, to: .credited)
        case .unannounced(let name):
            unexplained[name]?.removeAll { $0 == id }
            if unexplained[name]?.isEmpty == true { unexplained[name] = nil }
            tellParked(id, money.amount, money.currency, .applied)
        case .other(let place):
            openAmounts.remove(at: place)
            tellParked(id, money.amount, money.currency, .applied)
        }
        forgetNote(of: id)
    }

    /// Something without a payment came to `unapplied-in`, or left it.
    func tellParked(
        _ id: UInt128, _ amount: UInt128, _ currency: UInt16, _ state: ParkedChange.State,
        payment: UInt128 = 0, scheme: UInt64 = 0
    ) {
        heard.append(
            .parkedChanged(
                ParkedChange(
                    id: id, state: state, payment: payment, amount: amount, currency: currency,
                    scheme: scheme)))
        if state != .parked { forgetNote(of: id) }
    }

    /// Lists money on `unapplied-in` that no payment on its way stands for.
    func park(
        _ id: UInt128, _ amount: UInt128, _ currency: UInt16, payment: UInt128, _ scheme: UInt64
    ) {
        openAmounts.append(
            OpenAmount(
                id, on: .unappliedIn, currency: currency, amount: Int128(clamping: amount)))
        tellParked(id, amount, currency, .parked, payment: payment, scheme: scheme)
    }

    // MARK: - Sent back

    /// Row U7: back to where it came from, now.
    func sendBack(_ order: ParkedReturn, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: order)
        guard outcome == .done, let payment = payments[order.payment] else {
            record.reset()
            return .motion(outcome)
        }
        order.write(to: &record)
        sendBack(payment, told(payment.reason, of: payment.account))
        return .motion(.done)
    }

    private func outcome(of order: ParkedReturn) -> MotionOutcome {
        guard let parked = parked(order.payment) else { return .unknownItem }
        guard case .payment(let payment) = parked, !isFrozen(payment.account),
            transfer(id: step(payment.id, .sendBack)) == nil,
            let scheme = scheme(payment.scheme),
            settlementDay(scheme, requested: calendarDay(), at: now) != nil
        else { return .notReturnable }
        guard !mustWait(scheme: scheme.key) else { return .paused }
        let isWaiting = approvals.approvals.contains {
            if case .motion(let motion) = $0.subject { motion.subject == payment.id } else { false }
        }
        return isWaiting ? .alreadyProposed : .done
    }
}
