import Ledger
import Vocabulary
import Bytes

/// Messages of a clearing: what each moves, and what only waits.
extension Bank {
    func take(_ message: ClearingMessage, _ record: inout ByteWriter) -> BankReply {
        guard let scheme = scheme(message.scheme) else {
            record.reset()
            return .clearing(.unknownScheme)
        }
        if seen(.clearingMessage, message.key) != nil {
            guard seen(.clearingContent, message.key, message.content) != nil else {
                record.reset()
                return .clearing(.contradicts)
            }
            repeatAnswers(to: message)
            message.write(to: &record)
            heard.append(.messageTaken(TakenMessage(message, isRepeated: true)))
            return .clearing(.repeated)
        }
        guard isWellFormed(message) else {
            record.reset()
            return .clearing(.malformed)
        }
        see(.clearingMessage, message.key)
        see(.clearingContent, message.key, message.content)
        message.write(to: &record)
        guard isNews(message) else {
            heard.append(.messageTaken(TakenMessage(message, isRepeated: true)))
            return .clearing(.repeated)
        }
        let place = heard.count
        var named: [UInt128] = []
        heard.append(.messageTaken(TakenMessage(message, isRepeated: false)))
        switch message.body {
        case .status(let report):
            named = takeStatus(report, message)
        case .transfers(let transfers):
            takeIncoming(transfers, message, scheme)
        case .returns(let returns):
            for fact in returns { takeReturn(fact, message, scheme) }
            named = returns.map(\.original)
        case .report(let entries):
            for entry in entries { takeEntry(entry, message, scheme) }
            awaitComparison(of: message)
            named = entries.map(\.payment)
        case .statement(let day, let closing, let entries):
            takeStatement(day, closing, entries, message, scheme)
        case .recalls(let recalls):
            for fact in recalls { take(fact, message) }
        case .recallAnswers(let answers):
            for fact in answers { take(fact, message) }
            named = answers.map(\.payment)
        }
        tellPayments(of: message, at: place, named)
        record.write(UInt32(heard.count))
        return .clearing(.taken)
    }

    /// False for a statement or report that came before under another MsgId (D8).
    private func isNews(_ message: ClearingMessage) -> Bool {
        guard seen(.statement, message.statement) == nil else { return false }
        see(.statement, message.statement)
        return true
    }

    /// Says with a message's event which payments it is about: whom it names, and whom it moved.
    private func tellPayments(of message: ClearingMessage, at place: Int, _ named: [UInt128]) {
        var payments = named.filter { isPayment($0) }
        for event in heard[(place + 1)...] {
            switch event {
            case .paymentChanged(let change): payments.append(change.payment)
            case .recallChanged(let recall) where isPayment(recall.payment):
                payments.append(recall.payment)
            case .breakOpened(let found) where isPayment(found.payment):
                payments.append(found.payment)
            default: break
            }
        }
        payments.sort()
        var distinct: [UInt128] = []
        for payment in payments where payment != distinct.last { distinct.append(payment) }
        heard[place] = .messageTaken(
            TakenMessage(message, isRepeated: false, payments: distinct))
    }

    private func isPayment(_ id: UInt128) -> Bool {
        id != 0
            && (payments[id] != nil || transfer(id: step(id, .hold))?.userData128 == id)
    }

    /// Whether the message can have been read from a document: amounts have no more digits than
    /// ISO 20022 allows, and ids are new, with room for a payment's transfers between them.
    private func isWellFormed(_ message: ClearingMessage) -> Bool {
        let ids = message.factIDs
        let isApart = zip(ids, ids.dropFirst()).allSatisfy {
            $1 > $0 && $1 - $0 >= PaymentStep.idsPerPayment
        }
        return message.amounts.allSatisfy { $0 <= ClearingMessage.amountMax } && isApart
            && ids.allSatisfy {
                $0 != 0 && $0 <= .max - PaymentStep.idsPerPayment && seen(.returnID, $0) == nil
                    && payments[$0] == nil && transfer(id: $0) == nil
            }
    }

    // MARK: - pacs.002

