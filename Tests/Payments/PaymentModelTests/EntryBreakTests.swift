import Ledger
import PaymentModel
import Testing

/// Rows Z5–Z7 of `postings.md`: a statement's entries beside ours.
///
/// Alma, Bruno and Clara have 1,000.00 each; S-SCT is 1,003,000.00.
@Suite struct `Breaks of single entries` {
    private typealias Finding = StatementComparison.Finding

    private func settlementTransfer(_ bench: BankBench) -> UInt128 {
        let account = AccountDirectory.ownID(
            .settlement, currency: 978, scheme: bench.key("SCT"))
        var found: UInt128 = 0
        if let ordinal = bench.bank.books.accountOrdinal(id: account) {
            bench.bank.forEachTransfer(ofAccount: ordinal) { transfer in
                found = transfer.id
                return false
            }
        }
        return found
    }

    @discardableResult
    private func compare(
        _ bench: BankBench, _ message: String, _ found: [Finding] = [], explained: [UInt128] = []
    ) -> ComparisonOutcome? {
        let waiting = bench.bank.uncompared.first { $0.message == name("received \(message)") }
        let reply = bench.run(
            .compareStatement(
                StatementComparison(
                    message: waiting?.message ?? name("received \(message)"), found: found,
                    explained: explained)))
        guard case .comparison(let outcome)? = reply else { return nil }
        return outcome
    }

    /// The clearing counts a credit of 50.00 that our books do not have.
    private func told() throws -> BankBench {
        let bench = try BankBench.opened(needsStatement: true)
        bench.take("ST", "SCT", .statement(day: friday, closing: 100_305_000))
        bench.take("SI", "SCTINST", .statement(day: friday, closing: 100_000_000))
        compare(bench, "ST", [Finding(kind: .notInBooks, entry: 7, theirs: 5_000, day: friday)])
        return bench
    }

    @Test func `Z5, Z7: its entry stands in the place of the difference`() throws {
        let bench = try told()
        let found = try #require(bench.bank.breaks.last)
        #expect(bench.bank.breaks.count == 1)
        #expect(found.kind == .notInBooks && found.open == 5_000 && found.entry == 7)
        #expect(found.message == name("received ST") && found.day == friday)
        #expect(bench.posted(.settlement, "SCT") == -100_300_000, "it may be explained yet")
        let changes = bench.heard.compactMap {
            if case .breakChanged(let change) = $0 { change.state } else { nil }
        }
        #expect(changes == [.explained])
        #expect(bench.bank.compared[bench.key("SCT")]?.day == friday)
    }

    @Test func `Z5: resolved by two it is booked on its day, and the day agrees`() throws {
        let bench = try told()
        let id = bench.lastBreak
        let body = Motion.Body.resolveBreak(id, to: bench.account("Clara"), hasConsent: false)
        #expect(bench.agree(body, 5_000) == .done)
        #expect(bench.posted("Clara") == 105_000)
        #expect(bench.posted(.settlement, "SCT") == -100_305_000)
        #expect(bench.posted(.suspense) == 0 && bench.bank.breaks.isEmpty)
        let reply = bench.run(.closeDay(DayClosing(currency: 978, day: friday)))
        guard case .close(.closed)? = reply else {
            Issue.record("\(String(describing: reply))")
            return
        }
    }

