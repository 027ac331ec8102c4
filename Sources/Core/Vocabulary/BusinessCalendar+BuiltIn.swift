extension BusinessCalendar {
    /// TARGET, the Eurosystem's: closed on 1 January, Good Friday, Easter Monday, 1 May, 25 and 26
    /// December.
    ///
    /// Source: ECB press release of 14 December 2000, "TARGET: long-term calendar for closing days",
    /// in force since 2002.
    package static let target = BusinessCalendar(
        name: "TARGET", version: "2002.1", from: day(2002, 1, 1), through: day(2099, 12, 31),
        holidays: (2002...2099).flatMap { year in
            let easter = easterSunday(year)
            return [
                day(year, 1, 1), moved(easter, by: -2), moved(easter, by: 1), day(year, 5, 1),
                day(year, 12, 25), day(year, 12, 26),
            ]
        })

    /// The Federal Reserve Banks: eleven holidays; one on a Sunday closes the Monday behind it, one
    /// on a Saturday closes no other day.
    ///
    /// Source: Federal Reserve Financial Services, "Holiday Schedules"; 5 U.S.C. 6103(a). Begins
    /// with the first year that keeps Juneteenth.
    package static let federalReserve = BusinessCalendar(
        name: "FEDERAL_RESERVE", version: "2022.1", from: day(2022, 1, 1),
        through: day(2099, 12, 31),
        holidays: (2022...2099).flatMap { year in
            [
                observed(day(year, 1, 1)), nth(3, .monday, month: 1, year),
                nth(3, .monday, month: 2, year), lastMonday(month: 5, year),
                observed(day(year, 6, 19)), observed(day(year, 7, 4)),
                nth(1, .monday, month: 9, year), nth(2, .monday, month: 10, year),
                observed(day(year, 11, 11)), nth(4, .thursday, month: 11, year),
                observed(day(year, 12, 25)),
            ]
        })

    /// Easter Sunday of a Gregorian year, by Nature's anonymous algorithm of 1876 as Meeus gives
    /// it (Astronomical Algorithms, chapter 8).
    static func easterSunday(_ year: Int) -> BusinessDate {
        let golden = year % 19
        let century = year / 100
        let ofCentury = year % 100
        let moonCorrection = (century + 8) / 25
        let sunCorrection = (century - moonCorrection + 1) / 3
        let epact = (19 * golden + century - century / 4 - sunCorrection + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let position = epact + weekday - 7 * late + 114
        return day(year, position / 31, position % 31 + 1)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> BusinessDate {
        guard let date = BusinessDate(year: year, month: month, day: day) else {
            preconditionFailure("Holidays are fixed days, or worked out within their month.")
        }
        return date
    }

    private static func moved(_ date: BusinessDate, by days: Int) -> BusinessDate {
        guard let moved = date.adding(days: days) else {
            preconditionFailure("Holidays lie in the years 2002…2099.")
        }
        return moved
    }

    private static func observed(_ date: BusinessDate) -> BusinessDate {
        date.weekday == .sunday ? moved(date, by: 1) : date
    }

    private static func nth(
        _ count: Int, _ weekday: Weekday, month: Int, _ year: Int
    ) -> BusinessDate {
        let first = day(year, month, 1)
        let ahead = (weekday.rawValue - first.weekday.rawValue + 7) % 7
        return moved(first, by: ahead + 7 * (count - 1))
    }

    private static func lastMonday(month: Int, _ year: Int) -> BusinessDate {
        let last = day(year, month, BusinessDate.daysIn(month: month, year: year))
        return moved(last, by: 1 - last.weekday.rawValue)
    }
}
