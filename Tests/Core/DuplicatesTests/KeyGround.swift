import Bytes
import Fuzzing
import Platform

@testable import Duplicates

/// What an index must do, as plainly as can be: everything in one dictionary.
struct NaiveKeys {
    struct Seen: Equatable {
        let sighting: Sighting
        let month: KeyMonth
    }

    private(set) var seen: [UInt128: Seen] = [:]

    mutating func begin(day: Int32, keptMonths: Int) {
        let first = KeyMonth(day: day).number - Int32(keptMonths)
        seen = seen.filter { $0.value.month.number >= first }
    }

    mutating func remember(_ key: UInt128, _ sighting: Sighting) {
        guard seen[key] == nil else { return }
        seen[key] = Seen(sighting: sighting, month: KeyMonth(day: sighting.day))
    }

    /// What the state hash covers, made from the set alone.
    var state: [UInt8] {
        var prints: [KeyMonth: KeyFingerprint] = [:]
        for (key, found) in seen {
            prints[found.month, default: KeyFingerprint()].add(
                key, found.sighting.packed(in: found.month), found.month)
        }
        var writer = ByteWriter()
        writer.writeVarint(UInt64(prints.count))
        for month in prints.keys.sorted() {
            month.write(to: &writer)
            prints[month]?.write(to: &writer)
        }
        return writer.bytes
    }
}

/// An index on a simulated disk and the naive one beside it, fed the same.
final class KeyGround {
    static let folder = "/duplicates"
    private(set) var disk: SeededDisk
    let dice: FuzzDice
    private(set) var index: DuplicateIndex
    private(set) var model = NaiveKeys()
    private(set) var day: Int32
    let keptMonths: Int
    private let options: DuplicateOptions
    private(set) var known: [UInt128] = []
    /// Keys that were remembered since the last snapshot.
    private var snapshot: (bytes: [UInt8], model: NaiveKeys, day: Int32)?

    /// - Parameter day: 2026-01-15 unless said otherwise.
    init(seed: UInt64, interval: Int? = nil, keptMonths: Int? = nil, day: Int32 = 20_468) throws {
        disk = SeededDisk(seed: seed)
        dice = FuzzDice(seed: seed)
        self.day = day
        self.keptMonths = keptMonths ?? 1 + dice.below(4)
        options = DuplicateOptions(sealInterval: interval ?? 1 + dice.below(60))
        index = DuplicateIndex(Self.folder(disk), options: options)
        try disk.makeDirectory(Self.folder)
    }

    static func folder(_ disk: SeededDisk) -> DuplicateFolder {
        DuplicateFolder(path: folder, disk: disk, mergeDisk: disk)
    }

    func newKey() -> UInt128 { UInt128(dice.next()) << 64 | UInt128(dice.next()) | 1 }

    /// One command with some keys, new and old; false where index and model differ.
    func command(_ count: Int) -> Bool {
        let keys = (0..<count).map { _ in
            dice.below(3) == 0 ? known.randomElement(dice) ?? newKey() : newKey()
        }
        return command(keys)
    }

    func command(_ keys: [UInt128]) -> Bool {
        index.begin(day: day, keptMonths: keptMonths)
        model.begin(day: day, keptMonths: keptMonths)
        index.recall(keys)
        defer { index.forgetRecalled() }
        for key in keys {
            guard index[key] == model.seen[key]?.sighting else { return false }
            let sighting = Sighting(
                kind: UInt8(1 + dice.below(15)), day: day,
                place: UInt32(truncatingIfNeeded: dice.next()) & Sighting.placeMax)
            index.remember(key, kind: sighting.kind, place: sighting.place)
            model.remember(key, sighting)
            known.append(key)
        }
        return true
    }

    func pass(days: Int) { day += Int32(days) }

    /// Between entries: what is written is adopted, and chores go on for a while.
    func betweenEntries(steps: Int) {
        index.relieve()
        for _ in 0..<steps { disk.step() }
    }

    func quiet() {
        for _ in 0..<40 {
            index.relieve()
            while disk.step() {}
        }
    }

    var state: [UInt8] {
        var writer = ByteWriter()
        index.writeState(to: &writer)
        return writer.bytes
    }

    func writeSnapshot() {
        var writer = ByteWriter()
        index.writeSnapshot(to: &writer)
        snapshot = (writer.bytes, model, day)
    }

    /// Goes on from the last snapshot, after a crash or a stop.
    func restart(isCrash: Bool) throws {
        guard let snapshot else { return }
        if isCrash { disk = disk.crash() } else { while disk.step() {} }
        try open(snapshot.bytes)
        model = snapshot.model
        day = max(day, snapshot.day)
    }

    private func open(_ bytes: [UInt8]) throws {
        index = try Self.restored(bytes, disk, options, .keeper)
    }

    static func restored(
        _ bytes: [UInt8], _ disk: SeededDisk, _ options: DuplicateOptions,
        _ role: DuplicateIndex.Role
    ) throws -> DuplicateIndex {
        let made = DuplicateIndex(folder(disk), options: options, role: role)
        var reader = ByteReader(bytes)
        try made.restore(from: &reader)
        return made
    }
}

extension Array {
    fileprivate func randomElement(_ dice: FuzzDice) -> Element? {
        isEmpty ? nil : self[dice.below(count)]
    }
}
