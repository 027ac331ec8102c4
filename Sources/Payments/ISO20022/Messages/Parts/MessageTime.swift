package import Vocabulary

/// A point in time as a message writes it (`ISODateTime`), with the offset that it states.
///
/// Without an offset (allowed by the schemas, usual in customers' files) the clock reading is
/// taken as UTC and `offsetMinutes` is `nil`: what zone is meant is for the reader of the value.
package struct MessageTime: Hashable, Sendable {
    package var instant: Instant
    /// Minutes east of UTC, −840…840.
    package var offsetMinutes: Int?

    package init(_ instant: Instant, offsetMinutes: Int? = 0) {
        self.instant = instant
        self.offsetMinutes = offsetMinutes
    }
}

extension MessageTime: CustomStringConvertible {
    /// `2026-11-20T09:00:00.000+01:00`; milliseconds, and the offset that was stated.
    package var description: String {
        guard let offsetMinutes else {
            // Written as UTC, whose mark is the last character.
            return String(instant.text().dropLast())
        }
        return instant.text(offsetSeconds: offsetMinutes * 60)
    }

    /// Reads a dateTime of XML Schema; `nil` before 1970, behind 2554, or where it is none.
    package init?(_ text: some StringProtocol) {
        guard let (local, offset) = try? LocalDateTime.parse(text),
            let instant = try? local.instant(offsetSeconds: offset ?? 0)
        else { return nil }
        self.init(instant, offsetMinutes: offset.map { $0 / 60 })
    }
}
