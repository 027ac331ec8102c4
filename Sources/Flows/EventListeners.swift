package import Engine
package import PaymentModel
import Platform

/// Who hears of events as they are archived.
package final class EventListeners: Sendable {
    package typealias Listener = @Sendable (EntryEvents<BankEvent>) -> Void

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

    func tell(_ entry: EntryEvents<BankEvent>) {
        // Listeners are independent of each other: their order cannot be seen.
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener(entry) }
    }
}
