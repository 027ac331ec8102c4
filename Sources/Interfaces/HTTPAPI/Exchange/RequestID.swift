import Bytes
import Synchronization

/// What a request is called in its response, in problems and in logs: `req_` and 26 characters.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
    package let value: UInt128

    package init(value: UInt128) {
        self.value = value
    }

    package var description: String { "req_" + Base32.encode(value) }
}

/// Gives out request ids: one number a process start, then a count.
package final class RequestIDs: Sendable {
    private let start: UInt64
    private let count = Atomic<UInt64>(0)

    /// `start` tells two runs of the server apart: a random number, or the seed of a simulation.
    package init(start: UInt64) {
        self.start = start
    }

    package func next() -> RequestID {
        let number = count.add(1, ordering: .relaxed).newValue
        return RequestID(value: UInt128(start) << 64 | UInt128(number))
    }
}
