import Arithmetic
import Engine
import Ledger
import PaymentModel
import Testing
import Vocabulary

/// Transfers that the clock makes, with every record decided again by a copy.
@Suite struct `Schedules` {
    /// Saturday 21 November 2026, 00:00 in Berlin, is day 20,778: 56 years and 14 leap days of
    /// 20,440 and 14, and 324 days of 2026.
    private static let saturday: Int32 = 20_778
    private static let sampleRate = "0.0365"

    /// Accounts 1 to 3 in euros, of which 3 may not owe; 2 has 10,000.00 to its credit.
    private static func opened() throws -> BankBench {
        let bench = try BankBench.opened()
        var rows = (1...4).map { Account(id: UInt128($0), ledger: 978, code: 1) }
        rows[2].flags = .debitsMustNotExceedCredits
        rows[3].ledger = 840
        bench.run(.ledgerAccounts(rows.withUnsafeBytes { Array($0) }))
        move(bench, id: 90, 1_000_000, from: 1, to: 2)
        return bench
    }

    private static func move(
        _ bench: BankBench, id: UInt128, _ amount: UInt128, from: UInt128, to: UInt128
    ) {
        let row = Transfer(
            id: id, debitAccountID: from, creditAccountID: to, amount: amount, ledger: 978, code: 1)
        bench.run(.ledgerTransfers([row].withUnsafeBytes { Array($0) }))
    }

    private static func order(
        _ amount: AmountRule, id: UInt128 = 7_001, debit: UInt128 = 1, credit: UInt128 = 2,
        asks: UInt128 = 2, first: String = "2026-12-01",
        step: RunPlan.Step = .months(1, isMonthEnd: false), runs: UInt32? = nil
    ) throws -> ScheduleOrder {
        let day = try #require(BusinessDate(first))
        let plan = RunPlan(
            first: LocalDateTime(day, .midnight), step: step, until: nil, runs: runs)
        return ScheduleOrder(
            id: id, debitAccount: debit, creditAccount: credit, ledger: 978, code: 10,
            amount: amount, balanceAccount: asks, side: .credit, plan: try #require(plan),
            zone: "Europe/Berlin", by: 9)
    }

