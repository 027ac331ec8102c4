/// What kind of payment is asked for (`PmtTpInf`).
package struct PaymentType: Hashable, Sendable {
    package var priority: Priority?
    /// At most one in 2009.
    package var serviceLevels: [CodeOrProprietary]
    package var localInstrument: CodeOrProprietary?
    package var categoryPurpose: CodeOrProprietary?

    package enum Priority: String, Hashable, Sendable {
        case high = "HIGH"
        case normal = "NORM"
    }

    package init(
        priority: Priority? = nil, serviceLevels: [CodeOrProprietary] = [],
        localInstrument: CodeOrProprietary? = nil, categoryPurpose: CodeOrProprietary? = nil
    ) {
        self.priority = priority
        self.serviceLevels = serviceLevels
        self.localInstrument = localInstrument
        self.categoryPurpose = categoryPurpose
    }

    /// A SEPA credit transfer by cycles.
    package static let sepa = PaymentType(serviceLevels: [.code("SEPA")])
    /// A SEPA instant credit transfer.
    package static let sepaInstant = PaymentType(
        serviceLevels: [.code("SEPA")], localInstrument: .code("INST"))

    /// Whether instant execution is asked for: `INST` as local instrument or as service level,
    /// as a code or in words of one's own.
    package var isInstant: Bool {
        localInstrument?.text == "INST" || serviceLevels.contains { $0.text == "INST" }
    }
}
