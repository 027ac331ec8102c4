package import Ledger
import Segments

/// The bank's own transfers, wherever they are.
///
/// Decisions and views ask here and nowhere else, and get the same answer whether a transfer is in
/// memory or in a file. Where nothing has left memory that costs one comparison more.
///
/// A decision finds what it asks for in memory, among the open pending transfers, among what was
/// searched for before its turn, or reads it: two blocks of 4 KiB. What is found is handed to the books
/// for the length of the command, since posting or voiding may rest on it. A view never reads on the
/// deciding thread: it notes what it misses, and is made again (``look(_:_:)``).
extension Bank {
    /// The stored transfer.
    package func transfer(id: UInt128) -> Transfer? {
        if let found = books.transfer(id: id) { return found }
        return recalls(id) ? books.transfer(id: id) : nil
    }

    /// Its place in the order of creation, from 0; it never changes.
    package func transferOrdinal(id: UInt128) -> Int? {
        if let found = books.transferOrdinal(id: id) { return found }
        return recalls(id) ? books.transferOrdinal(id: id) : nil
    }

    /// The stored transfer by its ordinal; nil only for a look that is made again.
    ///
    /// - Precondition: there is one.
    package func transfer(at ordinal: Int) -> Transfer? {
        ordinal >= books.firstResident
            ? books.transfer(at: ordinal) : recalled(at: UInt32(ordinal))?.transfer
    }

    /// What became of a pending transfer; nil where the id is unknown or not a pending one's.
    package func pendingState(of id: UInt128) -> PendingState? {
        if books.firstResident > 0 {
            guard transferOrdinal(id: id) != nil else { return nil }
            if let posting = books.missingPosting(ofPending: id), recalled(at: posting) == nil {
                return nil
            }
        }
        return books.pendingState(of: id)
    }

    /// Hands out an account's transfers on either side, newest first, until `body` returns false.
    ///
    /// Takes time by the transfers of the account that are newer than the last one handed out.
    package func forEachTransfer(ofAccount ordinal: Int, _ body: (Transfer) -> Bool) {
        guard var next = books.forEachTransfer(ofAccount: ordinal, body) else { return }
        let account = books.account(at: ordinal).id
        while true {
            guard let old = old(at: next, of: account), body(old.transfer),
                let previous = old.previous(ofAccount: account)
            else { return }
            next = previous
        }
    }

    /// The exact balance as of any instant, what happened at the instant included; nil for an
    /// unknown id.
    ///
    /// Takes time by the account's transfers and expiries after the instant.
    package func balance(ofAccount id: UInt128, at timestamp: UInt64) -> Balance? {
        do throws(MissingTransfer) {
            return try books.balance(ofAccount: id, at: timestamp) {
                (ordinal) throws(MissingTransfer) in
                guard let old = old(at: ordinal, of: id) else { throw MissingTransfer() }
                return old
            }
        } catch {
            // The look is made again.
            return nil
        }
    }

    /// Has the books know the ids that a transfer names.
    func recall(for transfer: Transfer) {
        guard books.firstResident > 0 else { return }
        for id in [transfer.id, transfer.pendingID] where id != 0 {
            if books.transferOrdinal(id: id) == nil { _ = recalls(id) }
        }
    }

    // MARK: - Where they are

    private func recalls(_ id: UInt128) -> Bool {
        guard books.firstResident > 0, let ownHistory else { return false }
        guard looking != nil else { return ownHistory.recall(id, in: books) }
        if books.recallOpen(id: id) { return true }
        if ownHistory.folder.view.mayHave(id) {
            looking?.want(id, below: UInt32(books.firstResident))
        }
        return false
    }

    private func recalled(at ordinal: UInt32) -> OldTransfer? {
        guard looking != nil else { return ownHistory?.recall(at: ordinal, in: books) }
        let known = books.recalledTransfer(at: ordinal)
        if known == nil { looking?.want(at: ordinal) }
        return known
    }

    /// For a walk through many, of which the books need to know none.
    private func old(at ordinal: UInt32, of account: UInt128) -> OldTransfer? {
        guard looking != nil else { return ownHistory?.transfer(at: ordinal) }
        if let known = looking?.transfer(at: ordinal) ?? books.recalledTransfer(at: ordinal) {
            return known
        }
        looking?.want(Recollection.Chain(account: account, from: ordinal))
        return nil
    }
}

extension Bank {
    /// What a look came to.
    package enum Looked<Value: Sendable>: Sendable {
        case seen(Value)
        /// Something must be read first (``Recollection/read(_:)``); then it is to be made again.
        case misses(Recollection)
    }

    /// Looks at the bank without reading files: what is missing is noted.
    ///
    /// - Parameter body: changes nothing; its value is of no use where something was missing.
    package func look<Value>(
        _ recollection: Recollection, _ body: (Bank) -> Value
    ) -> Looked<Value> {
        guard books.firstResident > 0 else { return .seen(body(self)) }
        books.recall(recollection.old, extensions: recollection.extensions)
        defer {
            looking = nil
            books.forget()
        }
        if recollection.rounds < Recollection.roundsMax { looking = recollection }
        let value = body(self)
        guard let found = looking, !found.isComplete else { return .seen(value) }
        return .misses(found)
    }
}
