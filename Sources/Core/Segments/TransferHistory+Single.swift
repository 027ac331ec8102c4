package import Ledger
import Platform

/// Old transfers by themselves, where a decision asks for one id after the other rather than for a
/// batch's.
extension TransferHistory {
    /// Hands in the transfer with an id that has left memory; false where there is none.
    ///
    /// Cost: of an id that no file has, a line of memory a run; of an open pending transfer, a look
    /// in memory; of any other, two reads of 4 KiB unless ``HistoryFolder/search(_:)`` has met it
    /// lately.
    package func recall(_ id: UInt128, in books: Books) -> Bool {
        if books.recallOpen(id: id) { return true }
        let view = folder.view
        let end = UInt32(books.firstResident)
        guard view.mayHave(id) else { return false }
        var old = folder.remembered(id)
        if old == nil {
            readCount += 1
            old =
                reading { () throws(SealedFileError) in
                    try view.transfer(id: id, below: end)
                } ?? nil
        }
        guard let old, old.ordinal < end else { return false }
        handIn(old, to: books)
        return true
    }

    /// Hands in the transfer of an ordinal that has left memory, and gives it; one read.
    ///
    /// - Returns: nil where the power has gone, so that nothing can be durable any more.
    package func recall(at ordinal: UInt32, in books: Books) -> OldTransfer? {
        if let known = books.recalledTransfer(at: ordinal) { return known }
        let old = transfer(at: ordinal)
        if let old { handIn(old, to: books) }
        return old
    }

    /// The transfer of an ordinal that has left memory; one read.
    ///
    /// - Returns: nil where the power has gone, so that nothing can be durable any more.
    package func transfer(at ordinal: UInt32) -> OldTransfer? {
        let view = folder.view
        readCount += 1
        return reading { () throws(SealedFileError) in try view.transfer(at: ordinal) }
    }

    private func handIn(_ old: OldTransfer, to books: Books) {
        let view = folder.view
        let more = reading { () throws(SealedFileError) in try view.extensionRecord(of: old) }
        books.recall([old], extensions: more.flatMap { $0.map { [$0] } } ?? [])
    }

    /// Has all up to now written down, however little it is; false where it has to wait.
    ///
    /// For a snapshot that leaves everything to files.
    package func sealAll(_ books: Books) -> Bool {
        openIfNew(books)
        let kept = Int(folder.view.end)
        guard kept < books.transferCount else { return true }
        return folder.seal(books.stretch(kept..<books.transferCount))
    }
}

extension HistoryView {
    /// Whether a run may have an id, without a read.
    package func mayHave(_ id: UInt128) -> Bool {
        let hash = IdentifierFilter.hash(id)
        return runs.contains { $0.mayContain(id, hash: hash) }
    }
}

extension HistoryFolder {
    /// Transfers that are remembered at once: 160 bytes each.
    private static let rememberedMax = 1 << 12

    /// Reads what there is under some ids, some time before a decision asks for them.
    ///
    /// What is found is remembered for a while. What cannot be read is left to whoever decides, who
    /// says why.
    package func search(_ ids: [UInt128]) {
        let view = view
        for id in ids where view.mayHave(id) && remembered(id) == nil {
            guard let old = try? view.transfer(id: id) else { continue }
            found.withLock { found in
                // All are forgotten rather than the oldest: what is asked for is soon there again.
                if found.count >= Self.rememberedMax { found.removeAll(keepingCapacity: true) }
                found[id] = old
            }
        }
    }

    /// What a search has found lately; files never change, so neither does it.
    func remembered(_ id: UInt128) -> OldTransfer? { found.withLock { $0[id] } }
}
