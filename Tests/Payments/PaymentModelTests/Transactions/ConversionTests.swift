import Arithmetic
import PaymentModel
import Platform
import Testing

/// Amounts of one asset in another.
@Suite struct `Conversions` {
    private static func conversion(
        _ known: Conversion.Known, _ rate: String, _ rounding: Rounding = .halfEven,
        _ givenScale: Int = 2, _ receivedScale: Int = 2
    ) throws -> Conversion {
        try Conversion(
            known, at: try #require(ExchangeRate(rate)), rounding: rounding,
            givenScale: givenScale, receivedScale: receivedScale)
    }

    /// 100.01 × 0.9235 = 92.359235: 92.36, rounded up by 0.0765 of a cent.
    @Test func `an amount is multiplied by the rate and rounded once`() throws {
        let found = try Self.conversion(.given(10_001), "0.9235")
        #expect(found.given == 10_001 && found.received == 9_236)
        // 10,001 × 9,235 = 92,359,235; less 92,360,000 is −765 of 10,000.
        #expect(found.remainder == -765 && found.divisor == 10_000)
        let down = try Self.conversion(.given(10_001), "0.9235", .down)
        #expect(down.received == 9_235 && down.remainder == 9_235 && down.divisor == 10_000)
    }

    /// 92.36 / 0.9235 = 100.010828…: 100.01.
    @Test func `the amount that is received may be the known one`() throws {
        let found = try Self.conversion(.received(9_236), "0.9235")
        #expect(found.given == 10_001)
        // Again 10,001 × 9,235 less 92,360,000: what it comes to, in the asset that is received.
        #expect(found.remainder == -765 && found.divisor == 10_000)
        #expect(try Self.conversion(.received(9_236), "0.9235", .up).given == 10_002)
    }

    @Test func `assets of different decimals meet`() throws {
        // 1.5 ether of 18 decimals at 2,345.67 euros are 3,518.505: to the even 3,518.50.
        let ether = UInt128(1_500_000_000_000_000_000)
        #expect(try Self.conversion(.given(ether), "2345.67", .halfEven, 18, 2).received == 351_850)
        #expect(
            try Self.conversion(.given(ether), "2345.67", .halfAwayFromZero, 18, 2).received
                == 351_851)
        #expect(
            try Self.conversion(.received(ether), "0.5", .halfEven, 3, 18).given == 3_000)
        // 12 yen, which have no decimals, at 0.0061: 0.0732 euros are 7 cents.
        #expect(try Self.conversion(.given(12), "0.0061", .halfEven, 0, 2).received == 7)
        #expect(
            try Self.conversion(.given(7), "1000", .halfEven, 0, 18).received == 7
                * 1_000_000_000_000_000_000_000)
    }

    @Test func `both amounts must agree`() throws {
        let agreed = try Self.conversion(.both(given: 10_001, received: 9_236), "0.9235")
        #expect(agreed.received == 9_236)
        #expect(throws: ConversionFault.disagree(expected: 9_236)) {
            try Self.conversion(.both(given: 10_001, received: 9_235), "0.9235")
        }
    }

    @Test func `nothing, too much and too fine are refused`() throws {
        #expect(throws: ConversionFault.zero) { try Self.conversion(.given(1), "0.004") }
        #expect(throws: ConversionFault.zero) { try Self.conversion(.given(0), "2") }
        #expect(throws: ConversionFault.zero) { try Self.conversion(.received(1), "300") }
        #expect(throws: ConversionFault.tooLarge) { try Self.conversion(.given(.max), "1.01") }
        #expect(throws: ConversionFault.tooLarge) {
            try Self.conversion(.given(.max >> 10), "1", .down, 0, 18)
        }
        #expect(throws: ConversionFault.tooLarge) { try Self.conversion(.received(.max), "0.9") }
        #expect(throws: ConversionFault.tooFine) {
            try Self.conversion(.given(5), "0.0000000000000000000000000000001", .up, 18, 0)
        }
        for text in ["0", "-1", "1e3", "", "18446744073709551616", "x"] {
            #expect(ExchangeRate(text) == nil, "\(text)")
        }
        #expect(ExchangeRate("1.50")?.text == "1.5" && ExchangeRate("18446744073709551615") != nil)
    }

    /// Against fractions of 128 bits: the exact amount is the rounded one and the remainder, and no
    /// other amount that the rounding allows is nearer.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func `the rounded amount and the remainder are the exact amount`(seed: UInt64) throws {
        let random = SeededRandomness(seed: seed)
        let rounding = Rounding.allCases[random.below(Rounding.allCases.count)]
        let (givenScale, receivedScale) = (random.below(7), random.below(7))
        let rate = try #require(
            ExchangeRate(
                coefficient: UInt64(1 + random.below(1_000_000)), scale: UInt8(random.below(7))))
        let amount = UInt128(1 + random.below(1_000_000_000))
        let isGiven = random.below(2) == 0
        let found: Conversion
        do throws(ConversionFault) {
            found = try Conversion(
                isGiven ? .given(amount) : .received(amount), at: rate, rounding: rounding,
                givenScale: givenScale, receivedScale: receivedScale)
        } catch { return #expect(error == .zero, "seed \(seed)") }
        // given × coefficient × 10^receivedScale against received × 10^(givenScale + rate's scale).
        func power(_ exponent: Int) -> Int128 {
            (0..<exponent).reduce(1) { value, _ in value * 10 }
        }
        let left = Int128(found.given) * Int128(rate.coefficient) * power(receivedScale)
        let right = Int128(found.received) * power(givenScale + Int(rate.scale))
        let scale = power(givenScale + Int(rate.scale))
        #expect((left - right) * Int128(found.divisor) == found.remainder * scale, "seed \(seed)")
        // One unit of the amount that was rounded, and how far the exact one lies above it.
        let unit = isGiven ? scale : Int128(rate.coefficient) * power(receivedScale)
        let difference = isGiven ? left - right : right - left
        let isNear =
            switch rounding {
            case .down, .towardZero: 0..<unit ~= difference
            case .up, .awayFromZero: difference > -unit && difference <= 0
            case .halfEven, .halfAwayFromZero, .halfTowardZero:
                2 * difference.magnitude <= unit.magnitude
            }
        #expect(isNear, "seed \(seed)")
    }
}
