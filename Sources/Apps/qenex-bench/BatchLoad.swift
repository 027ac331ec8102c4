import Flows
import Platform

/// Feeds a node with batches of transfers, so many unanswered at a time, and waits for all answers.
struct BatchLoad {
    private struct Load {
        var outstanding = 0
        var refused = 0
        var failure: String?
    }

    let bank: RunningBank
    let batchSize: Int
    var outstandingMax = 32

    init(_ bank: RunningBank, batchSize: Int, outstandingMax: Int = 32) {
        self.bank = bank
        self.batchSize = batchSize
        self.outstandingMax = outstandingMax
    }

    func feed(_ transfers: Int, from stream: inout TransferStream) throws {
        let load = Monitor(Load())
        var left = transfers
        while left > 0 {
            let size = min(batchSize, left)
            left -= size
            let batch = stream.batch(size)
            load.wait { $0.outstanding < outstandingMax ? true : nil }
            load.withLock { $0.outstanding += 1 }
            bank.createTransfers(batch) { result in
                load.update { Self.note(result, &$0) }
            }
        }
        let end = load.wait { $0.outstanding == 0 ? $0 : nil }
        if let failure = end.failure { throw Failed(failure) }
        guard end.refused == 0 else { throw Failed("\(end.refused) transfers were refused") }
    }

    private static func note(
        _ result: Result<RunningBank.BatchDone, FlowError>, _ load: inout Load
    ) {
        load.outstanding -= 1
        switch result {
        case .success(let done): load.refused += done.refused.count
        case .failure(let refusal): load.failure = "\(refusal)"
        }
    }
}
