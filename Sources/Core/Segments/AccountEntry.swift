/// Where an account's transfer lies: a hash of the account's id, and the transfer's ordinal.
///
/// One number, so that entries sort by account and then by time: the hash's 32 bits, then the
/// ordinal's. Two accounts in some thousands share a hash where there are a million; whoever reads
/// the transfer sees whose it is.
struct AccountEntry: BitwiseCopyable, Comparable, Sendable {
    let rawValue: UInt64

    static var bytes: Int { 8 }

    init(rawValue: UInt64) { self.rawValue = rawValue }

    @inline(__always)
    init(account hash: UInt32, ordinal: UInt32) {
        rawValue = UInt64(hash) << 32 | UInt64(ordinal)
    }

    @inline(__always)
    init(account id: UInt128, ordinal: UInt32) {
        self.init(account: Self.hash(id), ordinal: ordinal)
    }

    /// Part of the format.
    @inline(__always)
    static func hash(_ id: UInt128) -> UInt32 {
        UInt32(truncatingIfNeeded: IdentifierFilter.hash(id) >> 32)
    }

    var account: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }
    var ordinal: UInt32 { UInt32(truncatingIfNeeded: rawValue) }

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

extension AccountEntry {
    private static let digitBits = 11

    /// Sorts entries that come in the order of their ordinals.
    ///
    /// By the hash's digits, the lowest first: three passes whatever the entries are, and each keeps
    /// the order of what it finds equal, which is that of the ordinals.
    static func sort(_ entries: [AccountEntry]) -> [AccountEntry] {
        var (from, to) = (entries, entries)
        for shift in stride(from: 32, to: 64, by: digitBits) {
            distribute(from, into: &to, by: shift)
            swap(&from, &to)
        }
        return from
    }

    private static func distribute(
        _ entries: [AccountEntry], into sorted: inout [AccountEntry], by shift: Int
    ) {
        let mask = 1 << digitBits - 1
        var places = [Int](repeating: 0, count: mask + 2)
        for entry in entries {
            places[Int(truncatingIfNeeded: entry.rawValue >> UInt64(shift)) & mask + 1] += 1
        }
        for digit in 1..<places.count { places[digit] += places[digit - 1] }
        sorted.withUnsafeMutableBufferPointer { sorted in
            for entry in entries {
                let digit = Int(truncatingIfNeeded: entry.rawValue >> UInt64(shift)) & mask
                sorted[places[digit]] = entry
                places[digit] += 1
            }
        }
    }
}
