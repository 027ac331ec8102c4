import Platform

/// Files and messages read lately, so that what follows from them need not read them again.
final class ReadingCache<Value: Sendable>: Sendable {
    private struct State {
        var values: [UInt128: Value] = [:]
        var order: [UInt128] = []
        var size = 0
    }

    private let state = Monitor(State())
    private let sizeMax: Int
    private let size: @Sendable (Value) -> Int

    /// - Parameters:
    ///   - sizeMax: kept of all together; the oldest go first, the newest stays in any case.
    ///   - size: of one.
    init(sizeMax: Int, size: @escaping @Sendable (Value) -> Int) {
        self.sizeMax = sizeMax
        self.size = size
    }

    /// By the id of the file or message.
    subscript(file: UInt128) -> Value? { state.withLock { $0.values[file] } }

    func keep(_ value: Value, file: UInt128) {
        state.withLock { state in
            guard state.values[file] == nil else { return }
            state.values[file] = value
            state.order.append(file)
            state.size += size(value)
            while state.size > sizeMax, state.order.count > 1 {
                let oldest = state.order.removeFirst()
                guard let gone = state.values.removeValue(forKey: oldest) else { continue }
                state.size -= size(gone)
            }
        }
    }

    /// Lets go of one, as what it says is erased.
    func forget(_ file: UInt128) {
        state.withLock { state in
            guard let gone = state.values.removeValue(forKey: file) else { return }
            state.order.removeAll { $0 == file }
            state.size -= size(gone)
        }
    }
}
