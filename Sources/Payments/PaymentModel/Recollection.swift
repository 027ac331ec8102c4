import Ledger
package import Segments

/// What somebody who looks at the bank's books asks of transfers that have left memory, and what was
/// read of it beside the deciding thread.
///
/// A look that misses something is made again when that has been read. What is read grows fourfold
/// each time, so that a long history is walked through about as often as once and a third.
package struct Recollection: Sendable {
    /// The transfers of an account from one on, backwards.
    struct Chain: Hashable, Sendable {
        let account: UInt128
        let from: UInt32
    }

    /// Looks that go back to read; the one after them reads on the deciding thread.
    static let roundsMax = 16
    /// Transfers of an account that the first reading takes.
    private static let firstCount = 64
    /// Transfers that one reading takes at most, 200 bytes each.
    private static let countMax = 1 << 18

    private(set) var rounds = 0
    private(set) var old: [OldTransfer] = []
    private(set) var extensions: [ExtensionRecord] = []
    private var ordinals: [UInt32: OldTransfer] = [:]
    /// Ids that no file had, and below which ordinal.
    private var absent: [UInt128: UInt32] = [:]
    private var wantedIDs: [UInt128] = []
    private var wantedOrdinals: [UInt32] = []
    private var wantedChains: [Chain] = []

    package init() {}

    /// Whether everything that was asked for was there.
    package var isComplete: Bool {
        wantedIDs.isEmpty && wantedOrdinals.isEmpty && wantedChains.isEmpty
    }

    func transfer(at ordinal: UInt32) -> OldTransfer? { ordinals[ordinal] }

    mutating func want(_ id: UInt128, below end: UInt32) {
        if let known = absent[id], known >= end { return }
        wantedIDs.append(id)
    }

    mutating func want(at ordinal: UInt32) { wantedOrdinals.append(ordinal) }

    mutating func want(_ chain: Chain) { wantedChains.append(chain) }

    /// Reads what is wanted.
    package mutating func read(_ view: HistoryView) throws(SealedFileError) {
        rounds += 1
        for id in wantedIDs {
            guard let found = try view.transfer(id: id) else {
                absent[id] = view.end
                continue
            }
            old.append(found)
            try remember(found, view)
        }
        for ordinal in wantedOrdinals where ordinals[ordinal] == nil {
            let found = try view.transfer(at: ordinal)
            old.append(found)
            try remember(found, view)
        }
        for chain in wantedChains { try read(chain, view) }
        wantedIDs = []
        wantedOrdinals = []
        wantedChains = []
    }

    private mutating func remember(
        _ found: OldTransfer, _ view: HistoryView
    ) throws(SealedFileError) {
        ordinals[found.ordinal] = found
        if let more = try view.extensionRecord(of: found) { extensions.append(more) }
    }

    private mutating func read(_ chain: Chain, _ view: HistoryView) throws(SealedFileError) {
        let count = min(Self.countMax, Self.firstCount << min(2 * rounds, 20))
        var found: [OldTransfer] = []
        try view.forEachTransfer(ofAccount: chain.account, from: chain.from) { old in
            found.append(old)
            return found.count < count
        }
        for old in found {
            ordinals[old.ordinal] = old
            // What a balance of the past takes back of a posting is what was held.
            guard old.transfer.pendingID != 0,
                let held = try view.transfer(id: old.transfer.pendingID)
            else { continue }
            ordinals[held.ordinal] = held
        }
    }
}

/// A look came to a transfer that has to be read first.
struct MissingTransfer: Error {}
