import Ledger
package import Platform

/// The folder of old transfers: writes files, merges runs, and says what there is.
///
/// For any thread. Files are written beside the caller: records and runs by one disk's chores, merges
/// by another's, so that a long merge holds nothing up.
package final class HistoryFolder: Sendable {
    private struct State {
        var view = HistoryView()
        var isOpen = false
        var isSealing = false
        var isMerging = false
        /// Why the last file could not be written.
        var failure: SealedFileError?
    }

    package let path: String
    let disk: any Disk
    private let mergeDisk: any Disk
    private let state = Monitor(State())
    /// What searches have found lately, by id.
    let found = Monitor<[UInt128: OldTransfer]>([:])

    /// Runs there may be while merging has not caught up; sealing waits above it.
    static let runsWaitingMax = 2 * MergePlan.runsMax

    /// - Parameters:
    ///   - disk: writes and reads.
    ///   - mergeDisk: does the merging; the same where one thread does everything.
    package init(path: String, disk: any Disk, mergeDisk: any Disk) {
        self.path = path
        self.disk = disk
        self.mergeDisk = mergeDisk
    }

    package var view: HistoryView { state.withLock { $0.view } }
    package var failure: SealedFileError? { state.withLock { $0.failure } }
    package var isOpen: Bool { state.withLock { $0.isOpen } }
    /// Whether a file is being written.
    package var isBusy: Bool { state.withLock { $0.isSealing || $0.isMerging } }

    /// Whether files are there and are those that were named.
    package func has(_ names: [SealedName]) -> Bool {
        var rest = names[...]
        var end: UInt32 = 0
        while !rest.isEmpty {
            guard let file = try? RecordFile.open(&rest, disk, folder: path),
                file.shape.first == end
            else { return false }
            end = file.shape.end
        }
        return true
    }

    /// Opens what was named, removes what was not, and writes runs again that are missing.
    package func open(_ names: [SealedName]) throws(SealedFileError) {
        let view = try load(names)
        state.withLock {
            $0.view = view
            $0.isOpen = true
        }
        // Runs that were made again are as many as their record files.
        mergeWhereDue()
    }

    // MARK: - Sealing

    /// Begins to write down transfers that follow those that are here; `false` where it has to wait,
    /// and where a file was finished since the caller looked, so that some of these are written.
    func seal(_ stretch: TransferStretch) -> Bool {
        let isReady = state.withLock { state in
            guard !state.isSealing, state.view.runs.count < Self.runsWaitingMax,
                stretch.first >= state.view.end
            else { return false }
            precondition(stretch.first == state.view.end, "Transfers are sealed in their order.")
            state.isSealing = true
            return true
        }
        guard isReady else { return false }
        disk.perform { [self] in
            do throws(SealedFileError) {
                let (records, accounts, run) = try write(stretch)
                state.update { state in
                    state.view.records.append(records)
                    state.view.accounts.append(accounts)
                    state.view.runs.append(run)
                    state.isSealing = false
                    state.failure = nil
                }
                mergeWhereDue()
            } catch { fail(error) { $0.isSealing = false } }
        }
        return true
    }

    /// Waits until nothing is being sealed and there is room for more.
    ///
    /// - Returns: false where a file could not be written.
    func waitForSealing() -> Bool {
        _ = disk.wait { [state] in
            state.withLock {
                !$0.isSealing && ($0.view.runs.count < Self.runsWaitingMax || !$0.isMerging)
            }
        }
        return state.withLock { $0.failure == nil && !$0.isSealing }
    }

    /// The names of the files that have all transfers below an ordinal where one of them ends.
    ///
    /// Waits for what is being written; `nil` where it could not be.
    package func names(through end: UInt32) -> [SealedName]? {
        guard waitForSealing(), view.end >= end else { return nil }
        guard end > 0 else { return [] }
        let files = view.records.filter { $0.shape.end <= end }
        return files.last?.shape.end == end ? files.flatMap(\.names) : nil
    }

    /// Puts a damaged file aside, so that a start finds it missing and makes it again.
    func setAside(_ path: String) { try? disk.rename(path, to: path + ".damaged") }

    /// Waits until nothing is being written at all.
    package func waitUntilQuiet() {
        _ = disk.wait { [state] in state.withLock { !$0.isSealing } }
        _ = mergeDisk.wait { [state] in state.withLock { !$0.isMerging } }
    }

    private func write(
        _ stretch: TransferStretch
    ) throws(SealedFileError) -> (RecordFile, AccountFile, IdentifierRun) {
        let records = try RecordFile.write(stretch, disk, folder: path)
        let accounts = try AccountFile.write(stretch, records.shape, disk, folder: path)
        let entries = IdentifierSort.entries(stretch.count, from: stretch.first) { stretch.id($0) }
        return (records, accounts, try writeRun(entries, records.shape))
    }

    func writeRun(
        _ entries: [IdentifierEntry], _ records: SealedShape
    ) throws(SealedFileError) -> IdentifierRun {
        guard
            let shape = SealedShape(
                kind: .identifiers, first: records.first, count: records.count)
        else { preconditionFailure("Records have as many ids.") }
        return try IdentifierRun.write(entries, disk, folder: path, shape)
    }

    private func fail(_ error: SealedFileError, _ body: (inout sending State) -> Void) {
        state.update {
            body(&$0)
            $0.failure = error
        }
    }

    // MARK: - Merging

    func mergeWhereDue() {
        let runs = state.withLock { state -> [IdentifierRun]? in
            guard !state.isMerging,
                let due = MergePlan.next(state.view.runs.map { Int($0.shape.count) })
            else { return nil }
            state.isMerging = true
            return Array(state.view.runs[due])
        }
        guard let runs else { return }
        mergeDisk.perform { [self] in
            do throws(SealedFileError) {
                let merged = try IdentifierRun.merge(runs, mergeDisk, folder: path)
                replace(runs, by: merged)
                mergeWhereDue()
            } catch { fail(error) { $0.isMerging = false } }
        }
    }

    /// Readers that still have the old runs keep them open until they are done.
    private func replace(_ runs: [IdentifierRun], by merged: IdentifierRun) {
        state.update { state in
            if let start = state.view.runs.firstIndex(where: { $0 === runs[0] }) {
                state.view.runs.replaceSubrange(start..<(start + runs.count), with: [merged])
            }
            state.isMerging = false
        }
        // Whoever waits for room asks again after each chore.
        disk.perform {}
        // What cannot be removed now is removed by the next start.
        for run in runs { try? mergeDisk.remove(run.file.path) }
    }
}
