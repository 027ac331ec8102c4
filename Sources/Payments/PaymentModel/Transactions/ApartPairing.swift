/// Pairs one ledger's legs so that no account pays itself.
///
/// That can be done where no account has more legs on both sides together than the ledger's whole
/// sum: then what it is debited for finds credits of others. An account that comes to exactly what is
/// left is *tight*, and has to be in every pair from then on; no pair is larger than what makes
/// another account tight. At most two are tight at once, so that n debits and m credits come to at
/// most n + m + 1 pairs. Takes the square of their count.
struct ApartPairing {
    private let legs: [TransactionLeg]
    private let debits: [Int]
    private let credits: [Int]
    /// Of each leg, by its place.
    private var left: [UInt128]
    /// Of each account on both sides together.
    private var open: [UInt128: UInt128] = [:]
    /// Of the whole ledger, on one side.
    private var rest: UInt128 = 0

    /// Fails where some account has more than all others.
    ///
    /// - Precondition: the debits' sum is the credits' and fits 128 bits.
    init?(_ legs: [TransactionLeg], debits: [Int], credits: [Int]) {
        self.legs = legs
        self.debits = debits
        self.credits = credits
        left = legs.map(\.amount)
        for place in debits { rest += legs[place].amount }
        for place in debits + credits {
            let (sum, overflow) = open[legs[place].account, default: 0]
                .addingReportingOverflow(legs[place].amount)
            guard !overflow, sum <= rest else { return nil }
            open[legs[place].account] = sum
        }
    }

    mutating func pairs() -> [LegPairing] {
        var pairs: [LegPairing] = []
        while rest > 0 {
            let (debit, credit) = next()
            let amount = min(left[debit], left[credit], slack(but: debit, credit))
            pairs.append(LegPairing(debit: debit, credit: credit, amount: amount))
            for place in [debit, credit] {
                left[place] -= amount
                open[legs[place].account, default: amount] -= amount
            }
            rest -= amount
        }
        return pairs
    }

    /// The first legs that can be a pair: one of a tight account, where there is one.
    private func next() -> (debit: Int, credit: Int) {
        let all = debits + credits
        let tight = all.first { left[$0] > 0 && isTight(legs[$0].account) }
        guard let place = tight ?? debits.first(where: { left[$0] > 0 }) else {
            preconditionFailure("Where something is left, a debit is.")
        }
        let isDebit = legs[place].isDebit
        let other = (isDebit ? credits : debits).first {
            left[$0] > 0 && legs[$0].account != legs[place].account
        }
        guard let other else {
            preconditionFailure("What an account owes is at most what others are owed.")
        }
        return isDebit ? (place, other) : (other, place)
    }

    private func isTight(_ account: UInt128) -> Bool { open[account] == rest }

    /// How much may move before an account of neither leg is tight.
    private func slack(but debit: Int, _ credit: Int) -> UInt128 {
        let apart = [legs[debit].account, legs[credit].account]
        let others = (debits + credits).lazy.filter { place in
            left[place] > 0 && !apart.contains(legs[place].account)
        }
        return others.map { rest - (open[legs[$0].account] ?? 0) }.min() ?? rest
    }
}
