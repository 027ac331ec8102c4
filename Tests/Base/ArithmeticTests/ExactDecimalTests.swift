import Testing

@testable import Arithmetic

private func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal.digits(of: text) }

@Test(arguments: [
    ("0", Int128(0), 0), ("-0", 0, 0), ("1000.00", 100_000, 2), ("-12.340", -12340, 3),
    ("0.5", 5, 1), ("170141183460469231731687303715884105727", Int128.max, 0),
    ("-1.70141183460469231731687303715884105727", -Int128.max, 38),
])
func `a plain decimal is read from its digits`(text: String, coefficient: Int128, scale: Int)
    throws
{
    let value = try decimal(text)
    #expect(value.coefficient == coefficient)
    #expect(value.scale == scale)
}

@Test(arguments: [
    ("", DecimalSyntaxError.empty), ("1e400", .exponent(offset: 1)),
    ("1.5E3", .exponent(offset: 3)),
    ("NaN", .notANumber), ("Infinity", .notANumber), ("-inf", .notANumber), ("+1", .leadingPlus),
    (".5", .missingIntegerDigits), ("-", .missingIntegerDigits), ("-.5", .missingIntegerDigits),
    ("5.", .missingFractionDigits), ("00", .leadingZero), ("01.5", .leadingZero),
    ("-00.1", .leadingZero), ("1,000", .unexpectedCharacter(offset: 1, byte: 0x2C)),
    ("1.5 ", .unexpectedCharacter(offset: 3, byte: 0x20)),
    (" 1", .unexpectedCharacter(offset: 0, byte: 0x20)),
    ("1.-5", .unexpectedCharacter(offset: 2, byte: 0x2D)),
    ("--1", .unexpectedCharacter(offset: 1, byte: 0x2D)),
    ("0x10", .unexpectedCharacter(offset: 1, byte: 0x78)),
    ("1.2.3", .unexpectedCharacter(offset: 3, byte: 0x2E)),
    ("170141183460469231731687303715884105728", .tooLarge),
    ("999999999999999999999999999999999999999999", .tooLarge),
    ("0.000000000000000000000000000000000000001", .tooManyDecimals(limit: 38)),
    (String(repeating: "1", count: 81), .tooLong(length: 81, limit: 80)),
])
func `what is no plain decimal is refused with its reason`(text: String, reason: DecimalSyntaxError)
{
    #expect(throws: reason) { try decimal(text) }
}

// XML Schema Part 2 §3.2.3.1: "-1.23, 12678967.543233, +100000.00, 210".
@Test(arguments: [
    ("-1.23", "-1.23"), ("12678967.543233", "12678967.543233"), ("+100000.00", "100000.00"),
    ("210", "210"), ("007", "7"), (".5", "0.5"), ("5.", "5"), ("-.5", "-0.5"), ("0", "0"),
    ("000", "0"), ("0.", "0"), ("00.50", "0.50"),
])
func `a decimal of XML Schema is read`(text: String, expected: String) throws {
    #expect(try ExactDecimal.schemaDecimal(of: text.utf8).description == expected)
}

@Test(arguments: [
    "", "+", "-", ".", "+.", "1e5", "INF", "NaN", "1 ", "+-1", "--1", "0+1", "1..2", ".-5",
])
func `what is no decimal of XML Schema is refused`(text: String) {
    #expect(throws: DecimalSyntaxError.self) { try ExactDecimal.schemaDecimal(of: text.utf8) }
}

@Test func `any bytes give a number or a reason`() {
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var state = Seeded(state: seed)
    let alphabet = Array("0123456789.-+eEnN \u{0}é".utf8)
    for _ in 0..<20_000 {
        let text = (0..<Int.random(in: 0...90, using: &state)).map { _ in
            alphabet.randomElement(using: &state) ?? 0
        }
        guard let value = try? ExactDecimal.digits(of: text) else { continue }
        let written = value.description
        #expect(
            written.utf8.elementsEqual(text) || (value.isZero && text.first == 0x2D), "seed \(seed)"
        )
    }
}

