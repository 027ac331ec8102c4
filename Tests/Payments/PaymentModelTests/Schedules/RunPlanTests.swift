import PaymentModel
import Platform
import Testing
import Vocabulary

/// The days of a schedule's runs.
@Suite struct `Days of runs` {
    private static func plan(
        _ first: String, _ step: RunPlan.Step, until: String? = nil, runs: UInt32? = nil
    ) throws -> RunPlan? {
        let day = try #require(BusinessDate(first))
        return RunPlan(
            first: LocalDateTime(day, .midnight), step: step,
            until: until.flatMap { BusinessDate($0) }, runs: runs)
    }

    private static func days(_ plan: RunPlan?, _ count: Int) -> [String] {
        (1...count).compactMap { plan?.run($0)?.date.description }
    }

    @Test func `a 31st comes back after a shorter month`() throws {
        let plan = try Self.plan("2026-01-31", .months(1, isMonthEnd: false))
        #expect(
            Self.days(plan, 5) == [
                "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31",
            ])
    }

    @Test func `ends of months stay ends of months, in leap years too`() throws {
        let plan = try Self.plan("2027-11-30", .months(3, isMonthEnd: true))
        #expect(Self.days(plan, 3) == ["2027-11-30", "2028-02-29", "2028-05-31"])
        #expect(try Self.plan("2027-11-29", .months(3, isMonthEnd: true)) == nil)
    }

    @Test func `a plan ends with its last day or its last run`() throws {
        let weeks = try Self.plan("2026-12-24", .days(7), until: "2027-01-07")
        #expect(Self.days(weeks, 9) == ["2026-12-24", "2026-12-31", "2027-01-07"])
        #expect(Self.days(try Self.plan("2026-12-24", .days(7), runs: 2), 9).count == 2)
        #expect(Self.days(try Self.plan("2026-12-24", .once), 9) == ["2026-12-24"])
        #expect(try Self.plan("2026-12-24", .days(7), until: "2026-12-23") == nil)
        #expect(Self.days(try Self.plan("9999-12-31", .days(1)), 9) == ["9999-12-31"])
        for step in [
            RunPlan.Step.days(0), .days(3_661), .months(0, isMonthEnd: false),
            .months(1_201, isMonthEnd: false),
        ] { #expect(try Self.plan("2026-12-24", step) == nil) }
    }

    /// The model walks over every day of the calendar.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `runs are the days that somebody finds who walks through the calendar`(
        seed: UInt64
    ) throws {
        let random = SeededRandomness(seed: seed)
        let first = try #require(BusinessDate(dayNumber: 20_000 + random.below(5_000)))
        let isLast = first.day == BusinessDate.daysIn(month: first.month, year: first.year)
        let isMonthEnd = isLast && random.below(2) == 0
        let step: RunPlan.Step =
            random.below(2) == 0
            ? .days(UInt16(1 + random.below(90)))
            : .months(UInt16(1 + random.below(13)), isMonthEnd: isMonthEnd)
        let plan = RunPlan(
            first: LocalDateTime(first, .midnight), step: step, until: nil, runs: nil)
        var found: [BusinessDate] = []
        for offset in 0..<2_000 {
            let day = try #require(first.adding(days: offset))
            if Self.isRun(day, offset, first, step) { found.append(day) }
        }
        let runs = (1...found.count).compactMap { plan?.run($0)?.date }
        #expect(runs == found, "seed \(seed)")
        let next = try #require(plan?.run(found.count + 1)).date
        #expect(first.days(until: next) >= 2_000, "seed \(seed)")
    }

    private static func isRun(
        _ day: BusinessDate, _ offset: Int, _ first: BusinessDate, _ step: RunPlan.Step
    ) -> Bool {
        switch step {
        case .once: return offset == 0
        case .days(let days): return offset % Int(days) == 0
        case .months(let months, let isMonthEnd):
            let passed = (day.year - first.year) * 12 + day.month - first.month
            let isLast = day.day == BusinessDate.daysIn(month: day.month, year: day.year)
            let fits = isMonthEnd ? isLast : day.day == first.day || isLast && day.day < first.day
            return passed % Int(months) == 0 && fits
        }
    }
}
