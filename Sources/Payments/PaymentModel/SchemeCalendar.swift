import Bytes
package import Vocabulary

/// The days on which a scheme settles: a calendar that is built in, or one that the operator keeps.
///
/// The operator's has an end and a version for each period, and its periods follow one another
/// without a hole; beyond the last one nothing is guessed.
package struct SchemeCalendar: Hashable, Sendable {
    /// Periods that one calendar may have.
    package static let periodsMax = 64
    /// Holidays that one period may have.
    package static let holidaysMax = 400
    package static let nameBytesMax = 35

    /// `target`, `federal_reserve`, `every_day`, or the operator's own name.
    package let name: String
    /// In order, each beginning the day after the one before ended; empty where every day is open.
    package let periods: [BusinessCalendar]

    private init(builtIn name: String, _ periods: [BusinessCalendar]) {
        self.name = name
        self.periods = periods
    }

    /// The business days of TARGET.
    package static let target = SchemeCalendar(builtIn: "target", [.target])
    /// The business days of the Federal Reserve Banks.
    package static let federalReserve = SchemeCalendar(
        builtIn: "federal_reserve", [.federalReserve])
    /// Seven days a week, every day of the year.
    package static let everyDay = SchemeCalendar(builtIn: "every_day", [])

    package static let builtIn = [target, federalReserve, everyDay]

    package static func builtIn(_ name: String) -> SchemeCalendar? {
        builtIn.first { $0.name == name }
    }

    /// A calendar of the operator's; `nil` where a name is built in, there is no period or too many,
    /// or one does not begin where the one before ended.
    package init?(name: String, periods: [BusinessCalendar]) {
        let sorted = periods.sorted { $0.first < $1.first }
        let isWhole = zip(sorted, sorted.dropFirst()).allSatisfy {
            $0.last.adding(days: 1) == $1.first
        }
        guard Self.builtIn(name) == nil, 1...Self.periodsMax ~= sorted.count, isWhole,
            1...Self.nameBytesMax ~= name.utf8.count
        else { return nil }
        self.name = name
        self.periods = sorted
    }

    /// The last day it knows; `nil` where it has no end.
    package var last: BusinessDate? { periods.last?.last }

    /// Whether the scheme settles on this day; an error beyond the calendar's end.
    package func isOpen(_ date: BusinessDate) throws(CalendarError) -> Bool {
        guard let last = periods.last else { return true }
        let period = periods.last { $0.first <= date } ?? periods[0]
        return try (date > last.last ? last : period).isBusinessDay(date)
    }

    /// The day itself where the scheme settles on it, else the first behind it that is open.
    package func firstOpen(onOrAfter date: BusinessDate) throws(CalendarError) -> BusinessDate {
        var day = date
        // Ends at the calendar's end: a day beyond it throws.
        while try !isOpen(day) {
            guard let next = day.adding(days: 1) else { return day }
            day = next
        }
        return day
    }

    /// The open day so many behind the first one that is on or behind a date.
    package func adding(
        openDays count: Int, to date: BusinessDate
    ) throws(CalendarError) -> BusinessDate {
        var day = date
        for _ in 0..<max(0, count) {
            guard let next = day.adding(days: 1) else { return day }
            day = try firstOpen(onOrAfter: next)
        }
        return day
    }
}

/// The bytes of a calendar in a setup: its name, and of the operator's the periods.
extension SchemeCalendar {
    func encode(into writer: inout ByteWriter) {
        writer.writePrefixed(name)
        guard Self.builtIn(name) == nil else { return }
        writer.writeVarint(UInt64(periods.count))
        for period in periods {
            writer.writePrefixed(period.version)
            writer.writePrefixed(period.first.description)
            writer.writePrefixed(period.last.description)
            writer.writeVarint(UInt64(period.closedWeekdays.count))
            for day in period.closedWeekdays { writer.write(UInt8(day.rawValue)) }
            writer.writeVarint(UInt64(period.holidays.count))
            for holiday in period.holidays { writer.writePrefixed(holiday.description) }
        }
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        let name = try reader.text(limit: Self.nameBytesMax)
        if let known = Self.builtIn(name) {
            self = known
            return
        }
        var periods: [BusinessCalendar] = []
        for _ in 0..<(try reader.count(limit: Self.periodsMax)) {
            periods.append(try Self.period(name, &reader))
        }
        guard let calendar = SchemeCalendar(name: name, periods: periods) else {
            throw reader.refusal(of: "calendar")
        }
        self = calendar
    }

    private static func period(
        _ name: String, _ reader: inout SetupReader
    ) throws(BankSetupError) -> BusinessCalendar {
        let version = try reader.text(limit: nameBytesMax)
        let first = try reader.parsed("valid_from") { BusinessDate($0) }
        let last = try reader.parsed("valid_to") { BusinessDate($0) }
        guard first <= last else { throw reader.refusal(of: "valid_to") }
        var weekdays: [Weekday] = []
        for _ in 0..<(try reader.count(limit: 7)) {
            guard let day = Weekday(rawValue: Int(try reader.byte())) else {
                throw reader.refusal(of: "closed_weekdays")
            }
            weekdays.append(day)
        }
        var holidays: [BusinessDate] = []
        for _ in 0..<(try reader.count(limit: holidaysMax)) {
            holidays.append(try reader.parsed("holidays") { BusinessDate($0) })
        }
        return BusinessCalendar(
            name: name, version: version, from: first, through: last, closedWeekdays: weekdays,
            holidays: holidays)
    }
}
