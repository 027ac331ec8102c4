import PaymentModel
import Platform
import Testing

/// Legs of a transaction as transfers.
@Suite struct `Legs in pairs` {
    private static func legs(
        _ debits: [(UInt128, UInt128)], _ credits: [(UInt128, UInt128)], ledger: UInt32 = 978
    ) -> [TransactionLeg] {
        debits.map {
            TransactionLeg(account: $0.0, amount: $0.1, ledger: ledger, isDebit: true)
        }
            + credits.map {
                TransactionLeg(account: $0.0, amount: $0.1, ledger: ledger, isDebit: false)
            }
    }

    @Test func `debits pay credits in the order given`() throws {
        let pairs = try LegPairing.pair(Self.legs([(1, 100), (2, 50)], [(3, 120), (4, 30)]))
        #expect(pairs.map(\.debit) == [0, 1, 1])
        #expect(pairs.map(\.credit) == [2, 2, 3])
        #expect(pairs.map(\.amount) == [100, 20, 30])
    }

    @Test func `each ledger is balanced by itself`() throws {
        let both = Self.legs([(1, 7)], [(2, 7)]) + Self.legs([(3, 9)], [(4, 9)], ledger: 840)
        #expect(try LegPairing.pair(both).map(\.amount) == [7, 9])
        let crossed = Self.legs([(1, 7)], []) + Self.legs([], [(4, 7)], ledger: 840)
        #expect(throws: LegFault.unbalanced(ledger: 978)) { try LegPairing.pair(crossed) }
    }

    @Test func `what is no transaction is refused`() throws {
        #expect(throws: LegFault.none) { try LegPairing.pair([]) }
        #expect(throws: LegFault.unbalanced(ledger: 978)) {
            try LegPairing.pair(Self.legs([(1, 7)], [(2, 8)]))
        }
        #expect(throws: LegFault.unbalanced(ledger: 978)) {
            try LegPairing.pair(Self.legs([(1, .max), (1, 1)], [(2, .max), (2, 1)]))
        }
        #expect(throws: LegFault.amountZero(leg: 1)) {
            try LegPairing.pair(Self.legs([(1, 7)], [(2, 0)]))
        }
        let many = (0..<500).map { (UInt128($0 + 1), UInt128(1)) }
        #expect(try LegPairing.pair(Self.legs(many, many)).count == 500)
        #expect(throws: LegFault.tooMany(limit: 1_000)) {
            try LegPairing.pair(Self.legs(many + many, [(9, 1_000)]))
        }
    }

    /// The model moves unit by unit: the first debit that has one left pays the first such credit.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func `pairs are what moving unit by unit comes to`(seed: UInt64) throws {
        let random = SeededRandomness(seed: seed)
        var legs: [TransactionLeg] = []
        var units: [(debit: Int, credit: Int)] = []
        for ledger in [UInt32(978), 840] {
            let total = 1 + random.below(60)
            var open: [[Int]] = []
            for isDebit in [true, false] {
                var left = total
                var side: [Int] = []
                while left > 0 {
                    let amount = 1 + random.below(left)
                    side += [Int](repeating: legs.count, count: amount)
                    legs.append(
                        TransactionLeg(
                            account: UInt128(1 + random.below(5)), amount: UInt128(amount),
                            ledger: ledger, isDebit: isDebit))
                    left -= amount
                }
                open.append(side)
            }
            units += zip(open[0], open[1]).map { ($0, $1) }
        }
        let pairs = try LegPairing.pair(legs)
        let moved = pairs.flatMap { pair in
            (0..<Int(pair.amount)).map { _ in [pair.debit, pair.credit] }
        }
        #expect(moved == units.map { [$0.debit, $0.credit] }, "seed \(seed)")
        #expect(pairs.count <= legs.count - 2, "seed \(seed)")
    }
}
