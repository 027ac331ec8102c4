import Engine
package import PaymentModel

extension RunningBank {
    /// A token as it is once it was taken away.
    package struct TokenTaken: Sendable {
        package let token: AccessToken
        package let sequence: UInt64
    }

    /// Takes a token away: it lets nobody in once this answers.
    package func revokeToken(
        _ id: UInt128, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<TokenTaken, FlowError>) -> Void
    ) {
        let command = BankCommand.revokeToken(id, by: caller.token)
        guard !isDryRun else {
            return attempt(command) { bank, reply, _ in
                (reply, bank.tokens[id])
            } then: { result in
                answer(result.flatMap { Self.taken($0.value.0, $0.value.1, $0.sequence) })
            }
        }
        submit(command) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                readTokens {
                    answer(
                        $0.flatMap { table in
                            Self.taken(reply.value, table.holder(id)?.token, reply.sequence)
                        })
                }
            }
        }
    }

    private static func taken(
        _ reply: BankReply, _ token: AccessToken?, _ sequence: UInt64
    ) -> Result<TokenTaken, FlowError> {
        guard case .revocation(let outcome) = reply else {
            preconditionFailure("A revocation is answered by a revocation.")
        }
        switch outcome {
        case .revoked, .unchanged:
            guard let token else { return .failure(.revocation(.unknownToken)) }
            return .success(TokenTaken(token: token, sequence: sequence))
        case .unknownToken, .lastAdministrator: return .failure(.revocation(outcome))
        }
    }
}
