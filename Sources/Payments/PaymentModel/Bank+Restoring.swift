import Ledger
import Vocabulary

/// Row X7: the payer of an instant payment that nobody answers gets the money back in time, and the
/// bank stands in for him until somebody does.
///
/// The only release by time; money never leaves without a debit.
extension Bank {
    func setRestoring(_ payment: Payment, _ scheme: Scheme) {
        guard let seconds = scheme.instantRules?.restoresPayerAfterSeconds else { return }
        let span = scheme.clockNanoseconds + UInt64(seconds) * 1_000_000_000
        timers.set(.restore, for: payment.id, at: payment.acceptedAt + span)
    }

    /// Voids the payer's hold and holds the same amount from `instant-unconfirmed`, in one entry.
    func restorePayer(_ id: UInt128) {
        guard let payment = payments[id], payment.state == .outcomeUnknown, !payment.isRestored
        else { return }
        let currency = currency(of: payment)
        openOwn(.instantUnconfirmed, currency)
        mustPost(
            .outgoing, id: step(id, .post), debit: 0, credit: 0, amount: 0, currency: currency,
            payment: id, .void(of: step(id, .hold)))
        mustPost(
            .unconfirmed, id: step(id, .unconfirmed), debit: own(.instantUnconfirmed, currency),
            credit: own(.inTransitOut, currency, scheme: payment.scheme), amount: payment.amount,
            currency: currency, payment: id, .hold)
        payments[id]?.isRestored = true
        heard.append(.payerRestored(payment: id, account: payment.account))
    }

    /// It had been executed after all: the payer is debited where he covers it, else he owes it.
    func bookRestored(_ payment: Payment) {
        let currency = currency(of: payment)
        let hold = step(payment.id, .unconfirmed)
        let isCovered =
            accounts[id: payment.account]?.status.takesDebits == true
            && covers(payment.account, payment.amount)
        mustPost(
            .unconfirmed, id: step(payment.id, .unconfirmedEnd), debit: 0, credit: 0,
            amount: isCovered ? 0 : .max, currency: currency, payment: payment.id,
            isCovered ? .void(of: hold) : .post(of: hold))
        if isCovered {
            mustPost(
                .outgoing, id: step(payment.id, .recover), debit: payment.account,
                credit: own(.inTransitOut, currency, scheme: payment.scheme),
                amount: payment.amount, currency: currency, payment: payment.id)
        } else {
            owe(payment, currency)
        }
        bookFee(of: payment)
        change(payment.id, to: .booked)
    }

    /// An aged claim against the payer, resolved as every break (Z3).
    private func owe(_ payment: Payment, _ currency: UInt16) {
        let open = OpenAmount(
            step(payment.id, .unconfirmed), on: .instantUnconfirmed, currency: currency,
            amount: -Int128(clamping: payment.amount))
        openAmounts.append(open)
        let found = Break(
            id: nextMessageID(), kind: .payerOwes, message: payment.message, payment: payment.id,
            scheme: payment.scheme, currency: currency, ours: Int128(clamping: payment.amount),
            theirs: 0, openedAt: now, suspense: open.id, open: open.amount)
        breaks.append(found)
        heard.append(.breakOpened(found))
    }

    /// Whether the bank has paid in the payer's place, and has not got it back.
    func standsIn(for payment: UInt128) -> Bool {
        let id = step(payment, .unconfirmed)
        return openAmounts.contains { $0.id == id && $0.role == .instantUnconfirmed }
    }

    /// The payment has come back: nobody owes it any more, as far as it has.
    func endStandingIn(_ payment: UInt128, _ amount: UInt128) {
        let id = step(payment, .unconfirmed)
        takeOpen(amount, of: id)
        guard let place = breaks.firstIndex(where: { $0.suspense == id }) else { return }
        breaks[place].open += Int128(clamping: amount)
        let found = breaks[place]
        if found.open == 0 { breaks.remove(at: place) }
        heard.append(
            .breakChanged(
                BreakChange(
                    id: found.id, state: found.open == 0 ? .resolved : .open, open: found.open,
                    currency: found.currency, by: 0, target: .nothing,
                    transfer: step(payment, .comeBack))))
        if found.open == 0 { forgetNote(of: found.id) }
    }
}
