import Testing
import Vocabulary

@testable import PaymentModel

/// Rows E1–E8 of `postings.md`.
///
/// A bank of this test has, by `fund`: 1,000,000.00 of equity in each scheme, and 3 × 1,000.00 of its
/// customers in SCT: settlement accounts of 1,003,000.00 and 1,000,000.00.
@Suite struct EndOfDayTests {
    private static let cycles: Int128 = 100_300_000
    private static let instant: Int128 = 100_000_000

    private static func close(
        _ bench: BankBench, _ day: Int32
    ) -> CloseOutcome? {
        let command = BankCommand.closeDay(DayClosing(currency: 978, day: day))
        guard case .close(let outcome)? = bench.run(command) else { return nil }
        return outcome
    }

    private static func ends(_ bench: BankBench) -> [DayEnd] {
        bench.heard.compactMap { if case .dayEnded(let end) = $0 { end } else { nil } }
    }

    private static func state(
        _ bench: BankBench, cycles: Int128 = cycles, instant: Int128 = instant,
        day: Int32 = friday
    ) {
        bench.take("ST-\(day)", "SCT", .statement(day: day, closing: cycles))
        bench.take("SI-\(day)", "SCTINST", .statement(day: day, closing: instant))
    }

    private static func difference(
        _ bench: BankBench, _ kind: DayDifference.Kind, _ scheme: String, ours: Int128,
        theirs: Int128, on day: Int32 = friday
    ) -> DayDifference {
        DayDifference(kind, scheme: bench.key(scheme), on: day, ours: ours, theirs: theirs)
    }

    // MARK: - Steps 1 to 3

