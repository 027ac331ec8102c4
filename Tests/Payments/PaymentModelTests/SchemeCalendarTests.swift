import Bytes
import Testing
import Vocabulary

@testable import PaymentModel

/// Bavaria's holidays of 2026 and 2027 that fall on weekdays, in part: Epiphany, All Saints' Day on a
/// Monday of 2027 (1 November 2026 is a Sunday).
@Suite struct SchemeCalendarTests {
    private static func date(_ text: String) throws -> BusinessDate {
        try #require(BusinessDate(text))
    }

    private static func period(
        _ first: String, _ last: String, _ holidays: [String]
    ) throws -> BusinessCalendar {
        BusinessCalendar(
            name: "bavaria", version: "\(first) 1", from: try date(first), through: try date(last),
            holidays: try holidays.map(date))
    }

    private static func calendar() throws -> SchemeCalendar {
        try #require(
            SchemeCalendar(
                name: "bavaria",
                periods: [
                    try period("2027-01-01", "2027-12-31", ["2027-01-01", "2027-11-01"]),
                    try period("2026-01-01", "2026-12-31", ["2026-01-01", "2026-01-06"]),
                ]))
    }

    @Test func `periods follow one another, and a day beyond them is an error`() throws {
        let calendar = try Self.calendar()
        #expect(try !calendar.isOpen(Self.date("2026-01-06")))
        #expect(try calendar.isOpen(Self.date("2027-01-06")))
        // 1 January 2027 is a Friday: the next open day is Monday, in the other period.
        #expect(
            try calendar.firstOpen(onOrAfter: Self.date("2027-01-01")) == Self.date("2027-01-04"))
        #expect(
            try calendar.adding(openDays: 1, to: Self.date("2026-12-31"))
                == Self.date("2027-01-04"))
        #expect(calendar.last == BusinessDate("2027-12-31"))
        for text in ["2025-12-31", "2028-01-01"] {
            #expect(throws: CalendarError.self) { try calendar.isOpen(Self.date(text)) }
        }
        // 31 December 2027 is a Friday, and behind it nothing is known.
        #expect(throws: CalendarError.self) {
            try calendar.adding(openDays: 1, to: Self.date("2027-12-31"))
        }
    }

    @Test func `a hole, an overlap, no period and a built-in name are no calendar`() throws {
        let first = try Self.period("2026-01-01", "2026-12-31", [])
        let later = try Self.period("2027-01-02", "2027-12-31", [])
        let earlier = try Self.period("2026-12-31", "2027-12-31", [])
        #expect(SchemeCalendar(name: "bavaria", periods: [first, later]) == nil)
        #expect(SchemeCalendar(name: "bavaria", periods: [first, earlier]) == nil)
        #expect(SchemeCalendar(name: "bavaria", periods: []) == nil)
        #expect(SchemeCalendar(name: "target", periods: [first]) == nil)
    }

    @Test func `a scheme keeps its calendar in its bytes`() throws {
        for calendar in [try Self.calendar(), .target, .federalReserve, .everyDay] {
            var setup = try demonstration()
            var schemes = setup.schemes
            schemes[0].calendar = calendar
            setup = BankSetup(bank: setup.bank, schemes: schemes, reach: setup.reach)
            let bytes = setup.encoded()
            #expect(try BankSetup(encoded: bytes[...]) == setup)
        }
    }

    /// Thanksgiving of 2026 is 26 November, a Thursday (5 U.S.C. 6103).
    @Test func `an order by cycles moves over a holiday of its own calendar`() throws {
        let holiday = try Self.date("2026-11-26")
        #expect(
            try SchemeCalendar.federalReserve.firstOpen(onOrAfter: holiday)
                == Self.date("2026-11-27"))
        #expect(try SchemeCalendar.target.firstOpen(onOrAfter: holiday) == holiday)
    }

    @Test func `beyond the data of its calendar no order is taken`() throws {
        let bench = try BankBench.opened()
        var setup = try demonstration()
        var schemes = setup.schemes
        schemes[0].calendar = try #require(
            SchemeCalendar(
                name: "short", periods: [try Self.period("2026-11-01", "2026-11-21", [])]))
        setup = BankSetup(bank: setup.bank, schemes: schemes, reach: setup.reach)
        bench.run(.configure(BankConfiguration(setup: setup, isSandbox: true)))
        bench.pay("Alma", [BankBench.order(1, to: "Far")], file: "A", on: friday + 1)
        #expect(bench.changes.map(\.reason) == [.dateTooFarAhead])
        bench.pay("Alma", [BankBench.order(1, to: "Far")], file: "B", on: friday)
        #expect(bench.states == [.held])
    }
}
