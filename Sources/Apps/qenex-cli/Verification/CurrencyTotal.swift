import Ledger
import Vocabulary

/// What all accounts of one currency add up to.
struct CurrencyTotal {
    let ledger: UInt32
    var accounts = 0
    /// Posted, in minor units; 2^128 − 1 where it is that or more.
    var debits: UInt128 = 0
    var credits: UInt128 = 0
    /// Credits less debits, modulo 2^128: zero in books that are right, however much has moved.
    var sum: Int128 = 0

    /// The totals in the order of the currencies' numbers.
    static func all(of books: [Books]) -> [CurrencyTotal] {
        var totals: [CurrencyTotal] = []
        for each in books {
            for ordinal in 0..<each.accountCount { add(each.account(at: ordinal), to: &totals) }
        }
        return totals.sorted { $0.ledger < $1.ledger }
    }

    private static func add(_ account: Account, to totals: inout [CurrencyTotal]) {
        let place = totals.firstIndex { $0.ledger == account.ledger } ?? totals.endIndex
        if place == totals.endIndex { totals.append(CurrencyTotal(ledger: account.ledger)) }
        totals[place].accounts += 1
        totals[place].debits = limited(totals[place].debits, account.debitsPosted)
        totals[place].credits = limited(totals[place].credits, account.creditsPosted)
        totals[place].sum &+= Int128(
            truncatingIfNeeded: account.creditsPosted &- account.debitsPosted)
    }

    private static func limited(_ one: UInt128, _ other: UInt128) -> UInt128 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    private var currency: Currency? {
        UInt16(exactly: ledger).flatMap { Currency(number: $0) }
    }

    var code: String { currency?.code ?? "ledger \(ledger)" }

    func text(_ units: UInt128) -> String { text(Int128(clamping: units)) }

    func text(_ units: Int128) -> String {
        currency.map { Money(minorUnits: units, currency: $0).amountText } ?? String(units)
    }
}
