import Arithmetic
import Vocabulary

/// Facts of the layers below in a caller's words, for a problem's `detail`.
enum Words {
    static func text(_ error: MoneyError) -> String {
        switch error {
        case .syntax(.leadingZero): "no zero may lead"
        case .syntax: "allowed is a plain decimal such as 1000.00"
        case .tooManyDecimals(let found, let allowed, let currency):
            "it has \(found) decimals, \(currency.code) has \(allowed)"
        case .currencyMismatch(let expected, let found):
            "the currency is \(found.code), expected \(expected.code)"
        case .overflow: "it is too large"
        }
    }

    static func text(_ error: IBANError) -> String {
        switch error {
        case .unknownCountry(let code): "no IBAN begins with \(code)"
        case .length(let found, let expected):
            "it has \(found) characters, its country's IBANs have \(expected)"
        case .tooLong(let limit): "it has more than \(limit) characters"
        case .character(let offset):
            "character \(offset + 1) is none that its country's IBANs have there"
        case .checkDigits(let found, let expected):
            "the check digits are \(found), they would be \(expected)"
        }
    }
}
