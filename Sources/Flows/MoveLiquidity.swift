package import Engine
import Journal
package import PaymentModel
import Platform
package import Vocabulary

extension RunningBank {
    /// Money that somebody wants to have in another scheme.
    package struct NewLiquidity: Sendable {
        package var from: String
        package var to: String
        package var amount: Money
        package var reason: String

        package init(from: String, to: String, amount: Money, reason: String) {
            self.from = from
            self.to = to
            self.amount = amount
            self.reason = reason
        }
    }

    /// Orders a move between our settlement accounts; a second person releases it.
    package func moveLiquidity(
        _ new: NewLiquidity, caller: Caller, isDryRun: Bool,
        then answer: @escaping Proposed
    ) {
        let id = newID(for: caller)
        let order = LiquidityOrder(
            id: id,
            content: keys.content(
                of: [
                    "liquidity", new.from, new.to, "\(new.amount.minorUnits)", new.reason,
                ]), from: schemeKey(new.from) ?? 0, to: schemeKey(new.to) ?? 0,
            amount: UInt128(max(0, new.amount.minorUnits)), by: caller.token, reason: .none)
        let proposal = SealedProposal(id: id, text: new.reason, isDryRun: isDryRun) { reason in
            var order = order
            order.reason = reason
            return .moveLiquidity(order)
        } refusal: { reply in
            guard case .liquidity(let outcome) = reply else {
                preconditionFailure("An order of liquidity is answered by one.")
            }
            return switch outcome {
            case .proposed, .replayed: nil
            case .keyReused: .keyReused
            default: .liquidity(outcome)
            }
        }
        submit(proposal, then: answer)
    }

    /// Released moves of which the clearing has not advised both sides, oldest first.
    package func liquidityMoves(
        then answer: @escaping @Sendable (Result<Answer<[LiquidityMove]>, FlowError>) -> Void
    ) {
        look {
            $0.liquidity
        } then: {
            answer($0)
        }
    }
}
