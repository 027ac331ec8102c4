import PaymentModel
import Testing

/// Payments that are asked back: rows Q1–Q16 of `postings.md`.
@Suite struct `Recalls` {
    // MARK: - What is said

    private func order(
        _ payment: UInt128, _ reason: String = "DUPL", id: UInt128 = 900, original: UInt128 = 0
    ) -> BankCommand {
        .recall(
            RecallOrder(
                id: id, payment: payment, original: original, reason: ReasonCode(reason) ?? .none,
                by: 1, note: .none))
    }

    private func outcome(_ reply: BankReply?) -> RecallOutcome? {
        if case .recall(let outcome)? = reply { outcome } else { nil }
    }

    private func decision(
        _ recall: UInt128, accepts: Bool, ground: RecallDecision.Ground = .none,
        reason: String = "", original: UInt128 = 0
    ) -> BankCommand {
        .decideRecall(
            RecallDecision(
                recall: recall, isAccepted: accepts, ground: ground,
                reason: ReasonCode(reason) ?? .none, original: original, by: 1, noteID: 77,
                note: .none))
    }

    private func decided(_ reply: BankReply?) -> RecallDecisionOutcome? {
        if case .recallDecision(let outcome)? = reply { outcome } else { nil }
    }

    /// A camt.056 for a payment to us.
    private func ask(
        _ bench: BankBench, for transaction: String, in id: String, amount: UInt128 = 0,
        reason: String = "DUPL", cancellation: String? = nil
    ) -> UInt128 {
        let fact = RecallFact(
            id: BankBench.incoming(id), key: name("cancellation \(cancellation ?? id)"),
            original: name("incoming \(transaction)"), name: name("transaction \(transaction)"),
            amount: amount, currency: 978, reason: ReasonCode(reason) ?? .none)
        bench.take(id, "SCT", .recalls([fact]))
        return fact.id
    }

    private func answer(
        _ bench: BankBench, _ payment: UInt128, _ status: RecallAnswerFact.Status,
        _ reason: String, in id: String
    ) {
        bench.take(
            id, "SCT",
            .recallAnswers([
                RecallAnswerFact(
                    payment: payment, status: status, reason: ReasonCode(reason) ?? .none)
            ]))
    }

    private func told(_ bench: BankBench) -> [Recall] {
        bench.heard.compactMap { if case .recallChanged(let recall) = $0 { recall } else { nil } }
    }

    // MARK: - Ours

