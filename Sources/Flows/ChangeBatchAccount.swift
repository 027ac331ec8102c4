package import Engine
import Journal
package import Ledger
package import PaymentModel

/// Limits and statuses of accounts that callers keep by batches.
extension RunningBank {
    /// The id of an account kept by batches, by its number or `acc_…`; `nil` where none has it.
    package func batchAccount(
        named name: String,
        then answer: @escaping @Sendable (Result<Answer<Extended<Account>>?, FlowError>) -> Void
    ) {
        guard let id = batchID(name) else { return answer(.success(nil)) }
        let account = accountName(name)
        look {
            // Whatever names an account of the bank is no number of a batch's.
            $0.accounts[account] == nil ? $0.batchBooks.extendedAccount(id: id) : nil
        } then: { result in
            answer(
                result.map { found in
                    found.value.map {
                        Answer(value: $0, sequence: found.sequence, timestamp: found.timestamp)
                    }
                })
        }
    }

    private func batchID(_ name: String) -> UInt128? {
        if let number = Self.number(name) { return number }
        if case .id(let id) = accountName(name) { return id }
        return nil
    }

    /// Changes limits; answers with the account.
    package func changeLimits(
        _ order: LimitsOrder, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<Extended<Account>>, FlowError>) -> Void
    ) {
        change(.changeLimits(order), [], of: order.account, isDryRun, then: answer)
    }

    /// Changes the status of an account kept by batches; answers with the account.
    package func setStatus(
        ofBatchAccount id: UInt128, to new: NewStatus, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<Extended<Account>>, FlowError>) -> Void
    ) {
        var order = order(new, id, caller)
        let attachments: [Attachment]
        do {
            (order.reason, attachments) = try sealed(
                new.reason, record: order.id, isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        change(.setStatus(order), attachments, of: id, isDryRun, then: answer)
    }

    private func change(
        _ command: BankCommand, _ attachments: [Attachment], of id: UInt128, _ isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<Extended<Account>>, FlowError>) -> Void
    ) {
        decide(command, attachments: attachments, isDryRun: isDryRun) {
            $0.batchBooks.extendedAccount(id: id)
        } then: { result in
            answer(
                result.flatMap { found in
                    Self.account(
                        found.after.value, after: found.reply.value, found.after.sequence,
                        found.after.timestamp)
                })
        }
    }

    private static func account(
        _ account: Extended<Account>?, after reply: BankReply, _ sequence: UInt64,
        _ timestamp: Timestamp
    ) -> Result<Answer<Extended<Account>>, FlowError> {
        switch reply {
        case .limits(let outcome) where outcome.rawValue > LimitsOutcome.unchanged.rawValue:
            return .failure(.limits(outcome))
        case .status(let outcome) where ![.changed, .unchanged, .planned].contains(outcome):
            return .failure(.status(outcome))
        default: break
        }
        guard let account else { return .failure(.unknownAccount) }
        return .success(Answer(value: account, sequence: sequence, timestamp: timestamp))
    }
}
