import Ledger
import Vocabulary

/// Payments sent to us.
extension Bank {
    func takeIncoming(
        _ transfers: [IncomingTransfer], _ message: ClearingMessage, _ scheme: Scheme
    ) {
        if scheme.isInstant, transfers.count != 1 {
            return refuse(transfers, message, scheme, .formatInvalid)
        }
        for transfer in transfers {
            let isRepeated =
                seen(.incoming, transfer.key) != nil || seen(.uetr, transfer.uetr) != nil
            see(.incoming, transfer.key)
            see(.uetr, transfer.uetr)
            scheme.isInstant
                ? answer(transfer, message, scheme, isRepeated: isRepeated)
                : announce(transfer, message, scheme, isRepeated: isRepeated)
        }
    }

    // MARK: - By cycles

    /// Before its cycle settles a transfer moves nothing; it is listed.
    private func announce(
        _ transfer: IncomingTransfer, _ message: ClearingMessage, _ scheme: Scheme, isRepeated: Bool
    ) {
        var payment = Payment(
            id: transfer.id, direction: .incoming, state: .announced, scheme: scheme.key,
            account: 0, amount: transfer.amount, message: message.id,
            settlementDay: transfer.settlementDay, acceptedAt: now, name: transfer.name,
            origin: isRepeated ? 0 : transfer.key)
        let verdict = creditor(of: transfer, scheme)
        payment.account = verdict.account
        payment.reason = isRepeated ? .duplication : verdict.reason
        payments[payment.id] = payment
        noteArrival(payment)
        heard.append(.paymentChanged(changeEvent(payment)))
        if takeUnexplained(transfer.name, amount: transfer.amount, scheme) != nil {
            explain(payment)
        } else {
            announced[transfer.name, default: []].append(payment.id)
        }
    }

    /// The cycle settled first and the money is parked: it is given to whom it belongs.
    private func explain(_ payment: Payment) {
        guard payment.reason == .none else {
            park(payment)
            return
        }
        let currency = currency(of: payment)
        mustPost(
            .incoming, id: step(payment.id, .hold), debit: own(.unappliedIn, currency),
            credit: payment.account, amount: payment.amount, currency: currency,
            payment: payment.id, valueDay: creditDay(payment, from: payment.settlementDay))
        seeReceived(payment)
        change(payment.id, to: .credited)
    }

    /// The cycle of an announced payment settled: to the creditor, or parked and sent back.
    func settleIncoming(_ payment: Payment) {
        forget(payment)
        let currency = currency(of: payment)
        // The account may have changed its status since the announcement.
        let account = accounts[id: payment.account]
        let blocked =
            account.map {
                $0.currency == currency ? creditRefusal(of: $0) : .currencyNotProcessable
            }
            ?? .accountInvalid
        let reason = payment.reason != .none ? payment.reason : blocked
        let isGood = reason == .none
        mustPost(
            isGood ? .incoming : .parked, id: step(payment.id, .hold),
            debit: own(.settlement, currency, scheme: payment.scheme),
            credit: isGood ? payment.account : own(.unappliedIn, currency), amount: payment.amount,
            currency: currency, payment: payment.id,
            valueDay: isGood
                ? creditDay(payment, from: payment.settlementDay) : payment.settlementDay,
            clearingDay: payment.settlementDay)
        seeReceived(payment)
        guard !isGood else {
            change(payment.id, to: .credited)
            return
        }
        payments[payment.id]?.reason = reason
        if let parked = payments[payment.id] { park(parked) }
    }

    /// A payment no longer waits under the name reports give it.
    private func forget(_ payment: Payment) {
        let waiting = announced[payment.name] ?? []
        announced[payment.name] =
            waiting == [payment.id] || waiting.isEmpty ? nil : waiting.filter { $0 != payment.id }
    }

    /// Parked money goes back at once, except where a frozen party is concerned.
    private func park(_ payment: Payment) {
        change(payment.id, to: .parked, payment.reason)
        let isFrozen = accounts[id: payment.account]?.status == .frozen
        guard !isFrozen, let parked = payments[payment.id], canReturn(parked) else { return }
        if mustWait(scheme: payment.scheme) {
            wait(WaitingSend(.sendBack, [payment.id]), scheme: payment.scheme)
        } else {
            sendBack(parked, told(payment.reason, of: payment.account))
        }
    }

    /// The account a transfer is for, or why there is none.
    private func creditor(
        of transfer: IncomingTransfer, _ scheme: Scheme
    ) -> (account: UInt128, reason: ReasonCode) {
        guard transfer.currency == scheme.currency.number else {
            return (0, .currencyNotProcessable)
        }
        guard transfer.amount > 0 else { return (0, .amountZero) }
        guard transfer.isCreditorHere, let account = accounts[.iban(transfer.creditor)],
            !account.role.isOwn
        else { return (0, .accountInvalid) }
        guard account.currency == transfer.currency else {
            return (account.id, .currencyNotProcessable)
        }
        return (account.id, creditRefusal(of: account))
    }

