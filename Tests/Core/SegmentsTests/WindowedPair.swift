import Bytes
import Fuzzing
import Platform

@testable import Ledger
@testable import Segments

/// The same batches for books that keep everything and books with a tiny window.
final class WindowedPair {
    private(set) var ground: Ground
    private(set) var plain = Books()
    private(set) var windowed = Books()
    private(set) var history: TransferHistory
    private let options: HistoryOptions
    private var clock: UInt64 = 1_000_000
    private(set) var ids: [UInt128] = []
    private var pendings: [UInt128] = []

    init(seed: UInt64) throws {
        ground = try Ground(seed: seed)
        options = HistoryOptions(
            window: ground.dice.below(40), sealInterval: 1 + ground.dice.below(60))
        history = Self.history(ground, options)
        let accounts = (1...6).map { number in
            Account(
                id: UInt128(number), ledger: 978, code: 1,
                flags: number % 3 == 0 ? .debitsMustNotExceedCredits : [])
        }
        _ = create(accounts)
    }

    private static func history(_ ground: Ground, _ options: HistoryOptions) -> TransferHistory {
        TransferHistory(
            HistoryFolder(path: Ground.folder, disk: ground.disk, mergeDisk: ground.disk),
            options: options)
    }

    var dice: FuzzDice { ground.dice }

    /// One batch, or timers, or a restart; false where the two differ.
    func step() throws -> Bool {
        clock += UInt64(dice.below(2_000)) * 1_000_000
        switch dice.below(16) {
        case 0:
            guard plain.expire(at: clock) == windowed.expire(at: clock) else { return false }
        case 1: try restart()
        case 2: guard importAccount() else { return false }
        default:
            let batch = (0...dice.below(24)).map { _ in event() }
            guard create(batch) else { return false }
            history.relieve(windowed)
        }
        for _ in 0..<dice.below(6) { ground.disk.step() }
        return state(of: plain) == state(of: windowed)
    }

    private func create(_ accounts: [Account]) -> Bool {
        clock += UInt64(accounts.count)
        return accounts.withUnsafeBufferPointer { events in
            var (one, other) = ([Refusal](), [Refusal]())
            plain.createAccounts(events, timestamp: clock, refusals: &one)
            history.recall(events, in: windowed)
            windowed.createAccounts(events, timestamp: clock, refusals: &other)
            windowed.forget()
            return one == other
        }
    }

    /// An account with a timestamp that some transfer has, or nearly.
    private func importAccount() -> Bool {
        guard let id = ids.randomElement(dice), let transfer = plain.transfer(id: id) else {
            return true
        }
        var account = Account(
            id: UInt128(100 + dice.below(50)), ledger: 978, code: 1, flags: .imported)
        account.timestamp = transfer.timestamp + UInt64(dice.below(2))
        return create([account])
    }

    private func create(_ batch: [Transfer]) -> Bool {
        clock += UInt64(batch.count)
        let (batch, extensions) = extended(batch)
        let found = foundBefore(batch, extensions)
        return batch.withUnsafeBufferPointer { events in
            var (one, other) = ([Refusal](), [Refusal]())
            plain.createTransfers(
                events, extensions: extensions, timestamp: clock, refusals: &one)
            history.recall(events, extensions: extensions, found: found, in: windowed)
            windowed.createTransfers(
                events, extensions: extensions, timestamp: clock, refusals: &other)
            windowed.forget()
            return one == other
        }
    }

    /// What is found some time before a batch's turn: meanwhile transfers are sealed, let go of, and
    /// runs merged.
    private func foundBefore(
        _ batch: [Transfer], _ extensions: ExtensionList<TransferExtension>
    ) -> FoundTransfers? {
        guard dice.below(3) > 0 else { return nil }
        let found = history.folder.find(batch.recordBytes, extensions: extensions)
        for _ in 0..<dice.below(8) { ground.disk.step() }
        history.relieve(windowed)
        return found
    }

    /// Gives some events what a repetition had, some others anything, and takes something back.
    private func extended(
        _ batch: [Transfer]
    ) -> ([Transfer], ExtensionList<TransferExtension>) {
        var events = batch
        var extensions = ExtensionList<TransferExtension>()
        for index in events.indices {
            let known = plain.transferExtension(id: events[index].id)
            if let known, dice.below(4) > 0 {
                extensions.append(known, at: index)
            } else if dice.below(5) == 0 {
                var more = TransferExtension(
                    transactionID: UInt128(dice.below(3)),
                    valueDate: ValueDate(rawValue: 20_261_101 + UInt32(dice.below(28))))
                if dice.below(2) == 0, let link = ids.randomElement(dice) {
                    more.link = link
                    more.linkKind = dice.below(3) == 0 ? .relates : .reverts
                }
                if more.linkKind == .reverts, dice.below(8) > 0 {
                    let isLinked = events[index].flags.contains(.linked)
                    events[index] = Transfer(
                        id: events[index].id, flags: isLinked ? .linked : [])
                }
                extensions.append(more, at: index)
            }
        }
        return (events, extensions)
    }

