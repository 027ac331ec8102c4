import Ledger
import Vocabulary

/// Payments that came back to us, and payments we send back.
extension Bank {
    func takeReturn(_ fact: ReturnFact, _ message: ClearingMessage, _ scheme: Scheme) {
        guard seen(.returned, fact.key) == nil else { return }
        see(.returned, fact.key)
        see(.returnID, fact.id)
        let currency = scheme.currency.number
        if !scheme.isInstant {
            if takeUnexplained(fact.name, amount: fact.amount, scheme) != nil {
                settleReturn(fact, message, scheme, from: own(.unappliedIn, currency))
            } else {
                announcedReturns[fact.name, default: []].append(fact)
            }
        } else if fact.currency == currency {
            see(.returnName, fact.name)
            settleReturn(
                fact, message, scheme, from: own(.settlement, currency, scheme: scheme.key))
        } else {
            // What the clearing settled cannot be in a currency that is not the scheme's.
            openBreak(
                .unexpectedReturn, message, payment: fact.original, theirs: fact.amount)
        }
    }

    /// Settled: to the debtor of the original where all fits, else parked, with a break.
    func settleReturn(
        _ fact: ReturnFact, _ message: ClearingMessage, _ scheme: Scheme, from: UInt128
    ) {
        // A return proves that the original had settled.
        if let payment = payments[fact.original], payment.direction == .outgoing,
            payment.scheme == scheme.key
        {
            settle(payment, valueDay: payment.settlementDay)
        }
        let currency = scheme.currency.number
        let debtor = debtor(of: fact, scheme)
        let unapplied = own(.unappliedIn, currency)
        let account = debtor.flatMap { accounts[id: $0] }
        let target = account.map { $0.status == .closed ? unapplied : $0.id } ?? unapplied
        if target == unapplied {
            park(
                debtor == nil ? fact.id : step(fact.original, .comeBack), fact.amount, currency,
                payment: fact.original, scheme.key)
        }
        if from != target {
            mustPost(
                target == unapplied ? .parked : .returnedToUs,
                id: debtor == nil ? fact.id : step(fact.original, .comeBack), debit: from,
                credit: target, amount: fact.amount, currency: currency,
                payment: debtor == nil ? fact.id : fact.original, valueDay: fact.settlementDay)
        }
        if target == own(.instantUnconfirmed, currency) {
            endStandingIn(fact.original, fact.amount)
        }
        guard let debtor else {
            openBreak(.unexpectedReturn, message, payment: fact.original, theirs: fact.amount)
            return
        }
        if let account, target != unapplied,
            returnsFee(of: fact.amount, by: scheme, from: account)
        {
            giveFeeBack(of: fact.original, to: account.id, currency)
        }
        see(.cameBack, fact.original)
        heard.append(
            .paymentChanged(
                PaymentChange(
                    payment: fact.original, kind: .outgoing, state: .returned, reason: fact.reason,
                    scheme: scheme.key, account: debtor, counterAccount: 0, amount: fact.amount,
                    currency: currency, file: 0, position: -1, group: -1,
                    settlementDay: fact.settlementDay, message: message.id, isDateMoved: false)))
        endRecall(of: fact.original, as: .returned)
    }

    /// The debtor of the original: found, settled, not yet returned, and the amount fits (with
    /// reason FOCR a smaller one that the charges explain).
    private func debtor(of fact: ReturnFact, _ scheme: Scheme) -> UInt128? {
        let transit = own(.inTransitOut, scheme.currency.number, scheme: scheme.key)
        guard fact.original != 0, fact.currency == scheme.currency.number,
            let hold = transfer(id: step(fact.original, .hold)),
            hold.userData128 == fact.original, hold.creditAccountID == transit,
            transfer(id: step(fact.original, .settle)) != nil,
            seen(.cameBack, fact.original) == nil,
            transfer(id: step(fact.original, .comeBack)) == nil
        else { return nil }
        let isWhole = fact.amount == hold.amount
        let isExplained =
            fact.reason == .followingCancellation && fact.amount < hold.amount
            && fact.amount + fact.chargesExplain == hold.amount
        guard isWhole || isExplained else { return nil }
        return standsIn(for: fact.original)
            ? own(.instantUnconfirmed, scheme.currency.number) : hold.debitAccountID
    }

