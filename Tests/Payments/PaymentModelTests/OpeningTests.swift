import Ledger
import Testing
import Vocabulary

@testable import PaymentModel

/// Rows Y7 to Y12 of `postings.md` §9g.
///
/// SCT takes messages from 07:00 to 18:00 on the business days of TARGET, its cut-off is 16:00. It
/// is Friday 20 November 2026, 10:00 in Berlin.
@Suite struct `Hours of a clearing` {
    private static let monday = friday + 3

    private static func at(_ day: Int32, _ hour: UInt64, _ minute: UInt64 = 0) -> UInt64 {
        BankBench.midnight(day) + (hour * 3_600 + minute * 60) * BankBench.second
    }

    /// The bank at a time, with nothing due any more.
    private static func bench(_ day: Int32 = friday, _ hour: UInt64) throws -> BankBench {
        let bench = try BankBench.opened()
        bench.run(
            .configure(
                BankConfiguration(setup: try demonstration(hasHours: true), isSandbox: true)))
        bench.clock = at(day, hour)
        bench.run(nil)
        return bench
    }

    private static func order(_ bench: BankBench, _ file: String, on day: Int32 = friday) {
        bench.pay("Alma", [BankBench.order(1_000, to: "Far")], file: file, on: day)
    }

    /// Between the cut-off and the end of the hours a message leaves with the next day's date.
    @Test func `an order outside of the hours is held, and leaves at the opening`() throws {
        let bench = try Self.bench(friday, 18)
        bench.clock -= BankBench.second
        Self.order(bench, "early")
        #expect(bench.sent.map(\.settlementDay) == [Self.monday])
        bench.clock += BankBench.second
        Self.order(bench, "late")
        #expect(bench.states == [.held] && bench.sent.isEmpty)
        #expect(bench.changes.map(\.settlementDay) == [Self.monday])
        #expect(bench.held("Alma") == 2_000)
        let opening = Self.at(Self.monday, 7)
        #expect(bench.bank.leavesAt(BankBench.payment("late")) == opening)
        #expect(bench.bank.leavesAt(BankBench.payment("early")) == nil)
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        bench.clock = opening - BankBench.second
        bench.run(nil)
        #expect(bench.sent.isEmpty)
        bench.advance(seconds: 1)
        #expect(bench.sent.map(\.payments) == [[BankBench.payment("late")]])
        #expect(bench.sent.map(\.settlementDay) == [Self.monday])
        #expect(bench.bank.leavesAt(BankBench.payment("late")) == nil)
    }

