import Ledger
import Vocabulary
import Bytes

extension Bank {
    func fire(_ timer: PaymentTimer, _ releases: inout Releases) {
        switch timer.kind {
        case .settlementDay: beginSettlementDay(timer.payment)
        case .answer: payments[timer.payment].map(askAbout)
        case .release: release(timer.payment, &releases)
        case .approval: expireApproval(timer.payment)
        case .status: applyStatus(timer.payment)
        case .restore: restorePayer(timer.payment)
        case .opening: sendOpened(UInt64(truncatingIfNeeded: timer.payment))
        case .resume: sendWaiting(UInt64(truncatingIfNeeded: timer.payment))
        case .schedule, .accrual: runSchedule(timer.payment, at: timer.due)
        }
    }

    private func beginSettlementDay(_ id: UInt128) {
        guard let payment = payments[id] else { return }
        switch payment.state {
        case .accepted: book(payment)
        case .returning: bookReturn(payment)
        default: break
        }
    }

    /// Silence: the hold stays, the payment is listed, and where the scheme allows it the clearing
    /// is asked, at the scheme's times.
    private func askAbout(_ payment: Payment) {
        guard let scheme = scheme(of: payment) else { return }
        switch payment.state {
        case .held:
            change(payment.id, to: .outcomeUnknown)
            setQuestion(payment, scheme, number: 0)
            setRestoring(payment, scheme)
        case .outcomeUnknown where mustWait(scheme: scheme.key):
            wait(WaitingSend(.question, [payment.id]), scheme: scheme.key)
        case .outcomeUnknown:
            ask(payment, scheme)
        default: break
        }
    }

    private func setQuestion(_ payment: Payment, _ scheme: Scheme, number: Int) {
        guard let delay = scheme.question(number) else { return }
        timers.set(
            .answer, for: payment.id, at: payment.acceptedAt + scheme.clockNanoseconds + delay)
    }

    func ask(_ payment: Payment, _ scheme: Scheme) {
        guard messages[payment.message] != nil else { return }
        payments[payment.id]?.asked += 1
        heard.append(
            .messageDecided(
                OutgoingMessage(
                    id: nextMessageID(), kind: .question, scheme: scheme.key,
                    payments: [payment.id], settlementDay: payment.settlementDay, createdAt: now,
                    about: payment.message)))
        setQuestion(payment, scheme, number: Int(payment.asked) + 1)
    }

    /// Somebody proposes an end to a payment whose outcome is unknown (X5); nothing moves yet.
    func propose(_ resolution: Resolution, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(ofProposing: resolution)
        guard outcome == .proposed else {
            record.reset()
            return .resolution(outcome)
        }
        resolution.write(to: &record)
        var kept = resolution
        if let payment = payments[resolution.payment] {
            (kept.amount, kept.currency) = (payment.amount, currency(of: payment))
        }
        wait(.resolution(kept), .always)
        return .resolution(.proposed)
    }

    private func outcome(ofProposing resolution: Resolution) -> ResolutionOutcome {
        if let waiting = approvals[resolution.id] {
            return waiting.content == resolution.content ? .replayed : .keyReused
        }
        guard !isNamed(resolution.id, otherThan: .resolution) else { return .keyReused }
        guard let payment = payments[resolution.payment] else { return .unknownPayment }
        guard payment.state == .outcomeUnknown else { return .outcomeIsKnown }
        guard approvals.resolution(of: payment.id) == nil else { return .alreadyProposed }
        return approvals.hasRoom(for: 1) ? .proposed : .full
    }

    /// Two people end a payment whose outcome is unknown.
    ///
    /// Executed: the debtor is debited, and in-transit-out carries the amount until the clearing's
    /// report takes it. Not executed: the hold is released. A contrary answer later is a break.
    func resolve(_ resolution: Resolution) -> ResolutionOutcome {
        guard let payment = payments[resolution.payment] else { return .unknownPayment }
        guard payment.state == .outcomeUnknown else { return .outcomeIsKnown }
        if resolution.isExecuted {
            payments[payment.id]?.isEndedByHand = true
            book(payment)
        } else {
            // The clearing has said nothing yet: a late yes is its first word (Z2).
            see(.endedByHand, payment.id)
            release(payment, .notSpecifiedByAgent)
        }
        return .resolved
    }

    // MARK: - AG09

    /// The clearing says that it never received a payment: believed once the payment can no longer
    /// be executed and a day's statement is without it (X2), until then remembered.
    ///
    /// By cycles it ends nothing.
    func takeUnreceived(_ payment: Payment, _ scheme: Scheme, _ message: ClearingMessage) {
        guard scheme.isInstant, payment.state == .held || payment.state == .outcomeUnknown else {
            openBreak(.neverReceived, message, payment: payment.id)
            return
        }
        payments[payment.id]?.isUnreceived = true
        endUnreceived(scheme)
    }

    /// Ends what the clearing never received, can no longer execute, and has not named in the
    /// statement of its day.
    func endUnreceived(_ scheme: Scheme) {
        guard let day = statementDays[scheme.key] else { return }
        let ended = payments.values.filter {
            $0.scheme == scheme.key && $0.isUnreceived && $0.settlementDay <= day
                && isBehindClock($0)
        }
        for payment in ended.sorted(by: { $0.id < $1.id }) { release(payment, .neverReceived) }
    }

    /// Whether a payment of ours can no longer be executed, by the row it was accepted by.
    private func isBehindClock(_ payment: Payment) -> Bool {
        scheme(of: payment).map { isBehindClock(acceptedAt: payment.acceptedAt, $0) } ?? false
    }

    /// Whether AccptncDtTm plus the scheme's clock has passed.
    func isBehindClock(acceptedAt: UInt64, _ scheme: Scheme) -> Bool {
        now > acceptedAt && now - acceptedAt > scheme.clockNanoseconds
    }
}
