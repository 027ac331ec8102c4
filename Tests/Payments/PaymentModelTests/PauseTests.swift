import PaymentModel
import Testing

/// Schemes that are paused: rows H1–H8 of `postings.md`.
@Suite struct `A paused scheme` {
    private static let monday = friday + 3

    /// Two people who may work on it: 1 proposes, 2 confirms.
    private func bench() throws -> BankBench {
        let bench = try BankBench.opened()
        bench.admit(1, .operator)
        bench.admit(2, .approver)
        return bench
    }

    private func pause(_ bench: BankBench, _ scheme: String, id: UInt128 = 71) -> SchemeOutcome? {
        outcome(
            bench.run(
                .pauseScheme(
                    SchemePause(id: id, scheme: bench.key(scheme), by: 1, reason: .none))))
    }

    private func propose(
        _ bench: BankBench, _ scheme: String, id: UInt128 = 72
    ) -> SchemeOutcome? {
        outcome(
            bench.run(
                .resumeScheme(
                    SchemeResumption(
                        id: id, content: 9, scheme: bench.key(scheme), by: 1, reason: .none))))
    }

    private func outcome(_ reply: BankReply?) -> SchemeOutcome? {
        if case .scheme(let outcome)? = reply { outcome } else { nil }
    }

    private func confirm(
        _ bench: BankBench, id: UInt128 = 72, by: UInt128 = 2
    ) -> ApprovalOutcome? {
        let reply = bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: id, isApproved: true, content: 9, by: by, orderCount: 1, reason: .none)))
        guard case .approval(let outcome)? = reply else { return nil }
        return outcome
    }

    private func resume(_ bench: BankBench, _ scheme: String) {
        #expect(propose(bench, scheme) == .proposed)
        #expect(confirm(bench) == .released(.scheme(.resumed)))
    }

    @Test func `H2: orders by cycles are held, in no message, and go out in their order`() throws {
        let bench = try bench()
        #expect(pause(bench, "SCT") == .paused)
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "one")
        #expect(bench.states == [.held] && bench.sent.isEmpty)
        bench.pay("Bruno", [BankBench.order(200, to: "Y")], file: "two")
        #expect(bench.held("Alma") == 100 && bench.held("Bruno") == 200)
        #expect(bench.bank.paused[bench.key("SCT")]?.count == 2)

        resume(bench, "SCT")
        let sent = bench.sent
        #expect(sent.map(\.kind) == [.transfers, .transfers])
        #expect(
            sent.map(\.payments) == [[BankBench.payment("one")], [BankBench.payment("two")]])
        #expect(sent.map(\.settlementDay) == [friday, friday])
        #expect(bench.bank.paused.isEmpty)
        // The day was kept, so that nothing new is told of the payments.
        #expect(bench.changes.isEmpty)
        bench.compare()
    }

    @Test func `H3: behind the cut-off, the next cycle that is possible is told`() throws {
        let bench = try bench()
        #expect(pause(bench, "SCT") == .paused)
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "one")
        // Saturday, 10:00: the next business day of TARGET is Monday.
        bench.advance(seconds: 86_400)
        resume(bench, "SCT")
        #expect(bench.sent.map(\.settlementDay) == [Self.monday])
        let told = try #require(bench.changes.first)
        #expect(told.state == .held && told.isDateMoved && told.settlementDay == Self.monday)
        #expect(bench.bank.payments[told.payment]?.settlementDay == Self.monday)
    }

    @Test func `H4: an instant order is refused with ED06, and nothing is held`() throws {
        let bench = try bench()
        #expect(pause(bench, "SCTINST") == .paused)
        bench.pay("Alma", [BankBench.order(100, to: "X", isInstant: true)], file: "one")
        #expect(bench.changes.map(\.reason.text) == ["ED06"])
        #expect(bench.held("Alma") == 0 && bench.sent.isEmpty)
        // The other scheme goes on.
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "two")
        #expect(bench.sent.map(\.kind) == [.transfers])
    }

    @Test func `H5: an instant payment to us is answered no with AB08, and again the same`() throws
    {
        let bench = try bench()
        #expect(pause(bench, "SCTINST") == .paused)
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 500, creditor: "Alma")], in: "M", "SCTINST")
        let first = try #require(bench.sent.first)
        #expect(bench.sent.count == 1 && first.kind == .answer && first.reason.text == "AB08")
        #expect(bench.posted("Alma") == 100_000 && bench.states == [.refused])
        resume(bench, "SCTINST")
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 500, creditor: "Alma")], in: "M", "SCTINST")
        #expect(bench.sent.map(\.id) == [first.id])
    }

    @Test func `H6: what settles is booked, and what would go back waits`() throws {
        let bench = try bench()
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "one")
        let message = try #require(bench.sent.first)
        #expect(pause(bench, "SCT") == .paused)
        let payment = BankBench.payment("one")
        bench.take("S", "SCT", bench.status(about: message.id, [(payment, .acceptedProfile, "")]))
        #expect(bench.states == [.accepted, .booked])
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 700, creditor: "Nobody")], in: "M", "SCT")
        bench.take(
            "R", "SCT",
            .report([
                BankBench.entry(.sent, 100, payment: payment), BankBench.entry(.received, 700, "I"),
            ]))
        #expect(bench.states == [.settled, .parked] && bench.sent.isEmpty)
        #expect(bench.posted(.unappliedIn) == 700)
        resume(bench, "SCT")
        #expect(bench.sent.map(\.kind) == [.returns] && bench.states == [.returning])
    }

    @Test func `H7: silence is asked about once the scheme goes on`() throws {
        let bench = try bench()
        bench.pay("Alma", [BankBench.order(100, to: "X", isInstant: true)], file: "one")
        #expect(pause(bench, "SCTINST") == .paused)
        // The clock of ten seconds, and the first question five seconds behind it.
        bench.advance(seconds: 60)
        bench.advance(seconds: 60)
        #expect(bench.sent.isEmpty)
        resume(bench, "SCTINST")
        #expect(bench.sent.map(\.kind) == [.question])
    }

    @Test func `H8: it goes on only when a second person has confirmed`() throws {
        let bench = try bench()
        #expect(propose(bench, "SCT") == .notPaused)
        #expect(pause(bench, "SCT") == .paused)
        #expect(pause(bench, "SCT") == .replayed)
        #expect(pause(bench, "SCT", id: 73) == .alreadyPaused)
        #expect(pause(bench, "OTHER", id: 74) == .unknownScheme)
        #expect(propose(bench, "SCT") == .proposed)
        #expect(propose(bench, "SCT") == .replayed)
        #expect(propose(bench, "SCT", id: 75) == .alreadyProposed)
        bench.admit(3, .administrator)
        #expect(confirm(bench, by: 1) == .notApprover)
        #expect(bench.bank.paused[bench.key("SCT")]?.isResuming == false)
        #expect(confirm(bench, by: 3) == .released(.scheme(.resumed)))
        #expect(bench.bank.paused.isEmpty)
    }

    @Test func `H2: more than a thousand go out in pieces, and what is new waits behind them`()
        throws
    {
        let bench = try bench()
        #expect(pause(bench, "SCT") == .paused)
        // 1,200 orders of 0.50 are EUR 600.00, which Alma has.
        bench.pay("Alma", (0..<1_200).map { _ in BankBench.order(50, to: "X") }, file: "one")
        #expect(propose(bench, "SCT") == .proposed)
        #expect(confirm(bench) == .released(.scheme(.resumed)))
        #expect(bench.sent.flatMap(\.payments).count == 1_000)
        // In the same millisecond: nothing has fallen due.
        bench.pay("Bruno", [BankBench.order(1, to: "X")], file: "two")
        #expect(bench.sent.isEmpty && bench.states == [.held])
        bench.advance(seconds: 1)
        let sent = bench.sent.flatMap(\.payments)
        #expect(sent.count == 201 && sent.last == BankBench.payment("two"))
        #expect(bench.bank.paused.isEmpty)
    }

    @Test func `W4: what waits can be cancelled, and does not go out`() throws {
        let bench = try bench()
        #expect(pause(bench, "SCT") == .paused)
        bench.pay("Alma", [10, 20, 30].map { BankBench.order($0, to: "X") }, file: "one")
        let second = BankBench.payment("one", 1)
        let reply = bench.run(.cancel(payment: second, reason: .none))
        guard case .cancellation(.cancelled)? = reply else {
            Issue.record("\(String(describing: reply))")
            return
        }
        #expect(bench.changes.map(\.state) == [.cancelled])
        #expect(bench.changes.map(\.reason.text) == ["DS02"])
        #expect(bench.held("Alma") == 40 && bench.bank.paused[bench.key("SCT")]?.count == 2)
        resume(bench, "SCT")
        #expect(
            bench.sent.map(\.payments) == [
                [BankBench.payment("one"), BankBench.payment("one", 2)]
            ])
    }

    @Test func `W5: what is in a message is not cancelled`() throws {
        let bench = try bench()
        bench.pay("Alma", [BankBench.order(10, to: "X")], file: "one")
        let reply = bench.run(.cancel(payment: BankBench.payment("one"), reason: .none))
        guard case .cancellation(.isSent)? = reply else {
            Issue.record("\(String(describing: reply))")
            return
        }
        #expect(bench.held("Alma") == 10 && bench.heard.isEmpty)
    }

    @Test func `a pause is in the snapshot`() throws {
        let bench = try bench()
        #expect(pause(bench, "SCT") == .paused)
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "one")
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        #expect(again.paused[bench.key("SCT")]?.count == 1)
    }
}