    private func event() -> Transfer {
        let isAgain = dice.below(6) == 0
        let known = isAgain ? ids.randomElement(dice) : nil
        if let known, dice.below(3) > 0, var same = plain.transfer(id: known) {
            same.timestamp = 0
            same.flags.remove(.extended)
            if dice.below(3) == 0 { same.amount += 1 }
            return same
        }
        let id = known ?? (UInt128(dice.next()) << 64 | UInt128(dice.next())) >> 1 + 1
        ids.append(id)
        let debit = UInt128(1 + dice.below(7))
        var event = Transfer(
            id: id, debitAccountID: debit, creditAccountID: debit % 6 + 1,
            amount: UInt128(dice.below(100)), ledger: 978, code: 1)
        if dice.below(5) == 0 { event.flags.insert(.linked) }
        switch dice.below(6) {
        case 0, 1:
            event.flags.insert(.pending)
            event.timeout = dice.below(3) == 0 ? UInt32(1 + dice.below(30)) : 0
            pendings.append(id)
        case 2, 3: resolve(&event)
        default: break
        }
        return event
    }

    private func resolve(_ event: inout Transfer) {
        let isAny = dice.below(8) == 0
        guard let held = (isAny ? ids : pendings).randomElement(dice) else { return }
        event.flags.insert(dice.below(2) == 0 ? .postPendingTransfer : .voidPendingTransfer)
        event.pendingID = held
        event.debitAccountID = 0
        event.creditAccountID = 0
        event.amount = event.flags.contains(.postPendingTransfer) ? .max : 0
    }

    // MARK: - Comparing

    private func state(of books: Books) -> [UInt8] {
        var bytes: [UInt8] = []
        books.writeState { bytes += $0 }
        return bytes
    }

    /// Every transfer, and every account's transfers, as if they were all in memory.
    func historyMatches() throws -> Bool {
        let view = history.folder.view
        let end = UInt32(windowed.firstResident)
        for id in ids {
            var found = windowed.extendedTransfer(id: id)
            if found == nil, let old = try view.transfer(id: id, below: end) {
                found = try view.extended(old)
            }
            guard found == plain.extendedTransfer(id: id) else { return false }
        }
        for ordinal in 0..<plain.accountCount {
            let id = plain.account(at: ordinal).id
            var (expected, found) = ([Extended<Transfer>](), [Extended<Transfer>]())
            plain.forEachTransfer(ofAccount: ordinal) {
                expected.append(Extended($0, plain.transferExtension(id: $0.id)))
                return true
            }
            let next = windowed.forEachTransfer(ofAccount: ordinal) {
                found.append(Extended($0, windowed.transferExtension(id: $0.id)))
                return true
            }
            if let next {
                found += try view.transfers(
                    ofAccount: id, from: next, through: .max, limit: .max)
            }
            guard found == expected, try pageMatches(ofAccount: id, expected, end) else {
                return false
            }
        }
        return true
    }

    /// Some of an account's old transfers: up to an instant that one of them has, or nearly.
    private func pageMatches(
        ofAccount id: UInt128, _ all: [Extended<Transfer>], _ end: UInt32
    ) throws -> Bool {
        guard end > 0, !all.isEmpty else { return true }
        let instant =
            all[dice.below(all.count)].record.timestamp &- 1 &+ UInt64(dice.below(3))
        let limit = 1 + dice.below(20)
        let expected = all.filter {
            $0.record.timestamp <= instant
                && plain.transferOrdinal(id: $0.record.id).map { $0 < end }
                    ?? false
        }
        let found = try history.folder.view.transfers(
            ofAccount: id, from: end - 1, through: instant, limit: limit)
        return found == Array(expected.prefix(limit))
    }

    // MARK: - Restarts

    /// Goes on with what a snapshot and its files give back.
    private func restart() throws {
        guard history.isNeeded(by: windowed) else { return }
        guard let names = history.keepAll(of: windowed) else { return }
        history.folder.waitUntilQuiet()
        try restart(names)
    }

    func restart(_ names: [SealedName]) throws {
        var writer = ByteWriter()
        windowed.writeSnapshot(to: &writer)
        try reopen(names, writer.bytes)
    }

    private func reopen(_ names: [SealedName], _ snapshot: [UInt8]) throws {
        history = Self.history(ground, options)
        try history.adopt(names)
        var reader = ByteReader(snapshot)
        windowed = try Books.readSnapshot(&reader)
    }

    var plainSnapshot: [UInt8] {
        var writer = ByteWriter()
        plain.writeSnapshot(to: &writer)
        return writer.bytes
    }

    /// The power goes: both go back to a snapshot.
    func crash(_ names: [SealedName], _ snapshot: [UInt8], _ plainSnapshot: [UInt8]) throws {
        ground = ground.crashed()
        try reopen(names, snapshot)
        var reader = ByteReader(plainSnapshot)
        plain = try Books.readSnapshot(&reader)
    }
}

extension Array {
    fileprivate func randomElement(_ dice: FuzzDice) -> Element? {
        isEmpty ? nil : self[dice.below(count)]
    }
}
