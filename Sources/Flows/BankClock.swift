import Engine
package import Platform
import Synchronization

/// The clock a node decides by.
///
/// A live node runs on the wall clock. A sandbox has its own: it starts where it is told, runs at
/// wall speed and can be moved forward. Neither ever goes back: where a sandbox's clock is kept, it
/// shows nothing that is not written down first, so that the next start begins behind all that was
/// ever shown. Where that cannot be written in time it stands still until it is.
package final class BankClock: Clock {
    private let source: any Clock
    /// What is added to the source's monotonic clock; in a live node the wall clock counts instead.
    private let offset: Atomic<UInt64>
    /// The latest that may be shown.
    private let horizon: Atomic<UInt64>
    package let isSandbox: Bool
    /// It shows only what is written down.
    let isKept: Bool

    /// No limit.
    ///
    /// The largest signed number, as `Atomic.max` of an unsigned one compares as signed.
    private static let unlimited = UInt64(Int64.max)

    /// - Parameters:
    ///   - start: the sandbox's time now; `nil` for the wall clock.
    ///   - isKept: it shows only what ``extend(to:)`` has allowed.
    package init(_ source: any Clock, sandboxStart start: UInt64?, isKept: Bool = false) {
        self.source = source
        isSandbox = start != nil
        self.isKept = isKept && start != nil
        // Wrapping: the difference of two unsigned clocks.
        offset = Atomic((start ?? 0) &- source.monotonic())
        horizon = Atomic(isKept ? start ?? Self.unlimited : Self.unlimited)
    }

    package func now() -> UInt64 {
        guard isSandbox else { return source.now() }
        return min(running, horizon.load(ordering: .acquiring))
    }

    package func monotonic() -> UInt64 { source.monotonic() }

    /// What it would show if it had no horizon.
    var running: UInt64 { source.monotonic() &+ offset.load(ordering: .acquiring) }

    /// Sandbox: from here the clock shows at least `instant`, which the journal has.
    func jump(to instant: UInt64) {
        guard isSandbox else { return }
        extend(to: instant)
        let behind = instant &- running
        guard Int64(bitPattern: behind) > 0 else { return }
        offset.wrappingAdd(behind, ordering: .acquiringAndReleasing)
    }

    /// Sandbox: the clock may show up to `instant`, from which a next start would go on.
    func extend(to instant: UInt64) { horizon.max(instant, ordering: .acquiringAndReleasing) }

    /// Sandbox: it stands still from here.
    ///
    /// - Returns: what it shows.
    func stop() -> UInt64 {
        let last = now()
        horizon.store(last, ordering: .releasing)
        return last
    }
}
