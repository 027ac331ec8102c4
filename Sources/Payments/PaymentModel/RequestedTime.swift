/// The moment a customer asks for, where a file gives a time (`DtTm`) and not only a date.
package struct RequestedTime: Hashable, Sendable {
    /// Nanoseconds since 1970.
    ///
    /// Where no offset was stated, a clock's reading taken as UTC.
    package let instant: UInt64
    /// No offset was stated: it is a reading of the bank's clock.
    package let isReading: Bool

    package init(instant: UInt64, isReading: Bool) {
        self.instant = instant
        self.isReading = isReading
    }
}
