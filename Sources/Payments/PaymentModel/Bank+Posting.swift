import Ledger

/// The only way in which the bank moves money: one transfer of the ledger at a time, each with an
/// id derived from what it belongs to.
extension Bank {
    enum Movement {
        case direct, hold
        case post(of: UInt128), void(of: UInt128)
    }

    /// Books a transfer and gives the ledger's verdict; where it is refused nothing has changed.
    func post(
        _ kind: PostingKind, id: UInt128, debit: UInt128, credit: UInt128, amount: UInt128,
        currency: UInt16, payment: UInt128, valueDay: Int32? = nil, clearingDay: Int32? = nil,
        bookingDay given: Int32? = nil, _ movement: Movement = .direct
    ) -> TransferStatus {
        let bookingDay = given ?? bookingDay(currency)
        var transfer = Transfer(
            id: id, debitAccountID: debit, creditAccountID: credit, amount: amount,
            userData128: payment,
            userData64: EntryDays(booking: bookingDay, value: valueDay ?? bookingDay).rawValue,
            ledger: UInt32(currency), code: kind.rawValue)
        // Where the customer's value day is not the clearing's day, that one stands beside it.
        if let clearingDay { transfer.userData32 = UInt32(bitPattern: clearingDay) }
        switch movement {
        case .direct: break
        case .hold: transfer.flags = .pending
        case .post(let hold):
            transfer.flags = .postPendingTransfer
            transfer.pendingID = hold
        case .void(let hold):
            transfer.flags = .voidPendingTransfer
            transfer.pendingID = hold
        }
        return create(transfer)
    }

    private func create(_ transfer: Transfer) -> TransferStatus {
        var refusals: [Refusal] = []
        recall(for: transfer)
        withUnsafePointer(to: transfer) {
            books.createTransfers(
                UnsafeBufferPointer(start: $0, count: 1), timestamp: now, refusals: &refusals)
        }
        now += 1
        guard let refusal = refusals.first else {
            count(transfer)
            return .created
        }
        return TransferStatus(rawValue: refusal.status)
    }

    /// Keeps what settlement accounts move, by the day the clearing counts it on.
    private func count(_ transfer: Transfer) {
        let isHeld = transfer.flags.contains(.pending)
        guard !isHeld, !transfer.flags.contains(.voidPendingTransfer) else { return }
        let isPosting = transfer.flags.contains(.postPendingTransfer)
        guard let booked = isPosting ? self.transfer(id: transfer.id) : transfer else { return }
        let day =
            booked.userData32 == 0
            ? EntryDays(rawValue: booked.userData64).value
            : Int32(bitPattern: booked.userData32)
        let amount = Int128(clamping: booked.amount)
        move(booked.debitAccountID, amount, on: day)
        move(booked.creditAccountID, -amount, on: day)
    }

    private func move(_ account: UInt128, _ amount: Int128, on day: Int32) {
        // Nearly all accounts are told by the first byte of their id, without a look-up.
        guard UInt8(truncatingIfNeeded: account >> 120) == AccountRole.settlement.rawValue,
            accounts[id: account]?.role == .settlement
        else { return }
        settlements[account, default: SettlementRecord(account: account)].move(amount, on: day)
        countMove(of: account, amount)
    }

    /// A transfer that cannot be refused unless the program is wrong.
    func mustPost(
        _ kind: PostingKind, id: UInt128, debit: UInt128, credit: UInt128, amount: UInt128,
        currency: UInt16, payment: UInt128, valueDay: Int32? = nil, clearingDay: Int32? = nil,
        bookingDay: Int32? = nil, _ movement: Movement = .direct
    ) {
        let status = post(
            kind, id: id, debit: debit, credit: credit, amount: amount, currency: currency,
            payment: payment, valueDay: valueDay, clearingDay: clearingDay,
            bookingDay: bookingDay, movement)
        precondition(
            status == .created || status == .exists,
            "A posting that rests on an earlier one cannot be refused: \(kind), \(status.name).")
    }

    func step(_ payment: UInt128, _ step: PaymentStep) -> UInt128 { payment &+ step.rawValue }

    func own(_ role: AccountRole, _ currency: UInt16, scheme: UInt64 = 0) -> UInt128 {
        AccountDirectory.ownID(role, currency: currency, scheme: scheme)
    }
}

/// Booking day and value day of an entry, in days since 1970-01-01, as the ledger keeps them.
package struct EntryDays: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    package init(booking: Int32, value: Int32) {
        rawValue = UInt64(UInt32(bitPattern: booking)) << 32 | UInt64(UInt32(bitPattern: value))
    }

    package var booking: Int32 { Int32(bitPattern: UInt32(rawValue >> 32)) }
    package var value: Int32 { Int32(bitPattern: UInt32(truncatingIfNeeded: rawValue)) }
}
