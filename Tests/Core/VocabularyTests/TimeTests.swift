import Testing

@testable import Vocabulary

// Day numbers: 1970-01-01 is day 0; 2000-03-01 is day 11017 (30 years of 365 days, 7 leap days of
// 1972…1996, 60 days of 2000); 0001-01-01 is day −719162 (Reingold, Dershowitz: R.D. 1).
@Test(arguments: [
    (1970, 1, 1, 0, Weekday.thursday), (2000, 3, 1, 11_017, .wednesday),
    (1, 1, 1, -719_162, .monday), (1969, 12, 31, -1, .wednesday), (2000, 2, 29, 11_016, .tuesday),
    (9999, 12, 31, 2_932_896, .friday), (2026, 3, 29, 20_541, .sunday),
])
func `a day has its number and weekday`(
    year: Int, month: Int, day: Int, number: Int, weekday: Weekday
) throws {
    let date = try #require(BusinessDate(year: year, month: month, day: day))
    #expect(date.dayNumber == number)
    #expect(date.weekday == weekday)
    #expect(BusinessDate(dayNumber: number)?.parts ?? (0, 0, 0) == (year, month, day))
}

@Test(arguments: [
    "2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-13-01", "2024-00-10",
    "2024-04-31", "2024-01-00", "0000-01-01", "2024-1-01", "20240101", "2024-01-01Z", "", "2024-01",
    " 2024-01-01", "+024-01-01",
])
func `what is no day is refused`(text: String) {
    #expect(BusinessDate(text) == nil)
}

@Test(arguments: ["2000-02-29", "2024-02-29", "2400-02-29", "0001-01-01", "9999-12-31"])
func `a date is written as it was read`(text: String) {
    #expect(BusinessDate(text)?.description == text)
}

@Test func `every day of eight hundred years follows the one before`() throws {
    var date = try #require(BusinessDate("1600-01-01"))
    var expected = (year: 1600, month: 1, day: 1)
    while expected.year < 2400 {
        #expect(date.parts == expected)
        expected.day += 1
        if expected.day > BusinessDate.daysIn(month: expected.month, year: expected.year) {
            expected = (expected.year, expected.month + 1, 1)
            if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
        }
        date = try #require(date.adding(days: 1))
    }
    #expect(BusinessDate.latest.adding(days: 1) == nil)
    #expect(BusinessDate.earliest.adding(days: -1) == nil)
    #expect(BusinessDate.earliest.adding(days: .min) == nil)
}

// The examples of RFC 3339 §5.8, but for its leap seconds and its year before 1970; the seconds
// are those of `date -u -d … +%s`.
@Test(arguments: [
    ("1985-04-12T23:20:50.52Z", UInt64(482_196_050_520)),
    ("1996-12-19T16:39:57-08:00", 851_042_397_000), ("1970-01-01T00:00:00Z", 0),
    ("2026-03-29T03:00:00.000+02:00", 1_774_746_000_000),
    ("2026-03-29t01:00:00z", 1_774_746_000_000),
])
func `an instant is read from RFC 3339`(text: String, milliseconds: UInt64) throws {
    #expect(try Instant.parse(text).milliseconds == milliseconds)
}

@Test(arguments: [
    ("1990-12-31T23:59:60Z", InstantError.leapSecond), ("2026-02-29T00:00:00Z", .noSuchDate),
    ("2026-01-01T24:00:00Z", .noSuchTime), ("2026-01-01T00:60:00Z", .noSuchTime),
    ("2026-01-01T00:00:00", .missingOffset), ("1969-12-31T23:59:59Z", .beforeEpoch),
    ("1970-01-01T00:00:00+00:01", .beforeEpoch), ("2554-07-21T23:34:34Z", .tooLate),
    ("2026-01-01T00:00:00+24:00", .offsetOutOfRange),
    ("2026-01-01 00:00:00Z", .malformed(offset: 10)),
    ("2026-01-01T00:00:00.Z", .malformed(offset: 20)),
    ("2026-01-01T00:00:00.1234567890Z", .fractionTooLong(digits: 10, limit: 9)),
    ("2026-01-01T00:00:00Z ", .malformed(offset: 20)), ("", .malformed(offset: 0)),
    ("2026-01-01T00:00:00+2:00", .malformed(offset: 20)),
])
func `what is no instant is refused with its reason`(text: String, reason: InstantError) {
    #expect(throws: reason) { try Instant.parse(text) }
}

@Test func `an instant is written in UTC or as a clock elsewhere shows it`() throws {
    let instant = try #require(Instant(milliseconds: 1_774_746_000_007))
    #expect(instant.description == "2026-03-29T01:00:00.007Z")
    #expect(instant.text(offsetSeconds: 7_200) == "2026-03-29T03:00:00.007+02:00")
    #expect(instant.text(offsetSeconds: -16_200) == "2026-03-28T20:30:00.007-04:30")
    #expect(instant.text(fractionDigits: 0) == "2026-03-29T01:00:00Z")
    #expect(Instant(nanoseconds: .max).text(fractionDigits: 9) == "2554-07-21T23:34:33.709551615Z")
    #expect(Instant.epoch.text(offsetSeconds: -3_600) == "1969-12-31T23:00:00.000-01:00")
}

@Test func `reading what was written gives the same instant`() throws {
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var state = Seeded(state: seed)
    for _ in 0..<5_000 {
        let instant = Instant(nanoseconds: state.next())
        let offset = Int.random(in: -1_439...1_439, using: &state) * 60
        let text = instant.text(offsetSeconds: offset, fractionDigits: 9)
        #expect(try Instant.parse(text) == instant, "seed \(seed): \(text)")
    }
}

@Test func `instants move without wrapping`() {
    #expect(Instant.epoch.adding(seconds: -1) == nil)
    #expect(Instant(nanoseconds: .max).adding(nanoseconds: 1) == nil)
    #expect(Instant(nanoseconds: .max).adding(seconds: 1) == nil)
    #expect(Instant(seconds: 18_446_744_074) == nil)
    #expect(Instant(milliseconds: .max) == nil)
    #expect(Instant(seconds: 10)?.adding(seconds: -10) == .epoch)
}

@Test(arguments: [
    ("16:30", 59_400), ("00:00:00", 0), ("23:59:59", 86_399), ("16:30:00.5", 59_400),
])
func `a time of day is read`(text: String, second: Int) {
    #expect(TimeOfDay(text)?.secondOfDay == second)
}

@Test(arguments: [
    "24:00", "12:60", "1:30", "12", "12:", "12:30:", "12:30:60", "12:30Z", "", "12:30:1",
])
func `what is no time of day is refused`(text: String) {
    #expect(TimeOfDay(text) == nil)
}
