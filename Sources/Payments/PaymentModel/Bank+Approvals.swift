import Bytes

/// What a second person must release (rows A1–A6): kept whole, and decided as if it had arrived when
/// it is released.
extension Bank {
    // MARK: - Kept

    /// Whether a transfer waits rather than being booked at once.
    func mustWait(_ order: TransferOrder) -> Bool {
        guard let rules = configuration.setup?.approvals, !order.isOpeningMoney else {
            return false
        }
        return rules.holds(order.amount, order.currency)
    }

    /// Whether any payment of a file, or all of a currency together, is above what one person may
    /// order.
    func mustWait(_ file: PaymentFile) -> Bool {
        guard let rules = configuration.setup?.approvals else { return false }
        if file.sums.contains(where: { rules.holdsFile($0.amount, $0.currency) }) { return true }
        return file.groups.contains { group in
            group.refusal == .none
                && group.orders.contains {
                    $0.refusal == .none && rules.holds($0.amount, $0.currency)
                }
        }
    }

    func wait(_ subject: Approval.Subject, _ ground: Approval.Ground) {
        let seconds = configuration.setup?.approvals.expirySeconds ?? ApprovalRules.standardSeconds
        let approval = Approval(
            subject, ground, requestedAt: now, expiresAt: now + UInt64(seconds) * 1_000_000_000)
        approvals.keep(approval)
        timers.set(.approval, for: approval.id, at: approval.expiresAt)
        heard.append(
            .approvalChanged(ApprovalChange(approval, .waiting, by: approval.requestedBy)))
    }

    /// Every payment of a file waits; nothing of them is judged before they are released.
    func wait(
        _ file: PaymentFile, _ ground: Approval.Ground, _ submission: inout Submission
    ) {
        for (index, group) in file.groups.enumerated() {
            let debtor = accounts[.iban(group.debtor)]?.id ?? 0
            submission.groupReasons.append(.none)
            for order in group.orders {
                let payment = PaymentFile.paymentID(
                    file: file.id, position: submission.position)
                let isHere = configuration.isOurs(order.creditorBank)
                let creditor = isHere ? accounts[.iban(order.creditor)]?.id ?? 0 : 0
                submission.add(
                    Verdict(state: .awaitingApproval, creditor: creditor), payment: payment,
                    group: index, order: order, debtor: debtor)
            }
        }
        wait(.file(file), ground)
    }

    // MARK: - Decided

    /// Releases what waits, or refuses it.
    func decide(_ decision: ApprovalDecision, _ record: inout ByteWriter) -> BankReply {
        if let refusal = refusal(of: decision) {
            record.reset()
            return .approval(refusal)
        }
        guard let approval = approvals.take(decision.id) else {
            preconditionFailure("A decision was refused where nothing waits.")
        }
        forgetNote(of: decision.id)
        decision.write(to: &record)
        heard.append(
            .approvalChanged(
                ApprovalChange(
                    approval, decision.isApproved ? .approved : .refused, by: decision.by)))
        guard decision.isApproved else {
            end(approval, .cancelledByUser, .approvalRefused)
            return .approval(.refused)
        }
        return .approval(.released(release(approval, &record)))
    }

    private func refusal(of decision: ApprovalDecision) -> ApprovalOutcome? {
        guard let approval = approvals[decision.id] else { return .unknown }
        guard let token = tokens[decision.by], token.isValid(at: now) else { return .notApprover }
        let isOwn = isTheirs(approval, decision.by)
        if !isOwn || !approval.ground.mayBeOwn {
            guard token.role.approves else { return .notApprover }
            guard !isOwn else { return .ownRequest }
        }
        let isSame =
            approval.content == decision.content
            && approval.orderCount == Int(decision.orderCount)
        return isSame ? nil : .contentDiffers
    }

    /// Whether something was asked for with the token that decides, with another one of the same
    /// person, or by a channel of that person (A8).
    private func isTheirs(_ approval: Approval, _ token: UInt128) -> Bool {
        if approval.requestedBy == token { return true }
        guard let person = tokens[token]?.person, person != 0 else { return false }
        if tokens[approval.requestedBy]?.person == person { return true }
        var folder: UInt128 = 0
        if case .file(let file) = approval.subject { folder = file.folder }
        guard case .channel(let id) = passage(token: approval.requestedBy, folder: folder) else {
            return false
        }
        return channels[id]?.party == person
    }

    private func release(
        _ approval: Approval, _ record: inout ByteWriter
    ) -> ApprovalOutcome.Release {
        switch approval.subject {
        case .transfer(let order):
            let outcome = book(order)
            if outcome == .posted {
                heard.append(.transferPosted(transfer: order.id))
            } else {
                burn(order, outcome)
            }
            record.write(outcome.rawValue)
            return .transfer(outcome)
        case .file(let file):
            return release(file, &record)
        case .resolution(let resolution):
            let outcome = resolve(resolution)
            record.write(outcome.rawValue)
            return .resolution(outcome)
        case .resumption(let resumption):
            let outcome = resume(resumption)
            record.write(outcome.rawValue)
            return .scheme(outcome)
        case .liquidity(let order):
            let outcome = release(order)
            record.write(outcome.rawValue)
            return .liquidity(outcome)
        case .motion(let motion):
            let outcome = carryOut(motion)
            record.write(outcome.rawValue)
            return .motion(outcome)
        }
    }

    private func release(
        _ file: PaymentFile, _ record: inout ByteWriter
    ) -> ApprovalOutcome.Release {
        var submission = submission(
            of: file, by: passage(token: file.by, folder: file.folder))
        for (index, group) in file.groups.enumerated() { take(group, index, &submission) }
        for verdict in submission.verdicts { verdict.write(to: &record) }
        heard += submission.changes.map { change in
            var told = change
            told.previous = .awaitingApproval
            return .paymentChanged(told)
        }
        compose(submission.releases)
        return .file(accepted: submission.accepted, count: file.count)
    }

    // MARK: - Ended without

    /// Nobody has released it in time.
    func expireApproval(_ id: UInt128) {
        guard let approval = approvals[id], approval.expiresAt <= now else { return }
        _ = approvals.take(id)
        forgetNote(of: id)
        heard.append(.approvalChanged(ApprovalChange(approval, .expired, by: 0)))
        end(approval, .waitingTimeExpired, .approvalExpired)
    }

    private func end(_ approval: Approval, _ reason: ReasonCode, _ outcome: TransferOutcome) {
        switch approval.subject {
        case .transfer(let order): burn(order, outcome)
        case .file(let file): reject(file, reason)
        // The payment, the scheme, or what the motion is about, is as it was.
        case .resolution, .resumption, .liquidity, .motion: break
        }
    }

    private func reject(_ file: PaymentFile, _ reason: ReasonCode) {
        var submission = submission(
            of: file, by: passage(token: file.by, folder: file.folder))
        for (index, group) in file.groups.enumerated() {
            let debtor = accounts[.iban(group.debtor)]?.id ?? 0
            for order in group.orders {
                submission.add(
                    Verdict(state: .rejected, reason: reason),
                    payment: PaymentFile.paymentID(file: file.id, position: submission.position),
                    group: index, order: order, debtor: debtor)
            }
        }
        heard += submission.changes.map { change in
            var told = change
            told.previous = .awaitingApproval
            return .paymentChanged(told)
        }
    }

    /// The same answer under the same key, for good.
    private func burn(_ order: TransferOrder, _ outcome: TransferOutcome) {
        guard order.isKeyed else { return }
        burned[order.id] = BurnedTransfer(outcome: outcome, content: order.content)
    }
}
