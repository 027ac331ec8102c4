import Ledger
import Testing
import Vocabulary

@testable import PaymentModel

/// Rows T3 and T3a, V1, V2 and V4 of `postings.md`.
///
/// The cut-off of SCT is 16:00.
@Suite struct LateOrderTests {
    private static func bench(
        _ late: LateOrders = .refuse, wish: LateOrders? = nil, valueDates: [ValueDateRule] = [],
        calendar: SchemeCalendar? = nil
    ) throws -> BankBench {
        let bench = BankBench()
        let setup = try demonstration()
        var schemes = setup.schemes
        for place in schemes.indices where !schemes[place].isInstant {
            schemes[place].lateOrders = late
            if let calendar { schemes[place].calendar = calendar }
        }
        let changed = BankSetup(
            bank: setup.bank, schemes: schemes, reach: setup.reach, valueDates: valueDates)
        bench.run(.configure(BankConfiguration(setup: changed, isSandbox: true)))
        var opening = BankBench.opening("Alma")
        opening.lateOrders = wish
        bench.run(.openAccount(opening))
        bench.open("Bruno")
        bench.fund([("Alma", 100_000), ("Bruno", 100_000)])
        return bench
    }

    private static func pay(
        _ bench: BankBench, on day: Int32, isInstant: Bool = false
    ) -> [(PaymentState, ReasonCode)] {
        bench.pay(
            "Alma", [BankBench.order(1_000, to: "Far", isInstant: isInstant)],
            file: "\(bench.entries.count)", on: day)
        return bench.changes.map { ($0.state, $0.reason) }
    }

    @Test func `a past day, a holiday and one behind its cut-off are refused by their codes`()
        throws
    {
        let bench = try Self.bench()
        #expect(Self.pay(bench, on: friday - 1).map(\.1) == [.dateTooFarInPast])
        // 21 November 2026 is a Saturday.
        #expect(Self.pay(bench, on: friday + 1).map(\.1) == [.noBusinessDay])
        #expect(Self.pay(bench, on: friday).map(\.0) == [.held])
        #expect(Self.pay(bench, on: friday + 3).map(\.0) == [.warehoused])
        // From 07:00 to 16:00.
        bench.clock = BankBench.morning + 9 * 3_600 * BankBench.second
        #expect(Self.pay(bench, on: friday).map(\.1) == [.behindCutOff])
        #expect(Self.pay(bench, on: friday + 1, isInstant: true).map(\.0) == [.warehoused])
        // Monday's order was judged when it came.
        bench.clock = BankBench.midnight(friday + 3) + 17 * 3_600 * BankBench.second
        bench.run(nil)
        #expect(bench.states.contains(.held))
        #expect(!bench.states.contains(.rejected))
    }

    /// Row T3a: refused behind the cut-off, 16:00, also where the order names that time itself.
    @Test func `an order for a time behind the cut-off is refused, one for a time before is kept`()
        throws
    {
        let bench = try Self.bench()
        func pay(_ day: Int32, hour: UInt64, minute: UInt64) -> [(PaymentState, ReasonCode)] {
            let at =
                BankBench.midnight(day) + (hour * 3_600 + minute * 60) * BankBench.second
            bench.pay(
                "Alma", [BankBench.order(1_000, to: "Far")], file: "\(bench.entries.count)",
                on: day, at: RequestedTime(instant: at, isReading: false))
            return bench.changes.map { ($0.state, $0.reason) }
        }
        #expect(pay(friday, hour: 16, minute: 30).map(\.1) == [.behindCutOff])
        #expect(pay(friday, hour: 16, minute: 0).map(\.1) == [.behindCutOff])
        #expect(pay(friday, hour: 15, minute: 59).map(\.0) == [.warehoused])
        #expect(pay(friday + 3, hour: 17, minute: 0).map(\.1) == [.behindCutOff])
        #expect(pay(friday + 3, hour: 10, minute: 0).map(\.0) == [.warehoused])
        // Saturday.
        #expect(pay(friday + 1, hour: 10, minute: 0).map(\.1) == [.noBusinessDay])
    }

