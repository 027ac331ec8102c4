package import Ledger
package import PaymentModel

/// A booking on an account, as its holder sees it.
package struct LedgerEntry: Sendable {
    package let transfer: UInt128
    package let account: UInt128
    package let counterAccount: UInt128
    package let isDebit: Bool
    package let amount: UInt128
    package let kind: PostingKind
    /// The payment it belongs to; a transfer asked for through the interface has none.
    package let payment: UInt128
    package let bookingDay: Int32
    package let valueDay: Int32
    package let timestamp: UInt64
    /// What a monthly entry of fees is for.
    package let collected: CollectedFees?

    /// `nil` for holds and releases, which book nothing, and where the account is on neither side.
    package init?(_ transfer: Transfer, account: UInt128) {
        guard !transfer.flags.contains(.pending), !transfer.flags.contains(.voidPendingTransfer),
            transfer.debitAccountID == account || transfer.creditAccountID == account
        else { return nil }
        let kind = PostingKind(rawValue: transfer.code) ?? .transfer
        self.transfer = transfer.id
        self.account = account
        isDebit = transfer.debitAccountID == account
        counterAccount = isDebit ? transfer.creditAccountID : transfer.debitAccountID
        amount = transfer.amount
        self.kind = kind
        let isPayment =
            ![.transfer, .openingMoney, .monthlyFees, .transferFee].contains(kind)
        payment = isPayment ? transfer.userData128 : 0
        let days = EntryDays(rawValue: transfer.userData64)
        bookingDay = days.booking
        valueDay = days.value
        timestamp = transfer.timestamp
        collected =
            kind == .monthlyFees ? CollectedFees(rawValue: transfer.userData128) : nil
    }

    /// Calendar days for which the holder has no interest on it: of a credit from its booking to its
    /// value date, of a debit from its value date to its booking; below zero in the holder's favour.
    package var interestFreeDays: Int32 {
        isDebit ? bookingDay - valueDay : valueDay - bookingDay
    }

    /// Credit positive, as the account's holder counts.
    package var signed: Int128 {
        let amount = Int128(clamping: amount)
        return isDebit ? -amount : amount
    }
}

extension Bank {
    /// The newest bookings of an account, older than `timestamp`, newest first.
    package func entries(
        of account: UInt128, before timestamp: UInt64, limit: Int
    ) -> [LedgerEntry] {
        rows(of: account, before: timestamp, limit: limit).map(\.entry)
    }

    /// The same, each with the balance after it, credits positive: what is there now less what came
    /// later.
    func rows(
        of account: UInt128, before timestamp: UInt64, limit: Int
    ) -> [(entry: LedgerEntry, balanceAfter: Int128)] {
        guard let ordinal = books.accountOrdinal(id: account), let row = books.account(id: account)
        else { return [] }
        var balance = Int128(clamping: row.creditsPosted) - Int128(clamping: row.debitsPosted)
        var rows: [(entry: LedgerEntry, balanceAfter: Int128)] = []
        forEachTransfer(ofAccount: ordinal) { transfer in
            guard let entry = LedgerEntry(transfer, account: account) else { return true }
            if transfer.timestamp < timestamp { rows.append((entry, balance)) }
            balance = balance.plus(-entry.signed)
            return rows.count < limit
        }
        return rows
    }
}
