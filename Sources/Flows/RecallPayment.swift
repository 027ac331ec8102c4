package import Engine
import Journal
package import PaymentModel
import Platform

extension RunningBank {
    /// A payment of ours that somebody wants back.
    package struct NewRecall: Sendable {
        package var payment: UInt128
        /// The message that carried it, as the archive knows it.
        package var original: UInt128
        package var reason: ReasonCode
        package var text: String

        package init(payment: UInt128, original: UInt128, reason: ReasonCode, text: String) {
            self.payment = payment
            self.original = original
            self.reason = reason
            self.text = text
        }
    }

    /// Asks another bank for a payment of ours; the archive has the recall behind the answer.
    package func recall(
        _ new: NewRecall, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<Recall?>, FlowError>) -> Void
    ) {
        var order = RecallOrder(
            id: newID(for: caller), payment: new.payment, original: new.original,
            reason: new.reason, by: caller.token, note: .none)
        let attachments: [Attachment]
        do {
            (order.note, attachments) = try sealed(new.text, record: order.id, isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        let id = order.id
        run(.recall(order), attachments, isDryRun: isDryRun, recall: id) { reply in
            guard case .recall(let outcome) = reply else {
                preconditionFailure("A recall is answered by a recall.")
            }
            return outcome == .asked ? nil : .recall(outcome)
        } then: {
            answer($0)
        }
    }

    /// What a person says to another bank's request.
    package struct RecallVerdict: Sendable {
        package var recall: UInt128
        package var isAccepted: Bool
        package var ground: RecallDecision.Ground
        package var reason: ReasonCode
        /// The message that carried the payment, as the archive knows it.
        package var original: UInt128
        package var text: String

        package init(
            recall: UInt128, isAccepted: Bool, ground: RecallDecision.Ground, reason: ReasonCode,
            original: UInt128, text: String
        ) {
            self.recall = recall
            self.isAccepted = isAccepted
            self.ground = ground
            self.reason = reason
            self.original = original
            self.text = text
        }
    }

    /// Gives a payment back that another bank asks for, or refuses.
    package func decide(
        _ verdict: RecallVerdict, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<Recall?>, FlowError>) -> Void
    ) {
        var decision = RecallDecision(
            recall: verdict.recall, isAccepted: verdict.isAccepted, ground: verdict.ground,
            reason: verdict.reason, original: verdict.original, by: caller.token,
            noteID: newID(for: caller), note: .none)
        let attachments: [Attachment]
        do {
            (decision.note, attachments) = try sealed(
                verdict.text, record: decision.noteID, isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        run(
            .decideRecall(decision), attachments, isDryRun: isDryRun, recall: verdict.recall
        ) { reply in
            guard case .recallDecision(let outcome) = reply else {
                preconditionFailure("A decision of a recall is answered by one.")
            }
            return outcome == .accepted || outcome == .refused ? nil : .recallDecision(outcome)
        } then: {
            answer($0)
        }
    }

    /// Does it, or tries it: then with the recall as it would be.
    private func run(
        _ command: BankCommand, _ attachments: [Attachment], isDryRun: Bool, recall: UInt128,
        refusal: @escaping @Sendable (BankReply) -> FlowError?,
        then answer: @escaping @Sendable (Result<Answer<Recall?>, FlowError>) -> Void
    ) {
        guard isDryRun else {
            return submit(command, attachments: attachments) { result in
                answer(
                    result.flatMap { reply in
                        if let error = refusal(reply.value) { return .failure(error) }
                        return .success(
                            Answer(
                                value: nil, sequence: reply.sequence, timestamp: reply.timestamp))
                    })
            }
        }
        attempt(command) { _, reply, events in
            (reply, events.compactMap { Self.recall($0, recall) }.last)
        } then: { result in
            answer(
                result.flatMap { found in
                    if let error = refusal(found.value.0) { return .failure(error) }
                    return .success(
                        Answer(
                            value: found.value.1, sequence: found.sequence,
                            timestamp: found.timestamp))
                })
        }
    }

    private static func recall(_ event: BankEvent, _ id: UInt128) -> Recall? {
        guard case .recallChanged(let recall) = event, recall.id == id else { return nil }
        return recall
    }
}
