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
    ///   - metadata: texts whose hashes stand in the extensions, in the order of their events.
    package func createAccounts(
        _ records: [UInt8], extensions: ExtensionList<AccountExtension> = ExtensionList(),
        metadata: [PlacedMetadata] = [], isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<BatchDone, FlowError>) -> Void
    ) {
        guard metadata.isEmpty || isDryRun else {
            return Self.sealing(answer) { () throws(FlowError) in
                let (notes, attachment) = try sealed(metadata) {
                    Self.ids(records, at: $0).id
                }
                submit(
                    .accountsWithMetadata(records, extensions: extensions, notes),
                    attachments: [attachment]
                ) { answer($0.flatMap(Self.done)) }
            }
        }
        submit(.ledgerAccounts(records, extensions: extensions), isDryRun: isDryRun) {
            answer($0.flatMap(Self.done))
        }
    }

    /// Creates transfers between such accounts; durable when it answers.
    ///
    /// - Parameters:
    ///   - records: 1 to ``batchMax`` whole records in TigerBeetle's layout.
    ///   - extensions: what events have beyond their records.
    ///   - metadata: texts whose hashes stand in the extensions, in the order of their events.
    package func createTransfers(
        _ records: [UInt8], extensions: ExtensionList<TransferExtension> = ExtensionList(),
        metadata: [PlacedMetadata] = [], isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<BatchDone, FlowError>) -> Void
    ) {
        guard metadata.isEmpty || isDryRun else {
            return Self.sealing(answer) { () throws(FlowError) in
                // What an account is debited for is its data, as elsewhere.
                let (notes, attachment) = try sealed(metadata) {
                    Self.ids(records, at: $0).debitAccount
                }
                searching(isNeeded: history.view.end > 0) { [self] in
                    let found = history.find(records, extensions: extensions)
                    let command = BankCommand.transfersWithMetadata(
                        records, extensions: extensions, found: found, notes)
                    submit(command, attachments: [attachment]) { answer($0.flatMap(Self.done)) }
                }
            }
        }
        searching(isNeeded: history.view.end > 0) { [self] in
            let found = history.find(records, extensions: extensions)
            let command = BankCommand.ledgerTransfers(
                records, extensions: extensions, found: found)
            submit(command, isDryRun: isDryRun) { answer($0.flatMap(Self.done)) }
        }
    }

    private static func sealing(
        _ answer: (Result<BatchDone, FlowError>) -> Void, _ body: () throws(FlowError) -> Void
    ) {
        do { try body() } catch { answer(.failure(error)) }
    }

    /// A record's id, and what stands behind it: of a transfer, the account that it debits.
    private static func ids(
        _ records: [UInt8], at index: Int
    ) -> (id: UInt128, debitAccount: UInt128) {
        records.withUnsafeBytes { bytes in
            func number(_ offset: Int) -> UInt128 {
                UInt128(
                    littleEndian: bytes.loadUnaligned(
                        fromByteOffset: index * 128 + offset, as: UInt128.self))
            }
            return (number(0), number(16))
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
