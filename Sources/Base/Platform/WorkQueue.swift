/// Work done in order by a few threads, which start with the first of it.
package final class WorkQueue: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        /// Index of the first that nobody has taken.
        ///
        /// The rest is dropped when all are taken.
        var next = 0
        var hasStarted = false

        mutating func take() -> (@Sendable () -> Void)? {
            guard next < waiting.count else { return nil }
            defer { next += 1 }
            let work = waiting[next]
            guard next == waiting.count - 1 else { return work }
            waiting.removeAll(keepingCapacity: true)
            next = -1
            return work
        }
    }

    private let state = Monitor(State())
    private let name: String
    private let threads: Int

    package init(name: String, threads: Int) {
        self.name = name
        self.threads = threads
    }

    package func add(_ work: @escaping @Sendable () -> Void) {
        let isFirst = state.updateForOne { state in
            state.waiting.append(work)
            defer { state.hasStarted = true }
            return !state.hasStarted
        }
        guard isFirst else { return }
        for _ in 0..<threads {
            Thread.start(name: name) { [state] in
                while true { state.wait { $0.take() }() }
            }
        }
    }
}
