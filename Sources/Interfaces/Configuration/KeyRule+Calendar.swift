import PaymentModel
import Vocabulary

extension KeyRule {
    /// The keys of `[[calendar]]`: one period of a calendar that the operator keeps.
    static let calendar: [KeyRule] = [
        KeyRule(
            .calendar, "name", calendarName, .required,
            "The calendar's name; periods of one name follow one another without a hole."),
        KeyRule(
            .calendar, "version", .text(bytesMax: SchemeCalendar.nameBytesMax), .required,
            "Changes whenever any day changes."),
        KeyRule(.calendar, "valid_from", date, .required, "First day that the period knows."),
        KeyRule(
            .calendar, "valid_to", date, .required,
            "Last day that it knows; beyond the last period nothing is guessed."),
        KeyRule(
            .calendar, "closed_weekdays",
            .texts(count: 1...6, of: "a weekday such as \"saturday\"") {
                Weekday(englishName: $0) != nil
            }, .value(.texts(["saturday", "sunday"])), "Days of the week that are never open."),
        KeyRule(
            .calendar, "holidays",
            .texts(count: 1...SchemeCalendar.holidaysMax, of: "a date such as \"2026-01-31\"") {
                BusinessDate($0) != nil
            }, .silent, "Days that are closed beside."),
        KeyRule(
            .calendar, "source", .text(bytesMax: Scheme.sourceBytesMax), .required,
            "The law or announcement that says so."),
        KeyRule(
            .calendar, "confidence", .choice(Scheme.Confidence.allCases.map(\.rawValue)),
            .required, "How far the source was checked."),
    ]

    static let calendarName = ValueKind.parsed("up to 35 small letters, digits or _") {
        1...SchemeCalendar.nameBytesMax ~= $0.utf8.count
            && $0.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == 95 }
    }
}

extension Weekday {
    private static let englishNames: KeyValuePairs<String, Weekday> = [
        "monday": .monday, "tuesday": .tuesday, "wednesday": .wednesday, "thursday": .thursday,
        "friday": .friday, "saturday": .saturday, "sunday": .sunday,
    ]

    init?(englishName name: String) {
        guard let day = Self.englishNames.first(where: { $0.key == name })?.value else {
            return nil
        }
        self = day
    }
}
