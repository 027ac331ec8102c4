/// A point in time of the clearing's own clock: milliseconds since 1 January 1970, UTC.
package struct Moment: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads `2026-11-20T09:00`, `…:30`, `….250`, with `Z`, `+01:00` or
    /// nothing behind it, which means Central European Time.
    package init?(_ text: some StringProtocol) {
        let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let day = BusinessDay(halves[0]) else { return nil }
        let mark = halves[1].firstIndex { "Z+-".contains($0) } ?? halves[1].endIndex
        guard let ofDay = Moment.timeOfDay(halves[1][..<mark]) else { return nil }
        let local = Int64(day.number) * Moment.day + ofDay
        let zone = halves[1][mark...]
        if zone.isEmpty {
            milliseconds = local - Moment.offset(atLocal: local)
        } else if zone == "Z" {
            milliseconds = local
        } else {
            guard let offset = Moment.timeOfDay(zone.dropFirst()) else { return nil }
            milliseconds = zone.first == "-" ? local + offset : local - offset
        }
    }

    static let second: Int64 = 1000
    static let minute: Int64 = 60_000
    static let hour: Int64 = 3_600_000
    static let day: Int64 = 86_400_000

    /// Milliseconds since midnight of `09:00`, `09:00:30` or `09:00:30.250`.
    static func timeOfDay(_ text: some StringProtocol) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hours = digits(parts[0]), hours < 24,
            let minutes = digits(parts[1]), minutes < 60
        else { return nil }
        var result = Int64(hours) * hour + Int64(minutes) * minute
        guard parts.count == 3 else { return result }
        let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard seconds.count <= 2, let whole = digits(seconds[0]), whole < 60 else { return nil }
        result += Int64(whole) * second
        guard seconds.count == 2 else { return result }
        guard digits(seconds[1]) != nil else { return nil }
        let thousandths = (seconds[1] + "00").prefix(3)
        return result + Int64(digits(thousandths) ?? 0)
    }

    /// Central European Time: one hour before UTC, two from the last Sunday of March 01:00 UTC to
    /// the last Sunday of October 01:00 UTC (Directive 2000/84/EC).
    static func offset(atUTC milliseconds: Int64) -> Int64 {
        let year = BusinessDay(number: Int(floorDivide(milliseconds, day))).civil.year
        let begin = lastSunday(year: year, month: 3)
        let end = lastSunday(year: year, month: 10)
        return milliseconds >= begin && milliseconds < end ? 2 * hour : hour
    }

    /// In the hour that comes twice, the first; in the hour that is left out, the one before.
    static func offset(atLocal milliseconds: Int64) -> Int64 {
        let summer = offset(atUTC: milliseconds - 2 * hour)
        return summer == 2 * hour ? summer : offset(atUTC: milliseconds - hour)
    }

    private static func lastSunday(year: Int, month: Int) -> Int64 {
        let last = BusinessDay(year: year, month: month, day: 31)
        return Int64(last.number - last.weekday % 7) * day + hour
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }

    private var local: Int64 { milliseconds + Moment.offset(atUTC: milliseconds) }

    /// The calendar date in Central European Time.
    package var date: BusinessDay {
        BusinessDay(number: Int(Moment.floorDivide(local, Moment.day)))
    }

    /// As messages write it: `2026-11-20T09:00:00.000+01:00`.
    package var text: String {
        let ofDay = local - Moment.floorDivide(local, Moment.day) * Moment.day
        let hours = Moment.offset(atUTC: milliseconds) / Moment.hour
        return "\(date.text)T\(padded(ofDay / Moment.hour, 2))"
            + ":\(padded(ofDay / Moment.minute % 60, 2))"
            + ":\(padded(ofDay / Moment.second % 60, 2))"
            + ".\(padded(ofDay % Moment.second, 3))+\(padded(hours, 2)):00"
    }

    /// Reads `250ms`, `30s`, `5m`, `2h` or `1d` into milliseconds; at most 400 days.
    package static func duration(_ text: some StringProtocol) -> Int64? {
        let units: [(String, Int64)] = [
            ("ms", 1), ("s", second), ("m", minute), ("h", hour), ("d", day),
        ]
        for (unit, length) in units where text.hasSuffix(unit) {
            guard let count = digits(text.dropLast(unit.utf8.count)) else { continue }
            let (result, overflows) = Int64(count).multipliedReportingOverflow(by: length)
            return overflows || result > 400 * day ? nil : result
        }
        return nil
    }

    package static func < (left: Moment, right: Moment) -> Bool {
        left.milliseconds < right.milliseconds
    }
    package static func + (left: Moment, right: Int64) -> Moment {
        Moment(milliseconds: left.milliseconds + right)
    }
}
