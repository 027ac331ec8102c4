import Engine
import Journal
import PaymentModel
import Platform

extension RunningBank {
    /// An end of a payment whose outcome is unknown, as somebody proposes it.
    package struct Proposal: Sendable {
        package var payment: UInt128
        package var isExecuted: Bool
        package var reason: String

        package init(payment: UInt128, isExecuted: Bool, reason: String) {
            self.payment = payment
            self.isExecuted = isExecuted
            self.reason = reason
        }
    }

    /// Proposes how a payment ends whose outcome is unknown; a second person confirms it.
    package func propose(
        _ proposal: Proposal, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<ApprovalRow, FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        var resolution = Resolution(
            id: id,
            content: keys.content(
                of: [
                    "\(proposal.payment)", proposal.isExecuted ? "executed" : "not_executed",
                    proposal.reason,
                ]), payment: proposal.payment, isExecuted: proposal.isExecuted, by: caller.token,
            reason: .none)
        guard !isDryRun else {
            return attempt(.resolve(resolution)) { bank, reply, _ in
                (reply, bank.approvals[id])
            } then: { result in
                answer(
                    result.flatMap {
                        Self.row($0.value.0, $0.value.1, $0.sequence)
                    })
            }
        }
        do {
            let sealed = try seal(Array(proposal.reason.utf8), record: id)
            resolution.reason = sealed.reference
            submit(.resolve(resolution), attachments: [sealed.attachment]) { [self] result in
                switch result {
                case .failure(let error): answer(.failure(error))
                case .success(let reply):
                    look {
                        $0.approvals[id]
                    } then: { found in
                        answer(
                            found.flatMap { Self.row(reply.value, $0.value, reply.sequence) })
                    }
                }
            }
        } catch { answer(.failure(error)) }
    }

    private static func row(
        _ reply: BankReply, _ approval: Approval?, _ sequence: UInt64
    ) -> Result<ApprovalRow, FlowError> {
        guard case .resolution(let outcome) = reply else {
            preconditionFailure("A proposal is answered by a proposal.")
        }
        guard outcome == .proposed || outcome == .replayed, let approval else {
            return .failure(outcome == .keyReused ? .keyReused : .resolution(outcome))
        }
        return .success(ApprovalRow(approval, sequence: sequence))
    }
}
