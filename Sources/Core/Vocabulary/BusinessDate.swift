/// A day of the week, numbered as ISO 8601 does.
package enum Weekday: Int, CaseIterable, Hashable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
}

/// A day in the proleptic Gregorian calendar, 0001-01-01 … 9999-12-31, in no zone.
package struct BusinessDate: Hashable, Sendable {
    /// Days since 1970-01-01; negative before.
    package let dayNumber: Int32

    package static let earliest = BusinessDate(unchecked: -719_162)
    package static let latest = BusinessDate(unchecked: 2_932_896)

    /// Fails outside the range of years 1…9999.
    package init?(dayNumber: Int) {
        guard Int(Self.earliest.dayNumber)...Int(Self.latest.dayNumber) ~= dayNumber else {
            return nil
        }
        self.init(unchecked: Int32(dayNumber))
    }

    /// Fails where there is no such day, such as 29 February of a common year.
    package init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1,
            day <= Self.daysIn(month: month, year: year)
        else { return nil }
        // Days of years that begin in March, so that the leap day is the last: eras of 400 years.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(unchecked: Int32(era * 146_097 + dayOfEra - 719_468))
    }

    private init(unchecked dayNumber: Int32) {
        self.dayNumber = dayNumber
    }

    package var year: Int { parts.year }
    package var month: Int { parts.month }
    package var day: Int { parts.day }

    /// Year, month and day at once.
    package var parts: (year: Int, month: Int, day: Int) {
        let days = Int(dayNumber) + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday; the offset keeps the dividend positive.
        let index = (Int(dayNumber) + 3 + 7 * 200_000) % 7
        guard let weekday = Weekday(rawValue: index + 1) else {
            preconditionFailure("A remainder of seven is one of seven.")
        }
        return weekday
    }

    /// The day so many days later, or earlier; `nil` outside the years 1…9999.
    package func adding(days: Int) -> BusinessDate? {
        let (sum, overflow) = Int(dayNumber).addingReportingOverflow(days)
        return overflow ? nil : BusinessDate(dayNumber: sum)
    }

    /// Days from this day to a later one; negative to an earlier one.
    package func days(until other: BusinessDate) -> Int {
        Int(other.dayNumber) - Int(dayNumber)
    }

    package static func isLeap(year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// Days of a month 1…12.
    package static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension BusinessDate: Comparable, CustomStringConvertible {
    package static func < (left: BusinessDate, right: BusinessDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    /// Reads `2026-03-29` (ISO 8601, extended), nothing before or behind it.
    package init?(_ text: some StringProtocol) {
        var cursor = ASCIICursor(text)
        guard let date = try? Self.read(&cursor), cursor.isAtEnd else { return nil }
        self = date
    }

    static func read(_ cursor: inout ASCIICursor) throws(InstantError) -> BusinessDate {
        guard let year = cursor.digits(4), cursor.take("-"), let month = cursor.digits(2),
            cursor.take("-"), let day = cursor.digits(2)
        else { throw .malformed(offset: cursor.offset) }
        guard let date = BusinessDate(year: year, month: month, day: day) else {
            throw .noSuchDate
        }
        return date
    }

    /// `2026-03-29`.
    package var description: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    func append(to text: inout [UInt8]) {
        let (year, month, day) = parts
        Vocabulary.append(UInt64(year), width: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        Vocabulary.append(UInt64(month), width: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        Vocabulary.append(UInt64(day), width: 2, to: &text)
    }
}
