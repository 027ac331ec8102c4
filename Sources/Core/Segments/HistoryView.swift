package import Ledger

/// Old transfers at one moment: files that never change, for any thread to read.
package struct HistoryView: Sendable {
    /// In the order of ordinals, from 0 and without gaps.
    package internal(set) var records: [RecordFile] = []
    /// Which of them are of which account: one file for each of ``records``.
    package internal(set) var accounts: [AccountFile] = []
    /// The ids of the same transfers, from the oldest run to the newest.
    package internal(set) var runs: [IdentifierRun] = []

    /// The first ordinal that is not here.
    package var end: UInt32 { records.last?.shape.end ?? 0 }
    /// What the files take.
    package var bytes: UInt64 {
        records.reduce(0) { $0 + $1.shape.fileBytes + ($1.extensions?.shape.fileBytes ?? 0) }
            + accounts.reduce(0) { $0 + $1.shape.fileBytes }
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
    /// Cost: for each record file a read of its accounts' entries, and one for each transfer, these
    /// side by side.
    ///
    /// - Parameters:
    ///   - ordinal: the newest one that is not in memory.
    ///   - timestamp: leaves out what came after it.
    package func transfers(
        ofAccount id: UInt128, from ordinal: UInt32, through timestamp: UInt64, limit: Int
    ) throws(SealedFileError) -> [Extended<Transfer>] {
        var found: [Extended<Transfer>] = []
        var index = place(of: ordinal)
        for early in max(0, index - Self.filesAhead)...index {
            accounts[early].prepare(
                ofAccount: id, below: min(ordinal + 1, records[early].shape.end))
        }
        while index >= 0, found.count < limit {
            let end = try end(of: index, from: ordinal, through: timestamp)
            try collect(ofAccount: id, in: index, below: end, limit: limit, &found)
            index -= 1
        }
        return found
    }

    /// Files whose accounts are looked up at once.
    private static let filesAhead = 15

    /// The ordinal in a file before which transfers count.
    private func end(
        of index: Int, from ordinal: UInt32, through timestamp: UInt64
    ) throws(SealedFileError) -> UInt32 {
        let file = records[index]
        if UInt128(timestamp) < file.file.low { return file.shape.first }
        let end = min(ordinal + 1, file.shape.end)
        guard UInt128(timestamp) < file.file.high else { return end }
        return min(end, try file.firstOrdinal(after: timestamp))
    }

    /// Adds an account's transfers of one file, newest first.
    private func collect(
        ofAccount id: UInt128, in index: Int, below end: UInt32, limit: Int,
        _ found: inout [Extended<Transfer>]
    ) throws(SealedFileError) {
        let file = records[index]
        var end = end
        while found.count < limit, end > file.shape.first {
            let wanted = limit - found.count
            let ordinals = try accounts[index].ordinals(
                ofAccount: id, below: end, limit: wanted)
            for ordinal in ordinals { file.prepare(ordinal) }
            for ordinal in ordinals {
                let old = try file.transfer(ordinal)
                guard old.transfer.debitAccountID == id || old.transfer.creditAccountID == id
                else { continue }
                found.append(try extended(old))
            }
            guard ordinals.count == wanted, let last = ordinals.last else { return }
            end = last
        }
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

    private func file(of ordinal: UInt32) -> RecordFile { records[place(of: ordinal)] }

    private func place(of ordinal: UInt32) -> Int {
        precondition(ordinal < end, "Old transfers end before this one.")
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle].shape.end <= ordinal { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
