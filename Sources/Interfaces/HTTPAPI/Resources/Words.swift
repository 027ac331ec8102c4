import Arithmetic
import ISO20022
import Vocabulary
import XML

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

    static func text(_ error: DocumentError) -> String {
        switch error {
        case .malformed(let error):
            "Line \(error.position.line), column \(error.position.column): \(text(error.reason))."
        case .unknownNamespace("", _):
            "The root has no namespace; allowed is urn:iso:std:iso:20022:tech:xsd:pain.001.001.09 "
                + "or one of its like."
        case .unknownNamespace(let name, _):
            "The root's namespace is of no message known here: \(name.prefix(100))."
        case .notAccepted(let name, let accepted):
            "Found \(name), allowed are \(accepted.joined(separator: ", "))."
        case .stopped(let record): "Reading ended at transfer \(record + 1)."
        }
    }

    static func text(_ error: ReadingError) -> String {
        switch error {
        case .otherMessage(let found): "Found another message: \(found.prefix(100))."
        case .missing(let path): "\(path) is missing."
        case .malformed(let path, let found): "\(path): found \(found), which cannot be read."
        }
    }

    private static func text(_ reason: XMLError.Reason) -> String {
        switch reason {
        case .aboveLimit(let name, let limit): "above the limit of \(limit) (\(name.rawValue))"
        case .documentTypeForbidden: "a document type declaration is refused whatever it holds"
        case .unsupportedEncoding(let name):
            "the encoding \(name.prefix(40)) is not read; allowed is UTF-8"
        case .malformedUTF8: "the bytes are no UTF-8"
        case .illegalCharacter(let value): "character \(value) is not allowed in XML"
        case .unexpectedEnd: "the document ends too early"
        case .noRootElement: "there is no XML"
        case .contentOutsideRoot: "something stands outside the root element"
        case .malformedDeclaration: "the XML declaration is malformed"
        case .malformedName: "a name is expected here"
        case .malformedMarkup: "a tag, comment or section is malformed"
        case .mismatchedTag(let expected, let found):
            "found the end of \(found.prefix(60)), open is \(expected.prefix(60))"
        case .duplicateAttribute(let name): "the attribute \(name.prefix(60)) stands twice"
        case .malformedAttribute: "an attribute's value is malformed"
        case .unknownReference: "a reference is none of the five entities that XML knows"
        case .sectionEndInText: "]]> stands in a text"
        case .doubleHyphenInComment: "-- stands in a comment"
        case .unboundPrefix(let prefix): "the prefix \(prefix.prefix(60)) is not declared"
        case .reservedNamespace: "a reserved prefix or namespace is declared"
        }
    }
}
