import Bytes
import Ledger
import Vocabulary

/// Payments to us that other banks ask back: rows Q7–Q16 of `postings.md`.
///
/// Nothing moves before a person has said yes, and then only what the receiver has.
extension Bank {
    // MARK: - Asked

    func take(_ fact: RecallFact, _ message: ClearingMessage) {
        guard seen(.recallRequest, fact.key) == nil else { return }
        see(.recallRequest, fact.key)
        guard let found = standing(of: fact) else {
            return refuse(fact, payment: 0, .originalNeverReceived, message)
        }
        // One request a payment: what was said to the first one holds.
        guard seen(.recalled, found.payment) == nil else { return }
        guard recalls.count < Recall.countMax else {
            return refuse(fact, payment: 0, .agentRefuses, message)
        }
        see(.recalled, found.payment)
        guard !found.hasGoneBack else {
            return refuse(fact, payment: found.payment, .alreadyReturned, message)
        }
        if fact.amount != 0, fact.amount != found.amount {
            openBreak(
                .amountDiffers, message, payment: found.payment, ours: found.amount,
                theirs: fact.amount)
        }
        let scheme = scheme(found.scheme)
        let rule =
            configuration.recallRule(fact.reason, on: calendarDay())
            ?? RecallRule.standard.first
        let recall = Recall(
            id: fact.id, direction: .into, state: .open, scheme: found.scheme,
            payment: found.payment, account: found.account, amount: found.amount,
            currency: found.currency, reason: fact.reason, message: message.id,
            original: found.original, day: found.day, askedAt: now,
            answerBy: scheme.flatMap { scheme in rule.map { answerDay($0, scheme) } } ?? 0)
        keep(withDeadline(recall))
        tell(withDeadline(recall))
    }

    /// A payment to us that can be asked for, as far as it has come.
    private struct Standing {
        let payment: UInt128
        let scheme: UInt64
        /// Of the customer who has the money; 0 where none has.
        var account: UInt128 = 0
        let amount: UInt128
        let currency: UInt16
        var original: UInt128 = 0
        var day: Int32 = 0
        var hasGoneBack = false
    }

    /// The payment that a request is about; `nil` where it never came, or was refused.
    private func standing(of fact: RecallFact) -> Standing? {
        guard let id = paymentAsked(for: fact) else { return nil }
        if let payment = payments[id], payment.direction == .incoming {
            return Standing(
                payment: id, scheme: payment.scheme, account: payment.account,
                amount: payment.amount, currency: currency(of: payment),
                original: payment.state == .returning ? 0 : payment.message,
                day: payment.settlementDay, hasGoneBack: payment.state == .returning)
        }
        guard let hold = transfer(id: step(id, .hold)), hold.userData128 == id,
            pendingState(of: hold.id) != .voided,
            transfer(id: step(id, .reverse)) == nil
        else { return nil }
        let holder = accounts[id: hold.creditAccountID]
        let scheme = accounts[id: hold.debitAccountID]?.scheme ?? 0
        guard let holder, holder.role == .customer || holder.role == .unappliedIn else {
            return nil
        }
        return Standing(
            payment: id, scheme: scheme,
            account: holder.role == .customer ? holder.id : applied(id),
            amount: hold.amount, currency: holder.currency,
            day: EntryDays(rawValue: hold.userData64).value, hasGoneBack: hasGoneBack(id))
    }

    /// The payment to us that a request names: one on its way or one in the books, and where the
    /// request says too little for that, one that reports would give its name.
    func paymentAsked(for fact: RecallFact) -> UInt128? {
        if let id = arrivals[fact.original] ?? receivedPayment(fact.original) { return id }
        let named = (announced[fact.name] ?? []).first
        return named ?? settledHold(fact.name, fact.amount)?.userData128
    }

    /// The account that parked money was given to (U6), or 0.
    private func applied(_ id: UInt128) -> UInt128 {
        transfer(id: step(id, .apply))?.creditAccountID ?? 0
    }

    /// Whether it has left once, if only to be rejected: a payment goes back once (U7).
    private func hasBeenSentBack(_ id: UInt128) -> Bool {
        transfer(id: step(id, .sendBack)) != nil
    }

    private func hasGoneBack(_ id: UInt128) -> Bool {
        guard let back = transfer(id: step(id, .sendBack)),
            pendingState(of: back.id) != .voided
        else { return false }
        return transfer(id: step(id, .sendBackReverse)) == nil
    }

