package import Vocabulary

/// An account named in a message (`CashAccount38`, `CashAccount40`).
package struct CashAccount: Hashable, Sendable {
    /// Absent only in pain.001.001.11, where a proxy may stand alone.
    package var identifier: Identifier?
    /// `Tp`; written in 2019 messages only, since the codes of 2009 are a closed list.
    package var kind: CodeOrProprietary?
    /// `Ccy`, three letters as received.
    package var currencyCode: String?
    package var name: String?
    /// `Prxy`, unknown in 2009.
    package var proxy: ReceivedElement?

    /// `AccountIdentification4Choice`.
    package enum Identifier: Hashable, Sendable {
        case iban(IBAN)
        /// Fits the schema's pattern but not ISO 13616: country, length or check digits.
        case invalidIBAN(String)
        /// `Othr`: at most 34 characters; scheme and issuer where given.
        case other(id: String, scheme: CodeOrProprietary?, issuer: String?)
    }

    package init(
        identifier: Identifier?, kind: CodeOrProprietary? = nil, currencyCode: String? = nil,
        name: String? = nil, proxy: ReceivedElement? = nil
    ) {
        self.identifier = identifier
        self.kind = kind
        self.currencyCode = currencyCode
        self.name = name
        self.proxy = proxy
    }

    package init(_ iban: IBAN) {
        self.init(identifier: .iban(iban))
    }

    package var iban: IBAN? {
        guard case .iban(let iban) = identifier else { return nil }
        return iban
    }
}