    private static func interest(_ rate: String, from: String = "2000-01-01") throws -> AmountRule {
        let day = try #require(BusinessDate(from))
        let row = RateRow(
            from: day, bands: [RateBand(above: 0, rate: try #require(AnnualRate(rate)))])
        let terms = InterestTerms(
            dayCount: .actual365Fixed, rounding: .halfEven, rows: [try #require(row)])
        return .interest(try #require(terms))
    }

    @discardableResult
    private static func create(_ bench: BankBench, _ order: ScheduleOrder) -> ScheduleOutcome? {
        if case .schedule(let outcome)? = bench.run(.createSchedule(order)) { outcome } else { nil }
    }

    private static func runs(_ bench: BankBench) -> [ScheduleRun] {
        bench.heard.compactMap { if case .scheduleRun(let run) = $0 { run } else { nil } }
    }

    private static func credit(_ bench: BankBench, _ id: UInt128) -> Int128 {
        guard let row = bench.bank.batchBooks.account(id: id) else { return 0 }
        return Int128(row.creditsPosted) - Int128(row.debitsPosted)
    }

    /// Runs what is due up to a local midnight.
    private static func go(_ bench: BankBench, to day: String) throws {
        bench.clock = BankBench.midnight(try #require(BusinessDate(day)).dayNumber)
        bench.run(nil)
    }

    @Test func `a fixed amount moves at its times, by an id that follows from the schedule's`()
        throws
    {
        let bench = try Self.opened()
        #expect(Self.create(bench, try Self.order(.fixed(500), runs: 2)) == .done)
        bench.clock = BankBench.midnight(20_788) - 1
        bench.run(nil)
        #expect(Self.runs(bench).isEmpty)
        // 1 December is ten days after 21 November.
        try Self.go(bench, to: "2026-12-01")
        #expect(bench.clock == BankBench.midnight(Self.saturday + 10))
        // SHA-256 of "schedule", a zero byte, 7001 in 16 bytes and 1 in 8, by Python's hashlib.
        let id: UInt128 = 217184072007505758835736274855724094357
        let transfer = try #require(bench.bank.batchBooks.transfer(id: id))
        #expect(transfer.amount == 500 && transfer.code == 10 && transfer.timestamp >= bench.clock)
        #expect(transfer.userData128 == 7_001 && transfer.userData64 == 1)
        #expect(transfer.userData32 == 20_261_201)
        let run = try #require(Self.runs(bench).first)
        #expect(run.transfer == id && run.outcome == .posted && run.due == bench.clock)
        try Self.go(bench, to: "2027-01-01")
        #expect(bench.bank.batchBooks.transfer(id: 211770085370844243817242127129987237257) != nil)
        #expect(bench.bank.schedules[7_001]?.state == .ended)
        try Self.go(bench, to: "2027-03-01")
        #expect(Self.credit(bench, 2) == 1_001_000 && Self.runs(bench).isEmpty)
    }

    /// What moves at midnight belongs to the day that begins: eleven days of 1.00 are earned by what
    /// was there until then, 11.00, whichever schedule was made first.
    @Test(arguments: [false, true])
    func `what moves at midnight earns nothing for the day before`(isInterestFirst: Bool) throws {
        let bench = try Self.opened()
        let moving = try Self.order(.fixed(1_000_000), id: 7_002, debit: 2, credit: 1, runs: 1)
        let earning = try Self.order(Self.interest(Self.sampleRate), runs: 1)
        for order in isInterestFirst ? [earning, moving] : [moving, earning] {
            #expect(Self.create(bench, order) == .done)
        }
        try Self.go(bench, to: "2026-12-01")
        #expect(Self.runs(bench).map(\.outcome) == [.posted, .posted])
        #expect(Self.credit(bench, 2) == 1_100)
    }

    /// 10,000.00 at 3.65 % over 365 days earn 1.00 a day.
    ///
    /// From 20 November to 1 December these are
    /// eleven days: 11.00. In December 10,011.00 earn 1.0011 a day: 31.0341, posted as 31.03, of
    /// which 0.0041 stays. In January 10,042.03 earn 1.004203 a day, 31.130293; with what had stayed
    /// 31.134393, posted as 31.13. What then stays is 0.4393 of a cent.
    @Test(arguments: [false, true])
    func `interest is rounded once a run and what is left is carried on, also over a jump`(
        jumps: Bool
    ) throws {
        let bench = try Self.opened()
        #expect(Self.create(bench, try Self.order(try Self.interest(Self.sampleRate))) == .done)
        var made: [ScheduleRun] = []
        if jumps {
            try Self.go(bench, to: "2027-02-01")
            made = Self.runs(bench)
        } else {
            for day in Self.saturday...20_850 {
                bench.clock = BankBench.midnight(day)
                bench.run(nil)
                made += Self.runs(bench)
            }
        }
        #expect(made.map(\.amount) == [1_100, 3_103, 3_113])
        #expect(made.map(\.number) == [1, 2, 3])
        #expect(
            made.map(\.due)
                == ["2026-12-01", "2027-01-01", "2027-02-01"].map {
                    BankBench.midnight(BusinessDate($0)?.dayNumber ?? 0)
                })
        #expect(Self.credit(bench, 2) == 1_007_316)
        let accrual = try #require(bench.bank.schedules[7_001]?.accrual)
        // 0.4393 × 365 × 10^12.
        #expect(accrual.whole == 0 && accrual.numerator == 160_344_500_000_000)
    }

    @Test func `a snapshot goes on as the bank would have`() throws {
        let bench = try Self.opened()
        Self.create(bench, try Self.order(try Self.interest(Self.sampleRate)))
        try Self.go(bench, to: "2026-12-15")
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        try Self.go(bench, to: "2027-02-01")
        var events: [BankEvent] = []
        var instant = bench.clock
        _ = again.runTimers(at: &instant, events: &events)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
    }

    @Test func `a negative rate goes the other way`() throws {
        let bench = try Self.opened()
        Self.create(bench, try Self.order(try Self.interest("-" + Self.sampleRate)))
        try Self.go(bench, to: "2026-12-01")
        let run = try #require(Self.runs(bench).first)
        #expect(run.amount == 1_100 && run.isTurned && run.outcome == .posted)
        #expect(Self.credit(bench, 2) == 998_900)
    }

    /// Five days at 1.00 until 25 November, then six at 2.00.
    @Test func `a new rate counts from its day on, and none from a day that has ended`() throws {
        let bench = try Self.opened()
        Self.create(bench, try Self.order(try Self.interest(Self.sampleRate)))
        try Self.go(bench, to: "2026-11-23")
        func change(_ from: String) throws -> ScheduleOutcome? {
            guard case .interest(let terms) = try Self.interest("0.073", from: from) else {
                return nil
            }
            let change = ScheduleChange(schedule: 7_001, kind: .rates(terms.rows[0]), by: 9)
            guard case .schedule(let outcome)? = bench.run(.changeSchedule(change)) else {
                return nil
            }
            return outcome
        }
        #expect(try change("2026-11-22") == .rowRefused)
        #expect(try change("2026-11-25") == .done)
        #expect(try change("2026-11-25") == .replayed)
        try Self.go(bench, to: "2026-12-01")
        #expect(Self.runs(bench).map(\.amount) == [500 + 1_200])
    }

    @Test func `a refused run moves nothing, and interest comes with the next one`() throws {
        let bench = try Self.opened()
        // Account 3 has nothing and may not owe.
        Self.create(bench, try Self.order(try Self.interest(Self.sampleRate), debit: 3))
        try Self.go(bench, to: "2026-12-01")
        #expect(Self.runs(bench).map(\.outcome) == [.refused(.exceedsCredits)])
        #expect(bench.bank.schedules[7_001]?.refused == 1 && Self.credit(bench, 2) == 1_000_000)
        Self.move(bench, id: 91, 50_000, from: 1, to: 3)
        try Self.go(bench, to: "2027-01-01")
        // 11 and 31 days of 1.00.
        #expect(Self.runs(bench).map(\.amount) == [4_200])
        #expect(Self.runs(bench).map(\.outcome) == [.posted])
        // A run whose transfer is there already is refused by the books' own word.
        let other = try Self.order(.fixed(1), id: 7_002, first: "2027-01-05", step: .once)
        Self.create(bench, other)
        Self.move(bench, id: DerivedID.run(1, ofSchedule: 7_002), 7, from: 1, to: 2)
        try Self.go(bench, to: "2027-01-05")
        #expect(Self.runs(bench).map(\.word) == ["exists_with_different_amount"])
    }

    /// 1.00 and 1.5 per mille of 10,000.00 are 16.00.
    @Test func `a fee goes by the balance at its run`() throws {
        let bench = try Self.opened()
        let share = try #require(AnnualRate(perMille: "1.5"))
        let terms = FeeTerms(
            flat: 100, share: share, minimum: 0, maximum: nil, rounding: .halfEven)
        Self.create(
            bench, try Self.order(.fee(try #require(terms)), debit: 2, credit: 1, step: .days(1)))
        try Self.go(bench, to: "2026-12-02")
        // The second goes by 9,984.00: 1.00 and 14.976, 15.98.
        #expect(Self.runs(bench).map(\.amount) == [1_600, 1_598])
        #expect(Self.runs(bench).map(\.outcome) == [.posted, .posted])
    }

    @Test func `a cancelled schedule runs no more, and its timer does nothing`() throws {
        let bench = try Self.opened()
        Self.create(bench, try Self.order(.fixed(500)))
        let cancel = BankCommand.changeSchedule(
            ScheduleChange(schedule: 7_001, kind: .cancel, by: 9))
        for expected in [ScheduleOutcome.done, .replayed] {
            guard case .schedule(let outcome)? = bench.run(cancel) else { return }
            #expect(outcome == expected)
        }
        try Self.go(bench, to: "2027-01-01")
        #expect(Self.runs(bench).isEmpty && Self.credit(bench, 2) == 1_000_000)
    }

    @Test func `an order is the same or is refused with its reason, and leaves nothing`() throws {
        let bench = try Self.opened()
        let order = try Self.order(.fixed(500))
        #expect(Self.create(bench, order) == .done)
        let state = BankBench.state(bench.bank)
        #expect(Self.create(bench, order) == .replayed)
        #expect(Self.create(bench, try Self.order(.fixed(501))) == .taken)
        func outcome(_ change: (inout ScheduleOrder) -> Void) throws -> ScheduleOutcome? {
            var order = try Self.order(.fixed(500), id: 7_002)
            change(&order)
            return Self.create(bench, order)
        }
        #expect(try outcome { $0.id = 0 } == .idInvalid)
        #expect(try outcome { $0.debitAccount = 8 } == .debitAccountUnknown)
        #expect(try outcome { $0.creditAccount = 8 } == .creditAccountUnknown)
        #expect(try outcome { $0.creditAccount = 1 } == .sameAccount)
        #expect(try outcome { $0.creditAccount = 4 } == .ledgerDiffers)
        #expect(try outcome { $0.ledger = 840 } == .ledgerDiffers)
        #expect(try outcome { $0.code = 0 } == .codeZero)
        #expect(try outcome { $0.amount = .fixed(0) } == .amountZero)
        #expect(try outcome { $0.zone = "Europe/Nowhere" } == .zoneUnknown)
        let interest = try Self.interest(Self.sampleRate)
        #expect(
            try outcome {
                $0.amount = interest
                $0.balanceAccount = 8
            } == .balanceAccountUnknown)
        for first in ["2026-11-20", "2100-01-02"] {
            #expect(
                Self.create(bench, try Self.order(.fixed(1), id: 7_003, first: first))
                    == .firstNotAhead)
        }
        #expect(BankBench.state(bench.bank) == state)
    }
}
