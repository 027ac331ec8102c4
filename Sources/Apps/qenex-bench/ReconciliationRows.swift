import Flows
import ISO20022
import PaymentModel
import Platform
import Vocabulary

/// A clearing's statements of 100,000 entries, read and matched against as many of our own.
struct ReconciliationRows {
    let place: Workplace

    private static let messages = 20
    private static let entriesPerMessage = 5_000

    func measure(into figures: inout Figures) throws {
        let files = try (0..<Self.messages).map { try message($0) }
        let ours = (0..<Self.messages * Self.entriesPerMessage).map { number in
            MatchItem(
                transaction: Self.reference(number), endToEnd: "E-\(number)",
                message: "M-\(number / 1_000)", amount: Self.amount(number),
                day: Int32(Workplace.day))
        }
        let start = place.clock.monotonic()
        var theirs: [MatchItem] = []
        for bytes in files {
            let document = try DocumentReader.read(bytes, accepting: ["camt.053.001.08"])
            guard document.isValid else { throw Failed("a statement of ours is not valid") }
            let report = try AccountReport(reading: document.root)
            theirs += report.accounts.flatMap(\.entries).map(Self.item)
        }
        let read = place.clock.monotonic()
        let matching = EntryMatching(ours: ours, theirs: theirs, rules: MatchRule.standard)
        let matched = place.clock.monotonic()
        guard matching.unmatchedOurs.count == 100, matching.unmatchedTheirs.count == 100 else {
            throw Failed("\(matching.unmatchedOurs.count) of ours are left")
        }
        figures.add(
            Figure(
                name: "reconciliation", value: Double(matched - start) / 1e9, unit: "s",
                goal: .atMost(5), isMoreBetter: false,
                conditions: "\(theirs.count) entries of \(files.count) camt.053, validated, read "
                    + "and matched by four rules, \(matching.unmatchedTheirs.count) left"))
        figures.add(
            Figure(
                name: "reconciliation_matching", value: Double(matched - read) / 1e9, unit: "s",
                isMoreBetter: false, conditions: "of it the matching alone"))
    }

    private static func item(_ entry: AccountReport.Entry) -> MatchItem {
        let references = entry.details.first?.transactions.first?.references
        var day = Int32(0)
        if case .day(let value)? = entry.value { day = value.dayNumber }
        let units = entry.amount.minorUnits
        return MatchItem(
            transaction: references?.transactionID ?? "", endToEnd: references?.endToEndID ?? "",
            message: references?.messageID ?? "",
            amount: entry.side == .credit ? units : -units, day: day)
    }

    private static func reference(_ number: Int) -> String { "TX-\(number)" }

    private static func amount(_ number: Int) -> Int128 {
        let units = Int128(number % 99_991 + 1)
        return number.isMultiple(of: 2) ? units : -units
    }

    /// Each thousandth entry has another amount, and nothing else in common with one of ours.
    private func message(_ number: Int) throws -> [UInt8] {
        guard let day = BusinessDate(dayNumber: Workplace.day) else {
            throw Failed("There is no such day.")
        }
        let created = MessageTime(Instant(nanoseconds: Workplace.sandboxStart))
        let entries = (0..<Self.entriesPerMessage).map { place in
            entry(number * Self.entriesPerMessage + place, day)
        }
        let zero = Money.zero(.eur)
        let account = AccountReport.Account(
            id: "S-\(number)",
            account: CashAccount(
                identifier: .other(id: "SCT-EUR-QENXDEFFXXX", scheme: nil, issuer: nil)),
            balances: [
                AccountReport.Balance(.openingBooked, signed: zero, on: day),
                AccountReport.Balance(.closingBooked, signed: zero, on: day),
            ],
            entries: entries)
        return try AccountReport(
            kind: .statement, version: .v08, messageID: "S-\(number)", created: created,
            accounts: [account]
        ).written()
    }

    private func entry(_ number: Int, _ day: BusinessDate) -> AccountReport.Entry {
        let isOdd = number.isMultiple(of: 1_000)
        let units = Self.amount(number)
        let amount = Money(
            minorUnits: isOdd ? 100_000_000 + Int128(number) : abs(units), currency: .eur)
        let references = AccountReport.References(
            messageID: "N-\(number / 1_000)", endToEndID: "E-\(number)",
            transactionID: Self.reference(number))
        let side: CreditDebit = units < 0 ? .debit : .credit
        var entry = AccountReport.Entry(
            reference: String(number + 1), amount: amount, side: side, booked: day, value: day,
            servicerReference: Self.reference(number), code: .creditTransfer(side))
        entry.details = [
            AccountReport.Detail(transactions: [
                AccountReport.Transaction(references: references, amount: amount, side: side)
            ])
        ]
        return entry
    }
}
