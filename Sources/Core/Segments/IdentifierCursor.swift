/// Reads a run from its least id to its greatest, 64 blocks at a time.
struct IdentifierCursor {
    private static let aheadBlocks = 64

    private let run: IdentifierRun
    private var entries: [IdentifierEntry] = []
    private var place = 0
    private var nextBlock = 1

    init(_ run: IdentifierRun) { self.run = run }

    /// The next entry, or `nil` behind the last.
    @inline(__always)
    mutating func next() throws(SealedFileError) -> IdentifierEntry? {
        if place == entries.count {
            try fill()
            guard place < entries.count else { return nil }
        }
        defer { place += 1 }
        return entries[place]
    }

    private mutating func fill() throws(SealedFileError) {
        entries.removeAll(keepingCapacity: true)
        place = 0
        let shape = run.shape
        let end = min(shape.dataBlocks + 1, nextBlock + Self.aheadBlocks)
        guard nextBlock < end else { return }
        var found: [IdentifierEntry] = []
        swap(&found, &entries)
        try run.file.forEachBlock(nextBlock..<end) { number, block in
            for index in 0..<shape.entries(ofBlock: number).count {
                found.append(
                    IdentifierEntry(block, at: index * shape.kind.entryBytes, shape.kind))
            }
        }
        swap(&found, &entries)
        nextBlock = end
    }
}
