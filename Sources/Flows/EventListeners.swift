import Platform

/// Who hears that events were archived.
package final class EventListeners: Sendable {
    package typealias Listener = @Sendable () -> Void

    private let state = Monitor<(next: Int, listeners: [Int: Listener])>((0, [:]))

    /// Adds a listener; the number removes it again.
    package func add(_ listener: @escaping Listener) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners[state.next] = listener
            return state.next
        }
    }

    package func remove(_ number: Int) {
        state.withLock { $0.listeners[number] = nil }
    }

    func tell() {
        // Listeners are independent of each other: their order cannot be seen.
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener() }
    }
}