    @Test func `what is due at the start of a day waits for its opening, in its order`() throws {
        let bench = try Self.bench(friday, 12)
        Self.order(bench, "kept", on: Self.monday)
        #expect(bench.states == [.warehoused])
        bench.clock = Self.at(Self.monday, 0)
        bench.run(nil)
        #expect(bench.states == [.held] && bench.sent.isEmpty)
        bench.clock = Self.at(Self.monday, 5)
        Self.order(bench, "morning", on: Self.monday)
        #expect(bench.changes.map(\.settlementDay) == [Self.monday])
        bench.clock = Self.at(Self.monday, 7)
        Self.order(bench, "open", on: Self.monday)
        #expect(
            bench.sent.map(\.payments)
                == ["kept", "morning", "open"].map { [BankBench.payment($0)] })
    }

    @Test func `it can be cancelled until then, and nothing leaves`() throws {
        let bench = try Self.bench(friday, 20)
        Self.order(bench, "late")
        bench.run(.cancel(payment: BankBench.payment("late"), reason: .none))
        #expect(bench.states == [.cancelled] && bench.held("Alma") == 0)
        bench.clock = Self.at(Self.monday, 8)
        bench.run(nil)
        #expect(bench.sent.isEmpty)
    }

    /// Monday's cut-off has passed as well.
    @Test func `a bank that was down at the opening says the later day`() throws {
        let bench = try Self.bench(friday, 20)
        Self.order(bench, "late")
        bench.clock = Self.at(Self.monday, 16, 30)
        bench.run(nil)
        #expect(bench.sent.map(\.settlementDay) == [Self.monday + 1])
        #expect(bench.changes.map(\.isDateMoved) == [true])
        #expect(bench.bank.payments[BankBench.payment("late")]?.settlementDay == Self.monday + 1)
    }

    /// At noon on Monday nothing of the longest queue is left: 2,500 payments need three entries.
    @Test func `many leave in pieces, and what is new waits behind them`() throws {
        let bench = try Self.bench(friday, 20)
        let orders = (0..<1_250).map { _ in BankBench.order(1, to: "Far") }
        bench.pay("Alma", orders, file: "A")
        bench.pay("Bruno", orders, file: "B")
        bench.clock = Self.at(Self.monday, 7)
        bench.run(nil)
        #expect(bench.sent.flatMap(\.payments).count == 1_000)
        Self.order(bench, "new", on: Self.monday)
        #expect(!bench.sent.flatMap(\.payments).contains(BankBench.payment("new")))
        var left: [UInt128] = bench.sent.flatMap(\.payments)
        for _ in 0..<4 {
            bench.clock += BankBench.second
            bench.run(nil)
            left += bench.sent.flatMap(\.payments)
        }
        #expect(left.last == BankBench.payment("new"))
        #expect(bench.bank.untilOpening.isEmpty)
        #expect(bench.bank.payments.values.allSatisfy { $0.message != 0 })
    }

    @Test func `Y9: a return is decided at once, and its message waits`() throws {
        let bench = try Self.bench(friday, 20)
        bench.receive([.init(id: "I", amount: 500, creditor: "Nobody")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 500, "I")]))
        #expect(bench.states == [.parked, .returning] && bench.sent.isEmpty)
        #expect(bench.balance(.inTransitOut, "SCT").creditsPending == 500)
        bench.clock = Self.at(Self.monday, 7)
        bench.run(nil)
        #expect(bench.sent.map(\.kind) == [.returns])
        #expect(bench.sent.map(\.settlementDay) == [Self.monday])
    }

    @Test func `an instant payment knows no hours`() throws {
        let bench = try Self.bench(friday, 23)
        bench.pay("Alma", [BankBench.order(1_000, to: "Far", isInstant: true)], file: "X")
        #expect(bench.sent.map(\.kind) == [.transfers])
    }

    @Test func `Y12: what waits for the opening of a paused scheme waits on, first of all`() throws
    {
        let bench = try Self.bench(friday, 20)
        bench.admit(1, .operator)
        bench.admit(2, .approver)
        Self.order(bench, "night")
        bench.run(
            .pauseScheme(SchemePause(id: 71, scheme: bench.key("SCT"), by: 1, reason: .none)))
        Self.order(bench, "paused")
        bench.clock = Self.at(Self.monday, 8)
        bench.run(nil)
        #expect(bench.sent.isEmpty)
        bench.run(
            .resumeScheme(
                SchemeResumption(
                    id: 72, content: 9, scheme: bench.key("SCT"), by: 1, reason: .none)))
        bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: 72, isApproved: true, content: 9, by: 2, orderCount: 1, reason: .none)))
        #expect(
            bench.sent.map(\.payments) == ["night", "paused"].map { [BankBench.payment($0)] })
    }

    @Test func `other hours in a new configuration count at once`() throws {
        let bench = try Self.bench(friday, 20)
        Self.order(bench, "late")
        let setup = try demonstration()
        let schemes = setup.schemes.map { scheme in
            var scheme = scheme
            if !scheme.isInstant { scheme.pace = .cycles(Scheme.Cycles()) }
            return scheme
        }
        bench.run(
            .configure(
                BankConfiguration(
                    setup: BankSetup(bank: setup.bank, schemes: schemes, reach: setup.reach),
                    isSandbox: true)))
        bench.advance(seconds: 1)
        #expect(bench.sent.map(\.payments) == [[BankBench.payment("late")]])
    }

    // MARK: - Late

    private static func scheme(_ cycles: Scheme.Cycles, everyDay: Bool = false) throws -> Scheme {
        var scheme = try #require(try demonstration().scheme(named: "SCT"))
        scheme.pace = .cycles(cycles)
        if everyDay { scheme.calendar = .everyDay }
        return scheme
    }

    /// Each row is late from the minute named on, whatever else it says.
    @Test(
        arguments: [
            (nil, nil, ["10:00", "13:00", "15:30"], 15, 30),
            ("15:30", nil, ["10:00", "15:30"], 15, 30),
            ("15:00", "18:00", ["10:00", "15:30"], 15, 0),
            (nil, "17:45", [], 17, 45),
            ("16:00", "18:00", [], 16, 0),
        ] as [(String?, String?, [String], UInt64, UInt64)])
    func `Y10: an order is late from the cut-off, the last cycle or the end of the hours on`(
        cutOff: String?, closes: String?, times: [String], hour: UInt64, minute: UInt64
    ) throws {
        let scheme = try Self.scheme(
            Scheme.Cycles(
                closes: closes.flatMap { TimeOfDay($0) }, cutOff: cutOff.flatMap { TimeOfDay($0) },
                times: times.compactMap { TimeOfDay($0) }))
        let end = Self.at(friday, hour, minute)
        func day(_ instant: UInt64) -> Int32? {
            scheme.settlementDay(requested: friday, at: Instant(nanoseconds: instant))
        }
        #expect(day(end - 1) == friday)
        #expect(day(end) == Self.monday)
        #expect(scheme.lateness(requested: friday, notBefore: 0, at: end - 1) == nil)
        #expect(scheme.lateness(requested: friday, notBefore: 0, at: end) == .behindCutOff)
        #expect(DatedScheme([scheme]).nextCutOff(after: end - 1) == end)
        #expect(DatedScheme([scheme]).nextCutOff(after: end) == end + 3 * BankBench.day)
    }

    @Test func `without any of them no hour is late`() throws {
        let scheme = try Self.scheme(Scheme.Cycles())
        let night = Instant(nanoseconds: Self.at(friday + 1, 0) - 1)
        #expect(scheme.settlementDay(requested: friday, at: night) == friday)
        #expect(DatedScheme([scheme]).nextCutOff(after: night.nanoseconds) == nil)
        #expect(DatedScheme([scheme]).takesMessages(at: Self.at(friday + 1, 3)))
    }

    // MARK: - Clocks that are changed

    private static func utc(_ day: String, _ hour: UInt64, _ minute: UInt64) throws -> UInt64 {
        let date = try #require(BusinessDate(day))
        return UInt64(date.dayNumber) * BankBench.day + (hour * 3_600 + minute * 60)
            * BankBench.second
    }

    /// On 28 March 2027 clocks in Berlin go from 02:00 to 03:00, at 01:00 UTC.
    @Test func `Y11: an opening that clocks skip is the moment they are changed`() throws {
        let scheme = DatedScheme([
            try Self.scheme(
                Scheme.Cycles(opens: TimeOfDay("02:30"), closes: TimeOfDay("22:00")),
                everyDay: true)
        ])
        let change = try Self.utc("2027-03-28", 1, 0)
        #expect(!scheme.takesMessages(at: change - 1))
        #expect(scheme.takesMessages(at: change))
        #expect(scheme.opening(notBefore: change - 3_600 * BankBench.second) == change)
    }

    /// On 31 October 2027 clocks in Berlin go from 03:00 back to 02:00, at 01:00 UTC: 02:30 is at
    /// 00:30 UTC and again at 01:30.
    @Test func `Y11: in an hour that comes twice the first time counts`() throws {
        let first = try Self.utc("2027-10-31", 0, 30)
        let again = try Self.utc("2027-10-31", 1, 0)
        let opening = DatedScheme([
            try Self.scheme(Scheme.Cycles(opens: TimeOfDay("02:30")), everyDay: true)
        ])
        #expect(opening.opening(notBefore: first - BankBench.second) == first)
        #expect(opening.takesMessages(at: again), "02:00 for the second time")
        let closing = try Self.scheme(Scheme.Cycles(closes: TimeOfDay("02:30")), everyDay: true)
        let sunday = try #require(BusinessDate("2027-10-31")).dayNumber
        for (instant, isTimely) in [(first - 1, true), (first, false), (again, false)] {
            #expect(DatedScheme([closing]).takesMessages(at: instant) == isTimely)
            let day = closing.settlementDay(
                requested: sunday, at: Instant(nanoseconds: instant))
            #expect(day == (isTimely ? sunday : sunday + 1))
        }
    }

    @Test func `cycles stand in the setup's bytes`() throws {
        let setup = try demonstration()
        let row = try Self.scheme(Scheme.Cycles(times: [.midnight]))
        let changed = BankSetup(bank: setup.bank, schemes: [row], reach: [])
        #expect(try BankSetup(encoded: changed.encoded()[...]) == changed)
    }
}