    /// - Returns: the payments it names, known or not.
    private func takeStatus(
        _ report: ClearingMessage.Status, _ message: ClearingMessage
    ) -> [UInt128] {
        let original = original(of: report)
        // A pacs.002 does not say which scheme it belongs to: what it is about does.
        var message = message
        if let original { message.scheme = original.scheme }
        var named: [UInt128] = []
        for fact in report.transfers {
            let id = payment(of: fact, in: original)
            take(fact.status, fact.reason, amount: fact.amount, id, of: original, message)
            named.append(id)
        }
        guard report.transfers.isEmpty, report.group != .partially else { return named }
        guard let original else {
            // Never ours, or ended long ago: nothing tells which.
            openBreak(.unknownOriginal, message)
            return []
        }
        for id in original.payments {
            take(report.group, report.reason, amount: 0, id, of: original, message)
        }
        return original.payments
    }

    /// The message of ours that a status is about.
    func original(of report: ClearingMessage.Status) -> OutgoingMessage? {
        messages[report.about] ?? endedMessages[report.about]
            ?? report.aboutKeys.lazy.compactMap { self.answered[$0] }.first
    }

    /// The payment a status is for: by an identification of ours, else by the name another bank
    /// gave it, which may look like one of ours.
    private func payment(of fact: TransferStatusFact, in original: OutgoingMessage?) -> UInt128 {
        guard let original else {
            let isOurs = payments[fact.payment] != nil || transfer(id: fact.payment) != nil
            if isOurs { return fact.payment }
            return settledHold(fact.name, fact.amount)?.userData128 ?? fact.payment
        }
        if original.payments.contains(fact.payment) { return fact.payment }
        let named = announced[fact.name] ?? []
        if let found = original.payments.first(where: { named.contains($0) }) { return found }
        let isSettled = heldAlone(original).flatMap { settledHold(fact.name, $0.amount) } != nil
        return isSettled ? original.payments[0] : fact.payment
    }

    private func take(
        _ status: ClearingStatus, _ reason: ReasonCode, amount: UInt128, _ id: UInt128,
        of original: OutgoingMessage?, _ message: ClearingMessage
    ) {
        let isOfOriginal = original?.payments.contains(id)
        guard let payment = payments[id], let scheme = scheme(of: payment) else {
            if isOfOriginal == false {
                openBreak(.unknownOriginal, message, payment: id)
            } else if status != .rejected || !takeBack(id, original, reason, message) {
                takeAfterEnd(status, id, original, message)
            }
            return
        }
        // An open payment's message is known, so a status about another message is a stranger.
        guard isOfOriginal == true else {
            openBreak(.unknownOriginal, message, payment: id)
            return
        }
        guard amount == 0 || amount == payment.amount else {
            openBreak(
                .amountDiffers, message, payment: id, ours: payment.amount, theirs: amount)
            return
        }
        switch status {
        case .received, .technicallyAccepted, .pending, .partially:
            break
        case .acceptedInProcess where scheme.isInstant:
            break
        case .acceptedProfile, .acceptedInProcess, .settlementCompleted, .creditedToCreditor:
            takeYes(payment, scheme, message)
        case .rejected:
            takeNo(payment, scheme, reason, message)
        case .unknown:
            openBreak(.unknownStatus, message, payment: id)
        }
    }

    private func takeYes(_ payment: Payment, _ scheme: Scheme, _ message: ClearingMessage) {
        switch payment.state {
        case .held, .accepted, .booked, .outcomeUnknown:
            scheme.isInstant
                ? settle(payment, valueDay: payment.settlementDay) : accept(payment)
        case .awaitingConfirmation:
            credit(payment)
        case .returning:
            scheme.isInstant
                ? settleSentBack(payment, valueDay: payment.settlementDay) : bookReturn(payment)
        default:
            openBreak(.contraryStatus, message, payment: payment.id, theirs: payment.amount)
        }
    }

    private func takeNo(
        _ payment: Payment, _ scheme: Scheme, _ reason: ReasonCode, _ message: ClearingMessage
    ) {
        if reason == .neverReceived, payment.direction == .outgoing {
            return takeUnreceived(payment, scheme, message)
        }
        switch payment.state {
        case .held, .accepted, .outcomeUnknown:
            release(payment, reason)
        case .booked where !payment.isEndedByHand:
            reverse(payment, reason)
        case .awaitingConfirmation:
            withdraw(payment, reason)
        case .returning:
            rejectReturn(payment)
        // Parked again after the clearing rejected our return: it says so once more.
        case .parked: break
        default:
            openBreak(.contraryStatus, message, payment: payment.id, ours: payment.amount)
        }
    }

