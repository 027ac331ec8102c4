package import Vocabulary

/// Who bears the charges (`ChargeBearerType1Code`).
package enum ChargeBearer: String, Hashable, Sendable {
    case debtor = "DEBT"
    case creditor = "CRED"
    case shared = "SHAR"
    /// As the service level says: the only one in SEPA.
    case serviceLevel = "SLEV"
}

/// A charge taken, and who took it (`ChrgsInf`).
package struct Charge: Hashable, Sendable {
    package var amount: Money
    package var agent: Agent

    package init(amount: Money, agent: Agent) {
        self.amount = amount
        self.agent = agent
    }
}
