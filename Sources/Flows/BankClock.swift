import Engine
package import Platform
import Synchronization

/// The clock a node decides by.
///
/// A live node runs on the wall clock. A sandbox has its own: it starts where it is told, runs at
/// wall speed and can be moved forward. Neither ever goes back.
package final class BankClock: Clock {
    private let source: any Clock
    /// What is added to the source's monotonic clock; in a live node the wall clock counts instead.
    private let offset: Atomic<UInt64>
    package let isSandbox: Bool

    /// - Parameter start: the sandbox's time now; `nil` for the wall clock.
    package init(_ source: any Clock, sandboxStart start: UInt64?) {
        self.source = source
        isSandbox = start != nil
        // Wrapping: the difference of two unsigned clocks.
        offset = Atomic((start ?? 0) &- source.monotonic())
    }

    package func now() -> UInt64 {
        guard isSandbox else { return source.now() }
        return source.monotonic() &+ offset.load(ordering: .acquiring)
    }

    package func monotonic() -> UInt64 { source.monotonic() }

    /// Sandbox: from here the clock shows at least `instant`.
    func jump(to instant: UInt64) {
        let behind = instant &- now()
        guard isSandbox, Int64(bitPattern: behind) > 0 else { return }
        offset.wrappingAdd(behind, ordering: .acquiringAndReleasing)
    }
}
