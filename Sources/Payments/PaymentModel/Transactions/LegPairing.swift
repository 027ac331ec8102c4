/// One side of a transaction: an account is debited or credited with an amount.
package struct TransactionLeg: Hashable, Sendable {
    package var account: UInt128
    /// In whole minor units.
    package var amount: UInt128
    package var ledger: UInt32
    package var isDebit: Bool

    package init(account: UInt128, amount: UInt128, ledger: UInt32, isDebit: Bool) {
        self.account = account
        self.amount = amount
        self.ledger = ledger
        self.isDebit = isDebit
    }
}

/// Why legs make no transaction.
package enum LegFault: Error, Hashable, Sendable {
    case none
    case tooMany(limit: Int)
    /// By the leg's place, from 0.
    case amountZero(leg: Int)
    /// Debits of a ledger are not its credits, or are above 128 bits.
    case unbalanced(ledger: UInt32)
}

/// Legs as transfers: what is debited and credited, two by two.
///
/// In each ledger the first debit pays the first credit, as much as both have left, and whichever is
/// used up makes room for the next. So n debits and m credits come to at most n + m − 1 transfers,
/// and each account moves by its own legs' amounts. Where that would have an account pay itself, the
/// ledger's legs are paired by ``ApartPairing`` instead, if any pairing can do without. Ledgers follow
/// each other in the order of their first legs.
///
/// ```swift
/// // 100 from A and 50 from B, 120 to C and 30 to D: A→C 100, B→C 20, B→D 30.
/// let transfers = try LegPairing.pair(legs)
/// ```
package struct LegPairing: Hashable, Sendable {
    package static let legsMax = 1_000

    /// The legs' places, from 0.
    package let debit: Int
    package let credit: Int
    package let amount: UInt128

    package static func pair(_ legs: [TransactionLeg]) throws(LegFault) -> [LegPairing] {
        guard !legs.isEmpty else { throw .none }
        guard legs.count <= legsMax else { throw .tooMany(limit: legsMax) }
        if let place = legs.firstIndex(where: { $0.amount == 0 }) { throw .amountZero(leg: place) }
        var pairs: [LegPairing] = []
        var ledgers: [UInt32] = []
        for leg in legs where !ledgers.contains(leg.ledger) {
            ledgers.append(leg.ledger)
            pairs += try pair(legs, in: leg.ledger)
        }
        return pairs
    }

    private static func pair(
        _ legs: [TransactionLeg], in ledger: UInt32
    ) throws(LegFault) -> [LegPairing] {
        let places = legs.indices.filter { legs[$0].ledger == ledger }
        let debits = places.filter { legs[$0].isDebit }
        let credits = places.filter { !legs[$0].isDebit }
        guard let owed = sum(debits.map { legs[$0].amount }),
            sum(credits.map { legs[$0].amount }) == owed
        else { throw .unbalanced(ledger: ledger) }
        let pairs = inOrder(legs, debits, credits)
        guard pairs.contains(where: { legs[$0.debit].account == legs[$0.credit].account }),
            var apart = ApartPairing(legs, debits: debits, credits: credits)
        else { return pairs }
        return apart.pairs()
    }

    private static func inOrder(
        _ legs: [TransactionLeg], _ debits: [Int], _ credits: [Int]
    ) -> [LegPairing] {
        var pairs: [LegPairing] = []
        var left = legs.map(\.amount)
        var (debit, credit) = (0, 0)
        // Both sides have the same sum, so that they are used up together.
        while debit < debits.count {
            let (from, to) = (debits[debit], credits[credit])
            let amount = min(left[from], left[to])
            pairs.append(LegPairing(debit: from, credit: to, amount: amount))
            left[from] -= amount
            left[to] -= amount
            if left[from] == 0 { debit += 1 }
            if left[to] == 0 { credit += 1 }
        }
        return pairs
    }

    private static func sum(_ amounts: [UInt128]) -> UInt128? {
        var sum: UInt128 = 0
        for amount in amounts {
            let (next, overflow) = sum.addingReportingOverflow(amount)
            guard !overflow else { return nil }
            sum = next
        }
        return sum
    }
}
