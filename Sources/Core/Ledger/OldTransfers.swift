/// Some transfers that are not in the books' own pools, found by ordinal or by id.
///
/// A handle on memory that ``Books`` owns.
struct OldTransfers {
    private let records: Pool<OldTransfer>
    private let ordinals: IdentifierIndex
    private let ids: IdentifierIndex

    init(_ memory: BooksMemory) {
        records = Pool(memory)
        ordinals = IdentifierIndex(seed: Books.defaultIndexSeed, memory: memory)
        ids = IdentifierIndex(seed: Books.defaultIndexSeed, memory: memory)
    }

    func deallocate() {
        records.deallocate()
        ordinals.deallocate()
        ids.deallocate()
    }

    var count: Int {
        @inline(__always) get { records.count }
    }

    subscript(place: Int) -> OldTransfer { records[place].pointee }

    /// Adds a transfer, or does nothing where it is there.
    func insert(_ old: OldTransfer) {
        let place = UInt32(records.count)
        let hash = ordinals.hash(UInt128(old.ordinal))
        ordinals.reserve(1)
        ids.reserve(1)
        let seat = ordinals.seat(hash) { records[$0].pointee.ordinal == old.ordinal }
        guard seat.position == IdentifierIndex.none else { return }
        ordinals.fill(seat, hash: hash, position: place)
        let idHash = ids.hash(old.transfer.id)
        ids.fill(
            ids.seat(idHash) { records[$0].pointee.transfer.id == old.transfer.id }, hash: idHash,
            position: place)
        records.append(old)
    }

    func find(ordinal: UInt32) -> UnsafeMutablePointer<OldTransfer>? {
        let place = ordinals.seat(ordinals.hash(UInt128(ordinal))) {
            records[$0].pointee.ordinal == ordinal
        }.position
        return place == IdentifierIndex.none ? nil : records[place]
    }

    func find(id: UInt128) -> UnsafeMutablePointer<OldTransfer>? {
        let place = ids.seat(ids.hash(id)) { records[$0].pointee.transfer.id == id }.position
        return place == IdentifierIndex.none ? nil : records[place]
    }

    /// Takes all out, newest first, as the indexes want it.
    func removeAll() {
        while records.count > 0 {
            let place = UInt32(records.count - 1)
            let old = records[place].pointee
            ordinals.removeNewest(ordinals.hash(UInt128(old.ordinal)), position: place)
            ids.removeNewest(ids.hash(old.transfer.id), position: place)
            records.removeLast()
        }
    }
}
