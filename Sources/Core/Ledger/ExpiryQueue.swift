/// Pending transfers by the instant at which they expire: a binary heap that knows where each is.
///
/// Whoever resolves a pending transfer takes it out, so the queue holds only what is still open.
/// Equal instants leave in the order of creation.
struct ExpiryQueue {
    struct Entry: BitwiseCopyable {
        var expiresAt: UInt64
        var pending: UInt32

        @inline(__always)
        func isBefore(_ other: Entry) -> Bool {
            (expiresAt, pending) < (other.expiresAt, other.pending)
        }
    }

    private let heap: Pool<Entry>
    private let records: Pool<PendingRecord>

    init(records: Pool<PendingRecord>, memory: BooksMemory) {
        heap = Pool(memory)
        self.records = records
    }

    func deallocate() { heap.deallocate() }

    var count: Int { heap.count }
    var first: Entry? { heap.count == 0 ? nil : heap[0].pointee }

    func insert(_ pending: UInt32, expiresAt: UInt64) {
        let entry = Entry(expiresAt: expiresAt, pending: pending)
        heap.append(entry)
        rise(entry, from: heap.count - 1)
    }

    /// Takes out a pending record, or does nothing where it is not in the queue.
    func remove(_ pending: UInt32) {
        let queued = records[pending].pointee.queuePlace
        guard queued != IdentifierIndex.none else { return }
        records[pending].pointee.queuePlace = IdentifierIndex.none
        let place = Int(queued)
        let last = heap[heap.count - 1].pointee
        heap.removeLast()
        guard place < heap.count else { return }
        if place > 0, last.isBefore(heap[(place - 1) / 2].pointee) {
            rise(last, from: place)
        } else {
            sink(last, from: place)
        }
    }

    private func put(_ entry: Entry, at place: Int) {
        heap[place].pointee = entry
        records[entry.pending].pointee.queuePlace = UInt32(place)
    }

    private func rise(_ entry: Entry, from start: Int) {
        var place = start
        while place > 0 {
            let parent = heap[(place - 1) / 2].pointee
            guard entry.isBefore(parent) else { break }
            put(parent, at: place)
            place = (place - 1) / 2
        }
        put(entry, at: place)
    }

    private func sink(_ entry: Entry, from start: Int) {
        var place = start
        while place * 2 + 1 < heap.count {
            var child = place * 2 + 1
            if child + 1 < heap.count, heap[child + 1].pointee.isBefore(heap[child].pointee) {
                child += 1
            }
            guard heap[child].pointee.isBefore(entry) else { break }
            put(heap[child].pointee, at: place)
            place = child
        }
        put(entry, at: place)
    }
}
