package import Ledger

/// Old transfers at one moment: files that never change, for any thread to read.
package struct HistoryView: Sendable {
    /// In the order of ordinals, from 0 and without gaps.
    package internal(set) var records: [RecordFile] = []
    /// The ids of the same transfers, from the oldest run to the newest.
    package internal(set) var runs: [IdentifierRun] = []

    /// The first ordinal that is not here.
    package var end: UInt32 { records.last?.shape.end ?? 0 }
    /// What the files take.
    package var bytes: UInt64 {
        records.reduce(0) { $0 + $1.shape.fileBytes + ($1.extensions?.shape.fileBytes ?? 0) }
            + runs.reduce(0) { $0 + $1.shape.fileBytes }
    }

    /// The transfer of an ordinal below ``end``; one read.
    package func transfer(at ordinal: UInt32) throws(SealedFileError) -> OldTransfer {
        try file(of: ordinal).transfer(ordinal)
    }

    /// What an old transfer has beyond its record; `nil` where it has nothing.
    package func extensionRecord(
        of old: OldTransfer
    ) throws(SealedFileError) -> ExtensionRecord? {
        guard old.isExtended else { return nil }
        return try file(of: old.ordinal).extensionRecord(of: old)
    }

    /// An old transfer as it travels, with what it has beyond its record.
    package func extended(_ old: OldTransfer) throws(SealedFileError) -> Extended<Transfer> {
        Extended(old.transfer, try extensionRecord(of: old)?.value)
    }

    /// The transfer with an id, where it is below an ordinal; `nil` where there is none.
    package func transfer(
        id: UInt128, below end: UInt32 = .max
    ) throws(SealedFileError) -> OldTransfer? {
        let hash = IdentifierFilter.hash(id)
        for run in runs.reversed() where run.mayContain(id, hash: hash) {
            guard let ordinal = try run.ordinal(of: id), ordinal < end else { continue }
            return try transfer(at: ordinal)
        }
        return nil
    }

    /// Goes on with an account's transfers where memory ends, newest first.
    ///
    /// - Parameters:
    ///   - ordinal: the newest one that is not in memory.
    ///   - timestamp: leaves out what came after it.
    package func transfers(
        ofAccount id: UInt128, from ordinal: UInt32, through timestamp: UInt64, limit: Int
    ) throws(SealedFileError) -> [Extended<Transfer>] {
        var found: [Extended<Transfer>] = []
        var next: UInt32? = ordinal
        while let ordinal = next, found.count < limit {
            let old = try transfer(at: ordinal)
            if old.transfer.timestamp <= timestamp { found.append(try extended(old)) }
            next = old.previous(ofAccount: id)
        }
        return found
    }

    /// Hands out an account's transfers from one on, newest first, until `body` returns false.
    ///
    /// Cost: a read of 4 KiB for each block in which one of them lies, where they follow each other.
    package func forEachTransfer(
        ofAccount id: UInt128, from ordinal: UInt32, _ body: (OldTransfer) -> Bool
    ) throws(SealedFileError) {
        var kept: RecordFile.KeptBlock?
        var next: UInt32? = ordinal
        while let ordinal = next {
            let old = try file(of: ordinal).transfer(ordinal, &kept)
            guard body(old) else { return }
            next = old.previous(ofAccount: id)
        }
    }

    /// Whether a transfer below an ordinal has a timestamp; reads the logarithm of one file.
    func hasTransfer(at timestamp: UInt64, below end: UInt32) throws(SealedFileError) -> Bool {
        guard
            let file = records.first(where: {
                UInt128(timestamp) >= $0.file.low && UInt128(timestamp) <= $0.file.high
            })
        else { return false }
        let after = try file.firstOrdinal(after: timestamp)
        guard after > file.shape.first, after <= end else { return false }
        return try file.transfer(after - 1).transfer.timestamp == timestamp
    }

    private func file(of ordinal: UInt32) -> RecordFile {
        precondition(ordinal < end, "Old transfers end before this one.")
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle].shape.end <= ordinal { low = middle + 1 } else { high = middle }
        }
        return records[low]
    }
}
