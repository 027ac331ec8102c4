/// Who bears the charges (`ChargeBearerType1Code`).
package enum ChargeBearer: String, Hashable, Sendable {
    case debtor = "DEBT"
    case creditor = "CRED"
    case shared = "SHAR"
    /// As the service level says: the only one in SEPA.
    case serviceLevel = "SLEV"
}
