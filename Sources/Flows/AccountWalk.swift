import Ledger
import PaymentModel
import Segments

/// What is gathered on the way back through an account's transfers, newest first.
protocol AccountWalk: Sendable {
    /// - Returns: whether to go on.
    mutating func take(_ transfer: Transfer) -> Bool
}

/// A walk that has come to where memory ends, and goes on in files beside the deciding thread.
///
/// For accounts with so many bookings that reading them for a look (``Recollection``) would take
/// memory for each: settlement accounts, and the bank's others.
struct BegunWalk<Walk: AccountWalk>: Sendable {
    private let walk: Walk
    private let account: UInt128
    private let next: UInt32?
    private let older: OlderTransfers

    fileprivate init(_ bank: Bank, _ walk: Walk, _ account: UInt128) {
        var walk = walk
        self.account = account
        next = bank.books.accountOrdinal(id: account).flatMap { ordinal in
            bank.books.forEachTransfer(ofAccount: ordinal) { walk.take($0) }
        }
        older = OlderTransfers(ownOf: bank)
        self.walk = walk
    }

    /// The walk to its end, for threads that may wait.
    func finished() throws(FlowError) -> Walk {
        guard let next else { return walk }
        var walk = walk
        do throws(SealedFileError) {
            try older.forEachTransfer(ofAccount: account, from: next) { walk.take($0) }
        } catch { throw .records("\(error)") }
        return walk
    }
}

extension Bank {
    /// Walks through what memory has of an account.
    func begin<Walk: AccountWalk>(_ walk: Walk, through account: UInt128) -> BegunWalk<Walk> {
        BegunWalk(self, walk, account)
    }
}