    /// Answers no by itself: nothing is here that could go back.
    private func refuse(
        _ fact: RecallFact, payment: UInt128, _ reason: ReasonCode, _ message: ClearingMessage
    ) {
        var recall = Recall(
            id: fact.id, direction: .into, state: .refused, scheme: message.scheme,
            payment: payment, account: 0, amount: fact.amount, currency: fact.currency,
            reason: fact.reason, message: message.id, original: 0, day: calendarDay(),
            askedAt: now, answerBy: 0)
        recall.answer = reason
        tell(recall)
        answerNo(recall)
    }

    /// Sends a camt.029, or has it wait until the scheme goes on.
    private func answerNo(_ recall: Recall) {
        let message = OutgoingMessage(
            id: nextMessageID(), kind: .recallAnswer, scheme: recall.scheme,
            payments: [recall.id], settlementDay: recall.day, createdAt: now,
            reason: recall.answer, about: recall.message)
        guard !mustWait(scheme: recall.scheme) else {
            return wait(WaitingSend(message), scheme: recall.scheme)
        }
        leave(message)
    }

    // MARK: - Decided

    func decide(_ decision: RecallDecision, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: decision)
        guard outcome == .accepted || outcome == .refused, var recall = recalls[decision.recall]
        else {
            record.reset()
            return .recallDecision(outcome)
        }
        decision.write(to: &record)
        recall.by = decision.by
        recall.note = decision.note == .none ? 0 : decision.noteID
        if outcome == .accepted {
            if recall.original == 0 { recall.original = decision.original }
            if recall.account == 0 { recall.account = applied(recall.payment) }
            move(recall, to: .accepted)
            giveBack(recall)
        } else {
            move(recall, to: .refused, answer: decision.reason)
            recall.answer = decision.reason
            answerNo(recall)
        }
        return .recallDecision(outcome)
    }

    private func outcome(of decision: RecallDecision) -> RecallDecisionOutcome {
        guard let recall = recalls[decision.recall], recall.direction == .into,
            recall.state == .open
        else { return .unknownRecall }
        guard !mustWait(scheme: recall.scheme), configuration.scheme(recall.scheme) != nil else {
            return .paused
        }
        guard decision.isAccepted else { return .refused }
        if let payment = payments[recall.payment] {
            switch payment.state {
            // Settled to us and nobody's yet: it goes back without anybody's leave.
            case .parked:
                let isFrozen = accounts[id: payment.account]?.status == .frozen
                if isFrozen { return .accountBlocked }
                return hasBeenSentBack(payment.id) ? .notReturnable : .accepted
            case .returning: return .alreadyReturned
            default: return .notSettled
            }
        }
        guard !hasGoneBack(recall.payment) else { return .alreadyReturned }
        guard !hasBeenSentBack(recall.payment) else { return .notReturnable }
        let holder = recall.account == 0 ? applied(recall.payment) : recall.account
        guard let account = accounts[id: holder],
            let position = PaymentFile.position(
                of: recall.payment,
                in: recall.original == 0 ? decision.original : recall.original),
            position >= 0
        else { return .unknownRecall }
        guard decision.ground != .none else { return .groundMissing }
        guard account.status.takesDebits else { return .accountBlocked }
        return covers(account.id, recall.amount) ? .accepted : .insufficientFunds
    }

    /// From whom has it: from `unapplied-in` as any return (U1), or from the receiver's account.
    private func giveBack(_ recall: Recall) {
        if let parked = payments[recall.payment] {
            sendBack(parked, .followingCancellation)
            return
        }
        var payment = Payment(
            id: recall.payment, direction: .incoming, state: .credited, scheme: recall.scheme,
            account: recall.account, amount: recall.amount, message: recall.original,
            settlementDay: recall.day, acceptedAt: now)
        payment.reason = .followingCancellation
        payments[payment.id] = payment
        sendBack(payment, .followingCancellation, from: recall.account)
    }

    /// Our return of what was asked for has settled, or was rejected by the clearing.
    func endRequest(of payment: UInt128, isSettled: Bool) {
        guard let recall = openRecall(of: payment, .into), recall.state == .accepted else {
            return
        }
        move(recall, to: isSettled ? .sentBack : .open)
    }
}
