/// What was found out about a group of events before the first of them is decided.
///
/// Deciding one event waits for three lines of memory that are in no cache: the slot of its id and
/// its two accounts. Asked for in a group of 64 the waits overlap.
struct Group {
    static var size: Int { 64 }

    let hashes: UnsafeMutablePointer<UInt32>
    let debits: UnsafeMutablePointer<UInt32>
    let credits: UnsafeMutablePointer<UInt32>
    /// Takes what is read only in order to be near; nobody looks at it.
    let sink: UnsafeMutablePointer<UInt64>

    init() {
        hashes = .allocate(capacity: Self.size)
        debits = .allocate(capacity: Self.size)
        credits = .allocate(capacity: Self.size)
        sink = .allocate(capacity: 1)
        sink.initialize(to: 0)
    }

    func deallocate() {
        hashes.deallocate()
        debits.deallocate()
        credits.deallocate()
        sink.deallocate()
    }
}
