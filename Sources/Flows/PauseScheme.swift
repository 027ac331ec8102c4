package import Engine
import Journal
import PaymentModel
import Platform

extension RunningBank {
    /// Writes nothing to a clearing from now on, with a reason.
    package func pauseScheme(
        named name: String, reason: String, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<SchemeView>, FlowError>) -> Void
    ) {
        var order = SchemePause(
            id: newID(for: caller), scheme: schemeKey(name) ?? 0, by: caller.token, reason: .none)
        guard !isDryRun else {
            let now = clock.now()
            return attempt(.pauseScheme(order)) { bank, reply, _ in
                (reply, bank.schemeView(named: name, at: now))
            } then: { result in
                answer(
                    result.flatMap { found in
                        if let refusal = Self.refusal(ofPause: found.value.0) {
                            return .failure(.scheme(refusal))
                        }
                        return Self.knownScheme(
                            Answer(
                                value: found.value.1, sequence: found.sequence,
                                timestamp: found.timestamp))
                    })
            }
        }
        let attachments: [Attachment]
        do {
            (order.reason, attachments) = try sealed(reason, record: order.id, isDryRun: false)
        } catch { return answer(.failure(error)) }
        submit(.pauseScheme(order), attachments: attachments) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                if let refusal = Self.refusal(ofPause: reply.value) {
                    return answer(.failure(.scheme(refusal)))
                }
                scheme(named: name, then: answer)
            }
        }
    }

    private static func refusal(ofPause reply: BankReply) -> SchemeOutcome? {
        guard case .scheme(let outcome) = reply else {
            preconditionFailure("A pause is answered by a scheme's outcome.")
        }
        return outcome == .paused || outcome == .replayed ? nil : outcome
    }

    /// Proposes that a paused scheme goes on; a second person confirms it.
    package func resumeScheme(
        named name: String, reason: String, caller: Caller, isDryRun: Bool,
        then answer: @escaping Proposed
    ) {
        let id = newID(for: caller)
        let resumption = SchemeResumption(
            id: id, content: keys.content(of: ["resume", name, reason]),
            scheme: schemeKey(name) ?? 0, by: caller.token, reason: .none)
        let proposal = SealedProposal(id: id, text: reason, isDryRun: isDryRun) { reason in
            var resumption = resumption
            resumption.reason = reason
            return .resumeScheme(resumption)
        } refusal: { reply in
            guard case .scheme(let outcome) = reply else {
                preconditionFailure("A resumption is answered by a scheme's outcome.")
            }
            return switch outcome {
            case .proposed, .replayed: nil
            case .keyReused: .keyReused
            default: .scheme(outcome)
            }
        }
        submit(proposal, then: answer)
    }
}
