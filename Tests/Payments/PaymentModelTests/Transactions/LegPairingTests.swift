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
                            // Nobody is on both sides.
                            account: UInt128(1 + random.below(5) + (isDebit ? 0 : 5)),
                            amount: UInt128(amount),
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

    @Test func `an account on both sides pays others, not itself`() throws {
        // In order 1 would pay itself 100: it pays 2, and 2's debit pays 1.
        let pairs = try LegPairing.pair(Self.legs([(1, 100), (2, 100)], [(1, 100), (2, 100)]))
        #expect(pairs.map { [$0.debit, $0.credit] } == [[0, 3], [1, 2]])
        #expect(pairs.map(\.amount) == [100, 100])
        // 1 has 60 + 50 of 100 in all: ten of it can only pay itself.
        let none = try LegPairing.pair(Self.legs([(1, 60), (2, 40)], [(1, 50), (3, 50)]))
        #expect(none.map { [$0.debit, $0.credit] } == [[0, 2], [0, 3], [1, 3]])
        #expect(none.map(\.amount) == [50, 10, 40])
        // Exactly 100: 50 of 1 go to 3, and 2's 50 to 1.
        let tight = try LegPairing.pair(Self.legs([(1, 50), (2, 50)], [(1, 50), (3, 50)]))
        #expect(tight.map { [$0.debit, $0.credit] } == [[0, 3], [1, 2]])
    }

    /// Each leg moves by its amount, and nobody pays itself unless it has more than all others.
    @Test(arguments: 0..<500 as Range<UInt64>)
    func `nobody pays itself where that can be`(seed: UInt64) throws {
        let random = SeededRandomness(seed: seed)
        let total = 1 + random.below(200)
        var sides: [[(UInt128, UInt128)]] = []
        for _ in 0..<2 {
            var left = total
            var side: [(UInt128, UInt128)] = []
            while left > 0 {
                let amount = 1 + random.below(left)
                side.append((UInt128(1 + random.below(4)), UInt128(amount)))
                left -= amount
            }
            sides.append(side)
        }
        let legs = Self.legs(sides[0], sides[1])
        let pairs = try LegPairing.pair(legs)
        for place in legs.indices {
            let moved = pairs.filter { $0.debit == place || $0.credit == place }
                .reduce(0) { $0 + $1.amount }
            #expect(moved == legs[place].amount, "seed \(seed)")
        }
        let canBe = (1...4 as ClosedRange<UInt128>).allSatisfy { account in
            legs.filter { $0.account == account }.reduce(0) { $0 + $1.amount } <= total
        }
        let paysItself = pairs.contains { legs[$0.debit].account == legs[$0.credit].account }
        #expect(paysItself == !canBe, "seed \(seed)")
        #expect(pairs.count <= legs.count + 1, "seed \(seed)")
        #expect(pairs.allSatisfy { $0.amount > 0 }, "seed \(seed)")
    }
}
