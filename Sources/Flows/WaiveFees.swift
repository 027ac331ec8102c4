package import Engine
import Journal
package import PaymentModel
import Platform
package import Vocabulary

extension RunningBank {
    /// Fees that are due no more, in the account's currency.
    package struct FeesWaived: Sendable {
        package let waived: WaivedFees
        package let currency: Currency
    }

    /// Waives all that an account's payments have cost and is not taken yet (row F10).
    package func waiveFees(
        ofNamed name: String, reason: String, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<FeesWaived>, FlowError>) -> Void
    ) {
        account(name) { [self] found in
            switch found {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                let account = found.value.account
                guard let currency = Currency(number: account.currency) else {
                    return answer(.failure(.unknownAccount))
                }
                var order = FeeWaiver(
                    id: newID(for: caller), account: account.id, by: caller.token, reason: .none)
                let attachments: [Attachment]
                do throws(FlowError) {
                    (order.reason, attachments) = try sealed(
                        reason, record: order.id, isDryRun: isDryRun)
                } catch { return answer(.failure(error)) }
                submit(.waiveFees(order), attachments: attachments, isDryRun: isDryRun) {
                    answer($0.flatMap { Self.waived($0, currency) })
                }
            }
        }
    }

    private static func waived(
        _ reply: Answer<BankReply>, _ currency: Currency
    ) -> Result<Answer<FeesWaived>, FlowError> {
        guard case .waiver(let outcome) = reply.value else {
            preconditionFailure("An order to waive fees is answered as one.")
        }
        switch outcome {
        case .waived(let waived):
            return .success(
                Answer(
                    value: FeesWaived(waived: waived, currency: currency),
                    sequence: reply.sequence, timestamp: reply.timestamp))
        case .unknownAccount: return .failure(.unknownAccount)
        case .nothingDue: return .failure(.noFeesDue)
        }
    }
}
