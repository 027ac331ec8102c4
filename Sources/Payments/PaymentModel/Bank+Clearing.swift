import Ledger
import Vocabulary
import Bytes

/// Messages of a clearing: what each moves, and what only waits.
extension Bank {
    func take(_ message: ClearingMessage, _ record: inout ByteWriter) -> BankReply {
        guard let scheme = configuration.scheme(message.scheme) else {
            record.reset()
            return .clearing(.unknownScheme)
        }
        if let content = seen[message.key] {
            guard content == message.content else {
                record.reset()
                return .clearing(.contradicts)
            }
            repeatAnswers(to: message)
            message.write(to: &record)
            heard.append(
                .messageTaken(
                    message: message.id, key: message.sealed.key, scheme: message.scheme,
                    isRepeated: true))
            return .clearing(.repeated)
        }
        seen[message.key] = message.content
        message.write(to: &record)
        heard.append(
            .messageTaken(
                message: message.id, key: message.sealed.key, scheme: message.scheme,
                isRepeated: false))
        switch message.body {
        case .status(let report):
            takeStatus(report, message)
        case .transfers(let transfers):
            for transfer in transfers { takeIncoming(transfer, message, scheme) }
        case .returns(let returns):
            for fact in returns { takeReturn(fact, message, scheme) }
        case .report(let entries):
            for entry in entries { takeEntry(entry, message, scheme) }
        case .statement(_, let closing):
            compare(closing, message, scheme)
        }
        record.write(UInt32(heard.count))
        return .clearing(.taken)
    }

    // MARK: - pacs.002

    private func takeStatus(_ report: ClearingMessage.Status, _ message: ClearingMessage) {
        let original =
            messages[report.about] ?? report.aboutKeys.lazy.compactMap { self.answered[$0] }.first
        for fact in report.transfers {
            let id = fact.payment != 0 ? fact.payment : announced[fact.name] ?? seen[fact.name] ?? 0
            if let original, !original.payments.contains(id) {
                openBreak(.unknownOriginal, message, payment: id)
            } else {
                take(fact.status, fact.reason, amount: fact.amount, id, message)
            }
        }
        guard report.transfers.isEmpty, report.group != .partially else { return }
        guard let original else {
            // Every payment of it may have ended, or it was never ours: nothing tells which.
            openBreak(.unknownOriginal, message)
            return
        }
        for id in original.payments { take(report.group, report.reason, amount: 0, id, message) }
    }

    private func take(
        _ status: ClearingStatus, _ reason: ReasonCode, amount: UInt128, _ id: UInt128,
        _ message: ClearingMessage
    ) {
        guard let payment = payments[id] else {
            takeAfterEnd(status, id, message)
            return
        }
        guard amount == 0 || amount == payment.amount else {
            openBreak(
                .amountDiffers, message, payment: id, ours: payment.amount, theirs: amount)
            return
        }
        guard let scheme = configuration.scheme(payment.scheme) else { return }
        switch status {
        case .received, .technicallyAccepted, .pending, .partially:
            break
        case .acceptedInProcess where scheme.isInstant:
            break
        case .acceptedProfile, .acceptedInProcess, .settlementCompleted, .creditedToCreditor:
            if payment.direction == .incoming {
                confirm(payment)
            } else if scheme.isInstant {
                settle(payment, valueDay: payment.settlementDay)
            } else {
                accept(payment)
            }
        case .rejected:
            payment.direction == .incoming
                ? withdraw(payment, reason, message) : reject(payment, reason, message)
        case .unknown:
            openBreak(.unknownStatus, message, payment: id)
        }
    }

    /// The payment has ended: the same answer again is nothing, a contrary one is a break and moves
    /// no customer's money.
    private func takeAfterEnd(
        _ status: ClearingStatus, _ id: UInt128, _ message: ClearingMessage
    ) {
        guard let hold = books.transfer(id: step(id, .hold)), hold.userData128 == id,
            hold.flags.contains(.pending)
        else {
            openBreak(.unknownOriginal, message, payment: id)
            return
        }
        let isVoided = books.pendingState(of: hold.id) == .voided
        let isReversed = books.transfer(id: step(id, .reverse)) != nil
        switch status {
        case .rejected:
            if !isVoided, !isReversed { openBreak(.contraryStatus, message, payment: id) }
        case .acceptedProfile, .acceptedInProcess, .settlementCompleted, .creditedToCreditor:
            if isVoided || isReversed { openBreak(.contraryStatus, message, payment: id) }
        case .received, .technicallyAccepted, .pending, .partially: break
        case .unknown: openBreak(.unknownStatus, message, payment: id)
        }
    }

