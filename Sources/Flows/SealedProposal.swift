import Engine
import Journal
import PaymentModel
import Platform

/// What one person asks for and another decides: its text is sealed under its own id.
struct SealedProposal: Sendable {
    let id: UInt128
    let text: String
    let isDryRun: Bool
    /// The command, with where the sealed text lies.
    let command: @Sendable (SealedReference) -> BankCommand
    /// Why the answer is none that waits for a second person; `nil` where it is one.
    let refusal: @Sendable (BankReply) -> FlowError?
}

extension RunningBank {
    package typealias Proposed = @Sendable (Result<ApprovalRow, FlowError>) -> Void

    /// Has a proposal decided; nothing of a dry run is kept, its text neither.
    ///
    /// - Parameter answer: is given the request that waits now, or waited already under this id.
    func submit(_ proposal: SealedProposal, then answer: @escaping Proposed) {
        let id = proposal.id
        guard !proposal.isDryRun else {
            return attempt(proposal.command(.none)) { bank, reply, _ in
                (reply, bank.approvals[id])
            } then: { result in
                answer(
                    result.flatMap {
                        Self.row(of: proposal, $0.value.0, $0.value.1, $0.sequence)
                    })
            }
        }
        do {
            let (reference, attachment) = try seal(Array(proposal.text.utf8), record: id)
            submit(proposal.command(reference), attachments: [attachment]) { [self] result in
                switch result {
                case .failure(let error): answer(.failure(error))
                case .success(let reply):
                    look {
                        $0.approvals[id]
                    } then: { found in
                        answer(
                            found.flatMap {
                                Self.row(of: proposal, reply.value, $0.value, reply.sequence)
                            })
                    }
                }
            }
        } catch { answer(.failure(error)) }
    }

    private static func row(
        of proposal: SealedProposal, _ reply: BankReply, _ approval: Approval?, _ sequence: UInt64
    ) -> Result<ApprovalRow, FlowError> {
        if let refusal = proposal.refusal(reply) { return .failure(refusal) }
        // Another person may have decided between the answer and the look.
        guard let approval else { return .failure(.approval(.unknown)) }
        return .success(ApprovalRow(approval, sequence: sequence))
    }

    /// Seals what somebody wrote beside a command; nothing where it is empty or only tried.
    func sealed(
        _ text: String, record: UInt128, isDryRun: Bool
    ) throws(FlowError) -> (reference: SealedReference, attachments: [Attachment]) {
        guard !isDryRun, !text.isEmpty else { return (.none, []) }
        let (reference, attachment) = try seal(Array(text.utf8), record: record)
        return (reference, [attachment])
    }
}
