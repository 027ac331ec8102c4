import Arithmetic
import Fuzzing
import Testing
import Vocabulary

private let pieces = [
    "0", "9", "00", "-", "+", ".", ",", "e", "E5", " ", "A", "Z", "a", "é", "\u{0}", "999999999999",
    "170141183460469231731687303715884105727", "DE", "GB", "XX", "1e400", "NaN", "INF",
]

private let seeds = [
    "DE41900000010000000101", "GB82WEST12345698765432", "FR1420041010050500013M02606",
    "MT84MALT011000012345MTLCAST001S", "1000.00", "-0.005", "123456789.123456789", "QENXDEFFXXX",
    "2026-11-20T09:00:00.000+01:00",
].map { Array($0.utf8) }

/// The remainder of ISO 13616 by the schoolbook: letters are numbers from A = 10, four places go to
/// the end, and the whole is divided by 97 digit by digit.
private func hasCheckDigits(_ text: String) -> Bool {
    let turned = text.dropFirst(4) + text.prefix(4)
    var remainder = 0
    for character in turned.utf8 {
        switch character {
        case 48...57: remainder = (remainder * 10 + Int(character) - 48) % 97
        case 65...90: remainder = (remainder * 100 + Int(character) - 55) % 97
        default: return false
        }
    }
    return remainder == 1
}

@Test func `any text is an IBAN with its check digits, or none`() {
    let complaint = Fuzzer("IBAN").run { random in
        let text = String(
            decoding: Mutator(random, pieces: pieces).mutated(seeds), as: UTF8.self)
        if let iban = try? IBAN(text) {
            // Small letters are the same IBAN in capitals.
            guard iban.text == text.uppercased(), hasCheckDigits(iban.text) else {
                return "\(text) is none"
            }
            guard try IBAN(printed: iban.text) == iban else { return "\(text) printed" }
        }
        if let bic = try? BIC(text), ![8, 11].contains(bic.text.utf8.count) {
            return "\(text) is no BIC"
        }
        _ = try? LEI(text)
        return nil
    }
    #expect(complaint == nil)
}

/// A decimal that is read is written with the same value, and money has its currency's decimals.
@Test func `any text is an exact decimal that says itself again, or none`() throws {
    let complaint = Fuzzer("decimals").run { random in
        let bytes = Mutator(random, pieces: pieces).mutated(seeds)
        if let decimal = try? ExactDecimal.digits(of: bytes) {
            let again = try ExactDecimal.digits(of: "\(decimal)")
            guard again == decimal else { return "\(decimal) becomes \(again)" }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        for currency in [Currency.eur, Currency("JPY"), Currency("KWD")].compactMap({ $0 }) {
            guard let money = try? Money.parse(text, in: currency) else { continue }
            let again = try Money.parse("\(money.decimal)", in: currency)
            guard again == money else { return "\(text) in \(currency.code)" }
        }
        if let decimal = try? ExactDecimal.schemaDecimal(of: bytes) {
            guard try ExactDecimal.digits(of: "\(decimal)") == decimal else { return "\(text)" }
        }
        return nil
    }
    #expect(complaint == nil)
}
