import Ledger
import Testing
import Vocabulary

@testable import PaymentModel

/// Rows Y1 to Y5 of `postings.md` §9g: a scheme has a row for each time in which it works otherwise.
///
/// It is Friday 20 November 2026 in Berlin; the second rows begin on Saturday.
@Suite struct `Dated rows of a scheme` {
    private static let saturday = BusinessDate("2026-11-21")

    /// The demonstration with a further row of a scheme, which is changed.
    private static func bench(
        _ name: String, from day: String = "2026-11-21", _ change: (inout Scheme) -> Void
    ) throws -> BankBench {
        let bench = try BankBench.opened(asksAfter: [5, 60])
        let setup = try demonstration(asksAfter: [5, 60])
        var row = try #require(setup.scheme(named: name))
        row.validFrom = BusinessDate(day)
        change(&row)
        configure(bench, setup, setup.schemes + [row])
        return bench
    }

    private static func configure(_ bench: BankBench, _ setup: BankSetup, _ schemes: [Scheme]) {
        bench.run(
            .configure(
                BankConfiguration(
                    setup: BankSetup(bank: setup.bank, schemes: schemes, reach: setup.reach),
                    isSandbox: true)))
    }

    private static func instant(asksAfter: [Int], restoresAfter: Int? = nil) -> Scheme.Pace {
        .instant(
            Scheme.InstantRules(
                clockSeconds: 10, confirmsInbound: true, statusRequestsAfterSeconds: asksAfter,
                restoresPayerAfterSeconds: restoresAfter))
    }

    private static func pay(_ bench: BankBench, _ file: String, _ amount: UInt128) -> UInt128 {
        bench.pay("Alma", [BankBench.order(amount, to: "Far", isInstant: true)], file: file)
        return BankBench.payment(file)
    }

    /// The clock is 10 s.
    ///
    /// Friday's row asks 5 s and 60 s behind its end and restores nobody,
    /// Saturday's asks 20 s behind it and restores after 3,600 s.
    @Test
    func `silence is asked about, and a payer restored, by the row a payment was accepted by`()
        throws
    {
        let bench = try Self.bench("SCTINST") {
            $0.pace = Self.instant(asksAfter: [20], restoresAfter: 3_600)
        }
        // 23:59:55 in Berlin: its clock ends at 00:00:05.
        bench.clock = BankBench.midnight(friday + 1) - 5 * BankBench.second
        let early = Self.pay(bench, "E", 10_000)
        bench.advance(seconds: 5)
        let late = Self.pay(bench, "L", 20_000)
        bench.advance(seconds: 5)
        #expect(bench.changes.map(\.payment) == [early], "unknown at 00:00:05")
        bench.advance(seconds: 5)
        // Both at 00:00:10: the early one is asked about, the clock of the late one ends.
        #expect(bench.sent.map(\.payments) == [[early]] && bench.changes.map(\.payment) == [late])
        bench.advance(seconds: 20)
        #expect(bench.sent.map(\.payments) == [[late]])
        bench.advance(seconds: 35)
        #expect(bench.sent.map(\.payments) == [[early]], "60 s behind 00:00:05")
        bench.advance(seconds: 7_200)
        #expect(bench.sent.isEmpty)
        #expect(bench.bank.payments[early]?.isRestored == false)
        #expect(bench.bank.payments[late]?.isRestored == true)
        #expect(bench.held("Alma") == 10_000)
    }

    @Test func `a row begins at midnight by the scheme's clocks`() throws {
        let bench = try Self.bench("SCTINST") {
            $0.amountMax = Money(minorUnits: 50_000, currency: .eur)
        }
        let midnight = BankBench.midnight(friday + 1)
        let rows = try #require(bench.bank.configuration.scheme(named: "SCTINST"))
        #expect(rows.row(at: midnight - 1)?.validFrom == nil)
        #expect(rows.row(at: midnight)?.validFrom == Self.saturday)
        bench.clock = midnight - BankBench.second
        _ = Self.pay(bench, "E", 60_000)
        #expect(bench.states == [.held])
        bench.clock = midnight
        _ = Self.pay(bench, "L", 60_000)
        #expect(bench.changes.map(\.reason) == [.amountAboveMaximum])
    }

    /// It is asked for on Friday for Saturday, whose row allows 500.00.
    @Test func `an order for later is judged by the row of its day, and again on it`() throws {
        let bench = try Self.bench("SCTINST") {
            $0.amountMax = Money(minorUnits: 50_000, currency: .eur)
        }
        func order(_ file: String, _ amount: UInt128) {
            bench.pay(
                "Alma", [BankBench.order(amount, to: "Far", isInstant: true)], file: file,
                on: friday + 1)
        }
        order("A", 60_000)
        #expect(bench.changes.map(\.reason) == [.amountAboveMaximum])
        order("B", 50_000)
        #expect(bench.states == [.warehoused])
        // Another limit is written before Saturday comes.
        let setup = try #require(bench.bank.configuration.setup)
        let schemes = setup.schemes.map { row in
            var row = row
            if row.validFrom != nil { row.amountMax = Money(minorUnits: 49_999, currency: .eur) }
            return row
        }
        Self.configure(bench, setup, schemes)
        bench.clock = BankBench.midnight(friday + 1)
        bench.run(nil)
        #expect(bench.changes.map(\.reason) == [.amountAboveMaximum])
    }

