import ISO20022
import Platform

/// Files read lately, so that what follows their arrival need not read them again.
final class InitiationCache: Sendable {
    /// Transfers kept over all files; the oldest files go first.
    static let transfersMax = 20_000

    private struct State {
        var files: [UInt128: CreditTransferInitiation] = [:]
        var order: [UInt128] = []
        var transfers = 0
    }

    private let state = Monitor(State())

    subscript(_ file: UInt128) -> CreditTransferInitiation? {
        state.withLock { $0.files[file] }
    }

    func keep(_ initiation: CreditTransferInitiation, file: UInt128) {
        state.withLock { state in
            guard state.files[file] == nil else { return }
            state.files[file] = initiation
            state.order.append(file)
            state.transfers += Self.size(initiation)
            while state.transfers > Self.transfersMax, state.order.count > 1 {
                let oldest = state.order.removeFirst()
                guard let gone = state.files.removeValue(forKey: oldest) else { continue }
                state.transfers -= Self.size(gone)
            }
        }
    }

    /// Lets go of a file, as what it says is erased.
    func forget(_ file: UInt128) {
        state.withLock { state in
            guard let gone = state.files.removeValue(forKey: file) else { return }
            state.order.removeAll { $0 == file }
            state.transfers -= Self.size(gone)
        }
    }

    private static func size(_ initiation: CreditTransferInitiation) -> Int {
        initiation.payments.reduce(1) { $0 + $1.transfers.count }
    }
}
