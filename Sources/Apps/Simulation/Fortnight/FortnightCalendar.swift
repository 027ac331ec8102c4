/// The days of a fortnight, by their number from 0.
///
/// TARGET is closed on Saturdays, Sundays, Good Friday and Easter Monday (ECB, long-term calendar).
/// Easter Sunday of 2027 is 28 March, which is also the last Sunday of March, on which clocks go
/// forward at 01:00 UTC (Directive 2000/84/EC).
enum FortnightCalendar {
    static let days = 0...13
    /// Saturday, 20 March 2027, 06:00 in Berlin, an hour ahead of UTC: 20,897 days since 1970.
    static let startSeconds: UInt64 = 20_897 * 86_400 + 5 * 3_600

    static let holidays = [6, 9]
    static let clockChange = 8
    static let monthEnd = 11

    /// Whether the clearing works.
    static func isOpen(_ number: Int) -> Bool {
        ![0, 1, 7, 8].contains(number) && !holidays.contains(number)
    }

    /// `2027-03-20`.
    static func date(_ number: Int) -> String {
        let day = 20 + number
        return day > 31 ? "2027-04-0\(day - 31)" : "2027-03-\(day)"
    }

    static func name(_ number: Int) -> String {
        let week = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"][number % 7]
        let what: String =
            switch number {
            case 6: ", Good Friday"
            case clockChange: ", clocks go forward"
            case 9: ", Easter Monday"
            case monthEnd: ", month end"
            default: ""
            }
        return "\(week) \(date(number))\(what)"
    }
}
