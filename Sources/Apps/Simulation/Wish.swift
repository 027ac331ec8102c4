/// When a client wants a payment executed, and what follows from that, worked out the simple way.
///
/// Seconds since 1970. A simulation lies in the last weeks of November, when clocks in Berlin are an
/// hour ahead of UTC and only Saturdays and Sundays are no business days.
struct Wish {
    /// Days since 1970-01-01.
    let day: Int
    /// The time asked for, where there was one.
    let time: Int?

    static func day(of seconds: Int) -> Int { (seconds + 3_600) / 86_400 }

    static func start(of day: Int) -> Int { day * 86_400 - 3_600 }

    /// When a payment that arrived at `arrival` is to be executed; `nil` where that is at once.
    func due(arrival: Int, byCycles: Bool) -> Int? {
        guard day > Self.day(of: arrival) || (time ?? 0) > arrival else { return nil }
        var settles = day
        if byCycles {
            // The cut-off is 16:00. Day 20,777 was a Friday.
            let counts = max(arrival, time ?? 0)
            if Self.day(of: counts) == settles, (counts + 3_600) % 86_400 >= 16 * 3_600 {
                settles += 1
            }
            while [1, 2].contains((settles - 20_777 + 700) % 7) { settles += 1 }
        }
        return max(Self.start(of: settles), time ?? 0)
    }
}
