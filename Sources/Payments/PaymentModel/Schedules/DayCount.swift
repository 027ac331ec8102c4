package import Vocabulary

/// How days of interest are counted, and of how many a year has.
///
/// By the 2006 ISDA Definitions, section 4.16. Each of them is the difference of a number that a day
/// has by itself, so that what is accrued day by day adds up to what the whole period gives.
package enum DayCount: UInt8, CaseIterable, Sendable {
    /// (d) Actual/365 (Fixed): days of the calendar over 365, in leap years too.
    case actual365Fixed = 1
    /// (e) Actual/360.
    case actual360
    /// (g) 30E/360, "Eurobond Basis": months of 30 days; a 31st counts as the 30th.
    case thirtyE360

    package var name: String {
        switch self {
        case .actual365Fixed: "ACT/365F"
        case .actual360: "ACT/360"
        case .thirtyE360: "30E/360"
        }
    }

    package init?(_ name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    package var daysOfYear: Int { self == .actual365Fixed ? 365 : 360 }

    /// Days of interest from one day to a later one; under 30E/360 none from a 30th to a 31st, and
    /// three from 28 February of a common year to 1 March.
    package func days(from first: BusinessDate, to last: BusinessDate) -> Int {
        number(of: last) - number(of: first)
    }

    private func number(of date: BusinessDate) -> Int {
        guard self == .thirtyE360 else { return Int(date.dayNumber) }
        let (year, month, day) = date.parts
        return 360 * year + 30 * month + min(day, 30)
    }
}
