import Flows
import PaymentModel
import Platform
import Vocabulary

/// When a new sandbox begins: as told, else at 09:00 in the bank's zone on the latest TARGET day.
enum SandboxStart {
    /// - Returns: `nil` where the text names no instant that a sandbox's clock can show.
    static func instant(named text: String, _ zone: ZoneRules) -> UInt64? {
        guard let found = NamedInstant(text, in: zone).nanoseconds, found <= Bank.clockMax else {
            return nil
        }
        return found
    }

    static func instant(_ zone: ZoneRules) -> UInt64 {
        let now = Instant(nanoseconds: SystemClock().now())
        let today = zone.local(now).date
        guard let day = try? BusinessCalendar.target.previousOrSame(today),
            let nine = TimeOfDay(hour: 9, minute: 0),
            let found = try? zone.instants(of: LocalDateTime(day, nine))
        else { return now.nanoseconds }
        return found.first.nanoseconds
    }
}
