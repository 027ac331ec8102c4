import Platform
import Synchronization

/// A reserved and zeroed segment that waits for its turn.
struct SegmentFiles: Sendable {
    let number: UInt64
    let log: any LogFile
    let side: any LogFile
}

/// Reserves the next segment while the current one is written.
final class SegmentStock: Sendable {
    private enum State {
        case empty
        /// With what went wrong the time before.
        case preparing(DiskError?)
        case ready(SegmentFiles)
        case failed(DiskError)
    }

    private let state = Mutex(State.empty)
    private let disk: any Disk
    private let paths: SegmentPath
    private let options: LogOptions

    init(_ disk: any Disk, _ paths: SegmentPath, _ options: LogOptions) {
        self.disk = disk
        self.paths = paths
        self.options = options
    }

    var isReady: Bool {
        state.withLock { state in
            if case .ready = state { true } else { false }
        }
    }

    var isPreparing: Bool {
        state.withLock { state in
            if case .preparing = state { true } else { false }
        }
    }

    /// What went wrong with the last attempt, until another one succeeds.
    var failure: DiskError? {
        state.withLock { state in
            switch state {
            case .empty, .ready: nil
            case .preparing(let error): error
            case .failed(let error): error
            }
        }
    }

    /// Takes the segment that is ready.
    func take() -> SegmentFiles? {
        state.withLock { state in
            guard case .ready(let files) = state else { return nil }
            state = .empty
            return files
        }
    }

    /// Begins to make a segment beside the caller, unless one is ready or being made.
    func prepare(_ number: UInt64) {
        let isDue = state.withLock { state in
            switch state {
            case .preparing, .ready: return false
            case .empty: state = .preparing(nil)
            case .failed(let error): state = .preparing(error)
            }
            return true
        }
        guard isDue else { return }
        // A disk that is never asked for it again must not keep the log alive.
        disk.perform { [weak self] in self?.fill(number) }
    }

    private func fill(_ number: UInt64) {
        let made: State
        do throws(DiskError) {
            made = .ready(try make(number))
        } catch {
            made = .failed(error)
        }
        state.withLock { $0 = made }
    }

    /// Makes a segment's files, or takes those that a former process left reserved.
    func make(_ number: UInt64) throws(DiskError) -> SegmentFiles {
        if let left = try reserved(number) { return left }
        let (log, side) = (paths.entries(number), paths.side(number))
        do throws(DiskError) {
            let sideFile = try reserve(side, size: options.sideBytes)
            let logFile = try reserve(log, size: options.segmentBytes)
            return SegmentFiles(number: number, log: logFile, side: sideFile)
        } catch {
            // What was reserved of it is given back; where that fails the next start does it.
            for path in [side, paths.unfinished(side), paths.unfinished(log)]
            where disk.exists(path) {
                try disk.remove(path)
            }
            throw error
        }
    }

    private func reserve(_ path: String, size: Int) throws(DiskError) -> any LogFile {
        let unfinished = paths.unfinished(path)
        if disk.exists(unfinished) { try disk.remove(unfinished) }
        let file = try disk.openLog(unfinished, .create(size: UInt64(size)))
        try file.zero()
        try disk.rename(unfinished, to: path)
        return file
    }

    private func reserved(_ number: UInt64) throws(DiskError) -> SegmentFiles? {
        let (log, side) = (paths.entries(number), paths.side(number))
        guard disk.exists(log), disk.exists(side) else { return nil }
        guard try disk.size(log) == options.segmentBytes, try disk.size(side) == options.sideBytes
        else { return nil }
        let block = try disk.read(log, at: 0, count: AlignedBuffer.blockBytes)
        guard case .blank = SegmentHeader.read(block) else { return nil }
        return SegmentFiles(
            number: number, log: try disk.openLog(log, .existing),
            side: try disk.openLog(side, .existing))
    }
}
