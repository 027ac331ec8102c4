/// Deciding without keeping: what came after a mark is taken back, as if it had never been.
///
/// ```swift
/// let mark = books.mark(roomFor: 10)
/// books.createTransfers(…)
/// // … look at the books …
/// books.rollBack(to: mark)
/// ```
extension Books {
    /// A place to come back to.
    package struct Mark {
        let accounts: Int
        let transfers: Int
        let burned: Int
        let expiries: Int
        let accountExtensions: Int
        let pages: [UInt32]
        let openFrom: Int
        /// The greatest timestamp given to an event so far: the next is above it.
        package let lastTimestamp: UInt64
    }

    /// Marks the books as they are.
    ///
    /// - Parameter room: at least as many accounts, and as many transfers and burned ids, as will be
    ///   made until ``rollBack(to:)``: indexes grow now, as an entry can only leave an index that has
    ///   not grown since it came.
    package func mark(roomFor room: Int) -> Mark {
        accountIndex.reserve(room)
        transferIndex.reserve(room)
        revertIndex.reserve(room)
        trialChanges = []
        return Mark(
            accounts: accounts.count, transfers: transfers.count, burned: burned.count,
            expiries: expiries.count, accountExtensions: accountExtensions.count, pages: pages,
            openFrom: openFrom,
            lastTimestamp: lastTimestamp)
    }

    private var pages: [UInt32] {
        [accountIndex.pageCount, transferIndex.pageCount, revertIndex.pageCount]
    }

    /// Takes back what came after a mark, newest first.
    ///
    /// No pending transfer expired meanwhile; an account made meanwhile takes its extension with it.
    package func rollBack(to mark: Mark) {
        precondition(pages == mark.pages, "There was room for what a trial made.")
        precondition(expiries.count == mark.expiries, "Nothing expires within a trial.")
        // Nothing is looked up in the transfers' index until the last of them has left it.
        undoTransfers(downTo: mark.transfers)
        while burned.count > mark.burned { unburn() }
        takeBack(trialChanges ?? [])
        trialChanges = nil
        removeAccounts(downTo: mark.accounts)
        removeExtensions(from: UInt32(mark.accountExtensions))
        openFrom = mark.openFrom
        lastTimestamp = mark.lastTimestamp
    }

    private func unburn() {
        let ordinal = burned.count - 1
        let hash = transferIndex.hash(burned[ordinal].pointee.id)
        transferIndex.removeNewest(hash, position: UInt32(ordinal) | Self.burnedBit)
        burned.removeLast()
    }
}
