import Arithmetic
import PaymentModel
import Platform
import Testing
import Vocabulary

/// Interest, exactly: against sums in one common denominator.
@Suite struct `Interest accrues exactly` {
    private static func day(_ text: String) throws -> BusinessDate {
        try #require(BusinessDate(text))
    }

    /// 10,000.00 at 3.65 % of 365 days, or at 3.6 % of 360, earn 1.00 a day.
    @Test(arguments: [
        (DayCount.actual365Fixed, "0.0365"), (.actual360, "0.036"), (.thirtyE360, "0.036"),
    ])
    func `a day's interest of a round balance is a round amount`(
        dayCount: DayCount, text: String
    ) throws {
        let rate = try #require(AnnualRate(text))
        var accrual = Accrual(dayCount)
        for count in 1...400 as ClosedRange<Int128> {
            try accrual.add(1_000_000, rate, days: 1)
            #expect(accrual.whole == 100 * count && accrual.numerator == 0)
        }
    }

    /// By the formulas of the 2006 ISDA Definitions, 4.16 (d), (e) and (g).
    @Test(arguments: [
        ("2026-01-15", "2026-01-30", 15, 15), ("2026-01-30", "2026-01-31", 1, 0),
        ("2026-01-31", "2026-02-01", 1, 1), ("2026-02-28", "2026-03-01", 1, 3),
        ("2024-02-28", "2024-02-29", 1, 1), ("2024-02-29", "2024-03-01", 1, 2),
        ("2026-02-28", "2026-03-31", 31, 32), ("2026-09-30", "2027-03-31", 182, 180),
        ("2026-12-31", "2027-12-31", 365, 360),
    ])
    func `days are counted by their convention`(
        from: String, to: String, actual: Int, thirty: Int
    ) throws {
        let (first, last) = (try Self.day(from), try Self.day(to))
        #expect(DayCount.actual365Fixed.days(from: first, to: last) == actual)
        #expect(DayCount.actual360.days(from: first, to: last) == actual)
        #expect(DayCount.thirtyE360.days(from: first, to: last) == thirty)
    }

    @Test(arguments: DayCount.allCases)
    func `days counted one by one are those of the whole`(dayCount: DayCount) throws {
        let first = try Self.day("2023-12-15")
        var sum = 0
        var day = first
        for _ in 0..<1_500 {
            let next = try #require(day.adding(days: 1))
            sum += dayCount.days(from: day, to: next)
            day = next
            #expect(sum == dayCount.days(from: first, to: day), "\(day)")
        }
    }

