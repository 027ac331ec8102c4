import Bytes
import Testing

@testable import Ledger

/// The books beside the naive model, through the same random programs.
@Suite struct `Books and the naive model` {
    /// 4 × 700 programs of some 400 events each: above a million events.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `decide alike and end alike`(run: UInt64) throws {
        var events = 0
        var created = 0
        var seen: Set<UInt32> = []
        var seenOfAccounts: Set<UInt32> = []
        for number in 0..<700 {
            let seed = run << 32 | UInt64(number)
            // Every other program lets transfers leave memory all the time.
            var trial = Trial(seed: seed, window: number % 2 == 0 ? nil : number % 7)
            guard try trial.run() else {
                Issue.record("The program of seed \(seed) ended otherwise.")
                return
            }
            events += trial.events
            created += trial.created
            seen.formUnion(trial.seen)
            seenOfAccounts.formUnion(trial.seenOfAccounts)
        }
        print(
            "Seeds \(run) << 32 and up: \(events) events, \(created) created, \(seen.count) results."
        )
        let own = TransferStatus.all.map(\.rawValue).filter { (1_001..<2_000).contains($0) }
        #expect(seen.isSuperset(of: own), "\(Set(own).subtracting(seen).sorted())")
        let ofAccounts = AccountStatus.all.map(\.rawValue).filter { (1_001..<2_000).contains($0) }
        #expect(seenOfAccounts.isSuperset(of: ofAccounts))
        #expect(events > 250_000)
        #expect(seen.count >= 60)
    }
}

/// One random program.
private struct Trial {
    let seed: UInt64
    var program: RandomProgram
    var books = Books()
    var model = Model()
    var events = 0
    var created = 0
    var seen: Set<UInt32> = []
    var seenOfAccounts: Set<UInt32> = []
    /// How many transfers may stay in memory; `nil` for all.
    let window: Int?
    /// What has left memory, by ordinal.
    var kept: [OldTransfer] = []
    var keptExtensions: [ExtensionRecord] = []

    init(seed: UInt64, window: Int?) {
        self.seed = seed
        self.window = window
        program = RandomProgram(seed: seed)
    }

    /// False where the two differ; the difference is recorded.
    mutating func run() throws -> Bool {
        for step in 0..<24 {
            guard try stepMatches(step) else { return false }
        }
        return try endMatches()
    }

    private mutating func stepMatches(_ step: Int) throws -> Bool {
        if step < 2 || program.dice.once(in: 8) {
            guard try createAccounts() else { return false }
        }
        guard try createTransfers() else { return false }
        if program.dice.once(in: 3) {
            let change = program.change()
            // Where it was made, an account keeps its place in the tree.
            let parent = model.accountExtensions[change.account]?.parent ?? 0
            var more = change.more
            more.parent = parent
            let isKnown = books.change(extensionOf: change.account) { $0 = more }
            if isKnown { model.extend(change.account, more) }
        }
        if program.dice.once(in: 3) {
            program.tick()
            let count = model.expire(at: program.clock)
            #expect(books.expire(at: program.clock) == count, "seed \(seed), step \(step)")
        }
        if program.dice.once(in: 12) { try restart() }
        return accountsMatch(step)
    }

    /// Moves all but the newest transfers out of memory.
    private mutating func keep(allBut window: Int) {
        let end = books.transferCount - window
        guard end > books.firstResident else { return }
        let stretch = books.stretch(books.firstResident..<end)
        for place in 0..<stretch.count {
            #expect(stretch.id(place) == stretch[place].transfer.id)
            kept.append(stretch[place])
        }
        for place in 0..<stretch.extensionCount {
            keptExtensions.append(stretch.extensionRecord(place))
        }
        books.evict(upTo: end)
    }

    /// Hands in what the events name, and nothing else.
    private func recall(_ batch: [Transfer], _ extensions: ExtensionList<TransferExtension>) {
        let links = extensions.entries.map(\.value.link)
        let ids = Set(batch.map(\.id) + batch.map(\.pendingID) + links)
        let named = kept.filter { ids.contains($0.transfer.id) }
        let ordinals = Set(named.map(\.ordinal))
        books.recall(
            named, extensions: keptExtensions.filter { ordinals.contains($0.ordinal) })
    }

    private func recall(_ batch: [Account]) {
        let named = Set(batch.map(\.timestamp))
        books.recall(
            [],
            takenTimestamps: kept.map(\.transfer.timestamp).filter { named.contains($0) }.sorted())
    }

    private mutating func createAccounts() throws -> Bool {
        let (batch, extensions) = program.accounts()
        var writer = ByteWriter()
        batch.withUnsafeBufferPointer { AccountCodec.encode($0, into: &writer) }
        ExtensionCodec.encode(extensions, into: &writer)
        var reader = ByteReader(writer.bytes)
        #expect(try AccountCodec.decode(&reader, limit: batch.count) == batch, "seed \(seed)")
        let decoded = try ExtensionCodec.decodeAccounts(&reader, of: batch.count)
        #expect(decoded == extensions && reader.isAtEnd, "seed \(seed)")
        var refusals: [Refusal] = []
        recall(batch)
        defer { books.forget() }
        batch.withUnsafeBufferPointer {
            books.createAccounts(
                $0, extensions: extensions, timestamp: program.clock, refusals: &refusals)
        }
        let expected = model.createAccounts(batch, extensions, timestamp: program.clock)
        seenOfAccounts.formUnion(expected)
        return compare(refusals, expected) { AccountStatus(rawValue: $0).name }
    }

