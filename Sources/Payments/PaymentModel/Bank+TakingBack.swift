import Ledger
import Vocabulary

extension Bank {
    /// Row I5: in a scheme where our own yes settles, the clearing rejects a payment to us after
    /// all, because our answer came too late for it.
    ///
    /// It was never executed, the payer has the money again, and the clearing's books are without
    /// it: so are ours from now on. The customer gives back what he was given where his account is
    /// open and covers it; else it is owed to us, in `suspense`. Either way a person is told.
    ///
    /// - Returns: whether it was such a payment: not where the clearing itself had said settled, nor
    ///   behind its statement of the day.
    func takeBack(
        _ id: UInt128, _ answer: OutgoingMessage?, _ reason: ReasonCode, _ message: ClearingMessage
    ) -> Bool {
        guard let answer, answer.kind == .answer, answer.reason == .none,
            let scheme = configuration.scheme(answer.scheme, at: answer.createdAt),
            scheme.isInstant,
            !scheme.confirmsInbound, let credit = creditStanding(id),
            statementDays[scheme.key].map({ $0 < answer.settlementDay }) ?? true
        else { return false }
        let currency = UInt16(truncatingIfNeeded: credit.ledger)
        let customer = credit.creditAccountID
        let isCovered =
            accounts[id: customer]?.status.takesDebits == true && covers(customer, credit.amount)
        if !isCovered { openOwn(.suspense, currency) }
        mustPost(
            .incomingReversed, id: step(id, .reverse),
            debit: isCovered ? customer : own(.suspense, currency), credit: credit.debitAccountID,
            amount: credit.amount, currency: currency, payment: id)
        let open =
            isCovered ? nil : owe(-Int128(clamping: credit.amount), step(id, .reverse), currency)
        heard.append(
            .paymentChanged(
                PaymentChange(
                    payment: id, kind: .incoming, state: .withdrawn, reason: reason,
                    scheme: scheme.key, account: customer, counterAccount: 0,
                    amount: credit.amount, currency: currency, file: 0, position: -1, group: -1,
                    settlementDay: answer.settlementDay, message: message.id, isDateMoved: false)))
        openBreak(
            .contraryStatus, message, payment: id, ours: credit.amount, suspense: open)
        return true
    }

    /// The credit of an instant payment to us, where it was booked and nothing has taken it back.
    private func creditStanding(_ id: UInt128) -> Transfer? {
        guard let held = transfer(id: step(id, .hold)), held.userData128 == id,
            pendingState(of: held.id) == .posted(amount: held.amount),
            transfer(id: step(id, .reverse)) == nil
        else { return nil }
        return held
    }
}
