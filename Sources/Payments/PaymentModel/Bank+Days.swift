import Bytes
import Vocabulary

/// Dates: booking days in the bank's zone, settlement days in the scheme's.
extension Bank {
    /// Today's date in the bank's zone, in days since 1970-01-01.
    package func calendarDay(at instant: UInt64? = nil) -> Int32 {
        configuration.localDay(Instant(nanoseconds: instant ?? now))
    }

    /// The day entries are booked on: today, or the day after the last closed one.
    package func bookingDay(_ currency: UInt16, at instant: UInt64? = nil) -> Int32 {
        let today = calendarDay(at: instant)
        return closedDays[currency].map { max(today, $0 + 1) } ?? today
    }

    /// Midnight at the start of a day in the bank's zone.
    func startOfDay(_ day: Int32) -> UInt64 { configuration.startOfDay(day) }

    /// The first day on which the clearing can settle: not before the day asked for, not before
    /// today, after the cut-off not today, and a business day of the scheme's calendar.
    ///
    /// - Returns: `nil` where the calendar ends before, or the day is too far ahead.
    func settlementDay(_ scheme: Scheme, requested: Int32, at instant: UInt64) -> Int32? {
        scheme.settlementDay(requested: requested, at: Instant(nanoseconds: instant))
    }

    /// A sandbox goes on from a later time, or from where something is due on the way there.
    ///
    /// What is due is done between two commands, so the caller asks again.
    func moveClock(to instant: UInt64, _ record: inout ByteWriter) -> BankReply {
        guard configuration.isSandbox else { return refuse(.notSandbox, &record) }
        // The year 2100 may begin by the bank's clocks before it does by UTC, or after.
        guard instant <= Self.clockMax, calendarDay(at: instant) < Self.firstDayBehind else {
            return refuse(.tooFar, &record)
        }
        let due = rules < 2 ? nil : nextTimer.flatMap { $0 <= instant ? $0 : nil }
        // What is due already is done first, in as many pieces as it takes.
        if let due, due <= now { return refuse(.stopped, &record) }
        guard instant > now else { return refuse(.behind, &record) }
        record.write(instant)
        now = due ?? instant
        heard.append(.clockMoved(to: now))
        return .clock(due == nil ? .moved : .stopped)
    }

    private func refuse(_ outcome: ClockOutcome, _ record: inout ByteWriter) -> BankReply {
        record.reset()
        return .clock(outcome)
    }
}
