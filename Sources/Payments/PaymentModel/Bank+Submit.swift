import Vocabulary
import Bytes
import Duplicates
import Ledger

/// A customer's file: each transfer becomes a book transfer, a held payment in a message to a
/// clearing, or a refusal with its reason.
extension Bank {
    func submit(_ file: PaymentFile, _ record: inout ByteWriter) -> BankReply {
        if let before = seen(.file, file.id) {
            record.reset()
            let isSame = seen(.fileContent, file.id, file.content) != nil
            return .file(isSame ? .replayed(refusal(of: file, seen: before)) : .keyReused)
        }
        guard !hasLived(file) else {
            record.reset()
            return .file(.keyReused)
        }
        guard !isNamed(file.id, otherThan: .file) else {
            record.reset()
            return .file(.keyReused)
        }
        file.write(to: &record)
        var reason = refusal(of: file)
        let passage = passage(token: file.by, folder: file.folder)
        // Of what may not come in at all nothing waits for a second person.
        let ground = reason == .none && passage != .barred ? ground(of: file) : nil
        if ground != nil, !approvals.hasRoom(for: file.count) { reason = .notSpecifiedByAgent }
        seeFile(file, reason)
        var submission = submission(of: file, by: passage)
        if reason == .none {
            let key = messageKey(of: file, by: passage)
            see(.message, key.one, key.other)
            if let ground {
                wait(file, ground, &submission)
            } else {
                for (index, group) in file.groups.enumerated() { take(group, index, &submission) }
            }
        }
        record.write(reason.rawValue)
        for verdict in submission.verdicts { verdict.write(to: &record) }
        let repeated = noteReferences(file, submission)
        if submission.accepted > 0 { see(.orders, file.orders) }
        heard.append(
            .fileDecided(
                FileDecision(
                    file: file.id, key: file.sealed.key, version: file.version, reason: reason,
                    groupReasons: submission.groupReasons, count: file.count,
                    acceptedCount: submission.accepted, orders: file.orders,
                    repeatedReferences: repeated.count)))
        heard += submission.changes.map { .paymentChanged($0) }
        compose(submission.releases)
        if let ground, reason == .none {
            return .file(.waiting(count: file.count, ground, repeated: repeated))
        }
        return .file(
            .decided(
                reason: reason, count: file.count, accepted: submission.accepted,
                repeated: repeated, fees: fees(of: submission.changes)))
    }

    /// Why a file waits; `nil` where it does not.
    private func ground(of file: PaymentFile) -> Approval.Ground? {
        let isAboveLimit = mustWait(file)
        if seen(.orders, file.orders) != nil { return Approval.Ground(isAboveLimit: isAboveLimit) }
        return isAboveLimit ? .limit : nil
    }

    /// Remembers the end-to-end identifications of what was not refused.
    ///
    /// - Returns: payments whose one was there before, of the same party and account (D10).
    private func noteReferences(_ file: PaymentFile, _ submission: Submission) -> [UInt128] {
        var repeated: [UInt128] = []
        let orders = file.groups.lazy.flatMap(\.orders)
        for (order, change) in zip(orders, submission.changes)
        where order.endToEnd != 0 && change.state != .rejected {
            if seen(.endToEnd, order.endToEnd) != nil {
                repeated.append(change.payment)
            } else {
                see(.endToEnd, order.endToEnd)
            }
        }
        return repeated
    }

    private func refusal(of file: PaymentFile) -> ReasonCode {
        if file.refusal != .none { return file.refusal }
        let key = messageKey(of: file, by: passage(token: file.by, folder: file.folder))
        return seen(.message, key.one, key.other) != nil ? .messageNotUnique : .none
    }

    /// What a file that was decided before was refused for.
    private func refusal(of file: PaymentFile, seen before: Sighting) -> ReasonCode {
        file.refusal != .none ? file.refusal : Self.refusal(ofFileSeen: before)
    }

    // MARK: - A group

