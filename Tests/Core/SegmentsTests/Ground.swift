import Fuzzing
import Platform

@testable import Ledger
@testable import Segments

/// A simulated disk with a folder, and things to write there.
struct Ground {
    static let folder = "/segments"
    let disk: SeededDisk
    let dice: FuzzDice

    init(seed: UInt64) throws {
        disk = SeededDisk(seed: seed)
        dice = FuzzDice(seed: seed)
        try disk.makeDirectory(Self.folder)
    }

    private init(_ disk: SeededDisk, _ dice: FuzzDice) {
        self.disk = disk
        self.dice = dice
    }

    /// The same after the power has gone and come back.
    func crashed() -> Ground { Ground(disk.crash(), dice) }

    /// Distinct ids, spread over all 128 bits or crowded at the low end, in no order.
    func ids(_ count: Int) -> [UInt128] {
        var ids: Set<UInt128> = []
        let isCrowded = dice.below(3) == 0
        while ids.count < count {
            let wide = UInt128(dice.next()) << 64 | UInt128(dice.next())
            ids.insert(isCrowded ? 1 + wide % UInt128(count * 3) : max(1, wide))
        }
        return Array(ids).sorted { $0 ^ 0x55 < $1 ^ 0x55 }
    }

    /// A run of so many ids whose ordinals begin at `first`, and the pairs by themselves.
    func run(_ count: Int, first: UInt32 = 0) throws -> (IdentifierRun, [UInt128: UInt32]) {
        try run(ids(count), first: first)
    }

    func run(_ ids: [UInt128], first: UInt32) throws -> (IdentifierRun, [UInt128: UInt32]) {
        var model: [UInt128: UInt32] = [:]
        for (place, id) in ids.enumerated() { model[id] = first + UInt32(place) }
        let entries = model.map { IdentifierEntry(id: $0.key, ordinal: $0.value) }
            .sorted { $0.id < $1.id }
        let shape = SealedShape(kind: .identifiers, first: first, count: UInt32(ids.count))
        guard let shape else { throw DiskError.powerLost }
        return (try IdentifierRun.write(entries, disk, folder: Self.folder, shape), model)
    }

    /// Books with transfers between a few accounts, each with an id of the dice.
    ///
    /// - Parameter every: one in so many has an extension; none where 0.
    func books(_ count: Int, extendedEvery every: Int = 0) -> Books {
        let books = Books()
        var refusals: [Refusal] = []
        let accounts = (1...8).map { Account(id: $0, ledger: 978, code: 1) }
        accounts.withUnsafeBufferPointer {
            books.createAccounts($0, timestamp: 100, refusals: &refusals)
        }
        for (place, id) in ids(count).enumerated() {
            let debit = UInt128(1 + dice.below(8))
            let event = Transfer(
                id: id, debitAccountID: debit, creditAccountID: debit % 8 + 1,
                amount: UInt128(dice.below(1_000)), userData64: dice.next(), ledger: 978, code: 7)
            var extensions = ExtensionList<TransferExtension>()
            if every > 0, place % every == 0 {
                extensions.append(TransferExtension(transactionID: UInt128(place) + 1), at: 0)
            }
            withUnsafePointer(to: event) {
                books.createTransfers(
                    UnsafeBufferPointer(start: $0, count: 1), extensions: extensions,
                    timestamp: 1_000 + UInt64(place) * 3, refusals: &refusals)
            }
        }
        precondition(refusals.isEmpty, "Such transfers are created.")
        return books
    }
}
