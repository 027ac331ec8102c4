import Engine
import Journal
import PaymentModel

/// Writes that are only asked about: decided as they would be, and nothing kept.
extension RunningBank {
    /// Decides a command as ``submit(_:attachments:then:)`` would, and keeps nothing.
    ///
    /// Whether the disk has room for it is not asked.
    func attempt<Value: Sendable>(
        _ command: BankCommand,
        _ body: @escaping @Sendable (_ after: Bank, BankReply, [BankEvent]) -> Value,
        then answer: @escaping @Sendable (Result<Answer<Value>, FlowError>) -> Void
    ) {
        let instant = clock.now()
        look { bank in
            bank.attempt(command, at: instant, body)
        } then: { result in
            answer(
                result.map {
                    Answer(
                        value: $0.value, sequence: $0.sequence,
                        timestamp: max(instant, $0.timestamp + 1))
                })
        }
    }

    /// Submits a command, or only asks about it.
    func submit(
        _ command: BankCommand, attachments: [Attachment] = [], isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<BankReply>, FlowError>) -> Void
    ) {
        guard isDryRun else { return submit(command, attachments: attachments, then: answer) }
        attempt(command, { _, reply, _ in reply }, then: answer)
    }
}