    func take(_ group: PaymentGroup, _ index: Int, _ submission: inout Submission) {
        let debtor = accounts[.iban(group.debtor)]
        let execution = execution(of: group)
        let reason = refusal(of: group, debtor, execution, submission)
        submission.groupReasons.append(reason)
        submission.groupKeys.insert(group.key)
        for order in group.orders {
            let payment = PaymentFile.paymentID(
                file: submission.file.id, position: submission.position)
            let verdict: Verdict
            // An end-to-end identification may repeat: it is the customer's, and no key.
            if let debtor, reason == .none {
                verdict = pass(
                    Instruction(
                        payment: payment, file: submission.file.id, order: order, debtor: debtor,
                        execution: execution, receivedAt: submission.receivedAt,
                        channel: submission.channel), &submission)
            } else {
                verdict = Verdict(state: .rejected, reason: reason)
            }
            submission.add(
                verdict, payment: payment, group: index, order: order, debtor: debtor?.id ?? 0)
        }
    }

    func submission(of file: PaymentFile, by passage: Passage) -> Submission {
        Submission(
            file: file, receivedAt: now, by: passage, restrictions(of: file, by: passage))
    }

    /// Decides what may come in by the file's way, and counts what was taken (K2–K4).
    private func pass(_ instruction: Instruction, _ submission: inout Submission) -> Verdict {
        let order = instruction.order
        let passage = submission.passage
        // What the order alone is refused for is told first: it says nothing of the account.
        if order.refusal == .none {
            let isRefused =
                submission.restrictions.refuses(order)
                || refusal(
                    by: passage, debit: instruction.debtor, order.amount, order.currency) != nil
            if isRefused { return Verdict(state: .rejected, reason: .transactionForbidden) }
        }
        let verdict = decide(instruction, &submission.releases)
        if verdict.state != .rejected { count(order.amount, order.currency, by: passage) }
        return verdict
    }

    private func refusal(
        of group: PaymentGroup, _ debtor: BankAccount?, _ execution: Instruction.Execution,
        _ submission: Submission
    ) -> ReasonCode {
        if group.refusal != .none { return group.refusal }
        if group.key != 0, submission.groupKeys.contains(group.key) {
            return .paymentInformationNotUnique
        }
        guard let debtor, !debtor.role.isOwn else { return .accountInvalid }
        let reason = refusal(of: debtor)
        if reason != .none { return reason }
        guard group.debtorCurrency == 0 || group.debtorCurrency == debtor.currency else {
            return .debtorCurrencyInvalid
        }
        return isTooFarAhead(execution) ? .dateTooFarAhead : .none
    }

    /// Towards the holder: why an account takes no debit.
    func refusal(of debtor: BankAccount) -> ReasonCode {
        debtor.status.takesDebits ? .none : codes(of: debtor.status).inside
    }

    // MARK: - A transfer

    /// Books, holds, keeps or refuses an order.
    func decide(_ instruction: Instruction, _ releases: inout Releases) -> Verdict {
        let order = instruction.order
        if order.refusal != .none { return Verdict(state: .rejected, reason: order.refusal) }
        guard order.currency == instruction.debtor.currency else {
            return Verdict(state: .rejected, reason: .currencyNotProcessable)
        }
        guard order.amount > 0 else { return Verdict(state: .rejected, reason: .amountZero) }
        return configuration.isOurs(order.creditorBank)
            ? bookTransfer(instruction) : send(instruction, &releases)
    }

