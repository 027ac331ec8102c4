import Testing

@testable import Clearing

@Suite struct ValueTests {
    @Test(arguments: [
        ("0", 0), ("1", 100), ("13.37", 1337), ("13.3", 1330), ("13.370", 1337),
        ("9999999999999999.99", 999_999_999_999_999_999),
    ])
    func `an amount is read to the cent`(text: String, count: Int128) {
        #expect(Cents(text)?.count == count)
    }

    @Test(arguments: ["", ".", "1.", ".5", "-1", "+1", "1e3", "0.001", "1,5", "NaN", "1 "])
    func `what is no amount in cents is refused`(text: String) {
        #expect(Cents(text) == nil)
    }

    // Dates of Easter from the tables of the Physikalisch-Technische Bundesanstalt.
    @Test(arguments: [
        (2000, "2000-04-23"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"),
        (2038, "2038-04-25"),
    ])
    func `Easter is where the table has it`(year: Int, date: String) {
        #expect(BusinessDay.easterSunday(of: year).text == date)
    }

    @Test(arguments: [
        ("2026-11-20", true), ("2026-11-21", false), ("2026-11-22", false), ("2026-01-01", false),
        ("2026-04-03", false), ("2026-04-06", false), ("2026-04-07", true), ("2026-05-01", false),
        ("2026-12-24", true), ("2026-12-25", false),
    ])
    func `TARGET rests on its six holidays and on weekends`(date: String, isOpen: Bool) {
        #expect(BusinessDay(date)?.isTargetDay == isOpen)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", ""])
    func `a date that no calendar has is refused`(date: String) {
        #expect(BusinessDay(date) == nil)
    }

    // Summer time 2026 begins on 29 March and ends on 25 October, each at 01:00 UTC.
    @Test(arguments: [
        ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59.000+01:00"),
        ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00.000+02:00"),
        ("2026-10-25T00:59:59Z", "2026-10-25T02:59:59.000+02:00"),
        ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00.000+01:00"),
        ("2026-11-20T09:00", "2026-11-20T09:00:00.000+01:00"),
        ("2026-07-01T09:00:00.250", "2026-07-01T09:00:00.250+02:00"),
        ("2026-11-20T09:00:00+05:30", "2026-11-20T04:30:00.000+01:00"),
    ])
    func `the clock shows Central European Time`(given: String, shown: String) {
        #expect(Moment(given)?.text == shown)
    }

    @Test(arguments: [("250ms", 250), ("30s", 30_000), ("5m", 300_000), ("1d", 86_400_000)])
    func `a duration is a number and a unit`(text: String, milliseconds: Int64) {
        #expect(Moment.duration(text) == milliseconds)
    }

    @Test(arguments: ["", "s", "5", "-5s", "5 s", "401d", "999999999999999d"])
    func `what is no duration is refused`(text: String) {
        #expect(Moment.duration(text) == nil)
    }

    @Test func `a random UUID has version 4 and its variant`() {
        var dice = Dice(seed: 3)
        for _ in 0..<100 {
            let parts = dice.uuid().split(separator: "-")
            #expect(parts.map(\.utf8.count) == [8, 4, 4, 4, 12])
            #expect(parts[2].first == "4")
            #expect("89ab".contains(parts[3].first ?? "x"))
        }
    }

    // First three numbers of SplitMix64 from seed 1234567, by the reference implementation.
    @Test func `the dice are SplitMix64`() {
        var dice = Dice(seed: 1_234_567)
        #expect(dice.next() == 6_457_827_717_110_365_317)
        #expect(dice.next() == 3_203_168_211_198_807_973)
        #expect(dice.next() == 9_817_491_932_198_370_423)
    }
}
