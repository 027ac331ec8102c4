import Ledger
import PaymentModel
import Segments

/// Transfers that had left memory when somebody looked: those of batches, or the bank's own.
struct OlderTransfers: Sendable {
    private let view: HistoryView?
    private let end: UInt32

    /// Those of batches.
    init(_ bank: Bank) { self.init(bank.batchBooks, bank.history) }

    /// The bank's own.
    init(ownOf bank: Bank) { self.init(bank.books, bank.ownHistory) }

    private init(_ books: Books, _ history: TransferHistory?) {
        end = UInt32(books.firstResident)
        view = end > 0 ? history?.folder.view : nil
    }

    var hasAny: Bool { view != nil }

    func old(_ id: UInt128) throws(SealedFileError) -> OldTransfer? {
        try view?.transfer(id: id, below: end)
    }

    func id(at ordinal: UInt32) throws(SealedFileError) -> UInt128? {
        ordinal < end ? try view?.transfer(at: ordinal).transfer.id : nil
    }

    func transfer(id: UInt128) throws(SealedFileError) -> Extended<Transfer>? {
        guard let view, let old = try view.transfer(id: id, below: end) else { return nil }
        return try view.extended(old)
    }

    /// Hands out an account's from one on, newest first, until `body` returns false.
    func forEachTransfer(
        ofAccount id: UInt128, from ordinal: UInt32, _ body: (Transfer) -> Bool
    ) throws(SealedFileError) {
        try view?.forEachTransfer(ofAccount: id, from: ordinal) { body($0.transfer) }
    }

    func transfers(
        ofAccount id: UInt128, from ordinal: UInt32, through timestamp: UInt64, limit: Int
    ) throws(SealedFileError) -> [Extended<Transfer>] {
        try view?.transfers(ofAccount: id, from: ordinal, through: timestamp, limit: limit) ?? []
    }
}
