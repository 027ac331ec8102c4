import Segments

/// Keys in memory, found by themselves and given out in their order.
///
/// Some 32 to 64 bytes a key. Many small dictionaries, so that none takes long to grow or to be
/// copied: 64, chosen by a key's highest bits, which lie evenly as keys are hashes.
struct KeyTable: Sendable {
    private static let shardBits = 6

    private var shards = [[UInt128: UInt64]](repeating: [:], count: 1 << shardBits)
    private(set) var count = 0

    subscript(key: UInt128) -> UInt64? { shards[Self.shard(key)][key] }

    mutating func add(_ key: UInt128, _ packed: UInt64) {
        let old = shards[Self.shard(key)].updateValue(packed, forKey: key)
        precondition(old == nil, "A key is remembered once.")
        count += 1
    }

    mutating func remove(_ key: UInt128) -> Bool {
        guard shards[Self.shard(key)].removeValue(forKey: key) != nil else { return false }
        count -= 1
        return true
    }

    /// All, by ascending key.
    func sorted() -> [IdentifierEntry] {
        var entries: [IdentifierEntry] = []
        entries.reserveCapacity(count)
        for shard in shards {
            let found = shard.map { IdentifierEntry(id: $0.key, value: $0.value) }
            entries += found.sorted { $0.id < $1.id }
        }
        return entries
    }

    private static func shard(_ key: UInt128) -> Int {
        Int(truncatingIfNeeded: key >> UInt128(128 - shardBits))
    }
}
