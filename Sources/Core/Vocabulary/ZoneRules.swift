/// What clocks of a zone show since 1970, from a committed table and never from the host's files.
///
/// The table's version is part of the version of the rules: replay needs the same clock. Looking a
/// zone up reads one line of the table; keep the value where it is used often.
///
/// ```swift
/// let berlin = ZoneRules("Europe/Berlin")
/// berlin?.local(instant).time  // what the clock in the branch shows
/// ```
package struct ZoneRules: Hashable, Sendable {
    /// The edition of tzdata that the table was made from, such as `2026f`.
    package static var version: String { ZoneTable.version }

    /// The name that was asked for; a link such as `US/Eastern` keeps its own.
    package let name: String
    /// From which second on, since 1970, which offset holds; the first is from the beginning.
    let changes: [Change]
    /// What repeats each year behind the last change.
    private let repeated: RepeatedRule

    struct Change: Hashable, Sendable {
        let second: Int
        let offset: Int
    }

    /// Fails unless the table has a zone or a link of this name.
    package init?(_ name: String) {
        guard let row = Self.table.fields(of: name.utf8),
            let zone = row.count == 2 ? Self.table.fields(of: row[1].utf8) : row
        else { return nil }
        guard zone.count == 4, let first = Int(zone[1]), let repeated = RepeatedRule(zone[3]) else {
            preconditionFailure("The generator writes zones of four fields, and links to them.")
        }
        self.name = name
        self.repeated = repeated
        changes = [Change(second: .min, offset: first)] + Self.changes(in: zone[2])
    }

    /// Names of all zones and links, in order.
    package static var names: [String] {
        (0..<table.count).map { String(decoding: table.key(at: $0), as: UTF8.self) }
    }

    private static let table = TextTable(ZoneTable.text)

    private static func changes(in text: String) -> [Change] {
        text.split(separator: ",").map { pair in
            let parts = pair.split(separator: " ")
            guard parts.count == 2, let second = Int(parts[0], radix: 36),
                let offset = Int(parts[1])
            else { preconditionFailure("The generator writes pairs of a second and an offset.") }
            return Change(second: second, offset: offset)
        }
    }

    /// Seconds that clocks are ahead of UTC; negative west of Greenwich.
    package func offsetSeconds(at instant: Instant) -> Int {
        offset(atSecond: Int(instant.seconds))
    }

    private func offset(atSecond second: Int) -> Int {
        guard let last = changes.last, second < last.second else {
            return repeated.offset(atSecond: second)
        }
        var low = 0
        var high = changes.count - 1
        while low + 1 < high {
            let middle = (low + high) / 2
            if changes[middle].second <= second { low = middle } else { high = middle }
        }
        return changes[low].offset
    }

    /// What a clock in the zone shows.
    package func local(_ instant: Instant) -> LocalDateTime {
        LocalDateTime(instant, offsetSeconds: offsetSeconds(at: instant))
    }

    /// The instants at which clocks in the zone show this: one, none or two.
    ///
    /// Looks a day to either side: no zone of the table changes twice within three days, as a test
    /// says.
    package func instants(of local: LocalDateTime) throws(InstantError) -> LocalInstants {
        let day = 86_400
        let wall = Int(local.nanosecondsSinceEpoch / Int128(TimeOfDay.nanosecondsPerSecond))
        let before = offset(atSecond: wall - day)
        let after = offset(atSecond: wall + day)
        let early = wall - before
        let late = wall - after
        let holdsBefore = offset(atSecond: early) == before
        let holdsAfter = offset(atSecond: late) == after
        switch (holdsBefore, holdsAfter) {
        case (true, true) where before != after:
            return .twice(
                first: try local.instant(offsetSeconds: before),
                second: try local.instant(offsetSeconds: after))
        case (true, _): return .once(try local.instant(offsetSeconds: before))
        case (false, true): return .once(try local.instant(offsetSeconds: after))
        case (false, false):
            let change = changeSecond(between: late, and: early, to: after)
            guard change >= 0 else { throw .beforeEpoch }
            guard let instant = Instant(seconds: UInt64(change)) else { throw .tooLate }
            return .skipped(at: instant)
        }
    }

    /// The first second at which `offset` holds, within a span of at most a day that begins before
    /// it does.
    private func changeSecond(between start: Int, and end: Int, to offset: Int) -> Int {
        var low = start - 1
        var high = end
        while low + 1 < high {
            let middle = (low + high) / 2
            if self.offset(atSecond: middle) == offset { high = middle } else { low = middle }
        }
        return high
    }
}

/// When clocks of a zone show a local time.
package enum LocalInstants: Hashable, Sendable {
    case once(Instant)
    /// Clocks go forward over it: they never show it. The instant is that of the change.
    case skipped(at: Instant)
    /// Clocks go back over it: they show it twice.
    case twice(first: Instant, second: Instant)

    /// The one instant that a timer uses: the first of two, the change where there is none.
    package var first: Instant {
        switch self {
        case .once(let instant), .skipped(let instant), .twice(let instant, _): instant
        }
    }
}
