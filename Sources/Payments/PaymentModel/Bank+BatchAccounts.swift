import Bytes
import Ledger

/// Limits and statuses of accounts that callers keep by batches.
extension Bank {
    func changeLimits(_ order: LimitsOrder, _ record: inout ByteWriter) -> BankReply {
        let outcome = apply(order)
        guard outcome == .changed else {
            record.reset()
            return .limits(outcome)
        }
        order.write(to: &record)
        heard.append(.limitsChanged(order))
        return .limits(.changed)
    }

    private func apply(_ order: LimitsOrder) -> LimitsOutcome {
        guard let old = batchBooks.accountExtension(id: order.account) else {
            return .unknownAccount
        }
        var new = old
        new.creditLine = order.creditLine ?? old.creditLine
        new.minimum = order.minimum.applied(to: old.minimum)
        new.maximum = order.maximum.applied(to: old.maximum)
        if let minimum = new.minimum, let maximum = new.maximum, minimum > maximum {
            return .minimumAboveMaximum
        }
        guard new != old else { return .unchanged }
        batchBooks.change(extensionOf: order.account) { $0 = new }
        return .changed
    }

    /// What a status would do to an account kept by batches.
    func batchOutcome(of order: StatusOrder, isLater: Bool) -> StatusOutcome {
        guard let more = batchBooks.accountExtension(id: order.account) else {
            return .unknownAccount
        }
        guard let blocks = order.status.blocks else { return .notForBatches }
        guard !isLater else {
            return plannedStatuses.count < Self.plannedStatusesMax ? .changed : .full
        }
        return more.blocks == blocks ? .unchanged : .changed
    }

    /// Gives an account kept by batches a status; false where it is not one of them.
    func applyToBatches(_ order: StatusOrder) -> Bool {
        guard accounts[id: order.account] == nil, let blocks = order.status.blocks else {
            return false
        }
        return batchBooks.change(extensionOf: order.account) { $0.blocks = blocks }
    }
}

extension BankAccount.Status {
    /// What it stops on an account kept by batches; `nil` where such accounts do not have it.
    ///
    /// A closing transfer closes such an account, and nothing is dormant by itself there.
    var blocks: AccountExtension.Blocks? {
        switch self {
        case .open: []
        case .debitBlocked: .debits
        case .creditBlocked: .credits
        case .frozen: [.debits, .credits]
        case .closed, .dormant: nil
        }
    }
}
