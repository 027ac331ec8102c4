import Ledger
import PaymentModel
import Testing
import Vocabulary

/// Orders above what one person may give (rows A1–A6).
@Suite struct Approvals {
    /// EUR 1,000.00 a payment, EUR 1,500.00 a file, an hour to decide.
    private func bank() throws -> BankBench {
        let bench = BankBench()
        let setup = try demonstration()
        let limits = ApprovalRules(
            payment: [Money(minorUnits: 100_000, currency: .eur)],
            file: [Money(minorUnits: 150_000, currency: .eur)], expirySeconds: 3600)
        bench.run(
            .configure(
                BankConfiguration(
                    setup: BankSetup(
                        bank: setup.bank, schemes: setup.schemes, reach: setup.reach,
                        approvals: limits), isSandbox: true)))
        // What is ordered is covered: EUR 5,000.00.
        bench.open("Alma", "Bruno", creditLine: 500_000)
        bench.admit(1, .operator)
        bench.admit(2, .approver)
        bench.admit(3, .administrator)
        bench.admit(4, .auditor)
        return bench
    }

    private func order(_ amount: UInt128, id: UInt128 = 1 << 100, by: UInt128 = 1) -> TransferOrder
    {
        var order = TransferOrder(
            id: id, content: 77, from: .iban(name("iban Alma")),
            to: .iban(name("iban Bruno")), amount: amount, currency: 978, isKeyed: true,
            isOpeningMoney: false, sealed: .none)
        order.by = by
        return order
    }

    private func outcome(_ reply: BankReply?) -> TransferOutcome? {
        guard case .transfer(let outcome)? = reply else { return nil }
        return outcome
    }

