import Engine
import PaymentModel

/// Operations of the bank's staff: time, exceptions.
extension RunningBank {
    /// Moves a sandbox's clock forward; what falls due in between happens.
    package func moveClock(
        to instant: UInt64, isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        guard clock.isSandbox else { return answer(.failure(.notASandbox)) }
        guard instant > clock.now() else { return answer(.failure(.clockBehind)) }
        moveClock(to: instant, isOnItsWay: false, isDryRun: isDryRun, then: answer)
    }

    /// - Parameter isOnItsWay: it stopped before, for something that was due.
    private func moveClock(
        to instant: UInt64, isOnItsWay: Bool, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        submit(.moveClock(to: instant), isDryRun: isDryRun) { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let reply):
                guard case .clock(let outcome) = reply.value else {
                    preconditionFailure("A move of the clock is answered as one.")
                }
                switch outcome {
                case .moved where isDryRun, .stopped where isDryRun:
                    answer(.success(reply.sequence))
                case .stopped:
                    moveClock(to: instant, isOnItsWay: true, isDryRun: false, then: answer)
                case .behind where !isOnItsWay: answer(.failure(.clockBehind))
                case .tooFar: answer(.failure(.clockTooFar))
                case .notSandbox: answer(.failure(.notASandbox))
                case .moved, .behind:
                    clock.jump(to: instant)
                    answer(.success(reply.sequence))
                }
            }
        }
    }

    /// Ends an order that is kept for a later day, with a reason.
    package func cancel(
        _ payment: UInt128, reason: String,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        let record = newID()
        do {
            let sealed = try seal(Array(reason.utf8), record: record)
            let command = BankCommand.cancel(payment: payment, reason: sealed.reference)
            submit(command, attachments: [sealed.attachment]) { result in
                answer(
                    result.flatMap { reply in
                        guard case .cancellation(let outcome) = reply.value else {
                            preconditionFailure("A cancellation is answered by a cancellation.")
                        }
                        return outcome == .cancelled
                            ? .success(reply.sequence) : .failure(.cancellation(outcome))
                    })
            }
        } catch { answer(.failure(error)) }
    }
}
