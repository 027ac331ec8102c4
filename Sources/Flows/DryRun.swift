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

    /// What became of a command, and what it has left.
    struct Decided<Value: Sendable>: Sendable {
        let reply: Answer<BankReply>
        let after: Answer<Value>
    }

    /// Has a command decided, or only asks about it, then looks at the bank.
    func decide<Value: Sendable>(
        _ command: BankCommand, attachments: [Attachment] = [], isDryRun: Bool,
        _ body: @escaping @Sendable (Bank) -> Value,
        then answer: @escaping @Sendable (Result<Decided<Value>, FlowError>) -> Void
    ) {
        guard !isDryRun else {
            return attempt(command, { bank, reply, _ in (reply, body(bank)) }) { result in
                answer(
                    result.map { found in
                        Decided(
                            reply: Answer(
                                value: found.value.0, sequence: found.sequence,
                                timestamp: found.timestamp),
                            after: Answer(
                                value: found.value.1, sequence: found.sequence,
                                timestamp: found.timestamp))
                    })
            }
        }
        submit(command, attachments: attachments) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                look(body) { answer($0.map { Decided(reply: reply, after: $0) }) }
            }
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
