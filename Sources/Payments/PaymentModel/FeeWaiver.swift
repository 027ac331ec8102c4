package import Bytes

/// An order not to take what an account's payments have cost and still is due (row F10).
package struct FeeWaiver: Sendable, Recorded {
    package var id: UInt128
    package var account: UInt128
    /// A token; 0 where none gave it.
    package var by: UInt128
    package var reason: SealedReference

    package init(id: UInt128, account: UInt128, by: UInt128, reason: SealedReference) {
        self.id = id
        self.account = account
        self.by = by
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(account)
        writer.write(by)
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        account = try reader.read()
        by = try reader.read()
        reason = try SealedReference(from: &reader)
    }
}

/// Fees that are due no more.
package struct WaivedFees: Hashable, Sendable, Recorded {
    /// The order's, under which its reason is sealed.
    package let order: UInt128
    package let account: UInt128
    package let by: UInt128
    /// Payments they were for.
    package let count: UInt64
    /// Minor units.
    package let amount: UInt128

    package init(
        order: UInt128, account: UInt128, by: UInt128, count: UInt64, amount: UInt128
    ) {
        self.order = order
        self.account = account
        self.by = by
        self.count = count
        self.amount = amount
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(order)
        writer.write(account)
        writer.write(by)
        writer.write(count)
        writer.write(amount: amount)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        order = try reader.read()
        account = try reader.read()
        by = try reader.read()
        count = try reader.read()
        amount = try reader.readAmount()
    }
}

/// What became of an order to waive fees.
package enum WaiverOutcome: Sendable, Hashable {
    case waived(WaivedFees)
    case unknownAccount
    case nothingDue
}

extension Bank {
    /// Nothing is posted, for nothing was: the fees only count no more.
    func waiveFees(_ order: FeeWaiver, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: order)
        guard case .waived(let waived) = outcome else {
            record.reset()
            return .waiver(outcome)
        }
        order.write(to: &record)
        dueFees[order.account] = nil
        heard.append(.feesWaived(waived))
        return .waiver(outcome)
    }

    private func outcome(of order: FeeWaiver) -> WaiverOutcome {
        guard accounts[id: order.account] != nil else { return .unknownAccount }
        guard let due = dueFees[order.account] else { return .nothingDue }
        return .waived(
            WaivedFees(
                order: order.id, account: order.account, by: order.by,
                count: due.reduce(0) { $0 + UInt64($1.count) },
                amount: due.reduce(0) { $0 + $1.amount }))
    }
}