    private func decide(
        _ bench: BankBench, _ id: UInt128 = 1 << 100, isApproved: Bool = true,
        content: UInt128 = 77, by: UInt128 = 2, count: UInt32 = 1
    ) -> ApprovalOutcome? {
        let reply = bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: id, isApproved: isApproved, content: content, by: by, orderCount: count,
                    reason: .none)))
        guard case .approval(let outcome)? = reply else { return nil }
        return outcome
    }

    private func held(_ bench: BankBench) -> [ApprovalChange.State] {
        bench.heard.compactMap {
            if case .approvalChanged(let change) = $0 { change.state } else { nil }
        }
    }

    private func balance(_ bench: BankBench, _ customer: String) -> Int128 {
        guard let account = bench.bank.accounts[.iban(name("iban \(customer)"))],
            let row = bench.bank.books.account(id: account.id)
        else { return .min }
        return Int128(row.creditsPosted) - Int128(row.debitsPosted)
    }

    @Test func `A1: at the limit a transfer is booked, above it waits with nothing held`() throws {
        let bench = try bank()
        #expect(outcome(bench.run(.transfer(order(100_000, id: 5 << 90)))) == .posted)
        #expect(outcome(bench.run(.transfer(order(100_001)))) == .awaitingApproval)
        #expect(held(bench) == [.waiting])
        #expect(balance(bench, "Alma") == -100_000)
        #expect(outcome(bench.run(.transfer(order(100_001)))) == .awaitingApproval, "a repeat")
        var other = order(100_001)
        other.content = 78
        #expect(outcome(bench.run(.transfer(other))) == .keyReused)
        #expect(bench.bank.approvals.count == 1)
    }

    @Test func `A2: released, it is decided as if it had come then`() throws {
        let bench = try bank()
        bench.run(.transfer(order(100_001)))
        #expect(decide(bench) == .released(.transfer(.posted)))
        #expect(balance(bench, "Alma") == -100_001)
        #expect(balance(bench, "Bruno") == 100_001)
        #expect(outcome(bench.run(.transfer(order(100_001)))) == .replayed)
        #expect(decide(bench) == .unknown)
    }

    @Test func `A2: what is not covered any more is refused for good`() throws {
        let bench = try bank()
        bench.run(.transfer(order(500_001)))
        #expect(decide(bench) == .released(.transfer(.insufficientFunds)))
        #expect(outcome(bench.run(.transfer(order(500_001)))) == .insufficientFunds)
    }

    @Test func `nobody releases their own, another content, or without the role`() throws {
        let bench = try bank()
        bench.run(.transfer(order(100_001, by: 3)))
        let before = BankBench.state(bench.bank)
        #expect(decide(bench, by: 3) == .ownRequest)
        #expect(decide(bench, isApproved: false, by: 3) == .ownRequest)
        #expect(decide(bench, by: 1) == .notApprover)
        #expect(decide(bench, by: 4) == .notApprover)
        #expect(decide(bench, by: 99) == .notApprover)
        #expect(decide(bench, content: 78) == .contentDiffers)
        #expect(decide(bench, count: 2) == .contentDiffers)
        #expect(decide(bench, 9) == .unknown)
        #expect(BankBench.state(bench.bank) == before)
        bench.run(.revokeToken(2, by: 3))
        #expect(decide(bench) == .notApprover, "a token that was taken away releases nothing")
    }

    @Test func `A3: refused, it stays refused under its key`() throws {
        let bench = try bank()
        bench.run(.transfer(order(100_001)))
        #expect(decide(bench, isApproved: false) == .refused)
        #expect(held(bench) == [.refused])
        #expect(outcome(bench.run(.transfer(order(100_001)))) == .approvalRefused)
    }

    @Test func `A4: nobody has decided in an hour, and it is refused`() throws {
        let bench = try bank()
        bench.run(.transfer(order(100_001)))
        bench.advance(seconds: 3599)
        #expect(bench.bank.approvals.count == 1)
        // It came some nanoseconds after the clock's instant.
        bench.advance(seconds: 2)
        #expect(held(bench) == [.expired])
        #expect(bench.bank.approvals.count == 0)
        #expect(outcome(bench.run(.transfer(order(100_001)))) == .approvalExpired)
        #expect(decide(bench) == .unknown)
    }

    // MARK: - Files

    private func file(_ amounts: [UInt128], id: UInt128 = 3 << 100) -> PaymentFile {
        var file = PaymentFile(
            id: id, content: 77, key: 11, version: 9, refusal: .none,
            groups: [
                PaymentGroup(
                    key: 5, debtor: name("iban Alma"), requestedDay: 0, isBatchBooked: false,
                    refusal: .none,
                    orders: amounts.map {
                        PaymentOrder(
                            amount: $0, currency: 978, creditor: name("iban Bruno"),
                            creditorBank: BankCode(country: "DE", code: "90000001"), endToEnd: 0,
                            isInstant: false, refusal: .none)
                    })
            ])
        file.by = 1
        return file
    }

    @Test(
        arguments: [
            // A payment at its limit, a sum at its limit; then each a unit above.
            ([100_000, 50_000], false), ([100_001], true), ([100_000, 50_001], true),
        ] as [([UInt128], Bool)])
    func `A5: a file waits whole for one payment or its sum above the limit`(
        amounts: [UInt128], waits: Bool
    ) throws {
        let bench = try bank()
        let reply = bench.run(.submitFile(file(amounts)))
        guard case .file(let outcome)? = reply else {
            Issue.record("no file")
            return
        }
        #expect(
            outcome
                == (waits
                    ? .waiting(count: amounts.count, .limit)
                    : .decided(reason: .none, count: 2, accepted: 2)))
        let state: PaymentState = waits ? .awaitingApproval : .settled
        #expect(bench.states == amounts.map { _ in state })
    }

    @Test func `A5: released, each payment is decided; refused or late, each is rejected`() throws {
        for (isApproved, isLate, reason) in [
            (true, false, ReasonCode.none), (false, false, .cancelledByUser),
            (true, true, .waitingTimeExpired),
        ] {
            let bench = try bank()
            bench.run(.submitFile(file([100_001, 7])))
            if isLate {
                bench.advance(seconds: 3601)
            } else {
                let found = decide(bench, 3 << 100, isApproved: isApproved, count: 2)
                #expect(
                    found == (isApproved ? .released(.file(accepted: 2, count: 2)) : .refused))
            }
            let state: PaymentState = reason == .none ? .settled : .rejected
            #expect(bench.changes.map(\.state) == [state, state])
            #expect(bench.changes.map(\.reason) == [reason, reason])
            #expect(bench.changes.map(\.previous) == [.awaitingApproval, .awaitingApproval])
            guard case .file(.replayed(.none))? = bench.run(.submitFile(file([100_001, 7]))) else {
                Issue.record("the same file again is the same file")
                return
            }
        }
    }

    @Test func `what waits comes back out of a snapshot, and is released there`() throws {
        let bench = try bank()
        bench.run(.transfer(order(100_001)))
        bench.run(.submitFile(file([100_001, 7])))
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        #expect(again.approvals.approvals.map(\.id) == [1 << 100, 3 << 100])
        #expect(again.approvals[1 << 100]?.requestedBy == 1)
        #expect(again.approvals[3 << 100]?.orderCount == 2)
    }

    // MARK: - Resolution by hand

    @Test func `X5: one person's word ends nothing`() throws {
        let bench = try bank()
        let reply = bench.run(
            .resolve(
                Resolution(
                    id: 9 << 100, content: 7, payment: 4, isExecuted: true, by: 1, reason: .none)))
        guard case .resolution(.unknownPayment)? = reply else {
            Issue.record("\(String(describing: reply))")
            return
        }
    }

    // MARK: - Persons

    private func give(
        _ bench: BankBench, _ token: UInt128, _ role: TokenRole, to person: UInt128
    ) -> TokenOutcome? {
        var issue = `Tokens as state`.issue(token, role, issuer: 9)
        issue.person = person
        guard case .token(let outcome)? = bench.run(.issueToken(issue)) else { return nil }
        return outcome
    }

    @Test func `A8: two tokens of one person do not release each other's`() throws {
        let bench = try bank()
        let (olga, anna) = (name("account Alma"), name("account Bruno"))
        #expect(give(bench, 11, .operator, to: olga) == .issued)
        #expect(give(bench, 12, .approver, to: olga) == .issued)
        #expect(give(bench, 13, .approver, to: anna) == .issued)
        #expect(give(bench, 14, .approver, to: 77) == .personUnknown)
        bench.run(.transfer(order(100_001, by: 11)))
        let before = BankBench.state(bench.bank)
        #expect(decide(bench, by: 12) == .ownRequest)
        #expect(decide(bench, isApproved: false, by: 12) == .ownRequest)
        #expect(BankBench.state(bench.bank) == before)
        #expect(decide(bench, by: 13) == .released(.transfer(.posted)))
        // Of a token that does not say whose it is only the token is compared.
        bench.run(.transfer(order(100_001, id: 2 << 100, by: 1)))
        #expect(decide(bench, 2 << 100, by: 12) == .released(.transfer(.posted)))
    }

    @Test func `A8: nobody releases what a channel of their own has asked for`() throws {
        let bench = try bank()
        let alma = name("account Alma")
        #expect(give(bench, 21, .channel, to: 0) == .issued)
        #expect(give(bench, 22, .approver, to: alma) == .issued)
        bench.run(
            .openChannel(
                ChannelOpening(
                    id: 900, content: 900, entrance: .token(21), party: alma, accounts: [alma],
                    limits: [], by: 3, sealed: .none)))
        #expect(
            outcome(bench.run(.transfer(order(100_001, by: 21)))) == .awaitingApproval)
        #expect(decide(bench, by: 22) == .ownRequest)
        #expect(decide(bench, by: 2) == .released(.transfer(.posted)))
    }

    @Test func `K5: what a channel may no longer do is refused when it is released`() throws {
        let bench = try bank()
        let alma = name("account Alma")
        #expect(give(bench, 21, .channel, to: 0) == .issued)
        bench.run(
            .openChannel(
                ChannelOpening(
                    id: 900, content: 900, entrance: .token(21), party: alma, accounts: [alma],
                    limits: [], by: 3, sealed: .none)))
        bench.run(.transfer(order(100_001, by: 21)))
        bench.run(.changeChannel(ChannelChange(900, .forbid(alma), by: 3)))
        #expect(decide(bench) == .released(.transfer(.channelNotAllowed)))
        #expect(balance(bench, "Alma") == 0)
    }
}
