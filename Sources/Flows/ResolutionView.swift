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
