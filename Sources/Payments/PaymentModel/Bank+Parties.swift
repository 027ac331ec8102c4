import Bytes

/// Who the bank's customers are, and what they are to its accounts (rows P1–P6).
extension Bank {
    func register(
        _ registration: PartyRegistration, _ record: inout ByteWriter
    ) -> BankReply {
        let outcome = outcome(of: registration)
        guard outcome == .registered else {
            record.reset()
            return .party(outcome)
        }
        parties.add(BankParty(registration, at: now))
        registration.write(to: &record)
        heard.append(.partyRegistered(registration.id))
        return .party(.registered)
    }

    private func outcome(of registration: PartyRegistration) -> PartyOutcome {
        if let existing = parties[registration.id] {
            return existing.content == registration.content ? .replayed : .keyReused
        }
        guard registration.id != 0, registration.id != .max,
            accounts[id: registration.id] == nil
        else { return .keyReused }
        let isTaken = registration.identifiers.contains { parties[identifier: $0] != nil }
        if isTaken { return .identifierTaken }
        return parties.isFull ? .full : .registered
    }

    func setMandate(_ order: MandateOrder, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: order)
        guard outcome == .changed else {
            record.reset()
            return .mandate(outcome)
        }
        if order.isGiven {
            mandates.add(
                Mandate(
                    account: order.account, party: order.party, kind: order.kind, by: order.by,
                    since: now))
        } else {
            mandates.remove(order.account, order.party, order.kind)
        }
        order.write(to: &record)
        heard.append(.mandateChanged(account: order.account, party: order.party))
        return .mandate(.changed)
    }

    private func outcome(of order: MandateOrder) -> MandateOutcome {
        guard let account = accounts[id: order.account] else { return .unknownAccount }
        guard !account.role.isOwn else { return .ownAccount }
        guard parties[order.party] != nil else { return .unknownParty }
        if order.kind == .holder, account.holder == order.party {
            return order.isGiven ? .unchanged : .holderStays
        }
        let isHeld = mandates.holds(order.account, order.party, order.kind)
        guard isHeld != order.isGiven else { return .unchanged }
        guard order.isGiven else { return .changed }
        guard account.status != .closed else { return .accountClosed }
        let count = mandates.mandates(on: order.account).count
        return count < MandateRegister.perAccountMax ? .changed : .full
    }

    /// All roles on an account, the holder it was opened for first.
    package func allMandates(on account: BankAccount) -> [Mandate] {
        account.holder == 0 ? [] : [first(account)] + mandates.mandates(on: account.id)
    }

    /// All roles of a party: accounts opened for it first, in the order of opening.
    package func allMandates(of party: UInt128) -> [Mandate] {
        accounts.accounts(heldBy: party).map(first) + mandates.mandates(of: party)
    }

    /// Whether a party may give orders for an account: as its holder, signatory or channel.
    func mayOrder(_ party: UInt128, on account: BankAccount) -> Bool {
        account.holder == party
            || mandates.mandates(on: account.id).contains { $0.party == party }
    }

    private func first(_ account: BankAccount) -> Mandate {
        Mandate(
            account: account.id, party: account.holder, kind: .holder, by: 0,
            since: parties[account.holder]?.registeredAt ?? 0)
    }
}
