import Bytes
import Ledger

/// What was agreed with accounts and parties, and the funds of orders that are kept (rows W1a–W3a).
extension Bank {
    func setTerms(_ order: TermsOrder, _ record: inout ByteWriter) -> BankReply {
        let outcome = apply(order)
        guard outcome == .changed else {
            record.reset()
            return .terms(outcome)
        }
        order.write(to: &record)
        return .terms(.changed)
    }

    private func apply(_ order: TermsOrder) -> TermsOutcome {
        switch order.subject {
        case .account(let id, let lateOrders):
            guard let account = accounts[id: id] else { return .unknownAccount }
            guard !account.role.isOwn else { return .ownAccount }
            guard account.status != .closed else { return .accountClosed }
            guard account.lateOrders != lateOrders else { return .unchanged }
            accounts.update(id) { $0.lateOrders = lateOrders }
            heard.append(.accountChanged(account: id))
        case .party(let id, let funds):
            guard let party = parties[id] else { return .unknownParty }
            guard party.funds != funds else { return .unchanged }
            parties.update(id) { $0.funds = funds }
            heard.append(.partyChanged(id))
        }
        return .changed
    }

    // MARK: - Funds of kept orders

    /// Whether the funds of an order that is kept are held from its entry on.
    func holdsAtEntry(_ debtor: BankAccount) -> Bool {
        parties[debtor.holder]?.funds == .atEntry
    }

    /// Holds a kept order's funds, what it costs included (W1a).
    ///
    /// - Returns: whether the account covers it.
    func holdFunds(
        of payment: UInt128, _ amount: UInt128, _ currency: UInt16, debtor: UInt128
    ) -> Bool {
        openOwn(.suspense, currency)
        let status = post(
            .keptFunds, id: step(payment, .keepHold), debit: debtor,
            credit: own(.suspense, currency), amount: amount, currency: currency, payment: payment,
            .hold)
        return status == .created
    }

    /// The funds are the payer's again: the order is decided now, or cancelled (W2a, W3a).
    func freeFunds(of kept: WarehousedOrder) {
        guard kept.funds > 0 else { return }
        mustPost(
            .keptFunds, id: step(kept.id, .keepEnd), debit: 0, credit: 0, amount: 0,
            currency: kept.order.currency, payment: kept.id,
            .void(of: step(kept.id, .keepHold)))
    }

    /// Held for orders that are kept.
    func keptFunds(_ currency: UInt16) -> Int128 {
        warehouse.orders.reduce(0) { sum, kept in
            kept.order.currency == currency ? sum + Int128(clamping: kept.funds) : sum
        }
    }
}