@Test func `reading what was written gives the same value and scale`() throws {
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var state = Seeded(state: seed)
    for _ in 0..<5_000 {
        let bits = Int.random(in: 0...126, using: &state)
        let value = try ExactDecimal(
            coefficient: Int128.random(
                in: -(Int128.max >> bits)...(Int128.max >> bits), using: &state),
            scale: Int.random(in: 0...38, using: &state))
        let again = try decimal(value.description)
        #expect(
            again.coefficient == value.coefficient && again.scale == value.scale, "seed \(seed)")
    }
}

@Test(arguments: [
    ("1.5", "1.50", 0), ("1", "1.01", -1), ("-1", "-1.01", 1), ("-1", "1", -1), ("0", "-0.00", 0),
    ("170141183460469231731687303715884105727", "1.00000000000000000000000000000000000000", 1),
    ("-170141183460469231731687303715884105727", "-0.00000000000000000000000000000000000001", -1),
])
func `values are compared whatever their scale`(left: String, right: String, order: Int) throws {
    let (a, b) = (try decimal(left), try decimal(right))
    #expect((a < b) == (order < 0))
    #expect((a == b) == (order == 0))
    #expect((b < a) == (order > 0))
    #expect((a.hashValue == b.hashValue) == (order == 0))
}

@Test func `sums and products keep every digit`() throws {
    #expect(try decimal("1.05").adding(decimal("2.9")).description == "3.95")
    #expect(try decimal("1.05").subtracting(decimal("2.9")).description == "-1.85")
    #expect(try decimal("1.05").multiplied(by: decimal("-2.9")).description == "-3.045")
    #expect(throws: DecimalError.overflow) {
        try decimal("170141183460469231731687303715884105727").adding(decimal("1"))
    }
    #expect(throws: DecimalError.overflow) {
        try decimal("-170141183460469231731687303715884105727").subtracting(decimal("1"))
    }
    #expect(throws: DecimalError.overflow) {
        try decimal("170141183460469231731687303715884105727").multiplied(by: decimal("2"))
    }
    #expect(throws: DecimalError.scaleOutOfRange(scale: 40)) {
        let small = try decimal("0.00000000000000000001")
        _ = try small.multiplied(by: small)
    }
}

// The table of java.math.RoundingMode, for the inputs it lists: 5.5 2.5 1.6 1.1 1.0 and negatives.
@Test(arguments: [
    (Rounding.awayFromZero, [6, 3, 2, 2, 1, -1, -2, -2, -3, -6]),
    (.towardZero, [5, 2, 1, 1, 1, -1, -1, -1, -2, -5]),
    (.up, [6, 3, 2, 2, 1, -1, -1, -1, -2, -5]),
    (.down, [5, 2, 1, 1, 1, -1, -2, -2, -3, -6]),
    (.halfAwayFromZero, [6, 3, 2, 1, 1, -1, -1, -2, -3, -6]),
    (.halfTowardZero, [5, 2, 2, 1, 1, -1, -1, -2, -2, -5]),
    (.halfEven, [6, 2, 2, 1, 1, -1, -1, -2, -2, -6]),
])
func `each rounding is the known one`(rounding: Rounding, expected: [Int64]) throws {
    let inputs = ["5.5", "2.5", "1.6", "1.1", "1.0", "-1.0", "-1.1", "-1.6", "-2.5", "-5.5"]
    for (input, result) in zip(inputs, expected) {
        let value = try decimal(input)
        #expect(try value.rescaled(to: 0, rounding: rounding) == ExactDecimal(result), "\(input)")
        // Dividing by ten, or multiplying by a tenth, is the same question.
        let tenfold = try ExactDecimal(coefficient: value.coefficient, scale: 0)
        let quotient = try tenfold.divided(by: ExactDecimal(10), scale: 0, rounding: rounding)
        #expect(quotient == ExactDecimal(result), "\(input)")
        let product = try tenfold.multiplied(by: decimal("0.1"), scale: 0, rounding: rounding)
        #expect(product == ExactDecimal(result), "\(input)")
    }
}

