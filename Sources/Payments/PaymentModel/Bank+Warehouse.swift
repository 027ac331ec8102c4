import Bytes

/// Orders for a later day: kept, decided when it comes, or cancelled before (rows W1–W3, T6–T12).
extension Bank {
    // MARK: - Kept

    /// When a group's orders are to be executed.
    func execution(of group: PaymentGroup) -> Instruction.Execution {
        guard let time = group.requestedTime else {
            return Instruction.Execution(day: group.requestedDay)
        }
        let instant = configuration.instant(of: time)
        return Instruction.Execution(day: calendarDay(at: instant), instant: instant)
    }

    /// Farther ahead than orders are kept for.
    func isTooFarAhead(_ execution: Instruction.Execution) -> Bool {
        let ahead = Int64(execution.day) - Int64(calendarDay())
        return rules >= 2 && ahead > Int64(Scheme.daysAheadMax)
    }

    /// When an order that is executed on `day` falls due, where that is not now.
    func due(_ execution: Instruction.Execution, on day: Int32) -> UInt64? {
        let isAhead = execution.day > calendarDay() || execution.instant > now
        guard rules >= 2, isAhead else { return nil }
        let due = max(startOfDay(day), execution.instant)
        return due > now ? due : nil
    }

    /// Keeps an order until it is due.
    func keep(_ instruction: Instruction, _ verdict: Verdict) -> Verdict {
        guard !warehouse.isFull else {
            return Verdict(state: .rejected, reason: .notSpecifiedByAgent)
        }
        var kept = WarehousedOrder(
            id: instruction.payment, file: instruction.file, account: instruction.debtor.id,
            isBook: verdict.creditor != 0, order: instruction.order, day: verdict.settlementDay,
            dueAt: verdict.dueAt)
        kept.channel = instruction.channel
        kept.countedDay = bookingDay(instruction.order.currency)
        if holdsAtEntry(instruction.debtor) {
            let order = instruction.order
            let rule = fee(
                of: order.amount, order.currency, from: instruction.debtor,
                by: scheme(verdict.scheme))
            let (funds, isBeyond) = order.amount.addingReportingOverflow(feeNow(rule))
            let isCovered =
                !isBeyond
                && holdFunds(
                    of: kept.id, funds, order.currency, debtor: instruction.debtor.id)
            guard isCovered else { return Verdict(state: .rejected, reason: .insufficientFunds) }
            kept.funds = funds
        }
        warehouse.keep(kept)
        timers.set(.release, for: instruction.payment, at: verdict.dueAt)
        return verdict
    }

    // MARK: - Released

    /// Decides a kept order as if it had arrived now.
    func release(_ id: UInt128, _ releases: inout Releases) {
        guard let kept = warehouse.take(id), let debtor = accounts[id: kept.account] else { return }
        freeFunds(of: kept)
        forgetNote(of: id)
        let reason = refusal(of: kept, debtor)
        let instruction = Instruction(
            payment: id, file: kept.file, order: kept.order, debtor: debtor,
            execution: Instruction.Execution(day: kept.day), receivedAt: now, isReleased: true)
        let verdict =
            reason == .none
            ? decide(instruction, &releases) : Verdict(state: .rejected, reason: reason)
        if verdict.state != .rejected, !isCounted(kept) {
            count(kept.order.amount, kept.order.currency, by: passage(of: kept))
        }
        tell(kept, verdict)
    }

    private func passage(of kept: WarehousedOrder) -> Passage {
        kept.channel == 0 ? .free : .channel(kept.channel)
    }

    /// Whether it is released on the very day of whose sum it is part.
    private func isCounted(_ kept: WarehousedOrder) -> Bool {
        kept.countedDay == bookingDay(kept.order.currency)
    }

    /// Why an order is not taken from where it was kept: what has become of its account, or of the
    /// channel it came through (K8).
    private func refusal(of kept: WarehousedOrder, _ debtor: BankAccount) -> ReasonCode {
        let reason = refusal(of: debtor)
        guard reason == .none else { return reason }
        let order = kept.order
        let refusal = refusal(
            by: passage(of: kept), debit: debtor, order.amount, order.currency,
            isCounted: isCounted(kept))
        return refusal == nil && !isRevoked(kept.channel) ? .none : .transactionForbidden
    }

    private func tell(_ kept: WarehousedOrder, _ verdict: Verdict) {
        var change = PaymentChange(
            payment: kept.id, kind: kept.isBook ? .book : .outgoing,
            state: verdict.state, reason: verdict.reason, scheme: verdict.scheme,
            account: kept.account, counterAccount: verdict.creditor,
            amount: kept.order.amount, currency: kept.order.currency, file: kept.file,
            position: -1, group: -1, settlementDay: verdict.settlementDay, message: 0,
            isDateMoved: verdict.isDateMoved)
        change.fee = verdict.fee
        heard.append(.paymentChanged(change))
    }

    // MARK: - Cancelled

    /// Ends a kept order, or a held one that is in no message; what is in one is past that.
    func cancel(
        _ id: UInt128, reason: SealedReference, _ record: inout ByteWriter
    ) -> BankReply {
        if let kept = warehouse.take(id) {
            freeFunds(of: kept)
            tell(kept, Verdict(state: .cancelled, reason: .cancelledByUser))
        } else if let payment = payments[id], isUnsent(id) {
            endUnsent(payment)
        } else {
            record.reset()
            return .cancellation(payments[id]?.direction == .outgoing ? .isSent : .notKept)
        }
        forgetNote(of: id)
        record.write(id)
        reason.write(to: &record)
        return .cancellation(.cancelled)
    }

    /// The debtor has the held money again, and nothing of it waits for its scheme.
    private func endUnsent(_ payment: Payment) {
        mustPost(
            .outgoing, id: step(payment.id, .post), debit: 0, credit: 0, amount: 0,
            currency: currency(of: payment), payment: payment.id,
            .void(of: step(payment.id, .hold)))
        paused[payment.scheme]?.waiting.forget(payment.id)
        untilOpening[payment.scheme]?.waiting.forget(payment.id)
        freeFee(of: payment)
        change(payment.id, to: .cancelled, .cancelledByUser)
    }
}
