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
        then answer: @escaping @Sendable (Result<ApprovalRow, FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        var order = LiquidityOrder(
            id: id,
            content: keys.content(
                of: [
                    "liquidity", new.from, new.to, "\(new.amount.minorUnits)", new.reason,
                ]), from: schemeKey(new.from) ?? 0, to: schemeKey(new.to) ?? 0,
            amount: UInt128(max(0, new.amount.minorUnits)), by: caller.token, reason: .none)
        guard !isDryRun else {
            return attempt(.moveLiquidity(order)) { bank, reply, _ in
                (reply, bank.approvals[id])
            } then: { result in
                answer(
                    result.flatMap { Self.row(ofOrder: $0.value.0, $0.value.1, $0.sequence) })
            }
        }
        do {
            let sealed = try seal(Array(new.reason.utf8), record: id)
            order.reason = sealed.reference
            submit(.moveLiquidity(order), attachments: [sealed.attachment]) { [self] result in
                switch result {
                case .failure(let error): answer(.failure(error))
                case .success(let reply):
                    look {
                        $0.approvals[id]
                    } then: { found in
                        answer(
                            found.flatMap {
                                Self.row(ofOrder: reply.value, $0.value, reply.sequence)
                            })
                    }
                }
            }
        } catch { answer(.failure(error)) }
    }

    private static func row(
        ofOrder reply: BankReply, _ approval: Approval?, _ sequence: UInt64
    ) -> Result<ApprovalRow, FlowError> {
        guard case .liquidity(let outcome) = reply else {
            preconditionFailure("An order of liquidity is answered by one.")
        }
        guard outcome == .proposed || outcome == .replayed, let approval else {
            return .failure(outcome == .keyReused ? .keyReused : .liquidity(outcome))
        }
        return .success(ApprovalRow(approval, sequence: sequence))
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
