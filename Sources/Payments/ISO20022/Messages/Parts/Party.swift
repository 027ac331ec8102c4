package import Vocabulary

/// A person or organisation named in a message (`PartyIdentification135`).
///
/// Address, identification and contact are kept as received, in their 2019 form.
package struct Party: Hashable, Sendable {
    package var name: String?
    /// `PstlAdr`.
    package var address: ReceivedElement?
    /// `Id`, with `OrgId` or `PrvtId` below it.
    package var identification: ReceivedElement?
    /// `CtryOfRes`, two letters.
    package var residence: String?
    /// `CtctDtls`.
    package var contact: ReceivedElement?

    package init(
        name: String? = nil, address: ReceivedElement? = nil,
        identification: ReceivedElement? = nil, residence: String? = nil,
        contact: ReceivedElement? = nil
    ) {
        self.name = name
        self.address = address
        self.identification = identification
        self.residence = residence
        self.contact = contact
    }

    /// A party known by its BIC, as a bank is that states a reason.
    package init(bic: BIC) {
        self.init(
            identification: ReceivedElement(
                "Id", [ReceivedElement("OrgId", [ReceivedElement("AnyBIC", text: bic.description)])]
            ))
    }

    /// The first identifier that names the party: BIC, LEI, or another organisation's or person's.
    ///
    /// With the name where there is none, it tells initiating parties apart.
    package var identifier: String? {
        ["OrgId/AnyBIC", "OrgId/LEI", "OrgId/Othr/Id", "PrvtId/Othr/Id"].lazy
            .compactMap { identification?.text(at: $0) }.first
    }
}
