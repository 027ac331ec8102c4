package import Engine
package import PaymentModel

extension RunningBank {
    /// Gives a party a role on an account, or takes it away; answers with all roles there.
    package func setMandate(
        onNamed account: String, party name: String, _ kind: Mandate.Kind, isGiven: Bool,
        caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<[Mandate]>, FlowError>) -> Void
    ) {
        let account = accountName(account)
        let find = finding(name)
        look { bank in
            (bank.accounts[account]?.id, find(bank)?.id)
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                guard let id = found.value.0 else { return answer(.failure(.unknownAccount)) }
                guard let party = found.value.1 else { return answer(.failure(.unknownParty)) }
                let order = MandateOrder(
                    account: id, party: party, kind: kind, isGiven: isGiven, by: caller.token)
                change(order, isDryRun, answer)
            }
        }
    }

    private func change(
        _ order: MandateOrder, _ isDryRun: Bool,
        _ answer: @escaping @Sendable (Result<Answer<[Mandate]>, FlowError>) -> Void
    ) {
        guard !isDryRun else {
            return attempt(.setMandate(order)) { bank, reply, _ in
                (reply, bank.accounts[id: order.account].map { bank.allMandates(on: $0) } ?? [])
            } then: { result in
                answer(
                    result.flatMap { found in
                        if let refusal = Self.refusal(found.value.0) { return .failure(refusal) }
                        return .success(
                            Answer(
                                value: found.value.1, sequence: found.sequence,
                                timestamp: found.timestamp))
                    })
            }
        }
        submit(.setMandate(order)) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                if let refusal = Self.refusal(reply.value) { return answer(.failure(refusal)) }
                look(
                    {
                        bank in
                        bank.accounts[id: order.account].map { bank.allMandates(on: $0) } ?? []
                    }, then: answer)
            }
        }
    }

    private static func refusal(_ reply: BankReply) -> FlowError? {
        guard case .mandate(let outcome) = reply else {
            preconditionFailure("An order about a mandate is answered as one.")
        }
        return outcome == .changed || outcome == .unchanged ? nil : .mandate(outcome)
    }

    /// All roles on an account, the holder it was opened for first.
    package func mandates(
        onNamed account: String,
        then answer: @escaping @Sendable (Result<Answer<[Mandate]>, FlowError>) -> Void
    ) {
        let name = accountName(account)
        look { bank in
            bank.accounts[name].map { bank.allMandates(on: $0) }
        } then: { result in
            answer(
                result.flatMap { found in
                    guard let mandates = found.value else { return .failure(.unknownAccount) }
                    return .success(
                        Answer(
                            value: mandates, sequence: found.sequence, timestamp: found.timestamp))
                })
        }
    }
}
