package import Ledger

/// What a batch of transfers names among those on disk, found before its turn.
///
/// Filters are asked and blocks are read by whoever hands the batch in; the thread that decides it
/// looks only through what was sealed since. What is decided does not depend on it.
package struct FoundTransfers: Sendable {
    /// Ordinals below were looked through.
    let end: UInt32
    let old: [OldTransfer]
    let extensions: [ExtensionRecord]
}

extension HistoryFolder {
    /// Looks for what a batch names; `nil` where nothing is here yet, and where it cannot be read:
    /// whoever decides the batch reads it again, and says why.
    ///
    /// - Parameter records: whole transfers of 128 bytes.
    package func find(
        _ records: [UInt8], extensions: ExtensionList<TransferExtension>
    ) -> FoundTransfers? {
        let view = view
        guard view.end > 0, records.count % Transfer.bytes == 0 else { return nil }
        let ids = records.withUnsafeBytes { raw in
            raw.withMemoryRebound(to: Transfer.self) {
                TransferHistory.ids(named: $0, extensions)
            }
        }
        return try? view.find(ids, 0..<view.end, FilterProbe())
    }
}

extension HistoryView {
    /// The transfers of some ordinals that have one of the ids, with what they have beyond their
    /// records.
    func find(
        _ ids: [UInt128], _ ordinals: Range<UInt32>, _ probe: FilterProbe
    ) throws(SealedFileError) -> FoundTransfers {
        var old: [OldTransfer] = []
        var extensions: [ExtensionRecord] = []
        let runs = runs.filter { $0.shape.end > ordinals.lowerBound }
        try ids.withUnsafeBufferPointer { (ids) throws(SealedFileError) in
            try probe.forEachCandidate(ids, in: runs) { (id, run) throws(SealedFileError) in
                guard let ordinal = try run.ordinal(of: id), ordinals.contains(ordinal) else {
                    return
                }
                old.append(try transfer(at: ordinal))
            }
        }
        for each in old {
            if let record = try extensionRecord(of: each) { extensions.append(record) }
        }
        return FoundTransfers(end: ordinals.upperBound, old: old, extensions: extensions)
    }
}
