package import Vocabulary

/// A day, or a time on it: the schemas' choice of `Dt` and `DtTm`.
package enum DayOrTime: Hashable, Sendable {
    case day(BusinessDate)
    case time(MessageTime)
}