    /// Its row closes at noon, and another one follows it.
    ///
    /// 24 December 2026 is a Thursday, on which TARGET is open; the 25th is a holiday, the 28th the
    /// next business day.
    @Test func `half a day is a row of one day`() throws {
        let bench = try BankBench.opened()
        let setup = try demonstration()
        let usual = try #require(setup.scheme(named: "SCT"))
        var (half, after) = (usual, usual)
        half.validFrom = BusinessDate("2026-12-24")
        half.pace = .cycles(
            Scheme.Cycles(
                opens: TimeOfDay("07:00"), closes: TimeOfDay("13:00"), cutOff: TimeOfDay("12:00")))
        after.validFrom = BusinessDate("2026-12-25")
        Self.configure(bench, setup, setup.schemes + [half, after])
        let eve = try #require(BusinessDate("2026-12-24")).dayNumber
        func pay(_ file: String, hour: UInt64, on day: Int32) -> Int32? {
            bench.clock = BankBench.midnight(day) + hour * 3_600 * BankBench.second
            bench.pay("Alma", [BankBench.order(1_000, to: "Far")], file: file, on: day)
            return bench.changes.last { $0.file == name("file \(file)") }?.settlementDay
        }
        #expect(pay("A", hour: 15, on: eve - 1) == eve - 1)
        #expect(pay("B", hour: 11, on: eve) == eve)
        #expect(pay("C", hour: 12, on: eve) == eve + 4)
        #expect(pay("D", hour: 15, on: eve + 4) == eve + 4)
    }

    @Test func `before its first row a scheme reaches nobody, and takes what its clearing says`()
        throws
    {
        let bench = try BankBench.opened()
        let setup = try demonstration()
        let schemes = setup.schemes.map { row in
            var row = row
            if row.name == "SCTINST" { row.validFrom = Self.saturday }
            return row
        }
        Self.configure(bench, setup, schemes)
        _ = Self.pay(bench, "E", 10_000)
        #expect(bench.changes.map(\.reason) == [.bankUnreachable])
        let before = bench.posted(.settlement, "SCTINST")
        bench.take("F", "SCTINST", .report([BankBench.entry(.funding, 500, "F")]))
        #expect(bench.posted(.settlement, "SCTINST") == before - 500)
        bench.clock = BankBench.midnight(friday + 1)
        _ = Self.pay(bench, "L", 10_000)
        #expect(bench.states == [.held])
    }

    /// A day on which money moved closes without a statement where the row of that day says so.
    @Test func `a day is closed by the row that was in force on it`() throws {
        let bench = try Self.bench("SCT") { $0.needsStatement = true }
        bench.clock = BankBench.midnight(friday + 1)
        func differences(_ day: Int32) throws -> [DayDifference] {
            let closing = DayClosing(currency: 978, day: day)
            return try #require(bench.bank.differences(inTheWayOf: closing))
        }
        #expect(try differences(friday) == [])
        bench.take("F", "SCT", .report([BankBench.entry(.funding, 500, "F", day: friday + 1)]))
        #expect(try differences(friday + 1).map(\.day) == [friday + 1])
        #expect(try differences(friday + 1).map(\.kind) == [.statementMissing])
    }

    @Test func `rows come back from their bytes, and rows that do not agree are refused`() throws {
        let setup = try demonstration()
        var row = try #require(setup.scheme(named: "SCT"))
        row.validFrom = Self.saturday
        func with(_ row: Scheme) -> BankSetup {
            BankSetup(bank: setup.bank, schemes: [row] + setup.schemes, reach: setup.reach)
        }
        let dated = with(row)
        #expect(try BankSetup(encoded: dated.encoded()[...]) == dated)
        #expect(dated.schemes.map(\.validFrom) == [nil, Self.saturday, nil])
        var others = [Scheme](repeating: row, count: 5)
        others[0].settlementAccount = "ELSEWHERE"
        others[1].zone = try #require(ZoneRules("Europe/Lisbon"))
        others[2].pace = Self.instant(asksAfter: [])
        others[3].validFrom = nil
        others[4].clearingBIC = try BIC("CLRGFRPPXXX")
        for other in others {
            let bytes = with(other).encoded()
            #expect(throws: BankSetupError.self) { try BankSetup(encoded: bytes[...]) }
        }
    }
}
