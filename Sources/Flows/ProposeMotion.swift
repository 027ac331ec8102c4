import Bytes
import Engine
import Journal
import PaymentModel
import Platform

/// What one person of the staff asks for and another confirms.
extension RunningBank {
    /// The end of a break, as somebody proposes it.
    package struct BreakEnd: Sendable {
        package enum Target: Sendable, Hashable {
            case nothing, losses
            /// By any of its names.
            case account(String)

            var word: String {
                switch self {
                case .nothing: "nothing"
                case .losses: "losses"
                case .account(let name): "account \(name)"
                }
            }
        }

        package var id: UInt128
        package var to: Target
        /// Minor units; all that is open without.
        package var amount: UInt128?
        package var hasConsent: Bool
        package var reason: String

        package init(
            id: UInt128, to: Target, amount: UInt128?, hasConsent: Bool, reason: String
        ) {
            self.id = id
            self.to = to
            self.amount = amount
            self.hasConsent = hasConsent
            self.reason = reason
        }
    }

    /// Proposes where a break's money belongs, or that it is put away.
    package func propose(
        _ end: BreakEnd, caller: Caller, isDryRun: Bool, then answer: @escaping Proposed
    ) {
        let name: AccountName? =
            if case .account(let text) = end.to { accountName(text) } else { nil }
        let id = newID(for: caller)
        look { bank -> Result<Motion, MotionOutcome.Refused> in
            guard let found = bank.breaks.first(where: { $0.id == end.id }) else {
                // Asked again, the first proposal answers, whatever became of the break.
                return bank.again(id).map { .success($0) } ?? .failure(.init(.unknownItem))
            }
            let target: Motion.Target
            switch end.to {
            case .nothing: target = .nothing
            case .losses: target = .losses
            case .account:
                guard let account = name.flatMap({ bank.accounts[$0]?.id }) else {
                    return .failure(.init(.unknownAccount))
                }
                target = .account(account)
            }
            let whole = target == .nothing ? 0 : found.open.magnitude
            return .success(
                Motion(
                    id: id, content: 0, by: caller.token, reason: .none,
                    amount: end.amount ?? whole, currency: found.currency,
                    body: .resolveBreak(end.id, to: target, hasConsent: end.hasConsent)))
        } then: { [self] result in
            propose(
                result, words: ["break", "\(end.id)", end.to.word, "\(end.hasConsent)"],
                text: end.reason, isDryRun, answer)
        }
    }

    /// Proposes which account parked money is for.
    package func propose(
        applying parked: UInt128, to account: String, reason: String, caller: Caller,
        isDryRun: Bool, then answer: @escaping Proposed
    ) {
        let name = accountName(account)
        let id = newID(for: caller)
        look { bank -> Result<Motion, MotionOutcome.Refused> in
            guard let money = bank.parkedMoney(parked) else {
                return bank.again(id).map { .success($0) } ?? .failure(.init(.unknownItem))
            }
            guard let account = bank.accounts[name]?.id else {
                return .failure(.init(.unknownAccount))
            }
            return .success(
                Motion(
                    id: id, content: 0, by: caller.token, reason: .none, amount: money.amount,
                    currency: money.currency, body: .apply(parked: parked, to: account)))
        } then: { [self] result in
            propose(
                result, words: ["apply", "\(parked)", account], text: reason, isDryRun, answer)
        }
    }

    /// Proposes to close a currency's open days up to one although something differs.
    package func propose(
        closing currency: UInt16, day: Int32?, _ acceptance: Acceptance, caller: Caller,
        isDryRun: Bool, then answer: @escaping Proposed
    ) {
        let id = newID(for: caller)
        let instant = clock.now()
        look { bank -> Result<Motion, MotionOutcome.Refused> in
            let closing = DayClosing(
                currency: currency, day: day ?? bank.bookingDay(currency, at: instant))
            if let waiting = bank.again(id) { return .success(waiting) }
            guard let differences = bank.differences(inTheWayOf: closing) else {
                return .failure(.init(.notClosable))
            }
            return .success(
                Motion(
                    id: id, content: 0, by: caller.token, reason: .none, amount: 0,
                    currency: currency, body: .closeDay(closing, differences)))
        } then: { [self] result in
            propose(
                result, words: ["close", "\(currency)", day.map { "\($0)" } ?? ""],
                text: acceptance.text, isDryRun, answer)
        }
    }