    private func bookTransfer(_ instruction: Instruction) -> Verdict {
        let order = instruction.order
        let debtor = instruction.debtor
        guard let creditor = accounts[.iban(order.creditor)], !creditor.role.isOwn else {
            return Verdict(state: .rejected, reason: .accountInvalid)
        }
        guard creditor.currency == order.currency else {
            return Verdict(state: .rejected, reason: .currencyNotProcessable)
        }
        guard creditor.status.takesCredits else {
            return Verdict(state: .rejected, reason: codes(of: creditor.status).outside)
        }
        guard creditor.id != debtor.id else {
            return Verdict(state: .rejected, reason: .transactionForbidden)
        }
        let day = instruction.execution.day
        if let due = due(instruction.execution, on: day) {
            return keep(
                instruction,
                Verdict(
                    state: .warehoused, creditor: creditor.id, settlementDay: day, dueAt: due))
        }
        let rule = fee(of: order.amount, order.currency, from: debtor, by: nil)
        guard covers(debtor.id, order.amount, with: rule) else {
            return Verdict(state: .rejected, reason: .insufficientFunds)
        }
        let status = post(
            .bookTransfer, id: step(instruction.payment, .hold), debit: debtor.id,
            credit: creditor.id, amount: order.amount, currency: order.currency,
            payment: instruction.payment)
        guard status == .created else {
            return Verdict(state: .rejected, reason: .insufficientFunds)
        }
        takeFee(rule, of: instruction.payment, from: debtor.id, order.currency)
        return Verdict(state: .settled, creditor: creditor.id, fee: feeNow(rule))
    }

    private func send(_ instruction: Instruction, _ releases: inout Releases) -> Verdict {
        let order = instruction.order
        let execution = instruction.execution
        let today = calendarDay()
        // An order that is kept must be reached on its day.
        let due = due(execution, on: execution.day)
        let isKept = due != nil
        guard
            let scheme = configuration.reach(
                order.creditorBank, currency: order.currency, isInstant: order.isInstant,
                at: due ?? now)
        else { return Verdict(state: .rejected, reason: .bankUnreachable) }
        // The payee must be verified before the payer authorises (260/2012 Article 5c): until that
        // step exists, no real money leaves.
        guard configuration.isSandbox else {
            return Verdict(state: .rejected, reason: .typeNotSupported)
        }
        let amount = Int128(clamping: order.amount)
        if let maximum = scheme.amountMax, amount > maximum.minorUnits {
            return Verdict(state: .rejected, reason: .amountAboveMaximum)
        }
        if let minimum = scheme.amountMin, amount < minimum.minorUnits {
            return Verdict(state: .rejected, reason: .amountBelowMinimum)
        }
        if !instruction.isReleased,
            (instruction.debtor.lateOrders ?? scheme.lateOrders) == .refuse,
            let reason = scheme.lateness(
                requested: execution.day, notBefore: execution.instant, at: now)
        {
            return Verdict(state: .rejected, reason: reason)
        }
        let day =
            scheme.isInstant
            ? (isKept ? execution.day : today)
            : settlementDay(
                scheme, requested: execution.day, at: isKept ? max(now, execution.instant) : now)
        guard isKept, let day, let due = self.due(execution, on: day) else {
            return hold(instruction, scheme, day: day, &releases)
        }
        return keep(
            instruction,
            Verdict(
                state: .warehoused, scheme: scheme.key, settlementDay: day,
                isDateMoved: day != execution.day, dueAt: due))
    }

    /// Holds an outgoing payment's money for the next message to its clearing.
    ///
    /// - Parameter day: its settlement day; `nil` where the calendar has none.
    private func hold(
        _ instruction: Instruction, _ scheme: Scheme, day: Int32?, _ releases: inout Releases
    ) -> Verdict {
        let order = instruction.order
        let payment = instruction.payment
        // Nobody knows when it could leave, and it is never rolled (T2).
        if scheme.isInstant, isPaused(scheme.key) {
            return Verdict(state: .rejected, reason: .settlementSystemNotAvailable)
        }
        if scheme.isInstant, !covers(scheme, order.amount) {
            return Verdict(state: .rejected, reason: .aboveSettlementLimit)
        }
        guard let day,
            let valueDay = configuration.valueDay(
                scheme, .debit, from: bookingDay(order.currency))
        else { return Verdict(state: .rejected, reason: .dateTooFarAhead) }
        let transit = own(.inTransitOut, order.currency, scheme: scheme.key)
        let rule = fee(
            of: order.amount, order.currency, from: instruction.debtor, by: scheme)
        guard covers(instruction.debtor.id, order.amount, with: rule) else {
            return Verdict(state: .rejected, reason: .insufficientFunds)
        }
        let status = post(
            .outgoing, id: step(payment, .hold), debit: instruction.debtor.id, credit: transit,
            amount: order.amount, currency: order.currency, payment: payment,
            valueDay: valueDay, .hold)
        guard status == .created else {
            return Verdict(state: .rejected, reason: .insufficientFunds)
        }
        holdFee(rule, of: payment, from: instruction.debtor.id, order.currency)
        payments[payment] = Payment(
            id: payment, direction: .outgoing, state: .held, scheme: scheme.key,
            account: instruction.debtor.id, amount: order.amount, file: instruction.file,
            settlementDay: day, acceptedAt: instruction.receivedAt)
        releases.add(payment, file: instruction.file, scheme: scheme.key, day: day)
        let isMoved = !scheme.isInstant && day != instruction.execution.day
        return Verdict(
            state: .held, scheme: scheme.key, settlementDay: day, isDateMoved: isMoved,
            fee: feeNow(rule))
    }

