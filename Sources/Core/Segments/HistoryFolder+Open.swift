import Ledger
import Platform

extension HistoryFolder {
    /// Opens the named record files, and runs that have just their ids.
    func load(_ names: [SealedName]) throws(SealedFileError) -> HistoryView {
        var view = HistoryView()
        var rest = names[...]
        while !rest.isEmpty {
            let file = try RecordFile.open(&rest, disk, folder: path)
            guard file.shape.first == view.end else { throw .different(path: path) }
            view.records.append(file)
        }
        for records in view.records { view.accounts.append(try accounts(of: records)) }
        let found = try shapes(.identifiers)
        while (view.runs.last?.shape.end ?? 0) < view.end {
            view.runs.append(try nextRun(view, found))
        }
        try removeAll(but: view)
        return view
    }

    /// The file of a record file's accounts, or one made again.
    private func accounts(of records: RecordFile) throws(SealedFileError) -> AccountFile {
        let shape = AccountFile.shape(of: records.shape)
        if let file = try? AccountFile(disk, folder: path, shape) { return file }
        try remove(shape.name)
        return try AccountFile.write(records, disk, folder: path)
    }

    /// Removes a file that is there and cannot be used.
    private func remove(_ name: String) throws(SealedFileError) {
        let path = "\(path)/\(name)"
        do { if disk.exists(path) { try disk.remove(path) } } catch { throw .disk(error) }
    }

    /// The longest run that begins where the others end, or one made again from its records.
    private func nextRun(
        _ view: HistoryView, _ found: [SealedShape]
    ) throws(SealedFileError) -> IdentifierRun {
        let start = view.runs.last?.shape.end ?? 0
        let fitting = found.filter { shape in
            shape.first == start && view.records.contains { $0.shape.end == shape.end }
        }
        for shape in fitting.sorted(by: { $0.count > $1.count }) {
            // A damaged one is made again like one that is missing.
            if let run = try? IdentifierRun(disk, folder: path, shape) { return run }
        }
        guard let records = view.records.first(where: { $0.shape.first == start }) else {
            preconditionFailure("Runs end where record files end.")
        }
        var ids: [UInt128] = []
        ids.reserveCapacity(Int(records.shape.count))
        try records.forEach { ids.append($0.transfer.id) }
        let entries = IdentifierSort.entries(ids.count, from: start) { ids[$0] }
        let shape = records.shape
        if let run = SealedShape(kind: .identifiers, first: shape.first, count: shape.count) {
            try remove(run.name)
        }
        return try writeRun(entries, shape)
    }

    /// The shapes that file names in the folder tell.
    private func shapes(_ kind: SealedKind) throws(SealedFileError) -> [SealedShape] {
        do {
            try disk.makeDirectory(path)
            return try disk.list(path).compactMap { SealedShape(name: $0) }
                .filter { $0.kind == kind }
        } catch { throw .disk(error) }
    }

    private func removeAll(but view: HistoryView) throws(SealedFileError) {
        let kept = Set(
            view.records.map(\.shape.name) + view.runs.map(\.shape.name)
                + view.accounts.map(\.shape.name)
                + view.records.compactMap { $0.extensions?.shape.name })
        do {
            for name in try disk.list(path) where !kept.contains(name) {
                let isOurs =
                    SealedShape(name: name) != nil || name.hasSuffix(SealedFileWriter.partSuffix)
                if isOurs { try disk.remove("\(path)/\(name)") }
            }
        } catch { throw .disk(error) }
    }
}

extension SealedShape {
    /// Reads what ``name`` wrote.
    init?(name: String) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3,
            let kind = SealedKind.allCases.first(where: { $0.word == parts[0] }),
            let first = UInt32(parts[1]), let count = UInt32(parts[2])
        else { return nil }
        self.init(kind: kind, first: first, count: count)
        guard self.name == name else { return nil }
    }
}
