/// Fixed-size records that grow by whole chunks, so that nothing is ever copied or moved.
///
/// A handle on memory that ``Books`` owns: copies share it, and the owner frees it once. Records are
/// addressed by their ordinal; reading costs two loads, of which the first stays in cache.
struct Pool<Element: BitwiseCopyable> {
    private struct Header {
        var count: Int
        var chunkCount: Int
        var directoryCapacity: Int
        var directory: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
        /// Chunks before this one were let go; their places in the directory mean nothing.
        var firstChunk = 0
        /// Chunks that were let go, to be used again.
        var spare: [UnsafeMutablePointer<Element>] = []
        let memory: BooksMemory
    }

    /// At least 65,536 records and 2 MiB: 8 MiB where a record has 128 bytes.
    @inline(__always)
    static var chunkShift: Int {
        switch MemoryLayout<Element>.stride {
        case ...15: 18
        case ...31: 17
        default: 16
        }
    }
    static var chunkCapacity: Int { 1 << chunkShift }
    private static var chunkBytes: Int { chunkCapacity * MemoryLayout<Element>.stride }

    private let header: UnsafeMutablePointer<Header>

    init(_ memory: BooksMemory) {
        let capacity = 64
        header = .allocate(capacity: 1)
        header.initialize(
            to: Header(
                count: 0, chunkCount: 0, directoryCapacity: capacity,
                directory: .allocate(capacity: capacity), memory: memory))
    }

    var count: Int {
        @inline(__always) get { header.pointee.count }
    }

    /// The record at `ordinal`, which must be below `count`.
    @inline(__always)
    subscript(ordinal: Int) -> UnsafeMutablePointer<Element> {
        header.pointee.directory[ordinal >> Self.chunkShift] + (ordinal & (Self.chunkCapacity - 1))
    }

    @inline(__always)
    subscript(ordinal: UInt32) -> UnsafeMutablePointer<Element> { self[Int(ordinal)] }

    /// Adds a record at the end and returns its place.
    ///
    /// The first of a chunk allocates the chunk.
    @inline(__always)
    @discardableResult
    func append(_ element: Element) -> UnsafeMutablePointer<Element> {
        let ordinal = header.pointee.count
        if ordinal >> Self.chunkShift == header.pointee.chunkCount { addChunk() }
        header.pointee.count = ordinal + 1
        let place = self[ordinal]
        place.initialize(to: element)
        return place
    }

    /// Adds a run of equal records that does not cross a chunk's end.
    func append(repeating element: Element, count: Int) {
        let ordinal = header.pointee.count
        precondition(
            ordinal & (Self.chunkCapacity - 1) + count <= Self.chunkCapacity,
            "A run lies in one chunk.")
        if ordinal >> Self.chunkShift == header.pointee.chunkCount { addChunk() }
        header.pointee.count = ordinal + count
        self[ordinal].initialize(repeating: element, count: count)
    }

    /// Takes the memory for so many records and touches every page of it.
    func prefault(_ wanted: Int) {
        while header.pointee.chunkCount << Self.chunkShift < wanted {
            addChunk()
            let chunk = UnsafeMutableRawPointer(
                header.pointee.directory[header.pointee.chunkCount - 1])
            for offset in stride(from: 0, to: Self.chunkBytes, by: 4096) {
                chunk.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self)
            }
        }
    }

    /// Lets go of whole chunks of records below an ordinal; the next chunks take their memory.
    func release(below ordinal: Int) {
        let end = min(ordinal >> Self.chunkShift, header.pointee.chunkCount)
        while header.pointee.firstChunk < end {
            let chunk = header.pointee.directory[header.pointee.firstChunk]
            header.pointee.spare.append(chunk)
            header.pointee.firstChunk += 1
        }
    }

    /// Makes an empty pool one whose records below an ordinal were let go.
    func start(at ordinal: Int) {
        precondition(header.pointee.chunkCount == 0, "Only an empty pool starts elsewhere.")
        let chunk = ordinal >> Self.chunkShift
        while header.pointee.directoryCapacity <= chunk { growDirectory() }
        header.pointee.firstChunk = chunk
        header.pointee.chunkCount = chunk
        header.pointee.count = ordinal
        if ordinal & (Self.chunkCapacity - 1) != 0 { addChunk() }
    }

    /// Where the chunks begin in which the records of a range lie.
    func chunks(_ range: Range<Int>) -> [UnsafeMutablePointer<Element>] {
        precondition(range.upperBound <= count && !range.isEmpty, "There are no such records.")
        let first = range.lowerBound >> Self.chunkShift
        precondition(first >= header.pointee.firstChunk, "Records that were let go.")
        return (first...((range.upperBound - 1) >> Self.chunkShift)).map {
            header.pointee.directory[$0]
        }
    }

    /// Takes off the last record.
    @inline(__always)
    func removeLast() {
        precondition(header.pointee.count > 0, "An empty pool has no last record.")
        header.pointee.count -= 1
    }

    /// Hands out the records in order, as the bytes of one chunk after the other.
    func forEachChunk(_ body: (UnsafeRawBufferPointer) -> Void) {
        var start = 0
        while start < count {
            let length = min(Self.chunkCapacity, count - start)
            body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: self[start], count: length)))
            start += length
        }
    }

    func deallocate() {
        for index in header.pointee.firstChunk..<header.pointee.chunkCount {
            header.pointee.memory.deallocate(header.pointee.directory[index], Self.chunkBytes)
        }
        for chunk in header.pointee.spare {
            header.pointee.memory.deallocate(chunk, Self.chunkBytes)
        }
        header.pointee.directory.deallocate()
        header.deinitialize(count: 1)
        header.deallocate()
    }

    /// The directory doubles: 8 bytes a chunk, so 0.5 MiB for 4 thousand million records.
    @inline(never)
    private func addChunk() {
        let index = header.pointee.chunkCount
        if index == header.pointee.directoryCapacity { growDirectory() }
        header.pointee.directory[index] = header.pointee.spare.popLast() ?? newChunk()
        header.pointee.chunkCount = index + 1
    }

    private func newChunk() -> UnsafeMutablePointer<Element> {
        header.pointee.memory.allocate(Self.chunkBytes).bindMemory(
            to: Element.self, capacity: Self.chunkCapacity)
    }

    private func growDirectory() {
        let capacity = header.pointee.directoryCapacity * 2
        let directory = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(
            capacity: capacity)
        let first = header.pointee.firstChunk
        (directory + first).initialize(
            from: header.pointee.directory + first, count: header.pointee.chunkCount - first)
        header.pointee.directory.deallocate()
        header.pointee.directory = directory
        header.pointee.directoryCapacity = capacity
    }
}