    @Test func `a day on which money moved waits for the clearing's statements`() throws {
        let bench = try BankBench.opened(needsStatement: true)
        let count = bench.entries.count
        #expect(
            Self.close(bench, friday)
                == .differs([
                    Self.difference(
                        bench, .statementMissing, "SCT", ours: Self.cycles, theirs: 0),
                    Self.difference(
                        bench, .statementMissing, "SCTINST", ours: Self.instant, theirs: 0),
                ]))
        #expect(bench.entries.count == count)
        #expect(bench.bank.bookingDay(978, at: bench.clock) == friday)
        Self.state(bench)
        #expect(Self.close(bench, friday) == .closed)
        #expect(Self.ends(bench).map(\.differences) == [[]])
    }

    @Test func `a day on which nothing moved waits for nobody`() throws {
        let bench = try BankBench.opened(needsStatement: true)
        Self.state(bench)
        #expect(Self.close(bench, friday) == .closed)
        bench.clock += BankBench.day
        #expect(Self.close(bench, friday + 1) == .closed)
    }

    @Test func `a statement that differs stops the close until what it told of is booked`() throws {
        let bench = try BankBench.opened(needsStatement: true)
        Self.state(bench, cycles: Self.cycles + 5_000)
        #expect(bench.breaks == [])
        #expect(
            Self.close(bench, friday)
                == .differs([
                    Self.difference(
                        bench, .settlementDiffers, "SCT", ours: Self.cycles,
                        theirs: Self.cycles + 5_000)
                ]))
        // The report that was lost comes after all, with the day it belongs to.
        bench.take("LATE", "SCT", .report([BankBench.entry(.funding, 5_000)]))
        #expect(Self.close(bench, friday) == .closed)
    }

    @Test func `a corrected statement takes the place of the first`() throws {
        let bench = try BankBench.opened(needsStatement: true)
        Self.state(bench, cycles: Self.cycles - 1)
        bench.take("AGAIN", "SCT", .statement(day: friday, closing: Self.cycles))
        #expect(Self.close(bench, friday) == .closed)
    }

    @Test func `E7: two people answer for a difference, and it stands in the day's record`() throws
    {
        let bench = try BankBench.opened()
        Self.state(bench, instant: Self.instant - 700)
        let found = Self.difference(
            bench, .settlementDiffers, "SCTINST", ours: Self.instant,
            theirs: Self.instant - 700)
        #expect(Self.close(bench, friday) == .differs([found]))
        let closing = DayClosing(currency: 978, day: friday)
        #expect(bench.propose(.closeDay(closing, [found]), 0) == .proposed)
        #expect(Self.ends(bench).isEmpty, "one person closes nothing")
        #expect(bench.propose(.closeDay(closing, [found]), 0, id: 1 << 111) == .alreadyProposed)
        #expect(bench.confirm() == .done)
        #expect(Self.ends(bench).map(\.note) == [1 << 110])
        #expect(Self.ends(bench).map(\.differences) == [[found]])
        #expect(Self.ends(bench).map(\.isByClock) == [false])
    }

    @Test func `E7: what is answered for is what differs, to the last unit`() throws {
        let bench = try BankBench.opened()
        let closing = DayClosing(currency: 978, day: friday)
        #expect(bench.propose(.closeDay(closing, []), 0) == .nothingDiffers)
        Self.state(bench, instant: Self.instant - 700)
        let found = Self.difference(
            bench, .settlementDiffers, "SCTINST", ours: Self.instant, theirs: Self.instant - 700)
        #expect(bench.propose(.closeDay(closing, []), 0) == .changed)
        #expect(bench.propose(.closeDay(closing, [found]), 0) == .proposed)
        // Another statement differs too before anybody confirms.
        bench.take("AGAIN", "SCT", .statement(day: friday, closing: Self.cycles - 1))
        #expect(bench.confirm() == .changed)
        #expect(bench.bank.bookingDay(978, at: bench.clock) == friday)
        let tomorrow = DayClosing(currency: 978, day: friday + 1)
        #expect(bench.propose(.closeDay(tomorrow, [found]), 0, id: 1 << 112) == .notClosable)
    }

    @Test func `what was to settle and has not is declared open`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(1_000, to: "Far")], file: "A")
        bench.receive([.init(id: "I", amount: 250, creditor: "Bruno")], in: "M", "SCT")
        #expect(Self.close(bench, friday) == .closed)
        let sct = bench.key("SCT")
        #expect(
            Self.ends(bench).map(\.open) == [
                [
                    OpenPosition(scheme: sct, state: .held, count: 1, amount: 1_000),
                    OpenPosition(scheme: sct, state: .announced, count: 1, amount: 250),
                ]
            ])
    }

    @Test func `parked money equals its list, whatever it was parked for`() throws {
        let bench = try BankBench.opened()
        // A return of nothing of ours, and money that nobody announced.
        bench.take("R", "SCT", bench.comeBack("R-1", of: 99, 4_500, in: "R"))
        bench.take(
            "C", "SCT",
            .report([
                BankBench.entry(.returnIn, 4_500, "R-1"), BankBench.entry(.received, 300, "X"),
            ]))
        #expect(bench.breaks == [.unexpectedReturn, .unannounced])
        #expect(Self.close(bench, friday) == .closed)
        #expect(Self.ends(bench).map(\.differences) == [[]])
    }

    // MARK: - Steps 4 to 6

    @Test func `asked again, nothing happens`() throws {
        let bench = try BankBench.opened()
        #expect(Self.close(bench, friday) == .closed)
        let count = bench.entries.count
        #expect(Self.close(bench, friday) == .alreadyClosed)
        #expect(bench.entries.count == count)
    }

    /// A clearing that counts the weekend's payments to Monday: its statement answers for them.
    @Test func `a weekend is closed on Monday, each day for itself`() throws {
        let bench = try BankBench.opened(needsStatement: true)
        Self.state(bench)
        #expect(Self.close(bench, friday) == .closed)
        bench.clock += BankBench.day
        bench.pay(
            "Alma", [BankBench.order(1_000, to: "Far", isInstant: true)], file: "A",
            on: friday + 1)
        let message = try #require(bench.sent.last)
        bench.take(
            "Y", "SCTINST",
            bench.status(about: message.id, [(message.payments[0], .acceptedProfile, "")]))
        #expect(bench.states == [.booked, .settled])
        bench.clock += 2 * BankBench.day
        #expect(
            Self.close(bench, friday + 3)
                == .differs([
                    Self.difference(
                        bench, .statementMissing, "SCTINST", ours: Self.instant - 1_000,
                        theirs: 0, on: friday + 1)
                ]))
        Self.state(bench, instant: Self.instant - 1_000, day: friday + 3)
        #expect(Self.close(bench, friday + 3) == .closed)
        #expect(Self.ends(bench).map(\.day) == [friday + 1, friday + 2, friday + 3])
        #expect(bench.bank.accounts[id: name("account Alma")]?.statements == 4)
    }

    // MARK: - By the clock

    @Test func `the clock ends the day at its time, and the next one a day later`() throws {
        let bench = try BankBench.opened(endOfDay: "23:30")
        // The test begins at 10:00.
        bench.advance(seconds: 13 * 3_600)
        #expect(Self.ends(bench) == [])
        bench.advance(seconds: 1_800)
        #expect(Self.ends(bench).map(\.day) == [friday])
        #expect(Self.ends(bench).map(\.isByClock) == [true])
        #expect(bench.bank.nextTimer == bench.clock + BankBench.day)
        #expect(bench.bank.bookingDay(978, at: bench.clock) == friday + 1)
    }

    @Test func `before noon it is the day before that ends`() throws {
        let bench = try BankBench.opened(endOfDay: "00:15")
        bench.advance(seconds: 14 * 3_600 + 899)
        #expect(Self.ends(bench) == [])
        bench.advance(seconds: 1)
        #expect(Self.ends(bench).map(\.day) == [friday])
    }

    @Test func `a bank that was down closes three days late, each day for itself`() throws {
        let bench = try BankBench.opened(endOfDay: "23:30")
        bench.advance(seconds: 3 * 86_400 + 14 * 3_600)
        #expect(Self.ends(bench).map(\.day) == [friday, friday + 1, friday + 2, friday + 3])
    }

    @Test func `what holds a day up is told once, and ends with the clearing's word`() throws {
        let bench = try BankBench.opened(needsStatement: true, endOfDay: "23:30")
        bench.advance(seconds: 13 * 3_600 + 1_800)
        #expect(Self.ends(bench).map(\.isClosed) == [false])
        #expect(
            Self.ends(bench).first?.differences.map(\.kind)
                == Array(
                    repeating: .statementMissing, count: 2))
        bench.clock += 600 * BankBench.second
        bench.take("ST", "SCT", .statement(day: friday, closing: Self.cycles))
        #expect(Self.ends(bench) == [])
        bench.take("SI", "SCTINST", .statement(day: friday, closing: Self.instant))
        #expect(Self.ends(bench).map(\.day) == [friday])
        #expect(Self.ends(bench).map(\.isClosed) == [true])
        #expect(Self.ends(bench).map(\.isByClock) == [true])
    }

    /// Over the changes of 28 March and 31 October 2027 and 26 March 2028, the end of 2026 and 2027,
    /// and 29 February 2028: no day twice, none left out, each at 23:30 in Berlin.
    @Test func `every day ends once, over changes of the clock, leap day and year's end`() throws {
        let bench = try BankBench.opened(endOfDay: "23:30")
        let zone = try #require(ZoneRules("Europe/Berlin"))
        var days: [Int32] = []
        bench.comparesEvery = 100
        for _ in 0..<500 {
            bench.clock = try #require(bench.bank.nextTimer)
            let local = zone.local(Instant(nanoseconds: bench.clock))
            #expect(local.time == TimeOfDay("23:30"))
            bench.run(nil)
            days += Self.ends(bench).map(\.day)
            #expect(days.last == local.date.dayNumber)
        }
        #expect(days == Array(friday..<friday + 500))
    }

    /// 02:30 of 28 March 2027 is skipped: the day before ends at the change, 01:00 UTC.
    ///
    /// 31 October shows it twice, at 00:30 and 01:30 UTC.
    @Test func `an end in a skipped hour is the change, of one shown twice the first`() throws {
        let setup = try demonstration(endOfDay: "02:30")
        let configuration = BankConfiguration(setup: setup, isSandbox: true)
        func next(_ text: String) throws -> String? {
            let instant = try Instant.parse(text).nanoseconds
            return configuration.endOfDay(after: instant).map { Instant(nanoseconds: $0).text() }
        }
        #expect(try next("2027-03-27T12:00:00Z") == "2027-03-28T01:00:00.000Z")
        #expect(try next("2027-03-28T01:00:00Z") == "2027-03-29T00:30:00.000Z")
        #expect(try next("2027-10-30T12:00:00Z") == "2027-10-31T00:30:00.000Z")
        #expect(try next("2027-10-31T00:30:00Z") == "2027-11-01T01:30:00.000Z")
    }

    @Test func `a bank without a time for it ends no day by itself`() throws {
        let bench = try BankBench.opened()
        #expect(bench.bank.nextEndOfDay == nil)
        try bench.configure(endOfDay: "23:30")
        #expect(bench.bank.nextEndOfDay != nil)
        try bench.configure()
        #expect(bench.bank.nextEndOfDay == nil)
    }
}
