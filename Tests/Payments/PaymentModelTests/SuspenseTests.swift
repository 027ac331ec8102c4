import PaymentModel
import Testing

/// Rows Z1–Z4 of `postings.md`: what the clearing has settled and nothing of ours explains.
///
/// Alma, Bruno and Clara have 1,000.00 each; S-SCT is 1,003,000.00.
@Suite struct `Breaks against suspense` {
    /// The clearing has sent 70.00 of ours that we know nothing of.
    private func debited() throws -> BankBench {
        let bench = try BankBench.opened()
        bench.take(
            "R", "SCT", .report([BankBench.entry(.sent, 7_000, payment: name("nothing"))]))
        return bench
    }

    /// An announced payment of 50.00 has settled with 50.01.
    private func credited() throws -> BankBench {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "I", amount: 5_000, creditor: "Bruno")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 5_001, "I")]))
        return bench
    }

    @Test func `Z1: settlement follows the clearing, and what is not explained is owed`() throws {
        let bench = try debited()
        #expect(bench.breaks == [.unknownSent])
        #expect(bench.posted(.settlement, "SCT") == -100_300_000 + 7_000)
        #expect(bench.posted(.suspense) == -7_000)
        let found = try #require(bench.bank.breaks.first)
        #expect(found.open == -7_000 && found.currency == 978 && found.theirs == 7_000)
        let other = try credited()
        #expect(other.breaks == [.amountDiffers])
        #expect(other.posted(.settlement, "SCT") == -100_300_000 - 5_001)
        #expect(other.posted(.suspense) == 5_001)
        #expect(other.bank.breaks.first?.open == 5_001)
    }

    @Test func `Z1: a debit that nobody announced is suspended, too`() throws {
        let bench = try BankBench.opened()
        bench.take(
            "R", "SCT", .report([BankBench.entry(.received, 30, "X", isCredit: false)]))
        #expect(bench.breaks == [.unannounced])
        #expect(bench.posted(.suspense) == -30)
    }

    @Test func `Z3: two people bring it to losses, and nothing is open`() throws {
        let bench = try debited()
        let id = bench.lastBreak
        #expect(
            bench.propose(.resolveBreak(id, to: .losses, hasConsent: false), 7_000) == .proposed)
        #expect(bench.posted(.suspense) == -7_000, "nothing moves before the second")
        #expect(bench.confirm(by: 1) == nil, "not the same, and not an operator")
        #expect(bench.confirm() == .done)
        #expect(bench.posted(.suspense) == 0)
        #expect(bench.posted(.losses) == -7_000)
        #expect(bench.bank.breaks.isEmpty)
        let changes = bench.heard.compactMap {
            if case .breakChanged(let change) = $0 { change.state } else { nil }
        }
        #expect(changes == [.resolved])
        #expect(
            bench.agree(.resolveBreak(id, to: .losses, hasConsent: false), 1, id: 1 << 111)
                == .unknownItem)
    }

    @Test func `Z3: in part, and the rest stays open`() throws {
        let bench = try credited()
        let id = bench.lastBreak
        let bruno = bench.account("Bruno")
        #expect(bench.agree(.resolveBreak(id, to: bruno, hasConsent: false), 5_000) == .done)
        #expect(bench.posted("Bruno") == 105_000)
        #expect(bench.posted(.suspense) == 1)
        #expect(bench.bank.breaks.map(\.open) == [1])
        for amount in [0, 2] as [UInt128] {
            #expect(
                bench.agree(.resolveBreak(id, to: .losses, hasConsent: false), amount, id: 1 << 111)
                    == .amountNotOpen)
        }
        #expect(
            bench.agree(.resolveBreak(id, to: .losses, hasConsent: false), 1, id: 1 << 112) == .done
        )
        // What is over is the bank's.
        #expect(bench.posted(.losses) == 1 && bench.posted(.suspense) == 0)
    }

    @Test func `Z3: a customer is debited with consent only, and never below what he has`() throws {
        let bench = try debited()
        let id = bench.lastBreak
        let alma = bench.account("Alma")
        func end(_ hasConsent: Bool, _ key: UInt128) -> MotionOutcome? {
            bench.agree(.resolveBreak(id, to: alma, hasConsent: hasConsent), 7_000, id: key)
        }
        #expect(end(false, 1 << 110) == .consentNeeded)
        // 1,000.00 less 930.01 leave 69.99.
        bench.pay("Alma", [BankBench.order(93_001, to: "Bruno", bank: "90000001")], file: "B")
        #expect(bench.posted("Alma") == 6_999)
        #expect(end(true, 1 << 111) == .insufficientFunds)
        bench.pay("Bruno", [BankBench.order(1, to: "Alma", bank: "90000001")], file: "C")
        bench.run(bench.order(.frozen, of: name("account Alma")))
        #expect(end(true, 1 << 112) == .accountRefuses)
        bench.run(bench.order(.open, of: name("account Alma")))
        #expect(end(true, 1 << 113) == .done)
        #expect(bench.posted("Alma") == 0 && bench.posted(.suspense) == 0)
    }

    @Test func `Z3: what is spent between proposal and confirmation is not taken`() throws {
        let bench = try debited()
        let body = Motion.Body.resolveBreak(
            bench.lastBreak, to: bench.account("Alma"), hasConsent: true)
        #expect(bench.propose(body, 7_000) == .proposed)
        bench.pay("Alma", [BankBench.order(99_999, to: "Bruno", bank: "90000001")], file: "B")
        #expect(bench.confirm() == .insufficientFunds)
        #expect(bench.posted("Alma") == 1 && bench.posted(.suspense) == -7_000)
        #expect(bench.bank.breaks.count == 1 && bench.bank.approvals.count == 0)
    }

    @Test func `only one proposal of a break waits, and a key stands for one`() throws {
        let bench = try debited()
        let body = Motion.Body.resolveBreak(bench.lastBreak, to: .losses, hasConsent: false)
        #expect(bench.propose(body, 7_000) == .proposed)
        #expect(bench.propose(body, 7_000) == .replayed)
        #expect(bench.propose(body, 7_000, content: 6) == .keyReused)
        #expect(bench.propose(body, 1, id: 1 << 111) == .alreadyProposed)
        #expect(bench.confirm() == .done)
        #expect(bench.propose(body, 7_000) == .keyReused)
    }

    @Test func `an account must be there, a customer's, and in the currency`() throws {
        let bench = try credited()
        bench.open("Dora", currency: 840)
        let id = bench.lastBreak
        let own = AccountDirectory.ownID(.equity, currency: 978)
        for (target, outcome) in [
            (.account(5), .unknownAccount), (.account(own), .ownAccount),
            (bench.account("Dora"), .currencyDiffers), (.nothing, .amountNotOpen),
        ] as [(Motion.Target, MotionOutcome)] {
            #expect(
                bench.agree(.resolveBreak(id, to: target, hasConsent: true), 1) == outcome)
        }
        #expect(bench.agree(.resolveBreak(id, to: .nothing, hasConsent: true), 0) == .targetNeeded)
        #expect(bench.posted(.suspense) == 5_001)
    }

    @Test func `a break without money is put away by two`() throws {
        let bench = try BankBench.opened()
        bench.take("S", "SCTINST", bench.groupStatus(about: name("no message"), .rejected))
        #expect(bench.breaks == [.unknownOriginal])
        let id = bench.lastBreak
        #expect(
            bench.agree(.resolveBreak(id, to: .losses, hasConsent: false), 1) == .amountNotOpen)
        #expect(bench.agree(.resolveBreak(id, to: .nothing, hasConsent: false), 0) == .done)
        #expect(bench.bank.breaks.isEmpty)
    }

    /// The clearing counts 50.00 more than we have: resolved by two, the day's statement agrees.
    @Test func `Z4: a statement that differs reaches settlement on its day when it is resolved`()
        throws
    {
        let bench = try BankBench.opened(needsStatement: true)
        bench.take("ST", "SCT", .statement(day: friday, closing: 100_305_000))
        bench.take("SI", "SCTINST", .statement(day: friday, closing: 100_000_000))
        #expect(bench.posted(.settlement, "SCT") == -100_300_000, "it may be explained yet")
        let found = try #require(bench.bank.breaks.last)
        #expect(found.kind == .statementDiffers && found.open == 5_000 && found.day == friday)
        let body = Motion.Body.resolveBreak(
            found.id, to: bench.account("Clara"), hasConsent: false)
        #expect(bench.agree(body, 5_000) == .done)
        #expect(bench.posted("Clara") == 105_000)
        #expect(bench.posted(.suspense) == 0)
        #expect(bench.posted(.settlement, "SCT") == -100_305_000)
        let reply = bench.run(.closeDay(DayClosing(currency: 978, day: friday)))
        guard case .close(.closed)? = reply else {
            Issue.record("\(String(describing: reply))")
            return
        }
    }

    @Test func `Z4: a difference that a late report has explained is resolved no more`() throws {
        let bench = try BankBench.opened()
        bench.take("ST", "SCT", .statement(day: friday, closing: 100_305_000))
        let id = bench.lastBreak
        bench.take("LATE", "SCT", .report([BankBench.entry(.funding, 5_000)]))
        let body = Motion.Body.resolveBreak(id, to: .losses, hasConsent: false)
        #expect(bench.agree(body, 5_000) == .changed)
        #expect(
            bench.agree(.resolveBreak(id, to: .nothing, hasConsent: false), 0, id: 1 << 111)
                == .done)
        #expect(bench.bank.breaks.isEmpty)
    }

    @Test func `what is open survives a snapshot`() throws {
        let bench = try debited()
        let owner = BankCommand.annotate(
            QueueNote(id: 77, item: bench.lastBreak, owner: 1, by: 1, text: .none))
        bench.admit(1, .operator)
        bench.run(owner)
        #expect(bench.bank.owners == [bench.lastBreak: 1])
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        #expect(again.breaks == bench.bank.breaks && again.owners == bench.bank.owners)
    }

    @Test func `a note needs something that waits, and an owner who may come in`() throws {
        let bench = try debited()
        bench.admit(1, .operator)
        func note(_ item: UInt128, owner: UInt128?) -> NoteOutcome? {
            let reply = bench.run(
                .annotate(QueueNote(id: 78, item: item, owner: owner, by: 1, text: .none)))
            guard case .note(let outcome)? = reply else { return nil }
            return outcome
        }
        #expect(note(99, owner: nil) == .notWaiting)
        #expect(note(bench.lastBreak, owner: 55) == .unknownOwner)
        #expect(note(bench.lastBreak, owner: 1) == .taken)
        #expect(note(bench.lastBreak, owner: nil) == .taken)
        #expect(bench.bank.owners.count == 1)
        #expect(note(bench.lastBreak, owner: 0) == .taken)
        #expect(bench.bank.owners.isEmpty)
        #expect(note(bench.lastBreak, owner: 1) == .taken)
        let body = Motion.Body.resolveBreak(bench.lastBreak, to: .losses, hasConsent: false)
        #expect(bench.agree(body, 7_000) == .done)
        #expect(bench.bank.owners.isEmpty, "what waits no more belongs to nobody")
    }
}
