/// A time on a clock, 00:00:00 up to but not including 24:00:00, in no zone.
package struct TimeOfDay: Hashable, Sendable {
    /// Nanoseconds since midnight, below 86,400,000,000,000.
    package let nanoseconds: UInt64

    static let nanosecondsPerSecond: UInt64 = 1_000_000_000
    static let nanosecondsPerDay: UInt64 = 86_400 * nanosecondsPerSecond

    package static let midnight = TimeOfDay(unchecked: 0)

    /// Fails at 24 hours or more.
    package init?(nanoseconds: UInt64) {
        guard nanoseconds < Self.nanosecondsPerDay else { return nil }
        self.nanoseconds = nanoseconds
    }

    /// Fails where there is no such time; a leap second is none.
    package init?(hour: Int, minute: Int, second: Int = 0, nanosecond: Int = 0) {
        guard 0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second,
            0..<1_000_000_000 ~= nanosecond
        else { return nil }
        let seconds = UInt64(hour * 3_600 + minute * 60 + second)
        nanoseconds = seconds * Self.nanosecondsPerSecond + UInt64(nanosecond)
    }

    init(unchecked nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    package var secondOfDay: Int { Int(nanoseconds / Self.nanosecondsPerSecond) }
    package var hour: Int { secondOfDay / 3_600 }
    package var minute: Int { secondOfDay / 60 % 60 }
    package var second: Int { secondOfDay % 60 }
}

extension TimeOfDay: Comparable, CustomStringConvertible {
    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Reads `16:30`, `16:30:00` or `16:30:00.123456789`.
    package init?(_ text: some StringProtocol) {
        let hasSeconds = text.utf8.count > 5
        var cursor = ASCIICursor(hasSeconds ? String(text) : text + ":00")
        guard let time = try? Self.read(&cursor), cursor.isAtEnd else { return nil }
        self = time
    }

    /// Reads `16:30:00` and up to nine decimals.
    static func read(_ cursor: inout ASCIICursor) throws(InstantError) -> TimeOfDay {
        guard let hour = cursor.digits(2), cursor.take(":"), let minute = cursor.digits(2),
            cursor.take(":"), let second = cursor.digits(2)
        else { throw .malformed(offset: cursor.offset) }
        var nanosecond: UInt64 = 0
        if cursor.take(".") {
            let run = cursor.digitRun()
            guard run.count > 0 else { throw .malformed(offset: cursor.offset) }
            guard run.count <= 9 else { throw .fractionTooLong(digits: run.count, limit: 9) }
            nanosecond = run.value
            for _ in run.count..<9 { nanosecond *= 10 }
        }
        guard second != 60 else { throw .leapSecond }
        guard
            let time = TimeOfDay(
                hour: hour, minute: minute, second: second, nanosecond: Int(nanosecond))
        else { throw .noSuchTime }
        return time
    }

    /// `16:30:00`, and behind a point as many of the nine decimals as are asked for.
    package func text(fractionDigits: Int) -> String {
        var text: [UInt8] = []
        append(fractionDigits: fractionDigits, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    func append(fractionDigits: Int, to text: inout [UInt8]) {
        Vocabulary.append(UInt64(hour), width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Vocabulary.append(UInt64(minute), width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Vocabulary.append(UInt64(second), width: 2, to: &text)
        guard fractionDigits > 0 else { return }
        text.append(UInt8(ascii: "."))
        let start = text.count
        Vocabulary.append(nanoseconds % Self.nanosecondsPerSecond, width: 9, to: &text)
        text.removeLast(max(0, text.count - start - fractionDigits))
    }

    package var description: String { text(fractionDigits: 0) }
}
