/// An offset for ever, or two that alternate on the same days each year (POSIX.1-2017 §8.3).
struct RepeatedRule: Hashable, Sendable {
    private let standard: Int
    /// The other offset and its days; `nil` where clocks no longer change.
    private let other: Alternation?

    private struct Alternation: Hashable, Sendable {
        let offset: Int
        let begin: YearlyDay
        let end: YearlyDay
    }

    /// Reads `3600`, or `3600 7200 3.5.0/7200 10.5.0/10800`.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard let first = parts.first, let standard = Int(first) else { return nil }
        self.standard = standard
        guard parts.count > 1 else {
            other = nil
            return
        }
        guard parts.count == 4, let offset = Int(parts[1]), let begin = YearlyDay(parts[2]),
            let end = YearlyDay(parts[3])
        else { return nil }
        other = Alternation(offset: offset, begin: begin, end: end)
    }

    /// The offset at a second since 1970.
    func offset(atSecond second: Int) -> Int {
        guard let other else { return standard }
        // No rule of the table changes clocks within a day of New Year, so that the year of
        // standard time is the year of both.
        let day = (second + standard).flooredQuotient(by: 86_400)
        guard let year = BusinessDate(dayNumber: day)?.year else { return standard }
        let begin = other.begin.second(in: year) - standard
        let end = other.end.second(in: year) - other.offset
        let isOther =
            begin < end ? begin <= second && second < end : second < end || begin <= second
        return isOther ? other.offset : standard
    }
}

/// A day such as the last Sunday of March, and a second counted from its midnight, which may lie
/// before it or days behind it.
private struct YearlyDay: Hashable, Sendable {
    let month: Int
    /// 1…4, or 5 for the last.
    let week: Int
    /// 0 is Sunday, as POSIX has it.
    let weekday: Int
    let second: Int

    init?(_ text: Substring) {
        let halves = text.split(separator: "/")
        let day = halves.first?.split(separator: ".").compactMap { Int($0) } ?? []
        guard halves.count == 2, day.count == 3, 1...12 ~= day[0], 1...5 ~= day[1],
            0...6 ~= day[2], let second = Int(halves[1])
        else { return nil }
        month = day[0]
        week = day[1]
        weekday = day[2]
        self.second = second
    }

    /// Seconds since 1970 on a clock of the zone.
    func second(in year: Int) -> Int {
        guard let first = BusinessDate(year: year, month: month, day: 1) else {
            preconditionFailure("Month 1…12 of a year that a date has.")
        }
        var day = 1 + (weekday - first.weekday.rawValue % 7 + 7) % 7 + (week - 1) * 7
        if day > BusinessDate.daysIn(month: month, year: year) { day -= 7 }
        return (Int(first.dayNumber) + day - 1) * 86_400 + second
    }
}

extension Int {
    /// The quotient rounded toward negative infinity, for a divisor above zero.
    func flooredQuotient(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
