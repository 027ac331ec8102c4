import Ledger

extension Bank {
    /// Adds what a settlement account moves; debits positive.
    func countMove(of account: UInt128, _ amount: Int128) {
        var moved = movedSettlements[account] ?? (received: 0, sent: 0)
        if amount > 0 { moved.received += amount.magnitude } else { moved.sent += amount.magnitude }
        movedSettlements[account] = moved
    }

    /// Tells what the entry has moved on settlement accounts: one event an account, however many
    /// payments it was.
    func tellSettlements() {
        guard !movedSettlements.isEmpty else { return }
        for id in movedSettlements.keys.sorted() {
            guard let moved = movedSettlements[id], let account = accounts[id: id],
                let row = books.account(id: id)
            else { continue }
            heard.append(
                .settlementMoved(
                    SettlementMove(
                        scheme: account.scheme, currency: account.currency, day: calendarDay(),
                        received: moved.received, sent: moved.sent,
                        position: Int128(clamping: row.debitsPosted)
                            - Int128(clamping: row.creditsPosted))))
        }
        movedSettlements.removeAll(keepingCapacity: true)
    }
}
