import Segments

/// The files of old transfers at one moment, for whoever watches.
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
        let view = history.view
        return SealedFilesView(
            files: view.records.count, runs: view.runs.count, bytes: view.bytes,
            isBusy: history.isBusy, failure: history.failure.map { "\($0)" })
    }
}
