/// Why a text names no instant.
package enum InstantError: Error, Hashable, Sendable {
    /// The byte at this offset is not what the format has there.
    case malformed(offset: Int)
    /// The thirtieth of February and the like.
    case noSuchDate
    /// Hour 24, minute 60 and the like.
    case noSuchTime
    /// Second 60: journal time has no leap seconds.
    case leapSecond
    /// A local time, where an instant was wanted.
    case missingOffset
    /// An offset of 24 hours or more.
    case offsetOutOfRange
    case fractionTooLong(digits: Int, limit: Int)
    /// Before 1970-01-01T00:00:00Z.
    case beforeEpoch
    /// Behind 2554-07-21T23:34:33.709551615Z, the last that 64 bits hold.
    case tooLate
}

/// A moment: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Instant: Hashable, Sendable {
    package let nanoseconds: UInt64

    package static let epoch = Instant(nanoseconds: 0)

    package init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// Fails behind the year 2554.
    package init?(milliseconds: UInt64) {
        let (value, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return nil }
        nanoseconds = value
    }

    /// Fails behind the year 2554.
    package init?(seconds: UInt64) {
        let (value, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return nil }
        nanoseconds = value
    }

    /// Whole milliseconds since 1970, what a UUIDv7 carries.
    package var milliseconds: UInt64 { nanoseconds / 1_000_000 }
    /// Whole seconds since 1970.
    package var seconds: UInt64 { nanoseconds / 1_000_000_000 }

    /// The instant so many nanoseconds later; `nil` behind the year 2554.
    package func adding(nanoseconds more: UInt64) -> Instant? {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(more)
        return overflow ? nil : Instant(nanoseconds: sum)
    }

    /// The instant so many seconds later, or earlier; `nil` outside 1970…2554.
    package func adding(seconds: Int) -> Instant? {
        let sum = Int128(nanoseconds) + Int128(seconds) * 1_000_000_000
        return UInt64(exactly: sum).map(Instant.init(nanoseconds:))
    }
}

extension Instant: Comparable, CustomStringConvertible {
    package static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Reads a date-time of RFC 3339 §5.6: up to nine decimals, `Z` or an offset.
    package static func parse(_ text: some StringProtocol) throws(InstantError) -> Instant {
        let (local, offset) = try LocalDateTime.parse(text)
        guard let offset else { throw .missingOffset }
        return try local.instant(offsetSeconds: offset)
    }

    /// RFC 3339 with milliseconds in UTC: `2026-03-29T01:00:00.000Z`.
    package var description: String { text() }

    /// RFC 3339 as a clock with this offset shows it; decimals, 0…9, are cut, not rounded.
    ///
    /// The format knows whole minutes only, so the offset's seconds are cut as well, and the clock
    /// with them.
    package func text(offsetSeconds: Int = 0, fractionDigits: Int = 3) -> String {
        let minutes = offsetSeconds / 60
        let local = LocalDateTime(self, offsetSeconds: minutes * 60)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        local.date.append(to: &text)
        text.append(UInt8(ascii: "T"))
        local.time.append(fractionDigits: fractionDigits, to: &text)
        if minutes == 0 {
            text.append(UInt8(ascii: "Z"))
        } else {
            let size = UInt64(minutes.magnitude)
            text.append(minutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
            append(size / 60, width: 2, to: &text)
            text.append(UInt8(ascii: ":"))
            append(size % 60, width: 2, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