    @Test(arguments: [(LateOrders.refuse, LateOrders.nextDay), (.nextDay, .refuse)])
    func `an account's wish counts before the row`(row: LateOrders, wish: LateOrders) throws {
        let bench = try Self.bench(row, wish: wish)
        let verdict = Self.pay(bench, on: friday - 1)
        #expect(verdict.map(\.0) == [wish == .refuse ? .rejected : .held])
        // The wish outlives a snapshot.
        let again = try BankBench.restored(bench.bank)
        #expect(again.accounts[id: name("account Alma")]?.lateOrders == wish)
    }

    private static func rule(
        _ side: ValueDateRule.Side, _ days: Int, from date: String? = nil
    ) -> ValueDateRule {
        ValueDateRule(
            scheme: "SCT", side: side, days: days, validFrom: date.flatMap { BusinessDate($0) },
            source: "a test", confidence: .unverified)
    }

    private static func days(_ bench: BankBench, _ id: UInt128) throws -> EntryDays {
        EntryDays(rawValue: try #require(bench.bank.transfer(id: id)).userData64)
    }

    /// One business day behind Friday is Monday.
    ///
    /// The clearing's statement of Friday is still
    /// compared with what it settled on Friday: 1,000,000.00 + 2,000.00 + 2.50.
    @Test func `value dates follow the row in force, and the clearing's day stays its own`() throws
    {
        let bench = try Self.bench(
            valueDates: [
                Self.rule(.credit, 1), Self.rule(.debit, 2, from: "2026-11-20"),
                Self.rule(.debit, 0), Self.rule(.credit, 5, from: "2026-11-21"),
            ])
        bench.receive([.init(id: "I", amount: 250, creditor: "Bruno")], in: "M", "SCT")
        bench.take("C", "SCT", .report([BankBench.entry(.received, 250, "I")]))
        let credit = try Self.days(bench, BankBench.incoming("M"))
        #expect((credit.booking, credit.value) == (friday, friday + 3))
        bench.pay("Alma", [BankBench.order(1_000, to: "Far")], file: "X")
        let debit = try Self.days(bench, BankBench.payment("X"))
        #expect((debit.booking, debit.value) == (friday, friday + 4))
        bench.take("ST", "SCT", .statement(day: friday, closing: 100_200_250 + 1))
        let account = AccountDirectory.ownID(
            .settlement, currency: 978, scheme: bench.key("SCT"))
        #expect(bench.bank.settlements[account]?.balance(through: friday) == 100_200_250)
    }

    /// Row V5: of a calendar that ends on Wednesday, 25 November, the tenth business day behind
    /// Friday is unknown.
    @Test func `an order whose value date lies beyond the calendar is refused`() throws {
        let first = try #require(BusinessDate("2026-01-01"))
        let last = try #require(BusinessDate("2026-11-25"))
        let calendar = try #require(
            SchemeCalendar(
                name: "house",
                periods: [
                    BusinessCalendar(
                        name: "house", version: "1", from: first, through: last,
                        closedWeekdays: [.saturday, .sunday], holidays: [])
                ]))
        for (days, state) in [(3, PaymentState.held), (10, .rejected)] {
            let bench = try Self.bench(valueDates: [Self.rule(.debit, days)], calendar: calendar)
            let outcome = Self.pay(bench, on: friday)
            #expect(outcome.map(\.0) == [state])
            #expect(state == .held || outcome.map(\.1) == [.dateTooFarAhead])
            bench.compare()
        }
    }

    @Test func `rows of value dates stand in the setup's bytes`() throws {
        let setup = try demonstration()
        let changed = BankSetup(
            bank: setup.bank, schemes: setup.schemes, reach: setup.reach,
            valueDates: [Self.rule(.debit, 2, from: "2026-11-20"), Self.rule(.credit, 0)])
        #expect(try BankSetup(encoded: changed.encoded()[...]) == changed)
    }
}
