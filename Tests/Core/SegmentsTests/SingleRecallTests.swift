import Fuzzing
import Platform
import Testing

@testable import Ledger
@testable import Segments

/// Old transfers asked for one by one, as the bank's own decisions do.
@Suite struct `Old transfers by themselves` {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `are what books that keep everything have`(seed: UInt64) throws {
        let pair = try WindowedPair(seed: seed + 2_000)
        for step in 0..<6 {
            for _ in 0..<25 { #expect(try pair.step(), "seed \(seed)") }
            #expect(pair.singlesMatch(), "seed \(seed), step \(step)")
            #expect(pair.balancesMatch(), "seed \(seed), step \(step)")
        }
        #expect(pair.windowed.firstResident > 0, "seed \(seed)")
    }

    @Test func `are not read again for a while where somebody searched before`() throws {
        let pair = try WindowedPair(seed: 77)
        for _ in 0..<80 { _ = try pair.step() }
        pair.history.folder.waitUntilQuiet()
        _ = try #require(pair.history.keepAll(of: pair.windowed))
        let id = try #require(pair.ids.first { pair.plain.transfer(id: $0) != nil })
        #expect(pair.history.recall(id, in: pair.windowed))
        pair.windowed.forget()
        let before = pair.history.readCount
        pair.history.folder.search(pair.ids)
        for id in pair.ids where pair.plain.transfer(id: id) != nil {
            #expect(pair.history.recall(id, in: pair.windowed))
        }
        #expect(pair.history.readCount == before)
    }

    @Test func `in a damaged file end the process`() async {
        await #expect(processExitsWith: .failure) {
            let pair = try WindowedPair(seed: 78)
            for _ in 0..<80 { _ = try pair.step() }
            guard pair.history.keepAll(of: pair.windowed) != nil,
                let file = pair.history.folder.view.records.first?.file.path,
                let id = pair.ids.first(where: { pair.plain.transferOrdinal(id: $0) == 0 })
            else { return }
            // The first transfer lies in the block behind the head.
            try pair.ground.disk.flipBit(file, at: 4_096)
            _ = pair.history.recall(id, in: pair.windowed)
        }
    }

    @Test func `in a file that was put aside are made again`() throws {
        let pair = try WindowedPair(seed: 79)
        for _ in 0..<80 { _ = try pair.step() }
        let names = try #require(pair.history.keepAll(of: pair.windowed))
        let folder = pair.history.folder
        folder.waitUntilQuiet()
        let run = try #require(folder.view.runs.first)
        folder.setAside(run.file.path)
        // Runs follow from records, so that the snapshot can still be used.
        #expect(folder.has(names))
        try pair.restart(names)
        #expect(try pair.historyMatches())
        let records = try #require(pair.history.folder.view.records.first)
        pair.history.folder.setAside(records.file.path)
        #expect(!pair.history.folder.has(names))
    }
}

extension WindowedPair {
    /// Each id that was ever given, in memory, open, searched for before, or read.
    fileprivate func singlesMatch() -> Bool {
        defer { windowed.forget() }
        for id in ids + [1, 7, .max - 1] {
            if dice.below(2) == 0 { history.folder.search([id]) }
            if windowed.transfer(id: id) == nil {
                let isThere = plain.transfer(id: id) != nil
                guard history.recall(id, in: windowed) == isThere else { return false }
            }
            if let posting = windowed.missingPosting(ofPending: id) {
                guard history.recall(at: posting, in: windowed) != nil else { return false }
            }
            guard windowed.transfer(id: id) == plain.transfer(id: id),
                windowed.transferOrdinal(id: id) == plain.transferOrdinal(id: id),
                windowed.transferExtension(id: id) == plain.transferExtension(id: id),
                windowed.pendingState(of: id) == plain.pendingState(of: id)
            else { return false }
            if dice.below(4) == 0 { windowed.forget() }
        }
        return true
    }

    /// Each account as of instants at, before and after transfers, old ones too.
    fileprivate func balancesMatch() -> Bool {
        for _ in 0..<20 {
            guard let timestamp = ids.randomTimestamp(dice, in: plain) else { continue }
            let instant = timestamp + UInt64(dice.below(3)) - 1
            for ordinal in 0..<plain.accountCount {
                let id = plain.account(at: ordinal).id
                let found = windowed.balance(ofAccount: id, at: instant) { old in
                    guard let found = history.transfer(at: old) else {
                        preconditionFailure("The power is on.")
                    }
                    return found
                }
                guard found == plain.balance(ofAccount: id, at: instant) else { return false }
            }
        }
        return true
    }
}

extension [UInt128] {
    fileprivate func randomTimestamp(_ dice: FuzzDice, in books: Books) -> UInt64? {
        isEmpty ? nil : books.transfer(id: self[dice.below(count)])?.timestamp
    }
}
