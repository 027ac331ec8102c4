import Arithmetic
import PaymentModel
import Vocabulary

/// Reads a schedule as somebody orders it.
enum ScheduleReading {
    static let fields = [
        "id", "debit_account_id", "credit_account_id", "ledger", "code", "amount", "first", "every",
        "until", "runs", "zone", MetadataReading.field,
    ]
    private static let date = "a day such as 2026-12-31"
    private static let rate = "a plain decimal from -10 to 10 with at most 12 decimals"

    /// The order, and the canonical form of its metadata.
    static func order(
        _ body: [UInt8]
    ) throws(Problem) -> (order: ScheduleOrder, metadata: [UInt8]?) {
        let object = try BodyObject(body, fields: fields)
        return (try order(object), try MetadataReading.optional(object))
    }

    private static func order(_ object: BodyObject) throws(Problem) -> ScheduleOrder {
        let debit = try object.identifier("debit_account_id")
        let credit = try object.identifier("credit_account_id")
        let amount = try object.object("amount", fields: ["fixed", "interest", "fee"])
        let rule = try rule(amount, debit: debit, credit: credit)
        let zone = try object.optionalParsed("zone", "a zone of tzdata, such as Europe/Berlin") {
            $0.utf8.count <= ScheduleOrder.zoneBytesMax && ZoneRules($0) != nil ? $0 : nil
        }
        return ScheduleOrder(
            id: try object.optionalWhole("id", in: 1...(.max - 1)) ?? 0, debitAccount: debit,
            creditAccount: credit, ledger: try object.whole("ledger", in: 1...(.max)),
            code: try object.whole("code", in: 1...(.max)), amount: rule.amount,
            balanceAccount: rule.balanceAccount, side: rule.side, plan: try plan(object),
            zone: zone ?? "Etc/UTC", by: 0)
    }

    /// A row of rates by itself.
    static func row(_ body: [UInt8]) throws(Problem) -> RateRow {
        try row(BodyObject(body, fields: rowFields))
    }

    // MARK: - When

    private static func plan(_ object: BodyObject) throws(Problem) -> RunPlan {
        let first = try object.parsed("first", "a day or a local time such as 2026-12-31T17:00:00")
        {
            text -> LocalDateTime? in
            if let day = BusinessDate(text) { return LocalDateTime(day, .midnight) }
            guard let (local, offset) = try? LocalDateTime.parse(text), offset == nil else {
                return nil
            }
            return local
        }
        let step = try step(object)
        let plan = RunPlan(
            first: first, step: step,
            until: try object.optionalParsed("until", date) { BusinessDate($0) },
            runs: try object.optionalWhole("runs", in: 1...UInt32(RunPlan.runsMax)))
        guard let plan else {
            throw object.fault(
                "first",
                "it lies behind until, or is not the last day of its month where every wants that")
        }
        return plan
    }

    private static func step(_ object: BodyObject) throws(Problem) -> RunPlan.Step {
        guard
            let every = try object.optionalObject(
                "every", fields: ["days", "months", "end_of_month"])
        else { return .once }
        let days = try every.optionalWhole("days", in: 1...UInt16(RunPlan.daysMax))
        let months = try every.optionalWhole("months", in: 1...UInt16(RunPlan.monthsMax))
        let isMonthEnd = try every.optionalSwitch("end_of_month")
        switch (days, months) {
        case (let days?, nil) where isMonthEnd == nil: return .days(days)
        case (nil, let months?): return .months(months, isMonthEnd: isMonthEnd ?? false)
        default: throw object.fault("every", "allowed is days alone, or months, with end_of_month")
        }
    }

    // MARK: - How much

    private typealias Rule = (amount: AmountRule, balanceAccount: UInt128, side: BalanceSide)

