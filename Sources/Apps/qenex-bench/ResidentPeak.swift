import Platform
import Synchronization

/// Watches how much memory this process holds while something runs.
final class ResidentPeak: Sendable {
    private let peak = Atomic<UInt64>(0)
    private let isDone = Atomic(false)
    private let before = RunningProcess.residentBytes

    init() {
        Thread.start(name: "resident") { [self] in
            while !isDone.load(ordering: .acquiring) {
                note()
                Thread.sleep(nanoseconds: 5_000_000)
            }
        }
    }

    /// Ends the watch.
    ///
    /// - Returns: MiB above what was held at its beginning.
    func growth() -> Double {
        note()
        isDone.store(true, ordering: .releasing)
        let most = peak.load(ordering: .acquiring)
        return Double(most - min(most, before)) / 1_048_576
    }

    private func note() {
        let now = RunningProcess.residentBytes
        if now > peak.load(ordering: .relaxed) { peak.store(now, ordering: .relaxed) }
    }
}
