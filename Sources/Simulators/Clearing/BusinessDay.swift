/// A date of the calendar, counted in days from 1 January 1970.
package struct BusinessDay: Hashable, Comparable, Sendable {
    package var number: Int

    package init(number: Int) {
        self.number = number
    }

    /// Days from 1970 of a Gregorian date, by counting in eras of 400 years from 1 March.
    package init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted >= 0 ? shifted / 400 : (shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `2026-11-20` and refuses a date that no calendar has.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts[2].utf8.count == 2, let year = digits(parts[0]), let month = digits(parts[1]),
            let day = digits(parts[2]), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
        guard text == self.text else { return nil }
    }

    var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    package var text: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// The date without hyphens, for identifiers.
    var compact: String { String(text.filter { $0 != "-" }) }

    /// 1 is Monday, 7 is Sunday; day 0 was a Thursday.
    var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// Whether TARGET is open: not on Saturdays, Sundays, 1 January, Good Friday, Easter Monday,
    /// 1 May, 25 and 26 December (ECB, long-term calendar of TARGET, since 2002).
    package var isTargetDay: Bool {
        guard weekday <= 5 else { return false }
        let (year, month, day) = civil
        switch (month, day) {
        case (1, 1), (5, 1), (12, 25), (12, 26): return false
        default: break
        }
        let easter = BusinessDay.easterSunday(of: year).number
        return number != easter - 2 && number != easter + 1
    }

    /// The day itself where TARGET is open, else the next such day.
    package var rolledForward: BusinessDay {
        var day = self
        while !day.isTargetDay { day.number += 1 }
        return day
    }

    /// The next TARGET day after this day.
    package var next: BusinessDay { BusinessDay(number: number + 1).rolledForward }

    /// The latest TARGET day that is not after this day.
    package var rolledBack: BusinessDay {
        var day = self
        while !day.isTargetDay { day.number -= 1 }
        return day
    }

    /// The Gregorian Easter, by the anonymous algorithm (Meeus/Jones/Butcher).
    static func easterSunday(of year: Int) -> BusinessDay {
        let golden = year % 19
        let (century, rest) = (year / 100, year % 100)
        let correction = (8 * century + 13) / 25
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let offset = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let shift = (golden + 11 * epact + 22 * offset) / 451
        let sum = epact + offset - 7 * shift + 114
        return BusinessDay(year: year, month: sum / 31, day: sum % 31 + 1)
    }

    package static func < (left: BusinessDay, right: BusinessDay) -> Bool {
        left.number < right.number
    }
}

/// A whole number of plain digits, or nothing.
func digits(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 15, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    return Int(text)
}

func padded(_ value: some BinaryInteger, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
