import Platform

/// How many files the watched folders brought since the start.
package final class SpoolFigures: Sendable {
    package struct Count: Hashable, Sendable {
        package var taken: UInt64 = 0
        package var refused: UInt64 = 0

        package init() {}
    }

    private let counts = Monitor((messages: Count(), files: Count()))

    /// Messages of the clearing.
    package var messages: Count { counts.withLock { $0.messages } }

    /// Files of customers.
    package var files: Count { counts.withLock { $0.files } }

    func count(message isTaken: Bool) {
        counts.withLock { Self.count(isTaken, in: &$0.messages) }
    }

    func count(file isTaken: Bool) {
        counts.withLock { Self.count(isTaken, in: &$0.files) }
    }

    private static func count(_ isTaken: Bool, in count: inout Count) {
        if isTaken { count.taken += 1 } else { count.refused += 1 }
    }
}
