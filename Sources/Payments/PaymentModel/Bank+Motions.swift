import Bytes
import Ledger

/// What one person of the staff proposes and another confirms.
extension Bank {
    /// Ids behind a motion's own that its transfers take.
    private static let idsPerMotion: UInt128 = 3

    func propose(_ motion: Motion, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(ofProposing: motion)
        guard outcome == .proposed else {
            record.reset()
            return .motion(outcome)
        }
        motion.write(to: &record)
        wait(.motion(motion), .always)
        return .motion(.proposed)
    }

    private func outcome(ofProposing motion: Motion) -> MotionOutcome {
        if let waiting = approvals[motion.id] {
            return waiting.content == motion.content ? .replayed : .keyReused
        }
        guard isNew(motion.id) else { return .keyReused }
        if let refusal = refusal(of: motion) { return refusal }
        guard approvals.motion(like: motion) == nil else { return .alreadyProposed }
        return approvals.hasRoom(for: 1) ? .proposed : .full
    }

    private func isNew(_ id: UInt128) -> Bool {
        guard id != 0, id <= .max - PaymentStep.idsPerPayment else { return false }
        return (0..<Self.idsPerMotion).allSatisfy {
            transfer(id: id + $0) == nil && burned[id + $0] == nil
                && payments[id + $0] == nil
        }
    }

    private func refusal(of motion: Motion) -> MotionOutcome? {
        switch motion.body {
        case .resolveBreak(let id, let target, let hasConsent):
            guard let found = breaks.first(where: { $0.id == id }) else { return .unknownItem }
            guard found.currency == motion.currency else { return .changed }
            return refusal(of: found, to: target, motion.amount, hasConsent: hasConsent)
        case .apply(let parked, let account):
            return refusal(ofApplying: parked, to: account, motion)
        case .closeDay(let closing, let differences):
            return refusal(of: closing, differing: differences)
        }
    }

    /// Two people have agreed: done as if it were proposed now, or not at all.
    func carryOut(_ motion: Motion) -> MotionOutcome {
        guard isNew(motion.id) else { return .keyReused }
        if let refusal = refusal(of: motion) { return refusal }
        switch motion.body {
        case .resolveBreak(let id, let target, _): resolve(id, to: target, motion)
        case .apply(let parked, let account): apply(parked, to: account, motion)
        case .closeDay(let closing, _): close(closing, note: motion.id)
        }
        return .done
    }

    /// Whether a motion moves money of an account.
    func isAbout(_ motion: Motion, _ account: BankAccount) -> Bool {
        switch motion.body {
        case .resolveBreak(_, let target, _): target == .account(account.id)
        case .apply(let parked, let target):
            target == account.id || payments[parked]?.account == account.id
        case .closeDay: false
        }
    }
}

extension ApprovalQueue {
    /// A motion that waits about the same.
    func motion(like motion: Motion) -> Motion? {
        for approval in approvals {
            if case .motion(let found) = approval.subject, found.isAboutSame(as: motion) {
                return found
            }
        }
        return nil
    }
}
