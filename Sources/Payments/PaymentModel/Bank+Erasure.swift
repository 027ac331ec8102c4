import Bytes
import Ledger
import Vocabulary

extension Bank {
    /// Decides whether a key may be destroyed.
    ///
    /// It changes nothing in the state, which holds amounts, ids and keyed hashes alone: balances,
    /// replay and the state hash are the same before and after. The cursor behind the journal
    /// destroys the key once this entry is durable, and again wherever it reads it again.
    ///
    /// A party's key is that of all accounts opened for it: they are erased together.
    func erase(_ erasure: Erasure, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: erasure)
        guard outcome == .erased else {
            record.reset()
            return .erasure(outcome)
        }
        erasure.write(to: &record)
        guard erasure.subject != .batchAccount else {
            heard.append(.metadataErased(account: erasure.id))
            return .erasure(.erased)
        }
        heard.append(.erased(erasure.subject, id: erasure.id, key: erasure.key))
        for (subject, id) in shares(erasure) where id != erasure.id {
            heard.append(.erased(subject, id: id, key: erasure.key))
        }
        return .erasure(.erased)
    }

    /// What else is sealed under the key of an account or a party.
    private func shares(_ erasure: Erasure) -> [(Erasure.Subject, UInt128)] {
        guard let holder = holder(of: erasure) else { return [] }
        return accounts.accounts(heldBy: holder).map { (.account, $0.id) } + [(.party, holder)]
    }

    private func holder(of erasure: Erasure) -> UInt128? {
        switch erasure.subject {
        case .account: accounts[id: erasure.id]?.holder
        case .party: erasure.id
        case .file, .message, .batchAccount: nil
        }
    }

    private func outcome(of erasure: Erasure) -> ErasureOutcome {
        switch erasure.subject {
        case .file, .message:
            return isNeeded(erasure.id) ? .stillNeeded : retention(erasure, since: erasure.since)
        case .batchAccount:
            guard batchBooks.account(id: erasure.id) != nil else { return .unknownSubject }
            return retention(erasure, since: erasure.since)
        case .account:
            guard let account = accounts[id: erasure.id] else { return .unknownSubject }
            guard !account.role.isOwn else { return .ownAccount }
            guard account.key == erasure.key else { return .unknownSubject }
            return outcome(erasure, of: account.holder)
        case .party:
            guard parties[erasure.id]?.key == erasure.key else { return .unknownSubject }
            return outcome(erasure, of: erasure.id)
        }
    }

    /// Everything of a party must have ended; it counts from the end of the last.
    private func outcome(_ erasure: Erasure, of holder: UInt128) -> ErasureOutcome {
        var since = parties[holder]?.registeredAt ?? 0
        for mandate in allMandates(of: holder) {
            guard let account = accounts[id: mandate.account], account.status == .closed,
                let closed = closings[account.id]
            else { return .accountNotClosed }
            since = max(since, closed)
            if account.holder == holder, isNeeded(account.id) { return .stillNeeded }
        }
        return retention(erasure, since: since)
    }

    private func isNeeded(_ id: UInt128) -> Bool {
        let isUnderWay = payments.values.contains {
            [$0.account, $0.file, $0.message].contains(id)
        }
        return isUnderWay || approvals[id] != nil || warehouse.holds(anythingOf: id)
    }

    private func retention(_ erasure: Erasure, since: UInt64) -> ErasureOutcome {
        // 2^32 days of 86,400 s are below 2^49 s: in nanoseconds they can be above 2^64.
        let kept = UInt64(erasure.keptDays).multipliedReportingOverflow(by: 86_400_000_000_000)
        let (until, isLate) = since.addingReportingOverflow(kept.partialValue)
        guard !kept.overflow, !isLate, until <= now else {
            return .retained(until: kept.overflow || isLate ? .max : until)
        }
        return .erased
    }
}
