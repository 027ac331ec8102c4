import Arithmetic
import Testing

@testable import Vocabulary

// ISO 4217 list one: code, number, minor units.
@Test(arguments: [
    ("EUR", UInt16(978), 2), ("USD", 840, 2), ("JPY", 392, 0), ("KWD", 414, 3), ("CLF", 990, 4),
    ("ALL", 8, 2), ("CHF", 756, 2), ("ISK", 352, 0), ("BHD", 48, 3), ("UYW", 927, 4),
])
func `a currency has its number and minor units`(code: String, number: UInt16, units: Int) throws {
    let currency = try #require(Currency(code))
    #expect(currency.number == number)
    #expect(currency.minorUnits == units)
    #expect(Currency(number: number) == currency)
}

@Test(arguments: ["eur", "EURO", "EU", "", "XAU", "XXX", "XTS", "DEM", "EU\u{0}", "ÄÖÜ"])
func `what no amount can be kept in is no currency`(code: String) {
    #expect(Currency(code) == nil)
}

@Test func `every currency is found by its code and its number`() {
    #expect(Currency.all.count > 150)
    for currency in Currency.all {
        #expect(Currency(currency.code) == currency)
        #expect(Currency(number: currency.number) == currency)
        #expect(!currency.name.isEmpty)
    }
    #expect(Currency.eur.name == "Euro")
}

@Test func `a country is one of ISO 3166, or Kosovo`() {
    #expect(CountryCode("DE")?.name == "Germany")
    #expect(CountryCode("XK")?.text == "XK")
    for text in ["de", "UK", "ZZ", "D", "DEU", "", "D|"] { #expect(CountryCode(text) == nil) }
}

@Test(arguments: [
    ("1000.00", "EUR", Int128(100_000), "1000.00"), ("1000", "EUR", 100_000, "1000.00"),
    ("0.5", "USD", 50, "0.50"), ("-0.05", "USD", -5, "-0.05"), ("1000", "JPY", 1_000, "1000"),
    ("1.234", "KWD", 1_234, "1.234"), ("0", "EUR", 0, "0.00"),
    (
        "1701411834604692317316873037158841057.27", "EUR", .max,
        "1701411834604692317316873037158841057.27"
    ),
])
func `an amount is read from its digits and written with all decimals`(
    text: String, code: String, units: Int128, written: String
) throws {
    let currency = try #require(Currency(code))
    let money = try Money.parse(text, in: currency)
    #expect(money.minorUnits == units)
    #expect(money.amountText == written)
    #expect(try Money.parse(money.amountText, in: currency) == money)
}

@Test(arguments: [
    ("1.005", MoneyError.tooManyDecimals(found: 3, allowed: 2, currency: .eur)),
    ("1.000", .tooManyDecimals(found: 3, allowed: 2, currency: .eur)),
    ("1e2", .syntax(.exponent(offset: 1))), ("NaN", .syntax(.notANumber)), ("", .syntax(.empty)),
    ("1,00", .syntax(.unexpectedCharacter(offset: 1, byte: 0x2C))),
    ("1701411834604692317316873037158841057.28", .syntax(.tooLarge)),
    ("1701411834604692317316873037158841058", .overflow),
])
func `an amount that cannot be kept exactly is refused`(text: String, reason: MoneyError) {
    #expect(throws: reason) { try Money.parse(text, in: .eur) }
}

@Test func `sums stay in one currency and below 2 to the 127`() throws {
    let one = Money(minorUnits: 1, currency: .eur)
    let most = Money(minorUnits: .max, currency: .eur)
    #expect(try one.adding(one).minorUnits == 2)
    #expect(try one.subtracting(most).minorUnits == -(.max - 1))
    #expect(throws: MoneyError.overflow) { try most.adding(one) }
    #expect(throws: MoneyError.overflow) { try most.negated.subtracting(one) }
    #expect(throws: MoneyError.currencyMismatch(expected: .eur, found: .usd)) {
        try one.adding(Money(minorUnits: 1, currency: .usd))
    }
    #expect(throws: MoneyError.currencyMismatch(expected: .eur, found: .usd)) {
        try one.isLess(than: Money(minorUnits: 1, currency: .usd))
    }
    #expect(throws: MoneyError.overflow) {
        try Money(ledgerUnits: 1 << 127, currency: .eur)
    }
    #expect(try Money(ledgerUnits: (1 << 127) - 1, currency: .eur) == most)
}

@Test func `a share of an amount is rounded as named and a split adds up`() throws {
    let amount = try Money.parse("10.25", in: .eur)
    // 10.25 × 0.1 = 1.025: the tie goes to the even cent, or up.
    let tenth = try ExactDecimal.digits(of: "0.1")
    #expect(try amount.multiplied(by: tenth, rounding: .halfEven).amountText == "1.02")
    #expect(try amount.multiplied(by: tenth, rounding: .halfAwayFromZero).amountText == "1.03")
    // 1025 / 4 = 256 and one cent left, which the first part gets.
    #expect(amount.split(into: 4).map(\.minorUnits) == [257, 256, 256, 256])
    #expect(amount.description == "10.25 EUR")
}
