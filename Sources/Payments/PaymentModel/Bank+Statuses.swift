import Bytes
import Ledger

/// An account's status: changed at once or at its time, closed only where nothing is in the way.
extension Bank {
    func setStatus(_ order: StatusOrder, _ record: inout ByteWriter) -> BankReply {
        let isLater = order.from > now
        let outcome = outcome(of: order, isLater: isLater)
        guard outcome == .changed else {
            record.reset()
            return .status(outcome)
        }
        order.write(to: &record)
        if isLater {
            plannedStatuses[order.id] = order
            timers.set(.status, for: order.id, at: order.from)
            heard.append(.statusChanged(StatusChange(order, .planned)))
            return .status(.planned)
        }
        apply(order)
        return .status(.changed)
    }

    private func apply(_ order: StatusOrder) {
        guard !applyToBatches(order) else {
            heard.append(.statusChanged(StatusChange(order, .done)))
            return
        }
        accounts.update(order.account) { $0.status = order.status }
        closings[order.account] = order.status == .closed ? now : nil
        heard.append(.statusChanged(StatusChange(order, .done)))
        heard.append(.accountChanged(account: order.account))
    }

    /// A planned change's time has come: done where it can be, else it lapses and says so.
    func applyStatus(_ id: UInt128) {
        guard let order = plannedStatuses.removeValue(forKey: id) else { return }
        switch outcome(of: order, isLater: false) {
        case .changed: apply(order)
        default: heard.append(.statusChanged(StatusChange(order, .lapsed)))
        }
    }

    private func outcome(of order: StatusOrder, isLater: Bool) -> StatusOutcome {
        guard let account = accounts[id: order.account] else {
            return batchOutcome(of: order, isLater: isLater)
        }
        guard !account.role.isOwn else { return .ownAccount }
        // The time for which personal data is kept runs from here, and its keys may be gone.
        if account.status == .closed {
            return order.status == .closed ? .unchanged : .accountClosed
        }
        guard !isLater else {
            return plannedStatuses.count < Self.plannedStatusesMax ? .changed : .full
        }
        guard account.status != order.status else { return .unchanged }
        guard order.status == .closed else { return .changed }
        return closingObstacles(of: account.id, limit: 1).isEmpty ? .changed : .balanceNotZero
    }

    /// What is in the way of closing an account, the first `limit` of it.
    ///
    /// Cost: a look at every payment that has not ended and every order that is kept.
    package func closingObstacles(of id: UInt128, limit: Int) -> [ClosingObstacle] {
        var found: [ClosingObstacle] = []
        guard let account = accounts[id: id], let row = books.account(id: id) else { return [] }
        let balance = Int128(clamping: row.creditsPosted) - Int128(clamping: row.debitsPosted)
        if balance != 0 { found.append(.balance(balance, currency: account.currency)) }
        if row.debitsPending != 0 || row.creditsPending != 0 { found.append(.held) }
        if let due = dueFees[id] {
            found.append(
                .fees(due.reduce(0) { $0 + $1.amount }, currency: account.currency))
        }
        guard found.count < limit else { return Array(found.prefix(limit)) }
        // Sorted by id, for a dictionary has no order.
        found += payments.values.filter { $0.account == id }.sorted { $0.id < $1.id }
            .prefix(limit).map { .payment($0.id, $0.state) }
        found += warehouse.orders(of: account).prefix(limit).map { .payment($0, .warehoused) }
        found += approvals.approvals.filter { isAbout($0, account) }.prefix(limit)
            .map { .approval($0.id) }
        return Array(found.prefix(limit))
    }

    private func isAbout(_ approval: Approval, _ account: BankAccount) -> Bool {
        switch approval.subject {
        case .transfer(let order):
            accounts[order.from]?.id == account.id || accounts[order.to]?.id == account.id
        case .file(let file): account.iban != 0 && isAbout(file, account)
        case .resolution(let resolution): payments[resolution.payment]?.account == account.id
        case .resumption, .liquidity: false
        case .motion(let motion): isAbout(motion, account)
        }
    }

    /// Whether a file pays from an account, or to it.
    private func isAbout(_ file: PaymentFile, _ account: BankAccount) -> Bool {
        file.groups.contains { group in
            group.debtor == account.iban
                || group.orders.contains {
                    $0.creditor == account.iban && configuration.isOurs($0.creditorBank)
                }
        }
    }
}
