package import Engine
package import PaymentModel

/// How a payment would stand after a command that is only asked about.
package struct ResolutionView: Sendable {
    /// The payment's changes, in their order.
    package let changes: [PaymentChange]
    package let postings: [PostingView]

    init(_ events: [BankEvent], _ payment: UInt128, _ postings: [PostingView]) {
        changes = events.compactMap { event in
            guard case .paymentChanged(let change) = event, change.payment == payment else {
                return nil
            }
            return change
        }
        self.postings = postings
    }
}

extension RunningBank {
    /// How a payment would stand if ``resolve(_:isExecuted:reason:then:)`` ended it now.
    package func tryResolution(
        _ payment: UInt128, isExecuted: Bool,
        then answer: @escaping @Sendable (Result<Answer<ResolutionView>, FlowError>) -> Void
    ) {
        let command = BankCommand.resolve(
            payment: payment, isExecuted: isExecuted, reason: .none)
        attempt(command) { bank, reply, events in
            (reply, ResolutionView(events, payment, bank.postings(of: payment)))
        } then: { result in
            answer(
                result.flatMap { found in
                    guard case .resolution(let outcome) = found.value.0 else {
                        preconditionFailure("A resolution is answered by a resolution.")
                    }
                    guard outcome == .resolved else { return .failure(.resolution(outcome)) }
                    return .success(
                        Answer(
                            value: found.value.1, sequence: found.sequence,
                            timestamp: found.timestamp))
                })
        }
    }

    /// How a payment would stand if it were cancelled now.
    package func tryCancellation(
        of payment: UInt128,
        then answer: @escaping @Sendable (Result<Answer<ResolutionView>, FlowError>) -> Void
    ) {
        attempt(.cancel(payment: payment, reason: .none)) { bank, reply, events in
            (reply, ResolutionView(events, payment, bank.postings(of: payment)))
        } then: { result in
            answer(
                result.flatMap { found in
                    guard case .cancellation(let outcome) = found.value.0 else {
                        preconditionFailure("A cancellation is answered by a cancellation.")
                    }
                    guard outcome == .cancelled else { return .failure(.cancellation(outcome)) }
                    return .success(
                        Answer(
                            value: found.value.1, sequence: found.sequence,
                            timestamp: found.timestamp))
                })
        }
    }
}