    // MARK: - Instant

    private func answer(
        _ transfer: IncomingTransfer, _ message: ClearingMessage, _ scheme: Scheme, isRepeated: Bool
    ) {
        let verdict = creditor(of: transfer, scheme)
        var reason = isRepeated ? ReasonCode.duplication : verdict.reason
        if reason == .none, isPaused(scheme.key) { reason = .creditorAgentOffline }
        if reason == .none, isBehindClock(acceptedAt: transfer.acceptedAt, scheme) {
            reason = .timeoutAtCreditorAgent
        }
        let payment = Payment(
            id: transfer.id, direction: .incoming,
            state: reason == .none ? .awaitingConfirmation : .refused,
            reason: reason, scheme: scheme.key, account: verdict.account, amount: transfer.amount,
            message: message.id, settlementDay: transfer.settlementDay,
            acceptedAt: transfer.acceptedAt, name: transfer.name, origin: transfer.key)
        heard.append(.paymentChanged(changeEvent(payment)))
        answer(
            [transfer.id], message, scheme, day: transfer.settlementDay,
            told(reason, of: verdict.account))
        guard reason == .none else { return }
        payments[payment.id] = payment
        noteArrival(payment)
        announced[payment.name, default: []].append(payment.id)
        let currency = transfer.currency
        mustPost(
            .incoming, id: step(payment.id, .hold),
            debit: own(.settlement, currency, scheme: scheme.key), credit: payment.account,
            amount: payment.amount, currency: currency, payment: payment.id,
            valueDay: bookingDay(currency), .hold)
        seeSettled(payment)
        seeReceived(payment)
        if !scheme.confirmsInbound { credit(payment) }
    }

    /// An instant message brings one transfer; any other number is refused, in one answer.
    private func refuse(
        _ transfers: [IncomingTransfer], _ message: ClearingMessage, _ scheme: Scheme,
        _ reason: ReasonCode
    ) {
        for transfer in transfers {
            heard.append(
                .paymentChanged(
                    changeEvent(
                        Payment(
                            id: transfer.id, direction: .incoming, state: .refused, reason: reason,
                            scheme: scheme.key, account: 0, amount: transfer.amount,
                            message: message.id, settlementDay: transfer.settlementDay,
                            acceptedAt: transfer.acceptedAt, name: transfer.name))))
        }
        let day = transfers.first?.settlementDay ?? calendarDay()
        answer(transfers.map(\.id), message, scheme, day: day, reason)
    }

    /// Sends our pacs.002, and keeps it under the message it answers, so that the same answer can be
    /// given again.
    private func answer(
        _ ids: [UInt128], _ message: ClearingMessage, _ scheme: Scheme, day: Int32,
        _ reason: ReasonCode
    ) {
        let answer = OutgoingMessage(
            id: nextMessageID(), kind: .answer, scheme: scheme.key, payments: ids,
            settlementDay: day, createdAt: now,
            reason: reason, about: message.id)
        answered[message.key] = answer
        heard.append(.messageDecided(answer))
    }

    /// The same message again: the same answer again, and no posting.
    func repeatAnswers(to message: ClearingMessage) {
        guard let answer = answered[message.key] else { return }
        heard.append(.messageDecided(answer))
    }

    /// An instant payment to us has settled.
    func credit(_ payment: Payment) {
        forget(payment)
        let currency = currency(of: payment)
        mustPost(
            .incoming, id: step(payment.id, .post), debit: 0, credit: 0, amount: .max,
            currency: currency, payment: payment.id,
            valueDay: creditDay(payment, from: bookingDay(currency)),
            clearingDay: bookingDay(currency), .post(of: step(payment.id, .hold)))
        change(payment.id, to: .credited)
    }

    /// The value day of a customer's credit.
    private func creditDay(_ payment: Payment, from day: Int32) -> Int32 {
        guard let scheme = scheme(payment.scheme) else { return day }
        return configuration.valueDay(scheme, .credit, from: day) ?? day
    }

    /// Rejected or timed out by the clearing after our yes.
    func withdraw(_ payment: Payment, _ reason: ReasonCode) {
        forget(payment)
        mustPost(
            .incoming, id: step(payment.id, .post), debit: 0, credit: 0, amount: 0,
            currency: currency(of: payment), payment: payment.id,
            .void(of: step(payment.id, .hold)))
        change(payment.id, to: .withdrawn, reason)
    }
}
