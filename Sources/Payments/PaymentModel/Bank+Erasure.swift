import Bytes

extension Bank {
    /// Decides whether a key may be destroyed.
    ///
    /// It changes nothing in the state, which holds amounts, ids and keyed hashes alone: balances,
    /// replay and the state hash are the same before and after. The cursor behind the journal
    /// destroys the key once this entry is durable, and again wherever it reads it again.
    func erase(_ erasure: Erasure, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: erasure)
        guard outcome == .erased else {
            record.reset()
            return .erasure(outcome)
        }
        erasure.write(to: &record)
        heard.append(.erased(erasure.subject, id: erasure.id, key: erasure.key))
        return .erasure(.erased)
    }

    private func outcome(of erasure: Erasure) -> ErasureOutcome {
        var since = erasure.since
        if erasure.subject == .account {
            guard let account = accounts[id: erasure.id] else { return .unknownSubject }
            guard !account.role.isOwn else { return .ownAccount }
            guard account.key == erasure.key else { return .unknownSubject }
            guard account.status == .closed, let closed = closings[account.id] else {
                return .accountNotClosed
            }
            since = closed
        }
        let isNeeded = payments.values.contains {
            [$0.account, $0.file, $0.message].contains(erasure.id)
        }
        guard !isNeeded, approvals[erasure.id] == nil, !warehouse.holds(anythingOf: erasure.id)
        else { return .stillNeeded }
        // 2^32 days of 86,400 s are below 2^49 s: in nanoseconds they can be above 2^64.
        let kept = UInt64(erasure.keptDays).multipliedReportingOverflow(by: 86_400_000_000_000)
        let (until, isLate) = since.addingReportingOverflow(kept.partialValue)
        guard !kept.overflow, !isLate, until <= now else {
            return .retained(until: kept.overflow || isLate ? .max : until)
        }
        return .erased
    }
}
