/// Why a text is no identifier that a SEPA message may carry.
package enum PaymentIdentifierError: Error, Hashable, Sendable {
    case empty
    case tooLong(length: Int, limit: Int)
    /// Outside the character set; offsets count bytes from the first.
    case character(offset: Int, scalar: Unicode.Scalar)
    case leadingSlash
    case trailingSlash
    case doubleSlash(offset: Int)
}

/// An identifier of a payment, message or transaction: 1 to 35 characters of the SEPA set.
///
/// The set is `A–Z a–z 0–9 / - ? : ( ) . , ' +` and blank; a slash neither begins nor ends it and
/// never stands twice in a row. Source: EPC230-15, Implementation Guidelines of the SEPA schemes
/// §1.4.
package struct PaymentIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// Characters of ISO 20022's Max35Text.
    package static let lengthMax = 35

    package let text: String

    package init(_ text: some StringProtocol) throws(PaymentIdentifierError) {
        guard !text.isEmpty else { throw .empty }
        var offset = 0
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars.prefix(Self.lengthMax) {
            guard SEPACharacters.contains(scalar) else {
                throw .character(offset: offset, scalar: scalar)
            }
            if scalar == "/" {
                guard previous != nil else { throw .leadingSlash }
                guard previous != "/" else { throw .doubleSlash(offset: offset - 1) }
            }
            previous = scalar
            offset += 1
        }
        let length = text.utf8.count
        guard length <= Self.lengthMax else {
            throw .tooLong(length: length, limit: Self.lengthMax)
        }
        guard previous != "/" else { throw .trailingSlash }
        self.text = String(text)
    }

    package var description: String { text }
}

/// The characters that every SEPA participant must take (EPC230-15).
package enum SEPACharacters {
    package static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9": true
        case "/", "-", "?", ":", "(", ")", ".", ",", "'", "+", " ": true
        default: false
        }
    }

    package static func contains(allOf text: some StringProtocol) -> Bool {
        text.unicodeScalars.allSatisfy(contains)
    }
}
