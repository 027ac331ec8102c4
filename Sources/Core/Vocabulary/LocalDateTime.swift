/// What a calendar and a clock on the wall show together; which instant that is, a zone decides.
package struct LocalDateTime: Hashable, Sendable {
    package let date: BusinessDate
    package let time: TimeOfDay

    package init(_ date: BusinessDate, _ time: TimeOfDay) {
        self.date = date
        self.time = time
    }

    /// What a clock with this offset from UTC shows at an instant.
    package init(_ instant: Instant, offsetSeconds: Int) {
        let offset = Int128(offsetSeconds) * Int128(TimeOfDay.nanosecondsPerSecond)
        let nanoseconds = Int128(instant.nanoseconds) + offset
        let day = Int128(TimeOfDay.nanosecondsPerDay)
        // Shifted by one day, so that an offset west of Greenwich divides as a positive number.
        let (days, rest) = (nanoseconds + day).quotientAndRemainder(dividingBy: day)
        guard let date = BusinessDate(dayNumber: Int(days) - 1),
            let time = TimeOfDay(nanoseconds: UInt64(rest))
        else { preconditionFailure("An offset is less than a day and instants end in 2554.") }
        self.init(date, time)
    }

    /// Nanoseconds since 1970-01-01 00:00 on the same clock.
    var nanosecondsSinceEpoch: Int128 {
        Int128(date.dayNumber) * Int128(TimeOfDay.nanosecondsPerDay) + Int128(time.nanoseconds)
    }

    /// The instant at which a clock with this offset from UTC shows this.
    package func instant(offsetSeconds: Int) throws(InstantError) -> Instant {
        let offset = Int128(offsetSeconds) * Int128(TimeOfDay.nanosecondsPerSecond)
        let nanoseconds = nanosecondsSinceEpoch - offset
        guard nanoseconds >= 0 else { throw .beforeEpoch }
        guard let value = UInt64(exactly: nanoseconds) else { throw .tooLate }
        return Instant(nanoseconds: value)
    }
}

extension LocalDateTime: Comparable, CustomStringConvertible {
    package static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        (left.date, left.time) < (right.date, right.time)
    }

    /// `2026-03-29T02:30:00`.
    package var description: String { "\(date)T\(time)" }

    /// Reads `2026-03-29T02:30:00.123+02:00`; fraction and offset may be missing, as in an XML
    /// Schema dateTime.
    ///
    /// The offset is in seconds, `nil` where none is written.
    package static func parse(
        _ text: some StringProtocol
    ) throws(InstantError) -> (local: LocalDateTime, offsetSeconds: Int?) {
        var cursor = ASCIICursor(text)
        let date = try BusinessDate.read(&cursor)
        guard cursor.takeEither("T", "t") else { throw .malformed(offset: cursor.offset) }
        let time = try TimeOfDay.read(&cursor)
        let offset = try readOffset(&cursor)
        guard cursor.isAtEnd else { throw .malformed(offset: cursor.offset) }
        return (LocalDateTime(date, time), offset)
    }

    private static func readOffset(_ cursor: inout ASCIICursor) throws(InstantError) -> Int? {
        guard !cursor.isAtEnd else { return nil }
        if cursor.takeEither("Z", "z") { return 0 }
        let isWest = cursor.take("-")
        guard isWest || cursor.take("+") else { throw .malformed(offset: cursor.offset) }
        guard let hours = cursor.digits(2), cursor.take(":"), let minutes = cursor.digits(2) else {
            throw .malformed(offset: cursor.offset)
        }
        guard hours < 24, minutes < 60 else { throw .offsetOutOfRange }
        let seconds = hours * 3_600 + minutes * 60
        return isWest ? -seconds : seconds
    }
}
