/// Why a calendar cannot answer.
package enum CalendarError: Error, Hashable, Sendable {
    /// The calendar says nothing of this day, or of the one that the answer would be.
    case outOfRange(calendar: String, date: BusinessDate, first: BusinessDate, last: BusinessDate)
}

/// The days on which a system settles: weekdays that are no holiday, between two ends.
///
/// A calendar has a name, a version and an end, because holidays are decided by people: beyond the
/// end it refuses to guess.
package struct BusinessCalendar: Hashable, Sendable {
    package let name: String
    /// Changes whenever any answer changes.
    package let version: String
    package let first: BusinessDate
    package let last: BusinessDate
    /// Days of the week that are never open.
    package let closedWeekdays: [Weekday]
    /// Holidays in order, those on closed weekdays included.
    package let holidays: [BusinessDate]

    /// A calendar from a list of holidays, in any order.
    package init(
        name: String, version: String, from first: BusinessDate, through last: BusinessDate,
        closedWeekdays: [Weekday] = [.saturday, .sunday], holidays: [BusinessDate]
    ) {
        precondition(first <= last, "A calendar ends on or after the day it begins.")
        self.name = name
        self.version = version
        self.first = first
        self.last = last
        self.closedWeekdays = closedWeekdays
        self.holidays = holidays.sorted()
    }

    /// The built-in calendar of this name: `TARGET` or `FEDERAL_RESERVE`.
    package static func named(_ name: String) -> BusinessCalendar? {
        [target, federalReserve].first { $0.name == name }
    }

    package func isBusinessDay(_ date: BusinessDate) throws(CalendarError) -> Bool {
        guard first <= date, date <= last else { throw refusal(of: date) }
        return !closedWeekdays.contains(date.weekday) && !isHoliday(date)
    }

    /// The first business day behind this one.
    package func next(after date: BusinessDate) throws(CalendarError) -> BusinessDate {
        try step(from: date, by: 1)
    }

    /// This day where it is a business day, else the first behind it.
    package func nextOrSame(_ date: BusinessDate) throws(CalendarError) -> BusinessDate {
        try isBusinessDay(date) ? date : next(after: date)
    }

    /// The last business day before this one.
    package func previous(before date: BusinessDate) throws(CalendarError) -> BusinessDate {
        try step(from: date, by: -1)
    }

    /// This day where it is a business day, else the last before it.
    package func previousOrSame(_ date: BusinessDate) throws(CalendarError) -> BusinessDate {
        try isBusinessDay(date) ? date : previous(before: date)
    }

    /// The business day so many behind this one, or before it; with 0 this day or the first behind.
    package func adding(
        businessDays count: Int, to date: BusinessDate
    ) throws(CalendarError) -> BusinessDate {
        guard count != 0 else { return try nextOrSame(date) }
        var day = date
        // Ends after at most as many steps as the calendar has days.
        for _ in 0..<count.magnitude { day = try step(from: day, by: count.signum()) }
        return day
    }

    private func step(
        from date: BusinessDate, by direction: Int
    ) throws(CalendarError) -> BusinessDate {
        guard first <= date, date <= last else { throw refusal(of: date) }
        var day = date
        repeat {
            guard let neighbour = day.adding(days: direction) else { throw refusal(of: day) }
            day = neighbour
        } while try !isBusinessDay(day)
        return day
    }

    private func isHoliday(_ date: BusinessDate) -> Bool {
        var low = 0
        var high = holidays.count
        while low < high {
            let middle = (low + high) / 2
            if holidays[middle] < date { low = middle + 1 } else { high = middle }
        }
        return low < holidays.count && holidays[low] == date
    }

    private func refusal(of date: BusinessDate) -> CalendarError {
        .outOfRange(calendar: name, date: date, first: first, last: last)
    }
}
