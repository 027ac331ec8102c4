import Bytes
import Ledger
import Vocabulary

/// Payments of ours that we ask other banks for: rows Q1–Q6 of `postings.md`.
extension Bank {
    func recall(_ order: RecallOrder, _ record: inout ByteWriter) -> BankReply {
        let asked = recall(order)
        guard case .success(let recall) = asked else {
            record.reset()
            guard case .failure(let refusal) = asked else { return .recall(.asked) }
            return .recall(refusal.outcome)
        }
        order.write(to: &record)
        send(recall)
        return .recall(.asked)
    }

    private struct RecallRefusal: Error { let outcome: RecallOutcome }

    private func recall(_ order: RecallOrder) -> Result<Recall, RecallRefusal> {
        func refuse(_ outcome: RecallOutcome) -> Result<Recall, RecallRefusal> {
            .failure(RecallRefusal(outcome: outcome))
        }
        if seen(.recalled, order.payment) != nil {
            let isSame = seen(.recalled, order.payment, order.id) != nil
            return refuse(isSame ? .replayed : .alreadyAsked)
        }
        guard let hold = transfer(id: step(order.payment, .hold)),
            hold.userData128 == order.payment,
            let transit = accounts[id: hold.creditAccountID], transit.role == .inTransitOut,
            let scheme = scheme(transit.scheme)
        else { return refuse(.unknownPayment) }
        guard let rule = configuration.recallRule(order.reason, on: calendarDay()) else {
            return refuse(.reasonNotAllowed)
        }
        let (original, day): (UInt128, Int32)
        if let payment = payments[order.payment] {
            guard payment.message != 0 else { return refuse(.notSent) }
            (original, day) = (payment.message, payment.settlementDay)
        } else {
            guard let settled = transfer(id: step(order.payment, .settle)),
                seen(.cameBack, order.payment) == nil, order.original != 0
            else { return refuse(.ended) }
            (original, day) = (order.original, EntryDays(rawValue: settled.userData64).value)
        }
        guard let last = rule.lastDay(scheme, settled: day), calendarDay() <= last else {
            return refuse(.tooLate)
        }
        guard !mustWait(scheme: scheme.key) else { return refuse(.paused) }
        guard recalls.count < Recall.countMax else { return refuse(.full) }
        return .success(
            Recall(
                id: order.id, direction: .out, state: .sent, scheme: scheme.key,
                payment: order.payment, account: hold.debitAccountID, amount: hold.amount,
                currency: UInt16(truncatingIfNeeded: hold.ledger), reason: order.reason,
                message: nextMessageID(), original: original, day: day, askedAt: now,
                answerBy: answerDay(rule, scheme), by: order.by,
                note: order.note == .none ? 0 : order.id))
    }

    /// The day by which what is asked now is to be answered.
    func answerDay(_ rule: RecallRule, _ scheme: Scheme) -> Int32 {
        guard let today = BusinessDate(dayNumber: Int(calendarDay())) else { return 0 }
        let day = try? scheme.calendar.adding(openDays: rule.answerDays, to: today)
        return day?.dayNumber ?? 0
    }

    /// A recall with the moment at which its answer is late.
    func withDeadline(_ recall: Recall) -> Recall {
        var recall = recall
        recall.dueAt = recall.answerBy == 0 ? 0 : configuration.startOfDay(recall.answerBy + 1)
        return recall
    }

    private func send(_ asked: Recall) {
        let recall = withDeadline(asked)
        keep(recall)
        see(.recalled, recall.payment)
        see(.recalled, recall.payment, recall.id)
        tell(recall)
        leave(
            OutgoingMessage(
                id: recall.message, kind: .recall, scheme: recall.scheme,
                payments: [recall.payment], settlementDay: recall.day, createdAt: now,
                reason: recall.reason, about: recall.original))
    }

    func tell(_ recall: Recall) { heard.append(.recallChanged(recall)) }

    // MARK: - Answered

    /// camt.029: nothing moves, and no payment ends by it (X6).
    func take(_ fact: RecallAnswerFact, _ message: ClearingMessage) {
        guard fact.payment != 0, seen(.recalled, fact.payment) != nil else {
            openBreak(.unknownOriginal, message, payment: fact.payment)
            return
        }
        // Of one that has ended the answer stands.
        guard let recall = openRecall(of: fact.payment, .out) else { return }
        switch fact.status {
        case .rejected: move(recall, to: .refused, answer: fact.reason)
        case .accepted: move(recall, to: .promised, answer: fact.reason)
        case .pending: move(recall, to: .pending, answer: fact.reason)
        }
    }

    /// A payment that was asked for has come back, or was rejected before it settled.
    func endRecall(of payment: UInt128, as state: Recall.State) {
        guard let recall = openRecall(of: payment, .out) else { return }
        move(recall, to: state, answer: recall.answer)
    }

    /// Brings a recall to a state, tells it, and lets go of it where it has ended.
    func move(_ recall: Recall, to state: Recall.State, answer: ReasonCode = .none) {
        guard recall.state != state else { return }
        var recall = recall
        recall.state = state
        recall.answer = answer
        keep(recall)
        tell(recall)
    }

    /// Keeps a recall until it has ended.
    func keep(_ recall: Recall) {
        recalls[recall.id] = recall.state.isFinal ? nil : recall
        recallOf[recall.payment] = recall.state.isFinal ? nil : recall.id
        if recall.state.isFinal { forgetNote(of: recall.id) }
    }

    /// What asks for a payment in a direction, and has not ended.
    func openRecall(of payment: UInt128, _ direction: Recall.Direction) -> Recall? {
        recallOf[payment].flatMap { recalls[$0] }.flatMap {
            $0.direction == direction ? $0 : nil
        }
    }
}
