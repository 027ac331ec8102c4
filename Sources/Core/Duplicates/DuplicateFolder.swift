package import Platform
package import Segments

/// The folder of sealed keys, a folder a month: writes and merges runs beside the thread that
/// decides, and removes what nobody names any more.
///
/// For any thread. What is done waits here until the owner of the index fetches it.
package final class DuplicateFolder: Sendable {
    /// What was written and is durable.
    enum Done: Sendable {
        case sealed(KeyMonth, IdentifierRun)
        case merged(KeyMonth, [IdentifierRun], IdentifierRun)
    }

    private struct State {
        var done: [Done] = []
        /// The files that the keeper asks, for those who follow it.
        var view: [KeyMonth: [IdentifierRun]] = [:]
        var isSealing = false
        var isMerging = false
        var failure: SealedFileError?
    }

    package let path: String
    let disk: any Disk
    private let mergeDisk: any Disk
    private let state = Monitor(State())

    /// - Parameters:
    ///   - disk: writes and reads.
    ///   - mergeDisk: does the merging; the same where one thread does everything.
    package init(path: String, disk: any Disk, mergeDisk: any Disk) {
        self.path = path
        self.disk = disk
        self.mergeDisk = mergeDisk
    }

    /// Why the last file could not be written.
    package var failure: SealedFileError? { state.withLock { $0.failure } }
    /// Whether a file is being written.
    package var isBusy: Bool { state.withLock { $0.isSealing || $0.isMerging } }
    var isSealing: Bool { state.withLock { $0.isSealing } }
    var isMerging: Bool { state.withLock { $0.isMerging } }

    /// Waits until nothing is being written.
    package func waitUntilQuiet() {
        _ = disk.wait { [state] in state.withLock { !$0.isSealing } }
        _ = mergeDisk.wait { [state] in state.withLock { !$0.isMerging } }
    }

    func folder(_ month: KeyMonth) -> String { "\(path)/\(month.name)" }

    // MARK: - What is there

    /// Whether files are there, whole as far as head and tail tell, and those that were named.
    package func has(_ names: DuplicateNames) -> Bool {
        names.months.allSatisfy { each in
            var end: UInt32 = 0
            return each.runs.allSatisfy { name in
                guard name.first == end, let shape = Self.shape(name),
                    let file = try? SealedFile(disk, folder: folder(each.month), shape),
                    file.root == name.root
                else { return false }
                end = shape.end
                return true
            }
        }
    }

    /// Opens the named runs of a month; those the keeper has open are shared.
    func open(_ names: DuplicateNames.Month) throws(SealedFileError) -> [IdentifierRun] {
        let known = state.withLock { $0.view[names.month] ?? [] }
        var runs: [IdentifierRun] = []
        for name in names.runs {
            let end = runs.last?.shape.end ?? 0
            guard let shape = Self.shape(name), shape.first == end else {
                throw .different(path: folder(names.month))
            }
            if let open = known.first(where: { $0.shape == shape && $0.file.root == name.root }) {
                runs.append(open)
                continue
            }
            let run = try IdentifierRun(disk, folder: folder(names.month), shape)
            guard run.file.root == name.root else { throw .different(path: run.file.path) }
            runs.append(run)
        }
        return runs
    }

    private static func shape(_ name: SealedName) -> SealedShape? {
        SealedShape(kind: .keys, first: name.first, count: name.count)
    }

    /// Removes sealed files that are not these; what cannot be removed is left for the next start.
    func removeAll(but months: [MonthOfKeys]) throws(SealedFileError) {
        do {
            try disk.makeDirectory(path)
            for name in try disk.list(path) where KeyMonth(name: name) != nil {
                let kept = months.first { $0.month.name == name }?.runs.map(\.shape.name) ?? []
                for file in try disk.list("\(path)/\(name)") where !kept.contains(file) {
                    try disk.remove("\(path)/\(name)/\(file)")
                }
            }
        } catch { throw .disk(error) }
    }

    func remove(_ runs: [IdentifierRun]) {
        for run in runs { try? disk.remove(run.file.path) }
    }

    /// Puts a damaged file aside, so that a start finds it missing and makes it again.
    func setAside(_ path: String) { try? disk.rename(path, to: path + ".damaged") }

    // MARK: - Writing

    func seal(_ table: KeyTable, _ month: KeyMonth, first: UInt32) {
        state.withLock { $0.isSealing = true }
        disk.perform { [self] in
            let result = Result { () throws(SealedFileError) in
                try write(table.sorted(), month, first: first)
            }
            state.update { state in
                state.isSealing = false
                switch result {
                case .success(let run):
                    state.done.append(.sealed(month, run))
                    state.failure = nil
                case .failure(let error): state.failure = error
                }
            }
        }
    }

    private func write(
        _ entries: [IdentifierEntry], _ month: KeyMonth, first: UInt32
    ) throws(SealedFileError) -> IdentifierRun {
        guard let shape = SealedShape(kind: .keys, first: first, count: UInt32(entries.count))
        else { preconditionFailure("A month has fewer than 2^31 keys, and a table has some.") }
        do { try disk.makeDirectory(folder(month)) } catch { throw .disk(error) }
        return try IdentifierRun.write(entries, disk, folder: folder(month), shape)
    }

    func merge(_ runs: [IdentifierRun], _ month: KeyMonth) {
        state.withLock { $0.isMerging = true }
        mergeDisk.perform { [self] in
            let result = Result { () throws(SealedFileError) in
                try IdentifierRun.merge(runs, mergeDisk, folder: folder(month))
            }
            state.update { state in
                state.isMerging = false
                switch result {
                case .success(let merged): state.done.append(.merged(month, runs, merged))
                case .failure(let error): state.failure = error
                }
            }
        }
    }

    func takeDone() -> [Done] {
        state.withLock { state in
            guard !state.done.isEmpty else { return [] }
            defer { state.done = [] }
            return state.done
        }
    }

    func publish(_ months: [MonthOfKeys]) {
        let view = Dictionary(
            months.map { ($0.month, $0.runs) }, uniquingKeysWith: { first, _ in first })
        state.withLock { $0.view = view }
    }

    func view(_ month: KeyMonth) -> [IdentifierRun] {
        state.withLock { $0.view[month] ?? [] }
    }
}