    private static func rule(
        _ object: BodyObject, debit: UInt128, credit: UInt128
    ) throws(Problem) -> Rule {
        let interest = try object.optionalObject(
            "interest",
            fields: [
                "day_count", "rounding", "rate", "rates", "balance_account_id", "balance_side",
            ])
        let fee = try object.optionalObject(
            "fee",
            fields: [
                "flat", "per_mille", "minimum", "maximum", "rounding", "balance_account_id",
                "balance_side",
            ])
        let fixed = try object.optionalWhole("fixed", in: 1...UInt128.max)
        switch (fixed, interest, fee) {
        case (let fixed?, nil, nil): return (.fixed(fixed), 0, .credit)
        case (nil, let terms?, nil):
            return try asking(.interest(interestTerms(terms)), terms, standard: credit)
        case (nil, nil, let terms?):
            return try asking(.fee(feeTerms(terms)), terms, standard: debit)
        default: throw object.fault("fixed", "allowed is one of fixed, interest and fee")
        }
    }

    /// With whose balance is asked: of interest what the credit account has, of a fee the debit
    /// account, where nothing else is said.
    private static func asking(
        _ amount: AmountRule, _ object: BodyObject, standard: UInt128
    ) throws(Problem) -> Rule {
        let account = try object.optionalWhole("balance_account_id", in: 1...(.max - 1))
        let side = try object.optionalParsed("balance_side", "credit or debit") {
            ["credit": BalanceSide.credit, "debit": .debit][$0]
        }
        return (amount, account ?? standard, side ?? .credit)
    }

    static func rounding(_ object: BodyObject) throws(Problem) -> Rounding {
        try object.optionalParsed(
            "rounding", "one of \(Rounding.names.joined(separator: ", "))"
        ) { Rounding(name: $0) } ?? .halfEven
    }

    private static func interestTerms(_ object: BodyObject) throws(Problem) -> InterestTerms {
        let dayCount = try object.parsed("day_count", "one of ACT/365F, ACT/360, 30E/360") {
            DayCount($0)
        }
        var rows: [RateRow] = []
        let listed = try object.objects("rates", fields: rowFields, countMax: RateRow.rowsMax)
        for found in listed { rows.append(try row(found)) }
        if let rate = try object.optionalParsed("rate", rate, { AnnualRate($0) }) {
            guard rows.isEmpty else { throw object.fault("rate", "allowed is rate or rates") }
            rows = [RateRow(from: .earliest, bands: [RateBand(above: 0, rate: rate)])]
                .compactMap(\.self)
        }
        guard !rows.isEmpty else { throw object.missing("rates") }
        guard
            let terms = InterestTerms(
                dayCount: dayCount, rounding: try rounding(object), rows: rows)
        else { throw object.fault("rates", "the days of the rows must ascend") }
        return terms
    }

    private static let rowFields = ["from", "rate", "bands"]

    private static func row(_ object: BodyObject) throws(Problem) -> RateRow {
        let from = try object.parsed("from", date) { BusinessDate($0) }
        var bands: [RateBand] = []
        for band in try object.objects(
            "bands", fields: ["above", "rate"], countMax: RateRow.bandsMax)
        {
            bands.append(
                RateBand(
                    above: try band.optionalWhole("above", in: 0...UInt128.max) ?? 0,
                    rate: try band.parsed("rate", rate) { AnnualRate($0) }))
        }
        if let rate = try object.optionalParsed("rate", rate, { AnnualRate($0) }) {
            guard bands.isEmpty else { throw object.fault("rate", "allowed is rate or bands") }
            bands = [RateBand(above: 0, rate: rate)]
        }
        guard let row = RateRow(from: from, bands: bands) else {
            throw object.fault(
                "bands", "the first begins at 0, and each other above the one before")
        }
        return row
    }

    private static func feeTerms(_ object: BodyObject) throws(Problem) -> FeeTerms {
        let share = try object.optionalParsed(
            "per_mille", "a plain decimal from 0 to 1000 with at most 9 decimals"
        ) { AnnualRate(perMille: $0) }
        let maximum = try object.optionalWhole("maximum", in: 0...UInt128.max)
        let terms = FeeTerms(
            flat: try object.optionalWhole("flat", in: 0...UInt128.max) ?? 0,
            share: share ?? .zero,
            minimum: try object.optionalWhole("minimum", in: 0...UInt128.max) ?? 0,
            maximum: maximum, rounding: try rounding(object))
        guard let terms else { throw object.fault("maximum", "it lies below minimum") }
        return terms
    }
}
