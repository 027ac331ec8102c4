import Cryptography
import Engine
import Journal
import PaymentModel

extension RunningBank {
    /// The hash that messages of ours are told by.
    package static func hash(ofMessage bytes: [UInt8]) -> UInt128 {
        SHA256.hash(bytes).leading128
    }

    /// Writes a message of ours once more, the same to the byte, with a reason.
    ///
    /// - Parameter hash: that of the bytes that left.
    /// - Returns: the entry of the journal.
    package func resend(
        _ message: OutboxRow, hash: UInt128, reason: String, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        let kind = OutgoingMessage.Kind.allCases.first { $0.type == message.kind }
        guard let kind else { return answer(.failure(.unknownMessage)) }
        var order = MessageResend(
            id: newID(for: caller), message: message.id, kind: kind, scheme: message.scheme,
            hash: hash, by: caller.token, reason: .none)
        let attachments: [Attachment]
        do {
            (order.reason, attachments) = try sealed(reason, record: order.id, isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        submit(.resend(order), attachments: attachments, isDryRun: isDryRun) { result in
            answer(
                result.flatMap { reply in
                    guard case .resend(let outcome) = reply.value else {
                        preconditionFailure("A resend is answered by a resend.")
                    }
                    return outcome == .resent
                        ? .success(reply.sequence) : .failure(.resend(outcome))
                })
        }
    }
}
