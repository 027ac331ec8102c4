import Glibc
import Synchronization

/// The time, as nanoseconds.
package protocol Clock: Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z, without leap seconds. May jump when the host's clock
    /// is set.
    func now() -> UInt64
    /// Nanoseconds since an arbitrary moment. Never goes back.
    func monotonic() -> UInt64
}

/// The host's clock.
package struct SystemClock: Clock {
    package init() {}

    package func now() -> UInt64 { Self.read(CLOCK_REALTIME) }
    package func monotonic() -> UInt64 { Self.read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else {
            preconditionFailure("Linux has both clocks, so reading one cannot fail.")
        }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// A clock that stands still until it is moved: the simulator's.
package final class SteppedClock: Clock {
    private let instant: Mutex<UInt64>
    /// What the wall clock is before the other one.
    private let ahead = Mutex<Int64>(0)

    /// - Parameter start: nanoseconds since 1970.
    package init(start: UInt64) {
        instant = Mutex(start)
    }

    package func now() -> UInt64 {
        let (now, ahead) = (monotonic(), ahead.withLock { $0 })
        return ahead < 0 ? now - min(now, ahead.magnitude) : now + ahead.magnitude
    }
    package func monotonic() -> UInt64 { instant.withLock { $0 } }

    /// Moves the clock forward.
    package func advance(nanoseconds: UInt64) {
        instant.withLock { $0 += nanoseconds }
    }

    /// Sets the wall clock, back or forth, as a person or a time server does.
    package func set(by nanoseconds: Int64) { ahead.withLock { $0 += nanoseconds } }
}
