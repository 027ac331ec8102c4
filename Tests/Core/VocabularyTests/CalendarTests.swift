import Testing

@testable import Vocabulary

private func day(_ text: String) throws -> BusinessDate { try #require(BusinessDate(text)) }

// Easter Sundays as the Astronomical Society of South Australia and the US Census list them, and
// 2038, the latest day that Easter can have.
@Test(arguments: [
    "2000-04-23", "2001-04-15", "2002-03-31", "2003-04-20", "2004-04-11", "2005-03-27",
    "2006-04-16", "2007-04-08", "2008-03-23", "2009-04-12", "2010-04-04", "2011-04-24",
    "2012-04-08", "2013-03-31", "2014-04-20", "2015-04-05", "2016-03-27", "2017-04-16",
    "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09",
    "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
    "2030-04-21", "2038-04-25",
])
func `Easter falls on the day that the literature lists`(text: String) throws {
    let date = try day(text)
    #expect(BusinessCalendar.easterSunday(date.year) == date)
}

@Test func `TARGET is closed on its six holidays and on weekends`() throws {
    let closed = try [
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26",
    ].map(day)
    var date = try day("2026-01-01")
    while date.year == 2026 {
        let isWeekend = date.weekday == .saturday || date.weekday == .sunday
        #expect(
            try BusinessCalendar.target.isBusinessDay(date)
                == !(isWeekend || closed.contains(date)),
            "\(date)")
        date = try #require(date.adding(days: 1))
    }
}

// The Federal Reserve's holiday schedule of 2022, 2026 and 2027.
@Test(arguments: [
    (
        2022,
        ["01-17", "02-21", "05-30", "06-20", "07-04", "09-05", "10-10", "11-11", "11-24", "12-26"]
    ),
    (
        2026,
        ["01-01", "01-19", "02-16", "05-25", "06-19", "09-07", "10-12", "11-11", "11-26", "12-25"]
    ),
    (2027, ["01-01", "01-18", "02-15", "05-31", "07-05", "09-06", "10-11", "11-11", "11-25"]),
])
func `the Federal Reserve is closed on the weekdays that it lists`(year: Int, days: [String]) throws
{
    var date = try #require(BusinessDate(year: year, month: 1, day: 1))
    var closed: [String] = []
    while date.year == year {
        let isWeekend = date.weekday == .saturday || date.weekday == .sunday
        if !isWeekend, try !BusinessCalendar.federalReserve.isBusinessDay(date) {
            closed.append(String(date.description.dropFirst(5)))
        }
        date = try #require(date.adding(days: 1))
    }
    #expect(closed == days)
}

@Test func `business days are counted over weekends and holidays`() throws {
    let target = BusinessCalendar.target
    // Maundy Thursday 2026 is followed by Good Friday, a weekend and Easter Monday.
    let thursday = try day("2026-04-02")
    #expect(try target.next(after: thursday) == day("2026-04-07"))
    #expect(try target.previous(before: day("2026-04-07")) == thursday)
    #expect(try target.nextOrSame(day("2026-04-04")) == day("2026-04-07"))
    #expect(try target.previousOrSame(day("2026-04-04")) == thursday)
    #expect(try target.nextOrSame(thursday) == thursday)
    #expect(try target.adding(businessDays: 2, to: thursday) == day("2026-04-08"))
    #expect(try target.adding(businessDays: -1, to: day("2026-04-07")) == thursday)
    #expect(try target.adding(businessDays: 0, to: day("2026-04-03")) == day("2026-04-07"))
    #expect(BusinessCalendar.named("TARGET") == target)
    #expect(BusinessCalendar.named("target") == nil)
}

@Test func `beyond its end a calendar refuses to guess`() throws {
    let target = BusinessCalendar.target
    let last = try day("2099-12-31")
    let beyond = try day("2100-01-01")
    let early = try day("2001-12-31")
    func refusal(of date: BusinessDate) -> CalendarError {
        .outOfRange(calendar: "TARGET", date: date, first: target.first, last: last)
    }
    #expect(try target.isBusinessDay(last))
    #expect(throws: refusal(of: beyond)) { try target.isBusinessDay(beyond) }
    #expect(throws: refusal(of: beyond)) { try target.next(after: last) }
    #expect(throws: refusal(of: early)) { try target.previous(before: target.first) }
    #expect(throws: refusal(of: early)) { try target.nextOrSame(early) }
    #expect(throws: refusal(of: beyond)) {
        try target.adding(businessDays: .max, to: day("2099-12-01"))
    }
    #expect(throws: CalendarError.self) { try target.next(after: .latest) }
}