    // MARK: - Common

    private func propose(
        _ found: Result<Answer<Result<Motion, MotionOutcome.Refused>>, FlowError>, words: [String],
        text: String, _ isDryRun: Bool, _ answer: @escaping Proposed
    ) {
        switch found {
        case .failure(let error): answer(.failure(error))
        case .success(let found):
            switch found.value {
            case .failure(let refused): answer(.failure(.motion(refused.outcome)))
            case .success(var motion):
                motion.content = keys.content(
                    of: words + ["\(motion.amount)", text] + motion.differenceWords)
                submit(motion, text: text, isDryRun, answer)
            }
        }
    }

    private func submit(
        _ motion: Motion, text: String, _ isDryRun: Bool, _ answer: @escaping Proposed
    ) {
        let proposal = SealedProposal(id: motion.id, text: text, isDryRun: isDryRun) { reason in
            var motion = motion
            motion.reason = reason
            return .propose(motion)
        } refusal: { reply in
            guard case .motion(let outcome) = reply else {
                preconditionFailure("A motion is answered by a motion.")
            }
            return switch outcome {
            case .proposed, .replayed: nil
            case .keyReused: .keyReused
            default: .motion(outcome)
            }
        }
        submit(proposal, then: answer)
    }

    // MARK: - By one person

    /// Sends parked money back to where it came from, now.
    package func sendBack(
        _ payment: UInt128, reason: String, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        var order = ParkedReturn(payment: payment, by: caller.token, reason: .none)
        let attachments: [Attachment]
        do {
            (order.reason, attachments) = try sealed(reason, record: newID(), isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        submit(.sendBack(order), attachments: attachments, isDryRun: isDryRun) { result in
            answer(
                result.flatMap { reply in
                    guard case .motion(let outcome) = reply.value else {
                        preconditionFailure("A return is answered as a motion.")
                    }
                    return outcome == .done
                        ? .success(reply.sequence) : .failure(.motion(outcome))
                })
        }
    }

    /// Says who takes care of something that waits, or something about it.
    ///
    /// - Parameter owner: a token, 0 for nobody; nil leaves it as it is.
    package func annotate(
        _ item: UInt128, owner: UInt128?, text: String, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        var note = QueueNote(
            id: newID(for: caller), item: item, owner: owner, by: caller.token, text: .none)
        let attachments: [Attachment]
        do {
            (note.text, attachments) = try sealed(text, record: note.id, isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        submit(.annotate(note), attachments: attachments, isDryRun: isDryRun) { result in
            answer(
                result.flatMap { reply in
                    guard case .note(let outcome) = reply.value else {
                        preconditionFailure("A note is answered by a note.")
                    }
                    return outcome == .taken ? .success(reply.sequence) : .failure(.note(outcome))
                })
        }
    }
}

extension MotionOutcome {
    /// As an error of a look that goes no further.
    struct Refused: Error, Sendable {
        let outcome: MotionOutcome

        init(_ outcome: MotionOutcome) { self.outcome = outcome }
    }
}

extension Motion {
    /// What differed when it was proposed.
    fileprivate var differenceWords: [String] {
        guard case .closeDay(_, let differences) = body else { return [] }
        return differences.map {
            "\($0.kind.rawValue) \($0.scheme) \($0.day) \($0.ours) \($0.theirs)"
        }
    }
}

extension Bank {
    /// The motion that waits under an id.
    fileprivate func again(_ id: UInt128) -> Motion? {
        guard case .motion(let motion)? = approvals[id]?.subject else { return nil }
        return motion
    }
}
