import Synchronization

/// Counts the requests whose routes are at work, and lets no more in than may wait at once.
package final class WaitingRequests: Sendable {
    /// As many as the configuration allows where nothing is said.
    package static let standardMax = 100_000

    private let countMax: Int
    private let current = Atomic(0)

    package init(countMax: Int = standardMax) {
        self.countMax = countMax
    }

    package var count: Int { current.load(ordering: .relaxed) }

    /// Counts a request in, or says `false` where as many as may wait do.
    func enter() -> Bool {
        guard current.add(1, ordering: .relaxed).newValue <= countMax else {
            leave()
            return false
        }
        return true
    }

    func leave() {
        current.subtract(1, ordering: .relaxed)
    }
}