    private mutating func createTransfers() throws -> Bool {
        let (batch, extensions) = program.transfers(count: 1 + program.dice.roll(below: 35))
        var writer = ByteWriter()
        batch.withUnsafeBufferPointer { TransferCodec.encode($0, in: books, into: &writer) }
        ExtensionCodec.encode(extensions, into: &writer)
        var refusals: [Refusal] = []
        recall(batch, extensions)
        defer {
            books.forget()
            if let window { keep(allBut: window) }
        }
        batch.withUnsafeBufferPointer {
            books.createTransfers(
                $0, extensions: extensions, timestamp: program.clock, refusals: &refusals)
        }
        var reader = ByteReader(writer.bytes)
        let decoded = try TransferCodec.decode(&reader, in: books, limit: batch.count)
        #expect(decoded == batch, "seed \(seed)")
        let more = try ExtensionCodec.decodeTransfers(&reader, of: batch.count)
        #expect(more == extensions && reader.isAtEnd, "seed \(seed)")
        let expected = model.createTransfers(batch, extensions, timestamp: program.clock)
        seen.formUnion(expected)
        return compare(refusals, expected) { TransferStatus(rawValue: $0).name }
    }

    private mutating func compare(
        _ refusals: [Refusal], _ expected: [UInt32], _ name: (UInt32) -> String
    ) -> Bool {
        var found = [UInt32](repeating: .max, count: expected.count)
        for refusal in refusals { found[Int(refusal.index)] = refusal.status }
        #expect(refusals.map(\.index) == refusals.map(\.index).sorted(), "seed \(seed)")
        events += expected.count
        created += expected.count - refusals.count
        guard found != expected else { return true }
        for index in found.indices where found[index] != expected[index] {
            Issue.record(
                "seed \(seed), row \(index): \(name(found[index])), not \(name(expected[index]))")
        }
        return false
    }

    private func accountsMatch(_ step: Int) -> Bool {
        var debits: UInt128 = 0
        var credits: UInt128 = 0
        for (id, account) in model.accounts {
            guard books.account(id: id) == account else {
                Issue.record("seed \(seed), step \(step): account \(id)")
                return false
            }
            debits &+= account.debitsPosted
            credits &+= account.creditsPosted
        }
        #expect(debits == credits, "seed \(seed)")
        #expect(books.accountCount == model.accounts.count)
        for (id, more) in model.accountExtensions {
            #expect(books.accountExtension(id: id) == more, "seed \(seed), account \(id)")
        }
        return true
    }

    /// Goes on with what a snapshot gives back.
    private mutating func restart() throws {
        if window != nil { keep(allBut: 0) }
        var writer = ByteWriter()
        books.writeSnapshot(to: &writer)
        var reader = ByteReader(writer.bytes)
        let again = try Books.readSnapshot(&reader, indexSeed: seed)
        #expect(reader.isAtEnd)
        #expect(state(of: again) == state(of: books), "seed \(seed)")
        #expect(again.nextExpiry == books.nextExpiry, "seed \(seed)")
        books = again
    }

    private func state(of books: Books) -> [UInt8] {
        var bytes: [UInt8] = []
        books.writeState { bytes += $0 }
        return bytes
    }

    private mutating func endMatches() throws -> Bool {
        try restart()
        #expect(books.transferCount == model.transfers.count)
        #expect(books.burnedCount == model.burned.count)
        books.recall(kept, extensions: keptExtensions)
        for (id, transfer) in model.transfers {
            #expect(books.transfer(id: id) == transfer, "seed \(seed), transfer \(id)")
            #expect(books.pendingState(of: id) == model.states[id], "seed \(seed), state of \(id)")
            #expect(
                books.transferExtension(id: id) == model.transferExtensions[id],
                "seed \(seed), extension of \(id)")
        }
        #expect(books.revertCount == model.reverts.count)
        for (original, revert) in model.reverts {
            let ordinal = try #require(books.transferOrdinal(id: original))
            #expect(books.revert(ofTransfer: ordinal) == books.transferOrdinal(id: revert))
        }
        for (id, status) in model.burned {
            #expect(books.burned(id: id)?.status == status, "seed \(seed), burned \(id)")
        }
        let open = model.transfers.values.filter { model.states[$0.id] == .pending }
        #expect(books.nextExpiry == open.compactMap(model.due).min(), "seed \(seed)")
        #expect(books.openPendingIDs.count == open.count)
        for _ in 0..<20 { historyMatches() }
        return true
    }

    private mutating func historyMatches() {
        let instant = program.dice.once(in: 3) ? program.clock : program.instant()
        for id in model.accounts.keys {
            let expected = model.balance(of: id, at: instant)
            #expect(
                books.balance(ofAccount: id, at: instant) { kept[Int($0)] } == expected,
                "seed \(seed), \(id) at \(instant)")
            var found: [UInt128] = []
            var next = books.forEachTransfer(
                ofAccount: books.accountOrdinal(id: id) ?? 0, through: instant
            ) {
                found.append($0.id)
                return true
            }
            while let ordinal = next {
                let old = kept[Int(ordinal)]
                if old.transfer.timestamp <= instant { found.append(old.transfer.id) }
                next = old.previous(ofAccount: id)
            }
            let mine = model.transfers.values.filter {
                $0.timestamp <= instant && ($0.debitAccountID == id || $0.creditAccountID == id)
            }
            #expect(found == mine.sorted { $0.timestamp > $1.timestamp }.map(\.id), "seed \(seed)")
        }
        let first =
            books.firstTransfer(after: instant)
            ?? kept.prefix { $0.transfer.timestamp <= instant }.count
        #expect(first == model.transfers.values.count { $0.timestamp <= instant }, "seed \(seed)")
    }
}
