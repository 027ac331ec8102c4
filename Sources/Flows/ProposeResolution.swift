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
        then answer: @escaping Proposed
    ) {
        let id = newID(for: caller)
        let resolution = Resolution(
            id: id,
            content: keys.content(
                of: [
                    "\(proposal.payment)", proposal.isExecuted ? "executed" : "not_executed",
                    proposal.reason,
                ]), payment: proposal.payment, isExecuted: proposal.isExecuted, by: caller.token,
            reason: .none)
        let sealed = SealedProposal(id: id, text: proposal.reason, isDryRun: isDryRun) { reason in
            var resolution = resolution
            resolution.reason = reason
            return .resolve(resolution)
        } refusal: { reply in
            guard case .resolution(let outcome) = reply else {
                preconditionFailure("A proposal is answered by a proposal.")
            }
            return switch outcome {
            case .proposed, .replayed: nil
            case .keyReused: .keyReused
            default: .resolution(outcome)
            }
        }
        submit(sealed, then: answer)
    }
}
