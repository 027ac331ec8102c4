import Ledger
import Vocabulary

/// Adds every account's figures up again from the transfers alone, in the plainest way.
struct BalanceCheck {
    private let books: Books
    private var sums: [UInt128: Balance] = [:]

    init(_ books: Books) {
        self.books = books
        for ordinal in 0..<books.transferCount { add(books.transfer(at: ordinal)) }
    }

    /// The first account, in the order of opening, whose figures are not those of its transfers.
    var firstProblem: String? {
        for ordinal in 0..<books.accountCount {
            let account = books.account(at: ordinal)
            let sum = sums[account.id] ?? Balance()
            guard sum != account.balance else { continue }
            let name = ObjectID(.account, account.id)?.description ?? String(account.id)
            return "The balance of \(name) is not what its transfers add up to: "
                + "\(account.balance) instead of \(sum)."
        }
        return nil
    }

    private mutating func add(_ transfer: Transfer) {
        if transfer.flags.contains(.voidPendingTransfer) { return }
        let isPending = transfer.flags.contains(.pending)
        if isPending, books.pendingState(of: transfer.id) != .pending { return }
        let (debit, credit) = (transfer.debitAccountID, transfer.creditAccountID)
        if isPending {
            sums[debit, default: Balance()].debitsPending += transfer.amount
            sums[credit, default: Balance()].creditsPending += transfer.amount
        } else {
            sums[debit, default: Balance()].debitsPosted += transfer.amount
            sums[credit, default: Balance()].creditsPosted += transfer.amount
        }
    }
}