    // MARK: - An outgoing payment moves on

    /// Cycles: accepted; booked when its settlement date has come.
    private func accept(_ payment: Payment) {
        switch payment.state {
        case .held, .outcomeUnknown:
            change(payment.id, to: .accepted)
            if payment.settlementDay <= calendarDay() {
                book(payment)
            } else {
                timers.set(
                    .settlementDay, for: payment.id, at: startOfDay(payment.settlementDay))
            }
        case .returning where books.pendingState(of: step(payment.id, .sendBack)) == .pending:
            bookReturn(payment)
        default: break
        }
    }

    /// Out of the debtor's account, on its way.
    func book(_ payment: Payment) {
        mustPost(
            .outgoing, id: step(payment.id, .post), debit: 0, credit: 0, amount: .max,
            currency: currency(of: payment), payment: payment.id, .post(of: step(payment.id, .hold))
        )
        change(payment.id, to: .booked)
    }

    /// Settled: what was held is booked, and what was on its way reaches the clearing.
    func settle(_ payment: Payment, valueDay: Int32) {
        guard payment.state != .returning else { return }
        if books.pendingState(of: step(payment.id, .hold)) == .pending { book(payment) }
        let currency = currency(of: payment)
        mustPost(
            .outgoingSettled, id: step(payment.id, .settle),
            debit: own(.inTransitOut, currency, scheme: payment.scheme),
            credit: own(.settlement, currency, scheme: payment.scheme), amount: payment.amount,
            currency: currency, payment: payment.id, valueDay: valueDay)
        change(payment.id, to: .settled)
    }

    private func reject(_ payment: Payment, _ reason: ReasonCode, _ message: ClearingMessage) {
        let currency = currency(of: payment)
        let transit = own(.inTransitOut, currency, scheme: payment.scheme)
        switch payment.state {
        case .held, .accepted, .outcomeUnknown:
            mustPost(
                .outgoing, id: step(payment.id, .post), debit: 0, credit: 0, amount: 0,
                currency: currency, payment: payment.id, .void(of: step(payment.id, .hold)))
            change(payment.id, to: .rejected, reason)
        case .booked:
            mustPost(
                .outgoingReversed, id: step(payment.id, .reverse), debit: transit,
                credit: payment.account, amount: payment.amount, currency: currency,
                payment: payment.id)
            change(payment.id, to: .rejected, reason)
        case .returning:
            rejectReturn(payment)
        default:
            openBreak(.contraryStatus, message, payment: payment.id)
        }
    }

    // MARK: - State

    /// Brings an open payment to a state, tells it, and lets go of it where nothing more can happen.
    func change(_ id: UInt128, to state: PaymentState, _ reason: ReasonCode = .none) {
        guard var payment = payments[id], payment.state != state else { return }
        payment.state = state
        payment.reason = reason
        payments[id] = payment
        heard.append(.paymentChanged(changeEvent(payment)))
        guard state.isFinal else { return }
        payments[id] = nil
        letGo(of: payment.message)
    }

    func changeEvent(_ payment: Payment) -> PaymentChange {
        PaymentChange(
            payment: payment.id, kind: payment.direction == .incoming ? .incoming : .outgoing,
            state: payment.state, reason: payment.reason, scheme: payment.scheme,
            account: payment.account, counterAccount: 0, amount: payment.amount,
            currency: currency(of: payment), file: payment.file, position: -1, group: -1,
            settlementDay: payment.settlementDay, message: payment.message, isDateMoved: false)
    }

    /// A message is remembered as long as one of its payments is open.
    private func letGo(of id: UInt128) {
        guard let message = messages[id] else { return }
        if message.payments.allSatisfy({ payments[$0] == nil }) { messages[id] = nil }
    }

    func currency(of payment: Payment) -> UInt16 {
        configuration.scheme(payment.scheme)?.currency.number ?? 0
    }

    func openBreak(
        _ kind: Break.Kind, _ message: ClearingMessage, payment: UInt128 = 0, ours: UInt128 = 0,
        theirs: UInt128 = 0
    ) {
        openBreak(
            kind, message, payment: payment, ours: Int128(clamping: ours),
            theirs: Int128(clamping: theirs))
    }

    func openBreak(
        _ kind: Break.Kind, _ message: ClearingMessage, payment: UInt128, ours: Int128,
        theirs: Int128
    ) {
        let found = Break(
            kind: kind, message: message.id, payment: payment, scheme: message.scheme, ours: ours,
            theirs: theirs, openedAt: now)
        if breaks.count == Self.breaksMax { breaks.removeFirst() }
        breaks.append(found)
        heard.append(.breakOpened(found))
    }
}
