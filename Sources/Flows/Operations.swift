import Engine
import PaymentModel
import Platform

/// Operations of the bank's staff: time, exceptions.
extension RunningBank {
    /// Moves a sandbox's clock forward to an instant; what falls due in between happens.
    package func moveClock(
        to instant: UInt64, isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        moveClock(isDryRun: isDryRun, { _ in instant }, then: answer)
    }

    /// The same by a span, from where the clock is when it comes to this move.
    package func moveClock(
        byNanoseconds span: UInt64, isDryRun: Bool = false,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        moveClock(isDryRun: isDryRun, { $0 + span }, then: answer)
    }

    /// One move at a time: spans that are asked for at once add up.
    private func moveClock(
        isDryRun: Bool, _ target: @escaping @Sendable (UInt64) -> UInt64,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        guard clock.isSandbox else { return answer(.failure(.notASandbox)) }
        guard !isDryRun else { return beginMove(target, isDryRun: true, then: answer) }
        let move: @Sendable () -> Void = { [self] in
            beginMove(target, isDryRun: false) { result in
                answer(result)
                let next = self.clockMoves.withLock { moves in
                    moves.removeFirst()
                    return moves.first
                }
                next?()
            }
        }
        let isAlone = clockMoves.withLock { moves in
            moves.append(move)
            return moves.count == 1
        }
        if isAlone { move() }
    }

    private func beginMove(
        _ target: (UInt64) -> UInt64, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        let now = clock.now()
        let instant = target(now)
        guard instant > now else { return answer(.failure(.clockBehind)) }
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