    /// A bench on which Alma has paid 100.00 by cycles, and it has settled.
    private func settled() throws -> (BankBench, payment: UInt128, message: UInt128) {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "X")], file: "one")
        let message = try #require(bench.sent.first)
        let payment = BankBench.payment("one")
        bench.take("R", "SCT", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.states == [.booked, .settled])
        return (bench, payment, message.id)
    }

    @Test func `Q1: a settled payment is asked for once, by its message, and nothing moves`() throws
    {
        let (bench, payment, message) = try settled()
        let before = bench.posted("Alma")
        #expect(outcome(bench.run(order(payment, original: message))) == .asked)
        let sent = try #require(bench.sent.first)
        #expect(sent.kind == .recall && sent.about == message && sent.payments == [payment])
        #expect(sent.reason.text == "DUPL" && sent.settlementDay == friday)
        let recall = try #require(told(bench).first)
        #expect(recall.state == .sent && recall.amount == 10_000 && recall.message == sent.id)
        // Fifteen business days of TARGET behind Friday 20 November 2026: Friday 11 December.
        #expect(recall.answerBy == friday + 21)
        #expect(bench.posted("Alma") == before)
        #expect(outcome(bench.run(order(payment, original: message))) == .replayed)
        #expect(outcome(bench.run(order(payment, id: 901, original: message))) == .alreadyAsked)
    }

    @Test func `Q2: a return with FOCR less charges that explain it ends the recall`() throws {
        let (bench, payment, message) = try settled()
        bench.run(order(payment, original: message))
        bench.take(
            "B", "SCT",
            bench.comeBack("B", of: payment, 9_500, in: "B", reason: "FOCR", charges: 500))
        bench.take("B-054", "SCT", .report([BankBench.entry(.returnIn, 9_500, "B")]))
        #expect(bench.states == [.returned])
        #expect(told(bench).map(\.state) == [.returned])
        // 1,000.00 − 100.00 + 95.00.
        #expect(bench.posted("Alma") == 99_500)
        #expect(bench.bank.recalls.isEmpty)
        #expect(outcome(bench.run(order(payment, id: 902, original: message))) == .alreadyAsked)
    }

    @Test func `Q3: a refusal moves nothing and its reason is kept; a later return is one`() throws
    {
        let (bench, payment, message) = try settled()
        bench.run(order(payment, original: message))
        answer(bench, payment, .rejected, "CUST", in: "N")
        let refused = try #require(told(bench).first)
        #expect(refused.state == .refused && refused.answer.text == "CUST")
        #expect(bench.posted("Alma") == 90_000 && bench.breaks.isEmpty)
        answer(bench, payment, .rejected, "CUST", in: "N-2")
        #expect(told(bench).isEmpty && bench.breaks.isEmpty)
        bench.take("B", "SCT", bench.comeBack("B", of: payment, 10_000, in: "B", reason: "FOCR"))
        bench.take("B-054", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.posted("Alma") == 100_000)
    }

    @Test func `Q3: pending and promised move nothing either`() throws {
        let (bench, payment, message) = try settled()
        bench.run(order(payment, original: message))
        answer(bench, payment, .pending, "", in: "P")
        #expect(told(bench).map(\.state) == [.pending])
        answer(bench, payment, .accepted, "", in: "Y")
        #expect(told(bench).map(\.state) == [.promised])
        #expect(bench.posted("Alma") == 90_000 && bench.bank.recalls.count == 1)
    }

    @Test func `Q3: an answer to what nobody asked is a break`() throws {
        let (bench, payment, _) = try settled()
        answer(bench, payment, .rejected, "CUST", in: "N")
        #expect(bench.breaks == [.unknownOriginal])
    }

    @Test func `Q4: before it settles a payment can be asked for, and its rejection ends that`()
        throws
    {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "X")], file: "one")
        let message = try #require(bench.sent.first)
        let payment = BankBench.payment("one")
        #expect(outcome(bench.run(order(payment))) == .asked)
        bench.take("S", "SCT", bench.status(about: message.id, [(payment, .rejected, "DUPL")]))
        #expect(told(bench).map(\.state) == [.ended])
        #expect(bench.posted("Alma") == 100_000 && bench.held("Alma") == 0)
    }

    @Test(arguments: [
        // Ten business days of TARGET behind Friday 20 November are Friday 4 December.
        ("DUPL", 14, RecallOutcome.asked), ("TECH", 14, .asked), ("DUPL", 15, .tooLate),
        // Thirteen months behind are 20 December 2027: 395 days later.
        ("FRAD", 395, .asked), ("FRAD", 396, .tooLate), ("CUST", 395, .asked),
        ("AM09", 396, .tooLate), ("AC03", 0, .asked), ("NARR", 0, .reasonNotAllowed),
    ])
    func `Q5: a reason counts so long behind the settlement`(
        reason: String, days: UInt64, expected: RecallOutcome
    ) throws {
        let (bench, payment, message) = try settled()
        bench.clock += days * BankBench.day
        #expect(outcome(bench.run(order(payment, reason, original: message))) == expected)
    }

    @Test func `Q6: what has not left, has come back or was never ours is not asked for`() throws {
        let (bench, payment, message) = try settled()
        #expect(outcome(bench.run(order(5, original: message))) == .unknownPayment)
        bench.take("B", "SCT", bench.comeBack("B", of: payment, 10_000, in: "B"))
        bench.take("B-054", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(outcome(bench.run(order(payment, original: message))) == .ended)
        bench.run(
            .pauseScheme(SchemePause(id: 3, scheme: bench.key("SCT"), by: 1, reason: .none)))
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "two")
        #expect(outcome(bench.run(order(BankBench.payment("two"), id: 903))) == .notSent)
    }

    // MARK: - Theirs

    /// A bench on which 50.00 for Alma have come by cycles and settled.
    private func credited() throws -> (BankBench, payment: UInt128, message: UInt128) {
        let bench = try BankBench.opened()
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 5_000, creditor: "Alma")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 5_000, "I")]))
        #expect(bench.posted("Alma") == 105_000)
        return (bench, BankBench.incoming("M"), name("received M"))
    }

    @Test func `Q7: a request is listed with its deadline, and moves nothing`() throws {
        let (bench, payment, _) = try credited()
        let id = ask(bench, for: "I", in: "Q", amount: 5_000)
        let recall = try #require(told(bench).first)
        #expect(recall.id == id && recall.state == .open && recall.direction == .into)
        #expect(recall.payment == payment && recall.answerBy == friday + 21)
        #expect(bench.posted("Alma") == 105_000 && bench.sent.isEmpty && bench.breaks.isEmpty)
    }

    @Test func `Q8: with consent the receiver is debited, and a pacs.004 FOCR leaves`() throws {
        let (bench, payment, message) = try credited()
        let id = ask(bench, for: "I", in: "Q")
        #expect(
            decided(bench.run(decision(id, accepts: true, original: message))) == .groundMissing)
        #expect(
            decided(
                bench.run(decision(id, accepts: true, ground: .consent, original: message)))
                == .accepted)
        let sent = try #require(bench.sent.first)
        #expect(sent.kind == .returns && sent.reason.text == "FOCR" && sent.about == message)
        #expect(bench.held("Alma") == 5_000 && bench.states == [.returning])
        bench.take("S", "SCT", bench.status(about: sent.id, [(payment, .acceptedProfile, "")]))
        #expect(bench.posted("Alma") == 100_000 && bench.posted(.inTransitOut, "SCT") == 5_000)
        bench.take("R-2", "SCT", .report([BankBench.entry(.returnOut, 5_000, payment: payment)]))
        #expect(bench.states == [.sentBack] && told(bench).map(\.state) == [.sentBack])
        #expect(bench.posted(.inTransitOut, "SCT") == 0 && bench.bank.recalls.isEmpty)
    }

    @Test func `Q9: our return that the clearing rejects leaves the money where it was`() throws {
        for isBooked in [false, true] {
            let (bench, payment, message) = try credited()
            let id = ask(bench, for: "I", in: "Q")
            bench.run(decision(id, accepts: true, ground: .legal, original: message))
            let sent = try #require(bench.sent.first)
            if isBooked {
                bench.take(
                    "S", "SCT", bench.status(about: sent.id, [(payment, .acceptedProfile, "")]))
            }
            bench.take("N", "SCT", bench.status(about: sent.id, [(payment, .rejected, "AM04")]))
            #expect(bench.posted("Alma") == 105_000 && bench.held("Alma") == 0)
            #expect(bench.states == [.credited] && told(bench).map(\.state) == [.open])
            #expect(bench.posted(.unappliedIn) == 0)
        }
    }

    @Test func `Q10: never below what is available, and never where the status takes no debit`()
        throws
    {
        let (bench, _, message) = try credited()
        let id = ask(bench, for: "I", in: "Q")
        let yes = decision(id, accepts: true, ground: .consent, original: message)
        // All but 49.99 are paid away.
        bench.pay("Alma", [BankBench.order(100_001, to: "X")], file: "one")
        #expect(decided(bench.run(yes)) == .insufficientFunds)
        #expect(bench.posted("Alma") == 105_000 && bench.sent.isEmpty)
        for status in [BankAccount.Status.frozen, .debitBlocked, .dormant] {
            bench.run(bench.order(status, of: name("account Alma")))
            #expect(decided(bench.run(yes)) == .accountBlocked)
        }
        #expect(bench.bank.recalls[id]?.state == .open)
    }

    @Test func `Q11: a refusal sends a camt.029 with its reason, and nothing moves`() throws {
        let (bench, _, _) = try credited()
        let id = ask(bench, for: "I", in: "Q")
        #expect(decided(bench.run(decision(id, accepts: false, reason: "CUST"))) == .refused)
        let sent = try #require(bench.sent.first)
        #expect(sent.kind == .recallAnswer && sent.reason.text == "CUST")
        #expect(sent.about == name("received Q") && sent.payments == [id])
        #expect(told(bench).map(\.answer.text) == ["CUST"])
        #expect(bench.posted("Alma") == 105_000)
        #expect(decided(bench.run(decision(id, accepts: false, reason: "CUST"))) == .unknownRecall)
    }

    @Test func `Q12: before its cycle settles it can be refused, and accepted only behind`() throws
    {
        let bench = try BankBench.opened()
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 5_000, creditor: "Alma")], in: "M", "SCT")
        let id = ask(bench, for: "I", in: "Q")
        #expect(told(bench).map(\.state) == [.open])
        let yes = decision(id, accepts: true, ground: .consent, original: name("received M"))
        #expect(decided(bench.run(yes)) == .notSettled)
        bench.take("R", "SCT", .report([BankBench.entry(.received, 5_000, "I")]))
        #expect(bench.states == [.credited], "the request moves nothing")
        #expect(decided(bench.run(yes)) == .accepted)
        #expect(bench.sent.map(\.kind) == [.returns])
    }

    @Test func `Q13: of an original that never came, or that we refused, the answer is NOOR`()
        throws
    {
        let bench = try BankBench.opened()
        _ = ask(bench, for: "nothing", in: "Q")
        #expect(bench.sent.map(\.kind) == [.recallAnswer])
        #expect(bench.sent.map(\.reason.text) == ["NOOR"])
        #expect(told(bench).map(\.state) == [.refused] && bench.bank.recalls.isEmpty)
        bench.receive(
            [BankBench.Incoming(id: "J", amount: 500, creditor: "Nobody")], in: "M", "SCTINST")
        #expect(bench.states == [.refused])
        _ = ask(bench, for: "J", in: "Q-2")
        #expect(bench.sent.map(\.reason.text) == ["NOOR"])
    }

    @Test func `Q14: asked twice is asked once`() throws {
        let (bench, _, _) = try credited()
        let id = ask(bench, for: "I", in: "Q")
        // The same request in another message, and another request for the same payment.
        _ = ask(bench, for: "I", in: "Q-2", cancellation: "Q")
        #expect(told(bench).isEmpty)
        _ = ask(bench, for: "I", in: "Q-3")
        #expect(told(bench).isEmpty && bench.sent.isEmpty)
        #expect(bench.bank.recalls.keys.map { $0 } == [id])
    }

    @Test func `Q15: of a payment that is on its way back, or has gone, the answer is ARDT`() throws
    {
        let bench = try BankBench.opened()
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 700, creditor: "Nobody")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 700, "I")]))
        #expect(bench.states == [.parked, .returning])
        _ = ask(bench, for: "I", in: "Q")
        #expect(bench.sent.map(\.reason.text) == ["ARDT"])
        #expect(told(bench).map(\.state) == [.refused])
    }

    @Test func `Q16: what is parked goes back without anybody's leave, a frozen party's never`()
        throws
    {
        let bench = try BankBench.opened()
        bench.run(bench.order(.frozen, of: name("account Alma")))
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 700, creditor: "Alma")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 700, "I")]))
        #expect(bench.states == [.parked])
        let id = ask(bench, for: "I", in: "Q")
        #expect(decided(bench.run(decision(id, accepts: true))) == .accountBlocked)
        bench.run(bench.order(.open, of: name("account Alma")))
        #expect(decided(bench.run(decision(id, accepts: true))) == .accepted)
        #expect(bench.sent.map(\.reason.text) == ["FOCR"] && bench.states == [.returning])
    }

    /// 99.99 for an account that is not there; the clearing takes no return of it.
    private func parkedForGood() throws -> (bench: BankBench, payment: UInt128) {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "I", amount: 9_999, creditor: "0999")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 9_999, "I")]))
        let payment = BankBench.incoming("M")
        let carrier = bench.bank.payments[payment]?.message ?? 0
        bench.take("S", "SCT", bench.status(about: carrier, [(payment, .rejected, "AG01")]))
        return (bench, payment)
    }

    @Test func `a payment goes back once: what the clearing has refused to take stays`() throws {
        let (bench, payment) = try parkedForGood()
        let early = ask(bench, for: "I", in: "Q")
        #expect(decided(bench.run(decision(early, accepts: true))) == .notReturnable)
        #expect(
            bench.agree(.apply(parked: payment, to: name("account Bruno")), 9_999) == .done)
        let reply = bench.run(decision(early, accepts: true, ground: .legal))
        #expect(decided(reply) == .notReturnable)
        #expect(decided(bench.run(decision(early, accepts: false, reason: "CUST"))) == .refused)
    }

    /// Held back by a pause, so that it was never sent back before it was applied.
    @Test(arguments: [true, false])
    func `Q8: what was parked is asked of whom it was given to`(isAskedBefore: Bool) throws {
        let bench = try BankBench.opened()
        let key = bench.bank.configuration.scheme(named: "SCT")?.key ?? 0
        bench.run(.pauseScheme(SchemePause(id: 501, scheme: key, by: 1, reason: .none)))
        bench.receive([.init(id: "I", amount: 9_999, creditor: "0999")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 9_999, "I")]))
        let payment = BankBench.incoming("M")
        #expect(bench.states == [.parked])
        var id: UInt128 = 0
        if isAskedBefore { id = ask(bench, for: "I", in: "Q") }
        let bruno = name("account Bruno")
        #expect(bench.agree(.apply(parked: payment, to: bruno), 9_999) == .done)
        #expect(bench.posted("Bruno") == 109_999)
        if !isAskedBefore { id = ask(bench, for: "I", in: "Q") }
        bench.run(
            .resumeScheme(
                SchemeResumption(id: 502, content: 3, scheme: key, by: 1, reason: .none)))
        bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: 502, isApproved: true, content: 3, by: 2, orderCount: 1, reason: .none)))
        let original = name("received M")
        #expect(
            decided(bench.run(decision(id, accepts: true, original: original))) == .groundMissing)
        let reply = bench.run(decision(id, accepts: true, ground: .legal, original: original))
        #expect(decided(reply) == .accepted)
        #expect(bench.held("Bruno") == 9_999)
        #expect(bench.bank.recalls[id]?.account == bruno)
    }

    @Test func `another amount than ours is a break beside the request`() throws {
        let (bench, _, _) = try credited()
        _ = ask(bench, for: "I", in: "Q", amount: 4_999)
        #expect(bench.breaks == [.amountDiffers] && told(bench).map(\.amount) == [5_000])
    }

    @Test func `while the scheme is paused people do not answer, and what answers itself waits`()
        throws
    {
        let (bench, _, message) = try credited()
        let id = ask(bench, for: "I", in: "Q")
        bench.run(
            .pauseScheme(SchemePause(id: 3, scheme: bench.key("SCT"), by: 1, reason: .none)))
        let yes = decision(id, accepts: true, ground: .consent, original: message)
        #expect(decided(bench.run(yes)) == .paused)
        #expect(decided(bench.run(decision(id, accepts: false, reason: "CUST"))) == .paused)
        _ = ask(bench, for: "nothing", in: "Q-2")
        #expect(bench.sent.isEmpty && bench.bank.paused[bench.key("SCT")]?.count == 1)
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
    }
}
