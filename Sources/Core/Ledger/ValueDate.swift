/// The day from which an amount counts for interest, as a number: 20261122; 0 for none.
package struct ValueDate: RawRepresentable, Hashable, BitwiseCopyable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static var none: Self { Self(rawValue: 0) }

    /// Whether it is none, or a day of the Gregorian calendar from year 1 to 9999.
    package var isValid: Bool {
        guard rawValue != 0 else { return true }
        let year = rawValue / 10_000
        let month = rawValue / 100 % 100
        let day = rawValue % 100
        guard (1...9_999).contains(year), (1...12).contains(month) else { return false }
        return day >= 1 && day <= Self.days(year: year, month: month)
    }

    private static func days(year: UInt32, month: UInt32) -> UInt32 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
