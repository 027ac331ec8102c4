import Ledger

/// Room to ask all filters about a batch's ids; used again for every batch.
package final class FilterProbe {
    static let groupSize = 64

    private let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: groupSize)
    private let places = UnsafeMutablePointer<UInt32>.allocate(capacity: groupSize)
    private let lines = UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>.allocate(
        capacity: groupSize)
    /// Takes what is read only in order to be near.
    private var sink: UInt64 = 0

    /// Entries read from disk so far.
    package private(set) var readCount = 0

    package init() {}

    deinit {
        hashes.deallocate()
        places.deallocate()
        lines.deallocate()
    }

    /// What runs say of some ids: of one that several have, what the last of them says.
    package func find(
        _ ids: [UInt128], in runs: [IdentifierRun]
    ) throws(SealedFileError) -> [(run: IdentifierRun, entry: IdentifierEntry)] {
        var found: [(run: IdentifierRun, entry: IdentifierEntry)] = []
        try ids.withUnsafeBufferPointer { (ids) throws(SealedFileError) in
            try forEachCandidate(ids, in: runs) { (id, run) throws(SealedFileError) in
                readCount += 1
                if let entry = try run.entry(of: id) { found.append((run, entry)) }
            }
        }
        return found
    }

    /// Calls `body` with each id that some run may have, and the run.
    ///
    /// The lines of a group are asked for together, so that the waits for memory overlap.
    func forEachCandidate(
        _ ids: UnsafeBufferPointer<UInt128>, in runs: [IdentifierRun],
        _ body: (UInt128, IdentifierRun) throws(SealedFileError) -> Void
    ) throws(SealedFileError) {
        for start in stride(from: 0, to: ids.count, by: Self.groupSize) {
            let count = min(Self.groupSize, ids.count - start)
            for place in 0..<count { hashes[place] = IdentifierFilter.hash(ids[start + place]) }
            for run in runs {
                let asked = gather(ids, start, count, run)
                for place in 0..<asked {
                    let index = Int(places[place])
                    if run.filter.mayContain(hashes[index]) { try body(ids[start + index], run) }
                }
            }
        }
    }

    /// Reads the lines of those ids of a group that lie within a run's bounds.
    @inline(__always)
    private func gather(
        _ ids: UnsafeBufferPointer<UInt128>, _ start: Int, _ count: Int, _ run: IdentifierRun
    ) -> Int {
        var asked = 0
        let low = run.file.low
        let high = run.file.high
        for place in 0..<count {
            let id = ids[start + place]
            guard id >= low, id <= high else { continue }
            places[asked] = UInt32(place)
            lines[asked] = run.filter.line(hashes[place])
            asked += 1
        }
        var sum: UInt64 = 0
        for place in 0..<asked { sum ^= lines[place].pointee }
        sink ^= sum
        return asked
    }
}
