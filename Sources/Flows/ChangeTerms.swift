package import Engine
package import PaymentModel

extension RunningBank {
    /// Changes what an account wants of late orders; answers with the account.
    package func setLateOrders(
        ofNamed name: String, to lateOrders: LateOrders?, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<AccountView>, FlowError>) -> Void
    ) {
        withID(ofNamed: name) { [self] found in
            switch found {
            case .failure(let error): answer(.failure(error))
            case .success(let id):
                let order = TermsOrder(.account(id, lateOrders), by: caller.token)
                change(order, isDryRun) { bank in
                    bank.accounts[id: id].flatMap { bank.view($0, .erased) }
                } then: { [self] result in
                    switch result {
                    case .failure(let error): answer(.failure(error))
                    case .success(let found): detail(found, then: answer)
                    }
                }
            }
        }
    }

    /// Changes when the funds of a party's kept orders are taken; answers with the party.
    package func setFunds(
        ofNamed name: String, to funds: FundsPolicy, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<Answer<PartyView>, FlowError>) -> Void
    ) {
        party(name) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                let view = found.value
                let order = TermsOrder(.party(view.party.id, funds), by: caller.token)
                change(order, isDryRun) { bank in
                    bank.parties[view.party.id]
                } then: { result in
                    answer(
                        result.map { changed in
                            Answer(
                                value: PartyView(
                                    party: changed.value ?? view.party, details: view.details,
                                    mandates: view.mandates), sequence: changed.sequence,
                                timestamp: changed.timestamp)
                        })
                }
            }
        }
    }

    private func change<Value: Sendable>(
        _ order: TermsOrder, _ isDryRun: Bool,
        _ body: @escaping @Sendable (Bank) -> Value,
        then answer: @escaping @Sendable (Result<Answer<Value>, FlowError>) -> Void
    ) {
        decide(.setTerms(order), isDryRun: isDryRun, body) { result in
            answer(
                result.flatMap { found in
                    Self.refusal(found.reply.value).map { .failure($0) } ?? .success(found.after)
                })
        }
    }

    private static func refusal(_ reply: BankReply) -> FlowError? {
        guard case .terms(let outcome) = reply else {
            preconditionFailure("An order about terms is answered as one.")
        }
        return outcome == .changed || outcome == .unchanged ? nil : .terms(outcome)
    }
}
