package import Engine
import Journal
package import PaymentModel
import Platform

extension RunningBank {
    /// A status that somebody wants an account to have.
    package struct NewStatus: Sendable {
        package var status: BankAccount.Status
        package var reason: String
        /// Nanoseconds since 1970; 0 for at once.
        package var from: UInt64

        package init(_ status: BankAccount.Status, reason: String, from: UInt64 = 0) {
            self.status = status
            self.reason = reason
            self.from = from
        }
    }

    /// Changes the status of an account by any of its names, at once or at its time.
    package func setStatus(
        ofNamed name: String, to new: NewStatus, caller: Caller,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        withID(ofNamed: name) { [self] found in
            switch found {
            case .failure(let error): answer(.failure(error))
            case .success(let id): setStatus(of: id, to: new, caller: caller, then: answer)
            }
        }
    }

    package func setStatus(
        of account: UInt128, to new: NewStatus, caller: Caller,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        var order = order(new, account, caller)
        let attachments: [Attachment]
        do {
            (order.reason, attachments) = try sealed(new.reason, record: order.id, isDryRun: false)
        } catch { return answer(.failure(error)) }
        submit(.setStatus(order), attachments: attachments) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                guard let outcome = Self.refusal(reply.value) else {
                    return answer(.success(reply.sequence))
                }
                refuse(outcome, account, answer)
            }
        }
    }

    func order(
        _ new: NewStatus, _ account: UInt128, _ caller: Caller
    ) -> StatusOrder {
        StatusOrder(
            id: newID(for: caller), account: account, status: new.status, by: caller.token,
            from: new.from, reason: .none)
    }

    /// What it was refused for; `nil` where it was done, is planned, or was so before.
    private static func refusal(_ reply: BankReply) -> StatusOutcome? {
        guard case .status(let outcome) = reply else {
            preconditionFailure("A change of status is answered as one.")
        }
        return [.changed, .unchanged, .planned].contains(outcome) ? nil : outcome
    }

    /// Where a closing is refused, with what is in its way.
    private func refuse<Value: Sendable>(
        _ outcome: StatusOutcome, _ account: UInt128,
        _ answer: @escaping @Sendable (Result<Value, FlowError>) -> Void
    ) {
        guard outcome == .balanceNotZero else { return answer(.failure(.status(outcome))) }
        look { bank in
            bank.closingObstacles(of: account, limit: FlowError.obstaclesMax)
        } then: { result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found): answer(.failure(.inTheWay(found.value)))
            }
        }
    }

    /// The account as ``setStatus(ofNamed:to:caller:then:)`` would leave it.
    package func tryStatus(
        ofNamed name: String, to new: NewStatus, caller: Caller,
        then answer: @escaping @Sendable (Result<Answer<AccountView>, FlowError>) -> Void
    ) {
        withID(ofNamed: name) { [self] found in
            switch found {
            case .failure(let error): answer(.failure(error))
            case .success(let id): tryStatus(order(new, id, caller), then: answer)
            }
        }
    }

    private func tryStatus(
        _ order: StatusOrder,
        then answer: @escaping @Sendable (Result<Answer<AccountView>, FlowError>) -> Void
    ) {
        attempt(.setStatus(order)) { bank, reply, _ in
            (reply, bank.accounts[id: order.account].flatMap { bank.view($0, .erased) })
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                if let outcome = Self.refusal(found.value.0) {
                    return refuse(outcome, order.account, answer)
                }
                detail(
                    Answer(
                        value: found.value.1, sequence: found.sequence, timestamp: found.timestamp),
                    then: answer)
            }
        }
    }
}
