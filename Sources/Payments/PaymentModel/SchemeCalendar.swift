package import Vocabulary

/// The days on which a scheme settles.
package enum SchemeCalendar: String, CaseIterable, Hashable, Sendable {
    /// The business days of TARGET.
    case target
    /// Seven days a week, every day of the year.
    case everyDay = "every_day"

    /// Whether the scheme settles on this day; an error beyond the calendar's end.
    package func isOpen(_ date: BusinessDate) throws(CalendarError) -> Bool {
        switch self {
        case .target: try BusinessCalendar.target.isBusinessDay(date)
        case .everyDay: true
        }
    }

    /// The day itself where the scheme settles on it, else the first behind it that is open.
    package func firstOpen(onOrAfter date: BusinessDate) throws(CalendarError) -> BusinessDate {
        switch self {
        case .target: try BusinessCalendar.target.nextOrSame(date)
        case .everyDay: date
        }
    }
}
