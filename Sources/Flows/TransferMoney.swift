import Platform
import Ledger
import Engine
import Journal
import PaymentModel
package import Vocabulary

extension RunningBank {
    /// Money from one account here to another.
    package struct TransferRequest: Sendable {
        package var from: String
        package var to: String
        package var amount: Money
        /// Counts as remittance text: sealed under the debtor's key.
        package var reference: String
        package var isOpeningMoney = false
        /// Only what would become of it is asked.
        package var isDryRun = false

        package init(
            from: String, to: String, amount: Money, reference: String, isOpeningMoney: Bool = false
        ) {
            self.from = from
            self.to = to
            self.amount = amount
            self.reference = reference
            self.isOpeningMoney = isOpeningMoney
        }
    }

    package struct TransferDone: Sendable {
        package let id: UInt128
        package let isReplayed: Bool
        /// Nothing is booked: a second person must release it.
        package var isWaiting = false
        package let sequence: UInt64
        package let timestamp: UInt64
        /// Hash of what was asked for.
        package var content: UInt128 = 0
        /// What it costs; nil where a second person must release it first.
        package var fee: Money?
    }

    /// Books a transfer; durable when it answers.
    package func transfer(
        _ request: TransferRequest, caller: Caller,
        then answer: @escaping @Sendable (Result<TransferDone, FlowError>) -> Void
    ) {
        let from = accountName(request.from)
        guard !request.reference.isEmpty, !request.isDryRun else {
            return transfer(request, from, key: nil, caller, answer)
        }
        if let key = personalKeys.withLock({ $0[from] }) {
            return transfer(request, from, key: key, caller, answer)
        }
        look {
            $0.accounts[from]?.key ?? 0
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                if found.value != 0 { personalKeys.withLock { $0[from] = found.value } }
                // Without an account there is nobody's key, and the transfer is refused anyway.
                let key = found.value == 0 ? nil : found.value
                transfer(request, from, key: key, caller, answer)
            }
        }
    }

    private func transfer(
        _ request: TransferRequest, _ from: AccountName, key: UInt128?, _ caller: Caller,
        _ answer: @escaping @Sendable (Result<TransferDone, FlowError>) -> Void
    ) {
        let id = newID(for: caller)
        var order = TransferOrder(
            id: id, content: content(of: request), from: from, to: accountName(request.to),
            amount: UInt128(request.amount.minorUnits), currency: request.amount.currency.number,
            isKeyed: caller.idempotencyKey != nil, isOpeningMoney: request.isOpeningMoney,
            sealed: .none)
        order.by = caller.token
        var attachments: [Attachment] = []
        if let key {
            do {
                let sealed = try seal(Array(request.reference.utf8), record: id, key: key)
                order.sealed = sealed.reference
                attachments = [sealed.attachment]
            } catch { return answer(.failure(error)) }
        }
        let ordered = order
        guard !request.isDryRun else { return quote(ordered, request.amount.currency, answer) }
        submit(.transfer(ordered), attachments: attachments) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                finish(ordered, reply) { [self] done in addFee(of: ordered, to: done, answer) }
            }
        }
    }

    /// Says what a booked transfer has cost, asked again of the books: only where there are fees.
    private func addFee(
        of order: TransferOrder, to result: Result<TransferDone, FlowError>,
        _ answer: @escaping @Sendable (Result<TransferDone, FlowError>) -> Void
    ) {
        guard case .success(let done) = result, !done.isWaiting,
            let currency = Currency(number: order.currency)
        else { return answer(result) }
        let isFree = setup.withLock { setup in
            setup?.fees.contains { $0.scheme == FeeRule.book } != true
        }
        var known = done
        known.fee = Money(minorUnits: 0, currency: currency)
        let free = known
        guard !isFree, !order.isOpeningMoney else { return answer(.success(free)) }
        look {
            $0.fee(ofBooked: order)
        } then: { found in
            // It is booked, whether the books can be asked again or not.
            var done = free
            if case .success(let fee) = found {
                done.fee = Money(minorUnits: Int128(clamping: fee.value), currency: currency)
            }
            answer(.success(done))
        }
    }

    /// What would become of it, and what it would cost.
    private func quote(
        _ order: TransferOrder, _ currency: Currency,
        _ answer: @escaping @Sendable (Result<TransferDone, FlowError>) -> Void
    ) {
        attempt(.transfer(order)) { bank, reply, _ in
            (reply, order.isOpeningMoney ? nil : bank.fee(of: order)?.fee)
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                let reply = Answer(
                    value: found.value.0, sequence: found.sequence, timestamp: found.timestamp)
                finish(order, reply) { done in
                    answer(
                        done.map {
                            var done = $0
                            done.fee = found.value.1 ?? Money(minorUnits: 0, currency: currency)
                            return done
                        })
                }
            }
        }
    }

    private func content(of request: TransferRequest) -> UInt128 {
        keys.content(
            of: [request.from, request.to, request.amount.description, request.reference])
    }

    private func finish(
        _ order: TransferOrder, _ reply: Answer<BankReply>,
        _ answer: @escaping @Sendable (Result<TransferDone, FlowError>) -> Void
    ) {
        guard case .transfer(let outcome) = reply.value else {
            preconditionFailure("A transfer is answered by a transfer.")
        }
        switch outcome {
        case .posted:
            answer(
                .success(
                    TransferDone(
                        id: order.id, isReplayed: false, sequence: reply.sequence,
                        timestamp: reply.timestamp)))
        case .replayed:
            look {
                $0.transfer(id: order.id)?.timestamp ?? 0
            } then: { result in
                answer(
                    result.map {
                        TransferDone(
                            id: order.id, isReplayed: true, sequence: $0.sequence,
                            timestamp: $0.value)
                    })
            }
        case .awaitingApproval:
            answer(
                .success(
                    TransferDone(
                        id: order.id, isReplayed: false, isWaiting: true, sequence: reply.sequence,
                        timestamp: reply.timestamp, content: order.content)))
        case .keyReused: answer(.failure(.keyReused))
        default: answer(.failure(.transfer(outcome)))
        }
    }
}
