package import ISO20022
import XML

/// Why a file cannot be read, in its sender's words.
package enum FileWords {
    package static func text(_ reason: UnreadableFile) -> String {
        switch reason {
        case .document(let error): text(error)
        case .reading(let error): text(error)
        case .schema(let message, let findings, let count):
            "\(message): " + findings.prefix(10).map { "\($0)" }.joined(separator: "; ")
                + (count > 10 ? " … and \(count - 10) more" : "")
        }
    }

    package static func text(_ reason: UnreadableMessage) -> String {
        switch reason {
        case .document(let error): text(error)
        case .reading(let error): text(error)
        case .schema(let message, let findings, let count):
            text(UnreadableFile.schema(message: message, findings, count: count))
        case .notTaken(let message): "A \(message) says nothing to a bank here."
        case .unknownScheme: "Neither clearing system nor account leads to a scheme of ours."
        case .otherCurrency(let found, let expected):
            "An amount is in \(found); the scheme's are in \(expected)."
        case .severalAccounts: "It reports of several accounts, and does not say which is ours."
        }
    }

    package static func text(_ error: DocumentError) -> String {
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

    package static func text(_ error: ReadingError) -> String {
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
