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

/// A day, or a time on it: the schemas' choice of `Dt` and `DtTm`.
package enum DayOrTime: Hashable, Sendable {
    case day(BusinessDate)
    case time(MessageTime)
}
