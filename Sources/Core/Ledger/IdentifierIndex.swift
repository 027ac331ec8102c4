/// Finds the position of a record by its 128-bit id: linear hashing over pages of open addressing.
///
/// A slot is 8 bytes: 32 bits of the id's hash, then the position plus one. The table grows by one
/// page at a time, and only the page that it is split from is hashed again (some 10 µs), so no
/// insertion ever pays for the whole. Growth happens in ``reserve(_:)`` alone; between two calls a
/// slot that was found stays where it is.
///
/// Entries leave in the order of their positions (``leave(below:)``). A slot whose entry has left is
/// taken by the next one that looks for room there, and pages are swept one at a time as entries
/// come, so neither leaving nor clearing up ever pays for the whole.
///
/// Positions in one table are below 2^32 − 1. A handle on memory that ``Books`` owns.
struct IdentifierIndex {
    /// Where an id is, or where it goes.
    struct Seat {
        /// The empty slot for an id that was not found; `nil` where its neighbourhood is full.
        var slot: UnsafeMutablePointer<UInt64>?
        /// The position found, or ``IdentifierIndex/none``.
        var position: UInt32
    }

    private struct Header {
        /// Slots that are taken, also by entries that have left.
        var count: Int
        var pageCount: UInt32
        /// Twice the greatest power of two that is not above `pageCount`, less one.
        var mask: UInt32
        var overflow: [UInt64]
        /// Entries with positions below have left; their slots are taken again by later ones.
        var liveFrom: UInt32 = 0
        /// The page that is swept next, and entries to come before it is.
        var sweptPage: UInt32 = 0
        var sweepDue = 0
    }

    /// Stands for "not in the table".
    static var none: UInt32 { .max }
    private static var pageShift: Int { 12 }
    private static var pageSlots: Int { 1 << pageShift }
    /// The slots of one cache line.
    private static var lineSlots: Int { 8 }
    /// Growth keeps the mean load at 3/8.
    ///
    /// A page that waits for its split has up to twice the mean, 3/4, since the pages split already
    /// in the round have half as much as it.
    private static var loadNumerator: Int { 3 }
    private static var loadDenominator: Int { 8 }
    /// Stands where an entry was that has left: its position is 0.
    private static var leftEntry: UInt64 { 1 }
    /// Slots looked at before an id goes to the overflow list.
    ///
    /// At this load an honest hash comes nowhere near it (the chance is below 10^-12); it bounds
    /// what chosen ids can do to a page.
    private static var probesMax: Int { 1024 }

    private let header: UnsafeMutablePointer<Header>
    private let slots: Pool<UInt64>
    private let scratch: UnsafeMutablePointer<UInt64>
    private let seed: UInt64

    init(seed: UInt64, memory: BooksMemory = .heap) {
        self.seed = seed
        slots = Pool(memory)
        scratch = .allocate(capacity: Self.pageSlots)
        header = .allocate(capacity: 1)
        header.initialize(to: Header(count: 0, pageCount: 0, mask: 1, overflow: []))
        addPage()
    }

    func deallocate() {
        slots.deallocate()
        scratch.deallocate()
        header.deinitialize(count: 1)
        header.deallocate()
    }

    var count: Int { header.pointee.count }
    /// Grows with the table, and with nothing else.
    var pageCount: UInt32 { header.pointee.pageCount }

    /// The 32 bits of an id's hash that the table works with.
    ///
    /// A folded 64 × 64 multiplication of the two seeded halves, then the 64-bit finaliser of
    /// MurmurHash3: without it ids that count up crowd together. Wrapping is wanted: it is a hash.
    @inline(__always)
    func hash(_ id: UInt128) -> UInt32 {
        let low = UInt64(truncatingIfNeeded: id) ^ seed
        let high = UInt64(truncatingIfNeeded: id >> 64) ^ 0x9E37_79B9_7F4A_7C15
        let product = low.multipliedFullWidth(by: high)
        var mixed = product.high ^ product.low
        mixed = (mixed ^ mixed >> 33) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return UInt32(truncatingIfNeeded: mixed >> 32)
    }

    /// The slot where the search for a hash begins; reading it brings its cache line near.
    @inline(__always)
    func home(_ hash: UInt32) -> UnsafeMutablePointer<UInt64> {
        page(hash) + Int(hash >> UInt32(32 - Self.pageShift))
    }

    /// Looks an id up.
    ///
    /// `matches` says whether the record at a position has the id.
    @inline(__always)
    func seat(_ hash: UInt32, matches: (UInt32) -> Bool) -> Seat {
        let base = page(hash)
        let start = Int(hash >> UInt32(32 - Self.pageShift))
        let liveFrom = header.pointee.liveFrom
        var left: UnsafeMutablePointer<UInt64>?
        for step in 0..<Self.probesMax {
            let place = base + Self.offset(start, step)
            let slot = place.pointee
            if slot == 0 {
                let isCertain = header.pointee.overflow.isEmpty
                return Seat(
                    slot: left ?? place, position: isCertain ? Self.none : overflowed(hash, matches)
                )
            }
            let position = UInt32(truncatingIfNeeded: slot) &- 1
            if position < liveFrom {
                if left == nil { left = place }
            } else if UInt32(truncatingIfNeeded: slot >> 32) == hash, matches(position) {
                return Seat(slot: place, position: position)
            }
        }
        return Seat(slot: left, position: overflowed(hash, matches))
    }

