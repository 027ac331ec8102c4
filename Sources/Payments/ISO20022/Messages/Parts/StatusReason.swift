/// Why a status was given or a payment returned (`StsRsnInf`, `RtrRsnInf`).
package struct StatusReason: Hashable, Sendable {
    /// Who says so: a bank by its BIC, a customer by the name.
    package var originator: Party?
    package var reason: CodeOrProprietary?
    /// `AddtlInf`: lines of at most 105 characters.
    package var additional: [String]

    package init(
        originator: Party? = nil, reason: CodeOrProprietary? = nil, additional: [String] = []
    ) {
        self.originator = originator
        self.reason = reason
        self.additional = additional
    }
}