@Test func `a quotient has the digits asked for`() throws {
    // 1/3, 2/3 and 22/7 from any table.
    #expect(
        try decimal("1").divided(by: decimal("3"), scale: 5, rounding: .halfEven).description
            == "0.33333")
    #expect(
        try decimal("2").divided(by: decimal("3"), scale: 38, rounding: .halfEven).description
            == "0.66666666666666666666666666666666666667")
    #expect(
        try decimal("-22").divided(by: decimal("7"), scale: 4, rounding: .halfEven).description
            == "-3.1429")
    // 12.3456 / 1000 = 0.0123456; at scale 2 the cut part is 0.0023456, below half of 0.01.
    #expect(
        try decimal("12.3456").divided(by: decimal("1000"), scale: 2, rounding: .halfEven)
            .description == "0.01")
    // 0.5 exactly and a trace above it: 5.0…01 / 10 at scale 0.
    let trace = try decimal("5.0000000000000000000000000000000000001")
    #expect(
        try trace.divided(by: ExactDecimal(10), scale: 0, rounding: .halfEven).description == "1")
    #expect(throws: DecimalError.divisionByZero) {
        try decimal("1").divided(by: decimal("0.00"), scale: 2, rounding: .halfEven)
    }
    #expect(throws: DecimalError.overflow) {
        try ExactDecimal(coefficient: .max, scale: 0)
            .divided(by: decimal("0.1"), scale: 0, rounding: .halfEven)
    }
}

@Test func `a rounded product needs 256 bits only on the way`() throws {
    // 10^38 × 10^-38 = 1, 10^30 × 10^-38 = 10^-8.
    let large = try ExactDecimal(coefficient: Int128(powerOfTen(38)), scale: 0)
    let small = try ExactDecimal(coefficient: 1, scale: 38)
    #expect(try large.multiplied(by: small, scale: 2, rounding: .halfEven).description == "1.00")
    #expect(try small.multiplied(by: small, scale: 38, rounding: .up).coefficient == 1)
    #expect(try small.multiplied(by: small, scale: 0, rounding: .halfEven).isZero)
    #expect(throws: DecimalError.overflow) {
        try large.multiplied(by: large, scale: 2, rounding: .halfEven)
    }
}

@Test func `a product or quotient agrees with integers in a wider type`() throws {
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var state = Seeded(state: seed)
    for _ in 0..<5_000 {
        let a = Int128.random(in: -1_000_000_000_000...1_000_000_000_000, using: &state)
        let b = Int128.random(in: 1...1_000_000_000, using: &state)
        let quotient = try ExactDecimal(coefficient: a, scale: 2)
            .divided(by: ExactDecimal(coefficient: b, scale: 0), scale: 6, rounding: .towardZero)
        #expect(quotient.coefficient == a * 10_000 / b, "seed \(seed)")
        let product = try ExactDecimal(coefficient: a, scale: 4)
            .multiplied(
                by: ExactDecimal(coefficient: b, scale: 3), scale: 2, rounding: .towardZero)
        #expect(product.coefficient == a * b / 100_000, "seed \(seed)")
    }
}

@Test func `an exact rescale refuses to lose a digit`() throws {
    #expect(try decimal("1.50").rescaled(to: 1).description == "1.5")
    #expect(try decimal("1.5").rescaled(to: 3).description == "1.500")
    #expect(throws: DecimalError.inexact(scale: 0)) { try decimal("1.50").rescaled(to: 0) }
    #expect(throws: DecimalError.scaleOutOfRange(scale: 39)) { try decimal("1").rescaled(to: 39) }
    #expect(throws: DecimalError.scaleOutOfRange(scale: -1)) { try decimal("1").rescaled(to: -1) }
    #expect(throws: DecimalError.overflow) { try decimal("10").rescaled(to: 38) }
}

/// SplitMix64, so that a failure can be repeated from its seed.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