    /// A page of obvious code: everything over one denominator, in 128 bits.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `it is a sum of fractions, and is rounded once`(seed: UInt64) throws {
        let random = SeededRandomness(seed: seed)
        let dayCount = DayCount.allCases[random.below(3)]
        var accrual = Accrual(dayCount)
        let denominator = Int128(dayCount.daysOfYear) * 1_000_000_000_000
        var total: Int128 = 0
        for _ in 0..<40 {
            let balance = UInt128(random.below(1 << 30))
            let rate = try #require(
                AnnualRate(trillionths: Int64(random.below(1 << 40)) - (1 << 39)))
            let days = random.below(4)
            try accrual.add(balance, rate, days: days)
            total += Int128(balance) * Int128(rate.trillionths) * Int128(days)
            #expect(accrual.whole * denominator + Int128(accrual.numerator) == total, "\(seed)")
            for rounding in Rounding.allCases {
                let expected = Self.rounded(total, over: denominator, rounding)
                #expect(accrual.rounded(rounding) == expected, "\(rounding), seed \(seed)")
            }
            if random.below(4) == 0 {
                let posted = accrual.rounded(.halfEven)
                accrual.take(posted)
                total -= posted * denominator
                #expect(total.magnitude * 2 <= denominator.magnitude)
            }
        }
    }

    private static func rounded(
        _ total: Int128, over denominator: Int128, _ rounding: Rounding
    ) -> Int128 {
        let cut = total / denominator
        guard cut * denominator != total else { return cut }
        let away = total < 0 ? cut - 1 : cut + 1
        let toCut = (total - cut * denominator).magnitude
        let toAway = (total - away * denominator).magnitude
        return switch rounding {
        case .towardZero: cut
        case .awayFromZero: away
        case .down: min(cut, away)
        case .up: max(cut, away)
        case .halfEven: toCut < toAway || toCut == toAway && cut % 2 == 0 ? cut : away
        case .halfAwayFromZero: toCut < toAway ? cut : away
        case .halfTowardZero: toCut <= toAway ? cut : away
        }
    }

    /// Of 2,500.00: 1,000.00 at 1 %, 1,000.00 at 2 % and 500.00 at 4 % are 50.00 a year: over 365
    /// days 5,000 cents.
    @Test func `each part of a balance earns its band's rate`() throws {
        func rate(_ text: String) throws -> AnnualRate { try #require(AnnualRate(text)) }
        let row = try #require(
            RateRow(
                from: .earliest,
                bands: [
                    RateBand(above: 0, rate: rate("0.01")),
                    RateBand(above: 100_000, rate: rate("0.02")),
                    RateBand(above: 200_000, rate: rate("0.04")),
                ]))
        for (balance, yearly) in [
            (UInt128(0), Int128(0)), (100_000, 1_000), (150_000, 2_000), (200_000, 3_000),
            (250_000, 5_000),
        ] {
            var accrual = Accrual(.actual365Fixed)
            for _ in 0..<365 { try accrual.add(balance, row, days: 1) }
            #expect(accrual.whole == yearly && accrual.numerator == 0)
        }
    }

    @Test func `bands begin at zero and ascend, and rates have their limits`() throws {
        let one = try #require(AnnualRate("0.01"))
        #expect(RateRow(from: .earliest, bands: []) == nil)
        #expect(RateRow(from: .earliest, bands: [RateBand(above: 1, rate: one)]) == nil)
        let zero = RateBand(above: 0, rate: one)
        #expect(RateRow(from: .earliest, bands: [zero, zero]) == nil)
        let many = (0...16).map { RateBand(above: UInt128($0), rate: one) }
        #expect(RateRow(from: .earliest, bands: many) == nil)
        #expect(RateRow(from: .earliest, bands: Array(many.dropLast())) != nil)
        for text in ["10", "-10", "0.000000000001", "-0.5", "0"] {
            #expect(AnnualRate(text)?.text == text)
        }
        for text in ["10.000000000001", "-11", "0.0000000000001", "1e2", "", "x", "+1"] {
            #expect(AnnualRate(text) == nil, "\(text)")
        }
    }

    @Test func `what no balance can hold is refused, and the rest stays as it was`() throws {
        let most = try #require(AnnualRate("10"))
        var accrual = Accrual(.actual360)
        try accrual.add(1_000, most, days: 1)
        let before = accrual
        for _ in 0..<100 { try? accrual.add(.max, most, days: 3) }
        #expect(throws: Accrual.Overflow.self) { try accrual.add(.max, most, days: 3) }
        #expect(accrual != before && accrual.whole < 1 << 126)
    }

    /// 1.5 per mille of 10,000.00 are 15.00; with 1.00 flat 16.00.
    @Test func `a fee is flat and a share, between a least and a most`() throws {
        func fee(
            _ balance: UInt128, _ minimum: UInt128 = 0, _ maximum: UInt128? = nil,
            _ rounding: Rounding = .halfEven
        ) throws -> UInt128 {
            let share = try #require(AnnualRate(perMille: "1.5"))
            let terms = FeeTerms(
                flat: 100, share: share, minimum: minimum, maximum: maximum, rounding: rounding)
            return try #require(terms).amount(for: balance)
        }
        #expect(try fee(1_000_000) == 1_600)
        #expect(try fee(1_000_000, 0, 1_000) == 1_000)
        #expect(try fee(0, 250) == 250)
        // 0.0015 × 1,000 is 1.5: to the even 2, down to 1.
        #expect(try fee(1_000) == 102)
        #expect(try fee(1_000, 0, nil, .down) == 101)
        // Of the largest balance the share alone is a number that fits.
        #expect(try fee(.max, 0, 5) == 5)
        #expect(AnnualRate(perMille: "1000.1") == nil && AnnualRate(perMille: "-1") == nil)
        #expect(AnnualRate(perMille: "0.25")?.perMilleText == "0.25")
    }
}