    @Test func `Z5: an entry that the clearing does not have is taken back out`() throws {
        let bench = try BankBench.opened()
        // 1,000.00 less: the last of the three credits.
        bench.take("ST", "SCT", .statement(day: friday, closing: 100_200_000))
        let transfer = settlementTransfer(bench)
        #expect(
            compare(
                bench, "ST",
                [
                    Finding(
                        kind: .notInStatement, transfer: transfer, ours: 100_000, day: friday)
                ]) == .taken)
        let found = try #require(bench.bank.breaks.last)
        #expect(bench.bank.breaks.count == 1 && found.open == -100_000)
        #expect(
            bench.agree(.resolveBreak(found.id, to: .losses, hasConsent: false), 100_000) == .done)
        #expect(bench.posted(.settlement, "SCT") == -100_200_000)
        #expect(bench.posted(.losses) == -100_000 && bench.posted(.suspense) == 0)
    }

    @Test func `Z5: of an amount that differs only the difference is open`() throws {
        let bench = try BankBench.opened()
        bench.take("ST", "SCT", .statement(day: friday, closing: 100_300_001))
        compare(
            bench, "ST",
            [
                Finding(
                    kind: .entryDiffers, transfer: settlementTransfer(bench), entry: 3,
                    ours: 100_000, theirs: 100_001, day: friday)
            ])
        #expect(bench.bank.breaks.map(\.kind) == [.entryDiffers])
        #expect(bench.bank.breaks.map(\.open) == [1])
    }

    @Test func `Z6: what explains itself is no break any more, and belongs to nobody`() throws {
        let bench = try told()
        bench.admit(1, .operator)
        bench.run(
            .annotate(QueueNote(id: 77, item: bench.lastBreak, owner: 1, by: 1, text: .none)))
        #expect(bench.bank.owners.count == 1)
        bench.take("LATE", "SCT", .report([BankBench.entry(.funding, 5_000)]))
        #expect(bench.bank.uncompared.map(\.day) == [friday, 0], "of the other scheme, and this")
        #expect(compare(bench, "LATE", explained: [bench.lastBreak]) == .taken)
        #expect(bench.bank.breaks.isEmpty && bench.bank.owners.isEmpty)
        #expect(bench.bank.compared[bench.key("SCT")]?.day == friday)
    }

    @Test func `Z6: a report explains a difference whose entries nobody knows`() throws {
        let bench = try BankBench.opened()
        bench.take("ST", "SCT", .statement(day: friday, closing: 100_305_000))
        compare(bench, "ST")
        #expect(bench.bank.breaks.map(\.kind) == [.statementDiffers])
        bench.take("LATE", "SCT", .report([BankBench.entry(.funding, 5_000)]))
        compare(bench, "LATE")
        #expect(bench.bank.breaks.isEmpty)
    }

    @Test func `Z7: a difference that they do not explain is resolved behind them`() throws {
        let bench = try BankBench.opened()
        bench.take("ST", "SCT", .statement(day: friday, closing: 100_305_000))
        compare(bench, "ST", [Finding(kind: .notInBooks, entry: 1, theirs: 4_000, day: friday)])
        #expect(bench.bank.breaks.map(\.kind) == [.statementDiffers, .notInBooks])
        let (whole, part) = (bench.bank.breaks[0].id, bench.bank.breaks[1].id)
        func end(_ id: UInt128, _ amount: UInt128, _ key: UInt128) -> MotionOutcome? {
            bench.agree(
                .resolveBreak(id, to: .losses, hasConsent: false), amount, id: key)
        }
        #expect(end(whole, 5_000, 1 << 110) == .entriesOpen)
        #expect(end(part, 4_000, 1 << 111) == .done)
        #expect(end(whole, 5_000, 1 << 112) == .changed, "4,000 of it is booked")
        #expect(end(whole, 1_000, 1 << 113) == .done)
        #expect(bench.posted(.settlement, "SCT") == -100_305_000)
        #expect(bench.posted(.losses) == 5_000)
    }

    @Test func `a comparison is taken once, and only of what waits`() throws {
        let bench = try told()
        #expect(bench.bank.uncompared.map(\.message) == [name("received SI")])
        #expect(compare(bench, "ST") == .notWaiting)
        let wrong = [
            Finding(kind: .notInBooks, transfer: 5, theirs: 1, day: friday),
            Finding(kind: .notInStatement, transfer: 5, ours: 1, day: friday),
            Finding(kind: .notInBooks, entry: 1, theirs: 0, day: friday),
            Finding(kind: .statementDiffers, entry: 1, theirs: 1, day: friday),
            Finding(kind: .entryDiffers, entry: 1, theirs: 1, day: friday),
        ]
        for finding in wrong { #expect(compare(bench, "SI", [finding]) == .malformed) }
        let many = Array(
            repeating: Finding(kind: .notInBooks, entry: 1, theirs: 1, day: friday),
            count: StatementComparison.findingsMax + 1)
        #expect(compare(bench, "SI", many) == .malformed)
        #expect(bench.bank.breaks.count == 1)
        #expect(compare(bench, "SI", Array(many.dropLast())) == .taken)
        #expect(bench.bank.breaks.count == 2, "one entry is one break")
    }

    @Test func `what waits and how far it came survive a snapshot`() throws {
        let bench = try told()
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        #expect(again.uncompared == bench.bank.uncompared)
        #expect(again.compared == bench.bank.compared && again.breaks == bench.bank.breaks)
    }
}
