import Bytes
import Synchronization
import Vocabulary

/// What a request is called in its response, in problems and in logs: `req_` and 26 characters, or
/// what its caller calls it.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
    package let value: UInt128
    private let given: String?

    package init(value: UInt128) {
        self.value = value
        given = nil
    }

    /// A caller's own name for its request (`X-Request-ID`), or `nil` where it is not well formed.
    ///
    /// 8 to 64 of `A–Z a–z 0–9 - . _`; no IBAN, as ids stand in logs and account numbers must not.
    package init?(given text: String) {
        guard (8...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed),
            (try? IBAN(printed: text)) == nil
        else { return nil }
        value = 0
        given = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    package var description: String { given ?? "req_" + Base32.encode(value) }
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

    /// The caller's own id where it is well formed, else a new one.
    package func next(for headers: Headers) -> RequestID {
        headers[.requestID].flatMap { RequestID(given: $0) } ?? next()
    }
}