    /// An instant transfer is refused when the settled balance of its scheme, less what is on its
    /// way, does not cover it.
    private func covers(_ scheme: Scheme, _ amount: UInt128) -> Bool {
        let currency = scheme.currency.number
        guard
            let settlement = books.account(id: own(.settlement, currency, scheme: scheme.key)),
            let transit = books.account(id: own(.inTransitOut, currency, scheme: scheme.key))
        else { return false }
        // What the clearing owes us, against what it and those on their way to it will take.
        let taken = settlement.creditsPosted + transit.creditsPosted + transit.creditsPending
        let (needed, overflow) = (taken - transit.debitsPosted).addingReportingOverflow(amount)
        return !overflow && needed <= settlement.debitsPosted
    }

    // MARK: - Messages

    /// Puts what was held into messages: one a transfer where the scheme is instant, else up to the
    /// scheme's number, of one settlement day.
    func compose(_ releases: Releases) {
        for bulk in releases.bulks {
            guard let scheme = scheme(bulk.scheme) else { continue }
            if !scheme.isInstant, mustWait(scheme: scheme.key) {
                wait(
                    WaitingSend(.transfers, bulk.payments, file: bulk.file, day: bulk.day),
                    scheme: scheme.key)
            } else {
                sendWhenOpen(bulk.payments, scheme, day: bulk.day, file: bulk.file)
            }
        }
    }

    /// Sends what is held, or has it wait until its clearing takes messages.
    func sendWhenOpen(_ ids: [UInt128], _ scheme: Scheme, day: Int32, file: UInt128) {
        if waitsForOpening(scheme) {
            waitForOpening(WaitingSend(.transfers, ids, file: file, day: day), scheme.key)
        } else {
            send(ids, scheme, day: day, file: file)
        }
    }

    private func send(_ ids: [UInt128], _ scheme: Scheme, day: Int32, file: UInt128) {
        let size = scheme.isInstant ? 1 : max(1, scheme.transfersPerMessage)
        var start = 0
        while start < ids.count {
            let end = min(start + size, ids.count)
            sendOne(Array(ids[start..<end]), scheme, day: day, file: file)
            start = end
        }
    }

    private func sendOne(_ ids: [UInt128], _ scheme: Scheme, day: Int32, file: UInt128) {
        let message = OutgoingMessage(
            id: nextMessageID(), kind: .transfers, scheme: scheme.key, payments: ids,
            settlementDay: day, createdAt: now, about: file)
        messages[message.id] = message
        for id in ids { payments[id]?.message = message.id }
        heard.append(.messageDecided(message))
        let due =
            scheme.isInstant
            ? (payments[ids[0]]?.acceptedAt ?? now) + scheme.clockNanoseconds
            : startOfDay(day + 1)
        for id in ids { timers.set(.answer, for: id, at: due) }
    }

    /// Time-ordered, and the same in every replay: 48 bits of milliseconds, then a running number.
    func nextMessageID() -> UInt128 {
        messageCount += 1
        return UInt128(now / 1_000_000) << 80 | UInt128(messageCount)
    }
}
