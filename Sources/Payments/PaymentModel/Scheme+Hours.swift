package import Vocabulary

/// When the clearing of a scheme by cycles takes messages, and until when an order is in time: rows
/// Y7 to Y11 of `postings.md`.
extension Scheme {
    /// Cycles that a day can have.
    package static let cycleTimesMax = 24

    /// From this time of a day on its orders are late: the cut-off, the last cycle or the end of the
    /// clearing's hours, whichever comes first; `nil` where no hour is too late.
    package var lastTime: TimeOfDay? {
        guard let cycles else { return nil }
        return [cycles.cutOff, cycles.closes, cycles.times.last].compactMap { $0 }.min()
    }

    /// The date that the scheme's clocks show.
    func date(at instant: UInt64) -> BusinessDate {
        zone.local(Instant(nanoseconds: instant)).date
    }

    /// When the scheme's clocks show a time: the first instant of two, the change of clocks where
    /// they never do.
    package func instant(of time: TimeOfDay, on date: BusinessDate) -> UInt64? {
        (try? zone.instants(of: LocalDateTime(date, time)))?.first.nanoseconds
    }

    /// Whether an order that comes at an instant is too late for the day it comes on.
    ///
    /// An hour that clocks show twice does not begin again.
    func isLate(at instant: UInt64) -> Bool {
        lastTime.flatMap { self.instant(of: $0, on: date(at: instant)) }.map { $0 <= instant }
            ?? false
    }

    /// Whether there are hours at all outside of which nothing is written to the clearing.
    var hasHours: Bool { cycles.map { $0.opens != nil || $0.closes != nil } ?? false }

    /// The hours of a day; `nil` on a day without any, and on one that the calendar does not know.
    func hours(on date: BusinessDate) -> Range<UInt64>? {
        guard (try? calendar.isOpen(date)) == true, let next = date.adding(days: 1),
            let start = instant(of: cycles?.opens ?? .midnight, on: date),
            let end = cycles?.closes.map({ instant(of: $0, on: date) })
                ?? instant(of: .midnight, on: next),
            start < end
        else { return nil }
        return start..<end
    }
}

extension DatedScheme {
    /// Whether the clearing takes messages at an instant.
    package func takesMessages(at instant: UInt64) -> Bool {
        let row = nearestRow(at: instant)
        return !row.hasHours || row.hours(on: row.date(at: instant))?.contains(instant) == true
    }

    /// The first instant, not before another, at which the clearing takes messages; `nil` where
    /// the calendar ends before.
    package func opening(notBefore instant: UInt64) -> UInt64? {
        guard !takesMessages(at: instant) else { return instant }
        return firstOfDays(from: instant, through: Int(Scheme.daysAheadMax)) { row, date in
            guard row.hasHours else { return row.instant(of: .midnight, on: date) }
            return row.hours(on: date).flatMap { $0.upperBound > instant ? $0.lowerBound : nil }
        }.map { max(instant, $0) }
    }

    /// The next instant from which on an order is too late for the day it comes on; `nil` where the
    /// scheme has none within a month, or its calendar has ended.
    package func nextCutOff(after instant: UInt64) -> UInt64? {
        firstOfDays(from: instant, through: 31) { row, date in
            guard let time = row.lastTime, (try? row.calendar.isOpen(date)) == true else {
                return nil
            }
            return row.instant(of: time, on: date).flatMap { $0 > instant ? $0 : nil }
        }
    }

    /// What the first day gives that gives anything, each by the row in force on it.
    private func firstOfDays(
        from instant: UInt64, through days: Int, _ find: (Scheme, BusinessDate) -> UInt64?
    ) -> UInt64? {
        let today = first.date(at: instant)
        for ahead in 0...days {
            guard let date = today.adding(days: ahead) else { return nil }
            if let found = find(row(on: date) ?? first, date) { return found }
        }
        return nil
    }
}
