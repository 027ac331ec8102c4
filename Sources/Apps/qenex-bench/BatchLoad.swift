import Engine
import PaymentModel
import Platform

/// Feeds a node with batches of transfers, so many unanswered at a time, and waits for all answers.
struct BatchLoad {
    private struct Load {
        var outstanding = 0
        var refused = 0
        var failure: String?
    }

    let node: Node<Bank>
    let batchSize: Int
    var outstandingMax = 32

    init(_ node: Node<Bank>, batchSize: Int, outstandingMax: Int = 32) {
        self.node = node
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
            node.submit(.ledgerTransfers(batch)) { result in
                load.update { Self.note(result, &$0) }
            }
        }
        let end = load.wait { $0.outstanding == 0 ? $0 : nil }
        if let failure = end.failure { throw Failed(failure) }
        guard end.refused == 0 else { throw Failed("\(end.refused) transfers were refused") }
    }

    private static func note(
        _ result: Result<Answer<BankReply>, NodeRefusal>, _ load: inout Load
    ) {
        load.outstanding -= 1
        switch result {
        case .success(let answer):
            if case .ledger(let refused) = answer.value {
                load.refused += refused.count
            } else {
                load.failure = "a batch was answered by \(answer.value)"
            }
        case .failure(let refusal): load.failure = "\(refusal)"
        }
    }
}
