/// The date and time types of XML Schema (part 2, §3.2.7 to §3.2.14), checked, not converted.
struct TimeForm {
    private let text: UnsafeBufferPointer<UInt8>
    private var cursor = 0

    private init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Whether the text is a value of one of these types; any other type has none here.
    static func isValid(_ text: UnsafeBufferPointer<UInt8>, as base: SimpleType.Primitive) -> Bool {
        var form = TimeForm(text)
        return form.takeValue(of: base) && form.takeZone() && form.cursor == text.count
    }

    private mutating func takeValue(of base: SimpleType.Primitive) -> Bool {
        switch base {
        case .date: takeDate()
        case .dateTime: takeDate() && take("T") && takeTime()
        case .time: takeTime()
        case .gYear: takeYear() != nil
        case .gYearMonth: takeYear() != nil && take("-") && takeMonth() != nil
        case .gMonth: take("-") && take("-") && takeMonth() != nil
        case .gMonthDay: takeMonthDay()
        case .gDay: take("-") && take("-") && take("-") && takeDay(atMost: 31)
        default: false
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard cursor < text.count, text[cursor] == UInt8(ascii: character) else { return false }
        cursor += 1
        return true
    }

    /// Two digits in a range.
    private mutating func take(_ range: ClosedRange<Int>) -> Int? {
        guard cursor + 2 <= text.count, DecimalForm.isDigit(text[cursor]),
            DecimalForm.isDigit(text[cursor + 1])
        else { return nil }
        let value = Int(text[cursor] - 0x30) * 10 + Int(text[cursor + 1] - 0x30)
        cursor += 2
        return range.contains(value) ? value : nil
    }

    /// A year: four digits, more without a leading zero, never 0000.
    ///
    /// The answer is its remainder by 400, which is all that the length of February needs.
    private mutating func takeYear() -> Int? {
        _ = take("-")
        let start = cursor
        var remainder = 0
        var isZero = true
        while cursor < text.count, DecimalForm.isDigit(text[cursor]) {
            let digit = Int(text[cursor] - 0x30)
            remainder = (remainder * 10 + digit) % 400
            if digit != 0 { isZero = false }
            cursor += 1
        }
        let digits = cursor - start
        guard digits >= 4, !isZero, digits == 4 || text[start] != 0x30 else { return nil }
        return remainder
    }

    private mutating func takeMonth() -> Int? { take(1...12) }

    private mutating func takeDay(atMost last: Int) -> Bool { take(1...last) != nil }

    private mutating func takeDate() -> Bool {
        guard let year = takeYear(), take("-"), let month = takeMonth(), take("-") else {
            return false
        }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year == 0)
        return takeDay(atMost: Self.days(in: month, isLeap: isLeap))
    }

    private mutating func takeMonthDay() -> Bool {
        guard take("-"), take("-"), let month = takeMonth(), take("-") else { return false }
        return takeDay(atMost: Self.days(in: month, isLeap: true))
    }

    private static func days(in month: Int, isLeap: Bool) -> Int {
        switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `hh:mm:ss` with a fraction; 24:00:00 is the end of a day.
    private mutating func takeTime() -> Bool {
        guard let hour = take(0...24), take(":"), let minute = take(0...59), take(":"),
            let second = take(0...59)
        else { return false }
        var isWhole = true
        if take(".") {
            let start = cursor
            while cursor < text.count, DecimalForm.isDigit(text[cursor]) {
                if text[cursor] != 0x30 { isWhole = false }
                cursor += 1
            }
            guard cursor > start else { return false }
        }
        return hour < 24 || (minute == 0 && second == 0 && isWhole)
    }

    /// Nothing, `Z`, or an offset of at most 14 hours.
    private mutating func takeZone() -> Bool {
        guard cursor < text.count else { return true }
        if take("Z") { return true }
        guard take("+") || take("-"), let hour = take(0...14), take(":"),
            let minute = take(0...59)
        else { return false }
        return hour < 14 || minute == 0
    }
}