    // MARK: - What we send back

    /// Puts a payment on its way back: parked money, or that of a customer it was given to.
    func sendBack(_ payment: Payment, _ reason: ReasonCode, from holder: UInt128? = nil) {
        guard let scheme = scheme(payment.scheme),
            let day = settlementDay(scheme, requested: calendarDay(), at: now)
        else { return }
        let currency = currency(of: payment)
        mustPost(
            holder == nil ? .returning : .recalled, id: step(payment.id, .sendBack),
            debit: holder ?? own(.unappliedIn, currency),
            credit: own(.inTransitOut, currency, scheme: payment.scheme), amount: payment.amount,
            currency: currency, payment: payment.id, .hold)
        let message = OutgoingMessage(
            id: nextMessageID(), kind: .returns, scheme: payment.scheme, payments: [payment.id],
            settlementDay: day, createdAt: now, reason: reason, about: payment.message)
        messages[message.id] = message
        payments[payment.id]?.message = message.id
        payments[payment.id]?.settlementDay = day
        change(payment.id, to: .returning, reason)
        leave(message)
    }

    /// The clearing accepted our return: it is booked when its date has come.
    func bookReturn(_ payment: Payment) {
        guard payment.settlementDay <= calendarDay() else {
            timers.set(.settlementDay, for: payment.id, at: startOfDay(payment.settlementDay))
            return
        }
        postReturn(payment)
    }

    private func postReturn(_ payment: Payment) {
        guard pendingState(of: step(payment.id, .sendBack)) == .pending else { return }
        mustPost(
            givenBackBy(payment) == nil ? .returning : .recalled,
            id: step(payment.id, .sendBackPost), debit: 0, credit: 0, amount: .max,
            currency: currency(of: payment), payment: payment.id,
            .post(of: step(payment.id, .sendBack)))
    }

    /// The clearing settled our return.
    func settleSentBack(_ payment: Payment, valueDay: Int32) {
        postReturn(payment)
        let currency = currency(of: payment)
        mustPost(
            .returningSettled, id: step(payment.id, .sendBackSettle),
            debit: own(.inTransitOut, currency, scheme: payment.scheme),
            credit: own(.settlement, currency, scheme: payment.scheme), amount: payment.amount,
            currency: currency, payment: payment.id, valueDay: valueDay)
        change(payment.id, to: .sentBack, payment.reason)
        endRequest(of: payment.id, isSettled: true)
    }

    /// The customer's account that a return is taken from; `nil` where it is parked money.
    func givenBackBy(_ payment: Payment) -> UInt128? {
        guard let hold = transfer(id: step(payment.id, .sendBack)),
            accounts[id: hold.debitAccountID]?.role == .customer
        else { return nil }
        return hold.debitAccountID
    }

    /// Our return was rejected: the money is where it was, parked until a person decides, or the
    /// customer's who had it.
    func rejectReturn(_ payment: Payment) {
        let currency = currency(of: payment)
        let hold = step(payment.id, .sendBack)
        let holder = givenBackBy(payment)
        let isClosed = holder.map { accounts[id: $0]?.status == .closed } ?? true
        let target = isClosed ? own(.unappliedIn, currency) : holder ?? 0
        if pendingState(of: hold) == .pending {
            mustPost(
                holder == nil ? .returning : .recalled, id: step(payment.id, .sendBackPost),
                debit: 0, credit: 0, amount: 0, currency: currency, payment: payment.id,
                .void(of: hold))
        } else {
            mustPost(
                .returningReversed, id: step(payment.id, .sendBackReverse),
                debit: own(.inTransitOut, currency, scheme: payment.scheme),
                credit: target, amount: payment.amount, currency: currency, payment: payment.id)
            if holder != nil, isClosed {
                park(
                    step(payment.id, .sendBackReverse), payment.amount, currency,
                    payment: payment.id, payment.scheme)
            }
        }
        change(payment.id, to: holder == nil ? .parked : .credited, payment.reason)
        endRequest(of: payment.id, isSettled: false)
    }
}
