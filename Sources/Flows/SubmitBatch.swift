import Engine
package import Ledger
import PaymentModel
import Segments

extension RunningBank {
    /// Events of one batch, and ids of one look-up.
    package static let batchMax = 8_190

    /// What became of a batch.
    package struct BatchDone: Sendable {
        /// The refused events in their order: the event's index times 2^32, and its status.
        package let refused: [UInt64]
        package let sequence: UInt64
    }

    /// Creates accounts in the books that callers keep by batches; durable when it answers.
    ///
    /// - Parameters:
    ///   - records: 1 to ``batchMax`` whole records in TigerBeetle's layout.
    ///   - extensions: what events have beyond their records.
    package func createAccounts(
        _ records: [UInt8], extensions: ExtensionList<AccountExtension> = ExtensionList(),
        isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<BatchDone, FlowError>) -> Void
    ) {
        submit(.ledgerAccounts(records, extensions: extensions), isDryRun: isDryRun) {
            answer($0.flatMap(Self.done))
        }
    }

    /// Creates transfers between such accounts; durable when it answers.
    ///
    /// - Parameters:
    ///   - records: 1 to ``batchMax`` whole records in TigerBeetle's layout.
    ///   - extensions: what events have beyond their records.
    package func createTransfers(
        _ records: [UInt8], extensions: ExtensionList<TransferExtension> = ExtensionList(),
        isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<BatchDone, FlowError>) -> Void
    ) {
        searching(isNeeded: history.view.end > 0) { [self] in
            let found = history.find(records, extensions: extensions)
            let command = BankCommand.ledgerTransfers(
                records, extensions: extensions, found: found)
            submit(command, isDryRun: isDryRun) { answer($0.flatMap(Self.done)) }
        }
    }

    private static func done(_ reply: Answer<BankReply>) -> Result<BatchDone, FlowError> {
        switch reply.value {
        case .ledger(let refused):
            .success(BatchDone(refused: refused, sequence: reply.sequence))
        case .ledgerRefused(.noRoom): .failure(.booksFull)
        default: preconditionFailure("A batch of whole records is answered by its refusals.")
        }
    }
}
