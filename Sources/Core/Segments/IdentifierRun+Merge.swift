package import Platform

extension IdentifierRun {
    /// Merges runs that follow each other into one, in memory of one stretch a run.
    ///
    /// - Precondition: the runs' ordinals follow each other.
    package static func merge(
        _ runs: [IdentifierRun], _ disk: any Disk, folder: String
    ) throws(SealedFileError) -> IdentifierRun {
        guard let first = runs.first, let last = runs.last,
            let shape = SealedShape(
                kind: first.shape.kind, first: first.shape.first,
                count: last.shape.end - first.shape.first)
        else { preconditionFailure("Runs to merge are at least one and not empty.") }
        precondition(
            zip(runs, runs.dropFirst()).allSatisfy { $0.shape.end == $1.shape.first },
            "Runs to merge follow each other.")
        let writer = try IdentifierRunWriter(disk, folder: folder, shape)
        var cursors = runs.map { IdentifierCursor($0) }
        var heads: [IdentifierEntry?] = []
        for index in cursors.indices { heads.append(try cursors[index].next()) }
        while let least = least(heads), let entry = heads[least] {
            try writer.add(entry)
            heads[least] = try cursors[least].next()
        }
        return try writer.finish()
    }

    /// Which of a few is the least; no heap pays at eight.
    @inline(__always)
    private static func least(_ heads: [IdentifierEntry?]) -> Int? {
        var least: Int?
        var id = UInt128.max
        for index in heads.indices {
            if let head = heads[index], least == nil || head.id < id {
                least = index
                id = head.id
            }
        }
        return least
    }
}
