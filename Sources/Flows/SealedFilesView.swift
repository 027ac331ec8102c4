import Segments

/// The files of old transfers at one moment, for whoever watches: those of batches and the bank's own.
package struct SealedFilesView: Sendable {
    /// Files of records, and runs of their identifiers.
    package let files: Int
    package let runs: Int
    /// On disk.
    package let bytes: UInt64
    /// Whether one is being written or merged.
    package let isBusy: Bool
    /// Why the last one could not be written.
    package let failure: String?
}

extension RunningBank {
    package var sealedFiles: SealedFilesView {
        let folders = [history, ownHistory]
        let views = folders.map(\.view)
        return SealedFilesView(
            files: views.reduce(0) { $0 + $1.records.count },
            runs: views.reduce(0) { $0 + $1.runs.count },
            bytes: views.reduce(0) { $0 + $1.bytes },
            isBusy: folders.contains { $0.isBusy },
            failure: folders.lazy.compactMap(\.failure).first.map { "\($0)" })
    }
}
