import PaymentModel
import Vocabulary

extension Settling {
    /// Calendars of `[[calendar]]`, made of their periods.
    mutating func calendars() -> [SchemeCalendar] {
        var periods: [(period: BusinessCalendar, table: SettledTable)] = []
        for written in written(.calendar, limit: SchemeCalendar.periodsMax) {
            let table = settled(.calendar, written)
            list(table, name: table.text("name"))
            guard let period = table.calendarPeriod(&complaints) else { continue }
            periods.append((period, table))
        }
        let names = Set(periods.map(\.period.name)).sorted()
        return names.compactMap { name in
            calendar(name, periods.filter { $0.period.name == name })
        }
    }

    private mutating func calendar(
        _ name: String, _ periods: [(period: BusinessCalendar, table: SettledTable)]
    ) -> SchemeCalendar? {
        let sorted = periods.sorted { $0.period.first < $1.period.first }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) {
            guard let expected = earlier.period.last.adding(days: 1),
                expected != later.period.first
            else { continue }
            let word = expected < later.period.first ? "a hole" : "an overlap"
            later.table.complain(
                "valid_from",
                "\(later.period.first) leaves \(word): the period before ends on "
                    + "\(earlier.period.last)", &complaints)
        }
        if SchemeCalendar.builtIn(name) != nil {
            sorted[0].table.complain("name", "\(name) is built in", &complaints)
        }
        return SchemeCalendar(name: name, periods: sorted.map(\.period))
    }
}

extension SettledTable {
    /// The period of `[[calendar]]`; `nil` where something was complained about.
    func calendarPeriod(_ complaints: inout [Complaint]) -> BusinessCalendar? {
        guard let name = text("name"), let version = text("version"),
            let first = date("valid_from"), let last = date("valid_to"),
            let weekdays = texts("closed_weekdays")
        else { return nil }
        guard first <= last else {
            complain("valid_to", "\(last) is before valid_from, \(first)", &complaints)
            return nil
        }
        let holidays = (texts("holidays") ?? []).compactMap { BusinessDate($0) }
        for holiday in holidays where holiday < first || last < holiday {
            complain("holidays", "\(holiday) lies outside of the period", &complaints)
        }
        return BusinessCalendar(
            name: name, version: version, from: first, through: last,
            closedWeekdays: weekdays.compactMap { Weekday(englishName: $0) }.sorted {
                $0.rawValue < $1.rawValue
            }, holidays: holidays)
    }

    /// Complains about times that clocks of a zone skip on some day: nothing would begin or end
    /// there.
    func complainAboutSkipped(
        _ keys: [String], _ zone: ZoneRules, _ complaints: inout [Complaint]
    ) {
        for key in keys {
            let times = time(key).map { [$0] } ?? (texts(key) ?? []).compactMap { TimeOfDay($0) }
            for time in times {
                guard let day = zone.firstDay(skipping: time) else { continue }
                complain(
                    key,
                    "\(time) does not exist in \(zone.name) on \(day): clocks go forward over it",
                    &complaints)
            }
        }
    }
}

extension ZoneRules {
    /// The years whose changes of clocks are looked at.
    private static let years = 2026...2045

    /// The first day of these years on which clocks go forward over a time.
    fileprivate func firstDay(skipping time: TimeOfDay) -> BusinessDate? {
        guard let first = BusinessDate(year: Self.years.lowerBound, month: 1, day: 1),
            let last = BusinessDate(year: Self.years.upperBound, month: 12, day: 31)
        else { return nil }
        return (first.dayNumber...last.dayNumber).lazy
            .compactMap { BusinessDate(dayNumber: Int($0)) }
            .first {
                guard case .skipped? = try? instants(of: LocalDateTime($0, time)) else {
                    return false
                }
                return true
            }
    }
}
