import Ledger
import PaymentModel
import Testing

/// `postings.md` §4: when nobody answers.
@Suite struct `Silence` {
    private static func sent(
        _ bench: BankBench, isInstant: Bool
    ) -> (payment: UInt128, carrier: UInt128) {
        bench.pay(
            "Alma", [BankBench.order(10_000, to: "Far", isInstant: isInstant)], file: "X")
        let payment = BankBench.payment("X")
        return (payment, bench.bank.payments[payment]?.message ?? 0)
    }

    private static func resolution(_ reply: BankReply?) -> ResolutionOutcome? {
        if case .resolution(let outcome)? = reply { outcome } else { nil }
    }

    /// One proposes, another confirms.
    private static func resolve(
        _ bench: BankBench, _ payment: UInt128, isExecuted: Bool
    ) -> ResolutionOutcome? {
        bench.admit(1, .operator)
        bench.admit(2, .approver)
        let id = UInt128(bench.entries.count) + 1_000_000
        let proposed = resolution(
            bench.run(
                .resolve(
                    Resolution(
                        id: id, content: 5, payment: payment, isExecuted: isExecuted, by: 1,
                        reason: SealedReference(key: 9, hash: [UInt8](repeating: 7, count: 32))))))
        guard proposed == .proposed else { return proposed }
        let decided = bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: id, isApproved: true, content: 5, by: 2, orderCount: 1, reason: .none)))
        guard case .approval(.released(.resolution(let outcome)))? = decided else { return nil }
        return outcome
    }

    /// The clock is 10 s; the schedule asks 5 s and 60 s behind its end.
    @Test func `an instant payment is unknown at the clock's end and asked about on schedule`()
        throws
    {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        bench.advance(seconds: 9)
        #expect(bench.heard.isEmpty)
        bench.advance(seconds: 1)
        #expect(bench.states == [.outcomeUnknown])
        #expect(bench.sent.isEmpty)
        bench.advance(seconds: 5)
        #expect(bench.sent.map(\.kind) == [.question])
        #expect(bench.sent.map(\.about) == [carrier])
        #expect(bench.sent.map(\.payments) == [[payment]])
        bench.advance(seconds: 54)
        #expect(bench.heard.isEmpty)
        bench.advance(seconds: 1)
        #expect(bench.sent.map(\.kind) == [.question])
        bench.advance(seconds: 86_400 * 30)
        #expect(bench.heard.isEmpty)
        #expect(bench.held("Alma") == 10_000)
        #expect(bench.bank.payments[payment]?.asked == 2)
    }

    @Test func `a clock that jumps asks everything that was due, once each`() throws {
        let bench = try BankBench.opened()
        _ = Self.sent(bench, isInstant: true)
        bench.advance(seconds: 3_600)
        #expect(bench.states == [.outcomeUnknown])
        #expect(bench.sent.count == 2)
    }

    @Test func `where the scheme does not allow it nobody is asked`() throws {
        let bench = try BankBench.opened(asksAfter: [])
        _ = Self.sent(bench, isInstant: true)
        bench.advance(seconds: 3_600)
        #expect(bench.states == [.outcomeUnknown])
        #expect(bench.sent.isEmpty)
    }

    @Test func `an answer in time leaves nothing to ask`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        bench.take(
            "S", "SCTINST", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        bench.advance(seconds: 3_600)
        #expect(bench.heard.isEmpty)
    }

    @Test func `by cycles it is unknown when its day has passed, and nobody is asked`() throws {
        let bench = try BankBench.opened()
        _ = Self.sent(bench, isInstant: false)
        // It is 10:00 on Friday.
        bench.advance(seconds: 14 * 3_600 - 1)
        #expect(bench.heard.isEmpty)
        bench.advance(seconds: 1)
        #expect(bench.states == [.outcomeUnknown])
        bench.advance(seconds: 86_400 * 30)
        #expect(bench.heard.isEmpty)
        #expect(bench.held("Alma") == 10_000)
    }

    // MARK: - What ends it

    @Test(arguments: [false, true])
    func `X1: a late yes or no ends it`(isYes: Bool) throws {
        for isInstant in [false, true] {
            let bench = try BankBench.opened()
            let (payment, carrier) = Self.sent(bench, isInstant: isInstant)
            bench.advance(seconds: 86_400)
            bench.take(
                "S", "SCT",
                bench.status(
                    about: carrier,
                    [(payment, isYes ? .acceptedProfile : .rejected, isYes ? "" : "AB05")]))
            #expect(bench.posted("Alma") == (isYes ? 90_000 : 100_000))
            #expect(bench.held("Alma") == 0)
            #expect(bench.breaks.isEmpty)
        }
    }

    @Test(arguments: [false, true])
    func `X3: a report or a statement that names it ends it`(isStatement: Bool) throws {
        for (isInstant, scheme) in [(false, "SCT"), (true, "SCTINST")] {
            let bench = try BankBench.opened()
            let (payment, _) = Self.sent(bench, isInstant: isInstant)
            bench.advance(seconds: 86_400)
            let entries = [BankBench.entry(.sent, 10_000, payment: payment)]
            let closing: Int128 = isInstant ? 99_990_000 : 100_290_000
            bench.take(
                "R", scheme,
                isStatement
                    ? .statement(day: friday, closing: closing, entries: entries)
                    : .report(entries))
            #expect(bench.states == [.booked, .settled])
            #expect(bench.posted("Alma") == 90_000)
            #expect(bench.breaks.isEmpty)
        }
    }

    @Test func `a statement repeats what its reports said, and moves nothing twice`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "I", amount: 500, creditor: "Bruno")], in: "M-1", "SCT")
        bench.receive([.init(id: "I", amount: 500, creditor: "Bruno")], in: "M-2", "SCT")
        let entries = [
            BankBench.entry(.received, 500, "I"), BankBench.entry(.funding, 70),
            BankBench.entry(.returnIn, 3, "B"),
        ]
        bench.take("R", "SCT", .report(entries))
        let before = bench.bank.books.transferCount
        bench.take("T", "SCT", .statement(day: friday, closing: 100_300_573, entries: entries))
        #expect(bench.heard.count == 1)
        #expect(bench.bank.books.transferCount == before)
    }

    @Test func `a statement confirms an instant credit that nobody had confirmed`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "J", amount: 500, creditor: "Bruno")], in: "M", "SCTINST")
        bench.take(
            "T", "SCTINST",
            .statement(
                day: friday, closing: 100_000_500,
                entries: [BankBench.entry(.received, 500, "J")]))
        #expect(bench.states == [.credited])
        #expect(bench.breaks.isEmpty)
    }

    @Test func `our yes that nobody confirms stays pending and listed`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "J", amount: 500, creditor: "Bruno")], in: "M", "SCTINST")
        bench.advance(seconds: 86_400 * 30)
        #expect(bench.heard.isEmpty)
        #expect(bench.bank.payments.values.map(\.state) == [.awaitingConfirmation])
        #expect(bench.posted("Bruno") == 100_000)
    }

    // MARK: - AG09

    @Test func `X2: AG09 counts once the clock has passed and the day's statement is without it`()
        throws
    {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        let never = bench.status(about: carrier, [(payment, .rejected, "AG09")])
        bench.take("S-1", "SCTINST", never)
        #expect(bench.changes.isEmpty)
        bench.advance(seconds: 20)
        bench.take("S-2", "SCTINST", never)
        #expect(bench.changes.isEmpty)
        #expect(bench.held("Alma") == 10_000)
        bench.take("T-0", "SCTINST", .statement(day: friday - 1, closing: 100_000_000))
        #expect(bench.changes.isEmpty)
        bench.take("T-1", "SCTINST", .statement(day: friday, closing: 100_000_000))
        #expect(bench.states == [.rejected])
        #expect(bench.changes.map(\.reason) == [.neverReceived])
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.held("Alma") == 0)
    }

    @Test func `X2: AG09 behind the statement counts at once, with it not at all`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        bench.advance(seconds: 20)
        bench.take("T-1", "SCTINST", .statement(day: friday, closing: 100_000_000))
        #expect(bench.changes.isEmpty)
        bench.take(
            "S", "SCTINST", bench.status(about: carrier, [(payment, .rejected, "AG09")]))
        #expect(bench.states == [.rejected])

        let other = try BankBench.opened()
        let (named, about) = Self.sent(other, isInstant: true)
        other.advance(seconds: 20)
        other.take("S", "SCTINST", other.status(about: about, [(named, .rejected, "AG09")]))
        other.take(
            "T", "SCTINST",
            .statement(
                day: friday, closing: 99_990_000,
                entries: [BankBench.entry(.sent, 10_000, payment: named)]))
        #expect(other.states == [.booked, .settled])
        #expect(other.breaks.isEmpty)
    }

    @Test func `X2: by cycles AG09 ends nothing`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: false)
        bench.take("S", "SCT", bench.status(about: carrier, [(payment, .rejected, "AG09")]))
        #expect(bench.breaks == [.neverReceived])
        #expect(bench.held("Alma") == 10_000)
    }

    // MARK: - By hand

    @Test func `X5: only what is unknown can be ended by hand`() throws {
        let bench = try BankBench.opened()
        let (payment, _) = Self.sent(bench, isInstant: true)
        #expect(Self.resolve(bench, payment, isExecuted: true) == .outcomeIsKnown)
        #expect(Self.resolve(bench, name("nothing"), isExecuted: true) == .unknownPayment)
        bench.advance(seconds: 10)
        #expect(Self.resolve(bench, payment, isExecuted: false) == .resolved)
        #expect(bench.states == [.rejected])
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.held("Alma") == 0)
        #expect(Self.resolve(bench, payment, isExecuted: false) == .unknownPayment)
    }

    @Test(arguments: [false, true])
    func `X5: ended as not executed, a late yes is a break against suspense, once`(
        isReport: Bool
    ) throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        bench.advance(seconds: 10)
        #expect(Self.resolve(bench, payment, isExecuted: false) == .resolved)
        let before = bench.posted(.settlement, "SCTINST")
        let report = ClearingMessage.Body.report([BankBench.entry(.sent, 10_000, payment: payment)])
        let status = bench.status(about: carrier, [(payment, .acceptedProfile, "")])
        bench.take("S", "SCTINST", isReport ? report : status)
        #expect(bench.breaks == [isReport ? .unknownSent : .contraryStatus])
        // The clearing has 100.00 less for us, and somebody owes it to us.
        #expect(bench.posted(.settlement, "SCTINST") == before + 10_000)
        #expect(bench.posted(.suspense) == -10_000)
        #expect(bench.posted("Alma") == 100_000)
        // Said in the other way, it is what stands there.
        bench.take("T", "SCTINST", isReport ? status : report)
        #expect(bench.breaks.isEmpty && bench.posted(.suspense) == -10_000)
    }

    @Test
    func `X5: ended as executed, a late no is a break, and settlement waits for the clearing`()
        throws
    {
        for (isInstant, scheme) in [(false, "SCT"), (true, "SCTINST")] {
            let bench = try BankBench.opened()
            let (payment, carrier) = Self.sent(bench, isInstant: isInstant)
            bench.advance(seconds: 86_400)
            #expect(Self.resolve(bench, payment, isExecuted: true) == .resolved)
            #expect(bench.states == [.booked])
            #expect(bench.posted("Alma") == 90_000)
            #expect(bench.posted(.inTransitOut, scheme) == 10_000)
            bench.take("S", scheme, bench.status(about: carrier, [(payment, .rejected, "AB05")]))
            #expect(bench.breaks == [.contraryStatus])
            #expect(bench.posted("Alma") == 90_000)
            bench.take("R", scheme, .report([BankBench.entry(.sent, 10_000, payment: payment)]))
            #expect(bench.states == [.settled])
            #expect(bench.posted(.inTransitOut, scheme) == 0)
        }
    }
}
