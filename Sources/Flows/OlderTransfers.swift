import Ledger
import PaymentModel
import Segments

/// Transfers of batches that had left memory when somebody looked.
struct OlderTransfers: Sendable {
    private let view: HistoryView?
    private let end: UInt32

    init(_ bank: Bank) {
        end = UInt32(bank.batchBooks.firstResident)
        view = end > 0 ? bank.history?.folder.view : nil
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

    func transfers(
        ofAccount id: UInt128, from ordinal: UInt32, through timestamp: UInt64, limit: Int
    ) throws(SealedFileError) -> [Extended<Transfer>] {
        try view?.transfers(ofAccount: id, from: ordinal, through: timestamp, limit: limit) ?? []
    }
}