    /// The slot of a page looked at in a step of a search: around in the home's cache line, then
    /// the lines behind it.
    ///
    /// Nothing wraps but on purpose.
    @inline(__always)
    private static func offset(_ start: Int, _ step: Int) -> Int {
        let inLine = lineSlots - 1
        let line = ((start & ~inLine) &+ (step & ~inLine)) & (pageSlots - 1)
        return line | ((start &+ step) & inLine)
    }

    /// Puts a position where ``seat(_:matches:)`` found room, with nothing inserted in between.
    @inline(__always)
    func fill(_ seat: Seat, hash: UInt32, position: UInt32) {
        let entry = UInt64(hash) << 32 | UInt64(position + 1)
        guard let slot = seat.slot else {
            header.pointee.count += 1
            return overflow(entry)
        }
        if slot.pointee == 0 { header.pointee.count += 1 }
        slot.pointee = entry
    }

    /// Takes out an entry.
    ///
    /// Entries must leave in the reverse order of their coming, with no growth in between: then no
    /// other entry's search passes through the slot, and it can just be emptied. Where slots are
    /// taken again that is not so, and it becomes one whose entry has left.
    func removeNewest(_ hash: UInt32, position: UInt32) {
        let entry = UInt64(hash) << 32 | UInt64(position + 1)
        if let place = header.pointee.overflow.lastIndex(of: entry) {
            header.pointee.overflow.remove(at: place)
            header.pointee.count -= 1
            return
        }
        let base = page(hash)
        let start = Int(hash >> UInt32(32 - Self.pageShift))
        for step in 0..<Self.probesMax where base[Self.offset(start, step)] == entry {
            let isSimple = header.pointee.liveFrom == 0
            base[Self.offset(start, step)] = isSimple ? 0 : Self.leftEntry
            if isSimple { header.pointee.count -= 1 }
            return
        }
        preconditionFailure("An entry that is taken out was put in.")
    }

    /// Grows for `more` entries: about one page in 1,500 entries.
    func reserve(_ more: Int) {
        let wanted = (header.pointee.count + more) * Self.loadDenominator
        while Int(header.pointee.pageCount) * Self.pageSlots * Self.loadNumerator < wanted {
            split()
        }
        if header.pointee.liveFrom > 0 { sweep(more) }
    }

    /// Lets all entries leave whose positions are below one that never goes down.
    func leave(below position: UInt32) { header.pointee.liveFrom = position }

    /// Clears a page of entries that have left for each page of entries that come.
    private func sweep(_ more: Int) {
        let step = Self.pageSlots * Self.loadNumerator / Self.loadDenominator
        header.pointee.sweepDue += more
        while header.pointee.sweepDue >= step {
            header.pointee.sweepDue -= step
            let page = header.pointee.sweptPage
            let next = page + 1 < header.pointee.pageCount ? page + 1 : 0
            header.pointee.sweptPage = next
            clear(page)
            guard next == 0, !header.pointee.overflow.isEmpty else { continue }
            let before = header.pointee.overflow.count
            header.pointee.overflow.removeAll { !isLive($0) }
            header.pointee.count -= before - header.pointee.overflow.count
        }
    }

    private func clear(_ page: UInt32) {
        lift(slots[Int(page) << Self.pageShift])
        settle()
    }

    @inline(__always)
    private func isLive(_ entry: UInt64) -> Bool {
        entry != 0 && UInt32(truncatingIfNeeded: entry) &- 1 >= header.pointee.liveFrom
    }

    /// Takes and touches the memory for so many entries.
    func prefault(_ wanted: Int) {
        slots.prefault(wanted * Self.loadDenominator / Self.loadNumerator)
    }

    /// Linear hashing: pages that were split in this round take one bit more of the hash.
    @inline(__always)
    private func page(_ hash: UInt32) -> UnsafeMutablePointer<UInt64> {
        let mask = header.pointee.mask
        let wide = hash & mask
        let page = wide < header.pointee.pageCount ? wide : wide & (mask >> 1)
        return slots[Int(page) << Self.pageShift]
    }

    private func addPage() {
        slots.append(repeating: 0, count: Self.pageSlots)
        header.pointee.pageCount += 1
        if header.pointee.pageCount > header.pointee.mask {
            header.pointee.mask = header.pointee.mask << 1 | 1
        }
    }

    private func split() {
        let source = header.pointee.pageCount & (header.pointee.mask >> 1)
        lift(slots[Int(source) << Self.pageShift])
        addPage()
        settle()
    }

    /// Takes a page's entries out.
    private func lift(_ base: UnsafeMutablePointer<UInt64>) {
        scratch.update(from: base, count: Self.pageSlots)
        base.update(repeating: 0, count: Self.pageSlots)
        for index in 0..<Self.pageSlots where scratch[index] != 0 { header.pointee.count -= 1 }
    }

    /// Puts back what was taken out, but for entries that have left.
    private func settle() {
        for index in 0..<Self.pageSlots where isLive(scratch[index]) {
            let hash = UInt32(truncatingIfNeeded: scratch[index] >> 32)
            let seat = seat(hash) { _ in false }
            fill(seat, hash: hash, position: UInt32(truncatingIfNeeded: scratch[index]) &- 1)
        }
    }

    @inline(never)
    private func overflow(_ entry: UInt64) {
        header.pointee.overflow.append(entry)
    }

    @inline(never)
    private func overflowed(_ hash: UInt32, _ matches: (UInt32) -> Bool) -> UInt32 {
        for entry in header.pointee.overflow
        where UInt32(truncatingIfNeeded: entry >> 32) == hash && isLive(entry) {
            let position = UInt32(truncatingIfNeeded: entry) - 1
            if matches(position) { return position }
        }
        return Self.none
    }
}
