/// What was found out about a group of events before the first of them is decided.
///
/// Deciding one event waits for three lines of memory that are in no cache: the slot of its id and
/// its two accounts. Asked for in a group of 64 the waits overlap.
struct Group {
    static var size: Int { 64 }

    /// The hash of each event's id.
    let hashes: UnsafeMutablePointer<UInt32>
    /// The ordinals of each event's debit account and credit account, side by side.
    let accounts: UnsafeMutablePointer<UInt32>
    /// Memory to be brought near.
    let places: UnsafeMutablePointer<UnsafePointer<UInt64>>
    /// Takes what is read only in order to be near; nobody looks at it.
    let sink: UnsafeMutablePointer<UInt64>

    init() {
        hashes = .allocate(capacity: Self.size)
        accounts = .allocate(capacity: Self.size * 2)
        places = .allocate(capacity: Self.size * 6)
        sink = .allocate(capacity: 1)
        sink.initialize(to: 0)
    }

    func deallocate() {
        hashes.deallocate()
        accounts.deallocate()
        places.deallocate()
        sink.deallocate()
    }

    /// Reads the first `count` places.
    ///
    /// The loop is so short that the processor has a dozen of them under way at a time; with the
    /// work of finding them in it, it would have two.
    @inline(__always)
    func touch(_ count: Int) {
        var sum: UInt64 = 0
        for index in 0..<count { sum ^= places[index].pointee }
        sink.pointee ^= sum
    }
}
