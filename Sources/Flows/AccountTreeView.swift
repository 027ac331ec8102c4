package import Engine
import Ledger
package import PaymentModel

extension RunningBank {
    /// An account kept by batches with everything below it, as of one sequence.
    package func accountTree(
        of id: UInt128,
        then answer: @escaping @Sendable (Result<Answer<AccountTree>, FlowError>) -> Void
    ) {
        look { bank in
            (bank.batchBooks.accountOrdinal(id: id) != nil, bank.tree(ofAccount: id))
        } then: { result in
            answer(
                result.flatMap { found in
                    guard let tree = found.value.1 else {
                        return .failure(found.value.0 ? .treeTooLarge : .unknownAccount)
                    }
                    return .success(
                        Answer(value: tree, sequence: found.sequence, timestamp: found.timestamp))
                })
        }
    }
}