    /// The payment has ended: the same answer again is nothing, a contrary one is a break and moves
    /// no customer's money.
    private func takeAfterEnd(
        _ status: ClearingStatus, _ id: UInt128, _ original: OutgoingMessage?,
        _ message: ClearingMessage
    ) {
        guard let end = end(of: id) else {
            openBreak(.unknownOriginal, message, payment: id)
            return
        }
        switch status {
        case .rejected:
            guard end.wasExecuted else { return }
            openBreak(.contraryStatus, message, payment: id, ours: end.amount)
        case .acceptedProfile, .acceptedInProcess, .settlementCompleted, .creditedToCreditor:
            guard !end.wasExecuted, !isSuspended(id) else { return }
            let open = suspendEnded(id, end.amount, original, message)
            openBreak(
                .contraryStatus, message, payment: id, theirs: end.amount, suspense: open)
        case .received, .technicallyAccepted, .pending, .partially: break
        case .unknown: openBreak(.unknownStatus, message, payment: id)
        }
    }

    /// How an ended payment ended, or our return of it; `nil` where there was none.
    private func end(of id: UInt128) -> (wasExecuted: Bool, amount: UInt128)? {
        let steps: [(hold: PaymentStep, reverse: PaymentStep)] = [
            (.sendBack, .sendBackReverse), (.hold, .reverse),
        ]
        for (hold, reverse) in steps {
            guard let held = transfer(id: step(id, hold)), held.userData128 == id,
                let state = pendingState(of: held.id)
            else { continue }
            let wasReversed = transfer(id: step(id, reverse)) != nil
            let hasSettled = hold == .hold && transfer(id: step(id, .settle)) != nil
            return ((state != .voided || hasSettled) && !wasReversed, held.amount)
        }
        return nil
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
        default: break
        }
    }

    /// Out of the debtor's account, on its way.
    func book(_ payment: Payment) {
        guard !payment.isRestored else { return bookRestored(payment) }
        let currency = currency(of: payment)
        let day = bookingDay(currency)
        let scheme = scheme(payment.scheme)
        mustPost(
            .outgoing, id: step(payment.id, .post), debit: 0, credit: 0, amount: .max,
            currency: currency, payment: payment.id,
            valueDay: scheme.flatMap { configuration.valueDay($0, .debit, from: day) } ?? day,
            .post(of: step(payment.id, .hold)))
        bookFee(of: payment)
        change(payment.id, to: .booked)
    }

    /// Settled: what was held is booked, and what was on its way reaches the clearing.
    func settle(_ payment: Payment, valueDay: Int32) {
        let hold = step(payment.id, payment.isRestored ? .unconfirmed : .hold)
        if pendingState(of: hold) == .pending { book(payment) }
        let currency = currency(of: payment)
        mustPost(
            .outgoingSettled, id: step(payment.id, .settle),
            debit: own(.inTransitOut, currency, scheme: payment.scheme),
            credit: own(.settlement, currency, scheme: payment.scheme), amount: payment.amount,
            currency: currency, payment: payment.id, valueDay: valueDay)
        change(payment.id, to: .settled)
    }

    /// Refused before it was booked: the debtor's hold ends.
    func release(_ payment: Payment, _ reason: ReasonCode) {
        let hold: PaymentStep = payment.isRestored ? .unconfirmed : .hold
        mustPost(
            payment.isRestored ? .unconfirmed : .outgoing,
            id: step(payment.id, payment.isRestored ? .unconfirmedEnd : .post), debit: 0, credit: 0,
            amount: 0,
            currency: currency(of: payment), payment: payment.id,
            .void(of: step(payment.id, hold)))
        freeFee(of: payment)
        change(payment.id, to: .rejected, reason)
    }

    /// Rejected after it was booked: back to the debtor, or parked where the account has closed.
    private func reverse(_ payment: Payment, _ reason: ReasonCode) {
        let currency = currency(of: payment)
        let isClosed = accounts[id: payment.account]?.status == .closed
        mustPost(
            .outgoingReversed, id: step(payment.id, .reverse),
            debit: own(.inTransitOut, currency, scheme: payment.scheme),
            credit: isClosed ? own(.unappliedIn, currency) : payment.account,
            amount: payment.amount, currency: currency, payment: payment.id)
        undoFee(of: payment, isClosed: isClosed)
        if isClosed {
            park(
                step(payment.id, .reverse), payment.amount, currency, payment: payment.id,
                payment.scheme)
        }
        change(payment.id, to: .rejected, reason)
    }

    // MARK: - State

    /// Brings an open payment to a state, tells it, and lets go of it where nothing more can happen.
    func change(_ id: UInt128, to state: PaymentState, _ reason: ReasonCode = .none) {
        guard var payment = payments[id], payment.state != state else { return }
        let previous = payment.state
        payment.state = state
        payment.reason = reason
        payments[id] = payment
        var told = changeEvent(payment)
        told.previous = previous
        heard.append(.paymentChanged(told))
        guard state.isFinal else { return }
        payments[id] = nil
        forgetArrival(payment)
        forgetNote(of: id)
        letGo(of: payment.message)
        if state == .rejected { endRecall(of: id, as: .ended) }
    }

    func changeEvent(_ payment: Payment, isDateMoved: Bool = false) -> PaymentChange {
        PaymentChange(
            payment: payment.id, kind: payment.direction == .incoming ? .incoming : .outgoing,
            state: payment.state, reason: payment.reason, scheme: payment.scheme,
            account: payment.account, counterAccount: 0, amount: payment.amount,
            currency: currency(of: payment), file: payment.file, position: -1, group: -1,
            settlementDay: payment.settlementDay, message: payment.message,
            isDateMoved: isDateMoved)
    }

    /// A message whose last payment has ended is remembered apart, and for a while only.
    private func letGo(of id: UInt128) {
        guard let message = messages[id], message.payments.allSatisfy({ payments[$0] == nil })
        else { return }
        messages[id] = nil
        endedMessages[id] = message
    }

    func forgetMessages(closing day: Int32) {
        endedMessages = endedMessages.filter {
            $0.value.settlementDay > day - Self.endedMessageDays
        }
    }

    /// The currency its money is held in, whatever the scheme's row says by now.
    func currency(of payment: Payment) -> UInt16 {
        let held =
            transfer(id: step(payment.id, .hold))
            ?? transfer(id: step(payment.id, .sendBack))
        if let held {
            return UInt16(truncatingIfNeeded: held.ledger)
        }
        return configuration.scheme(payment.scheme)?.first.currency.number ?? 0
    }

    func openBreak(
        _ kind: Break.Kind, _ message: ClearingMessage, payment: UInt128 = 0, ours: UInt128 = 0,
        theirs: UInt128 = 0, suspense: OpenAmount? = nil
    ) {
        openBreak(
            kind, message, payment: payment, ours: Int128(clamping: ours),
            theirs: Int128(clamping: theirs), suspense: suspense)
    }

    /// - Parameters:
    ///   - suspense: what it left on `suspense`.
    ///   - day: of a statement that differs.
    func openBreak(
        _ kind: Break.Kind, _ message: ClearingMessage, payment: UInt128, ours: Int128,
        theirs: Int128, suspense: OpenAmount? = nil, day: Int32 = 0
    ) {
        let scheme = scheme(message.scheme)
        let found = Break(
            id: nextMessageID(), kind: kind, message: message.id, payment: payment,
            scheme: message.scheme, currency: suspense?.currency ?? scheme?.currency.number ?? 0,
            ours: ours, theirs: theirs, openedAt: now, day: day, suspense: suspense?.id ?? 0,
            open: kind == .statementDiffers ? theirs.difference(from: ours) : suspense?.amount ?? 0)
        keep(found)
    }

    /// Lists a break, and tells it.
    func keep(_ found: Break) {
        // What stands on `suspense` is never forgotten.
        if breaks.count >= Self.breaksMax, let old = breaks.firstIndex(where: { $0.suspense == 0 })
        {
            breaks.remove(at: old)
        }
        breaks.append(found)
        heard.append(.breakOpened(found))
    }
}
