import Bytes
import Ledger
import PaymentModel
import Testing

/// Rows P1–P5: whom the bank knows, and what they are to its accounts.
@Suite struct `Parties as state` {
    static func registration(
        _ id: UInt128, identifiers: [UInt128] = [], content: UInt128? = nil
    ) -> PartyRegistration {
        PartyRegistration(
            id: id, kind: .company, content: content ?? id, identifiers: identifiers,
            sealed: SealedReference(key: id + 1000, hash: [UInt8](repeating: 7, count: 32)))
    }

    private func bank() throws -> BankBench {
        let bench = BankBench()
        try bench.configure()
        return bench
    }

    private func register(
        _ bench: BankBench, _ registration: PartyRegistration
    ) -> PartyOutcome? {
        guard case .party(let outcome)? = bench.run(.registerParty(registration)) else {
            return nil
        }
        return outcome
    }

    private func mandate(
        _ bench: BankBench, _ account: UInt128, _ party: UInt128, _ kind: Mandate.Kind,
        isGiven: Bool = true
    ) -> MandateOutcome? {
        let order = MandateOrder(
            account: account, party: party, kind: kind, isGiven: isGiven, by: 3)
        guard case .mandate(let outcome)? = bench.run(.setMandate(order)) else { return nil }
        return outcome
    }

    private func open(
        _ bench: BankBench, _ name: String, for party: UInt128 = 0
    ) -> UInt128 {
        var opening = BankBench.opening(name)
        opening.party = party
        if party != 0 {
            opening.sealed = SealedReference(
                key: party + 1000, hash: [UInt8](repeating: 7, count: 32))
        }
        bench.run(.openAccount(opening))
        return opening.id
    }

    @Test func `are the same after a replay and out of a snapshot`() throws {
        let bench = try bank()
        #expect(register(bench, Self.registration(501, identifiers: [11, 12])) == .registered)
        #expect(register(bench, Self.registration(501, identifiers: [11, 12])) == .replayed)
        #expect(register(bench, Self.registration(501, content: 9)) == .keyReused)
        #expect(register(bench, Self.registration(502, identifiers: [12])) == .identifierTaken)
        #expect(register(bench, Self.registration(503)) == .registered)
        let account = open(bench, "Alma", for: 501)
        #expect(mandate(bench, account, 503, .signatory) == .changed)
        #expect(mandate(bench, account, 503, .channel) == .changed)
        #expect(mandate(bench, account, 503, .signatory) == .unchanged)
        #expect(mandate(bench, account, 503, .signatory, isGiven: false) == .changed)
        bench.compare()
        let again = try BankBench.restored(bench.bank)
        #expect(again.parties.parties == bench.bank.parties.parties)
        #expect(again.parties[identifier: 11]?.id == 501)
        #expect(again.allMandates(of: 503).map(\.kind) == [.channel])
        #expect(again.allMandates(of: 501).map(\.account) == [account])
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
    }

    @Test func `an account's name makes one, which holds it and nothing else`() throws {
        let bench = try bank()
        let account = open(bench, "Alma")
        let party = try #require(bench.bank.parties[account])
        #expect(party.kind == .unspecified)
        let found = try #require(bench.bank.accounts[id: account])
        #expect(found.holder == party.id && party.key == found.key)
        #expect(bench.bank.allMandates(of: account).map(\.kind) == [.holder])
        #expect(bench.bank.allMandates(on: found).map(\.party) == [party.id])
    }

    @Test func `what is unknown, closed or the bank's own gets no role`() throws {
        let bench = try bank()
        #expect(register(bench, Self.registration(503)) == .registered)
        let account = open(bench, "Alma")
        let before = BankBench.state(bench.bank)
        let own = try #require(bench.bank.accounts.accounts.first { $0.role.isOwn }).id
        #expect(mandate(bench, 77, 503, .holder) == .unknownAccount)
        #expect(mandate(bench, account, 78, .holder) == .unknownParty)
        #expect(mandate(bench, own, 503, .holder) == .ownAccount)
        #expect(mandate(bench, account, account, .holder, isGiven: false) == .holderStays)
        #expect(mandate(bench, account, account, .holder) == .unchanged)
        var opening = BankBench.opening("Bruno")
        opening.party = 79
        guard case .opening(let outcome)? = bench.run(.openAccount(opening)) else {
            return #expect(Bool(false), "an opening is answered by one")
        }
        #expect(outcome == .partyUnknown)
        #expect(BankBench.state(bench.bank) == before)
        bench.run(bench.order(.closed, of: account))
        #expect(mandate(bench, account, 503, .holder) == .accountClosed)
    }

    @Test func `64 roles on an account are the most`() throws {
        let bench = try bank()
        let account = open(bench, "Alma")
        for number in 0..<(MandateRegister.perAccountMax + 1) {
            let id = UInt128(600 + number)
            #expect(register(bench, Self.registration(id)) == .registered)
            let isLast = number == MandateRegister.perAccountMax
            #expect(mandate(bench, account, id, .signatory) == (isLast ? .full : .changed))
        }
    }

    /// Two accounts of one party are sealed under its one key: they are erased together, or not.
    @Test func `a party is erased with all of its accounts, once all are closed`() throws {
        let bench = try bank()
        #expect(register(bench, Self.registration(501)) == .registered)
        let (one, other) = (open(bench, "Alma", for: 501), open(bench, "Bruno", for: 501))
        func erase(_ subject: Erasure.Subject, _ id: UInt128) -> ErasureOutcome? {
            let erasure = Erasure(
                subject, id: id, key: 1501, since: 0, keptDays: 0, reason: .none)
            guard case .erasure(let outcome)? = bench.run(.erase(erasure)) else { return nil }
            return outcome
        }
        bench.run(bench.order(.closed, of: one))
        #expect(erase(.account, one) == .accountNotClosed, "the other is open")
        #expect(erase(.party, 501) == .accountNotClosed)
        bench.run(bench.order(.closed, of: other))
        let before = BankBench.state(bench.bank)
        #expect(erase(.party, 502) == .unknownSubject)
        #expect(erase(.account, one) == .erased)
        var erased: [String] = []
        for case .erased(let subject, let id, let key) in bench.heard {
            #expect(key == 1501)
            erased.append("\(subject) \(id)")
        }
        #expect(Set(erased) == ["account \(one)", "account \(other)", "party 501"])
        #expect(erase(.party, 501) == .erased)
        #expect(BankBench.state(bench.bank) == before)
    }
}
