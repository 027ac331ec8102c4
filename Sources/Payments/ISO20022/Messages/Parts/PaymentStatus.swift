/// The state of a payment, a batch or a file, as messages say it.
///
/// The codes belong to ISO 20022 (external code sets `ExternalPaymentTransactionStatus1Code` and
/// `ExternalPaymentGroupStatus1Code`) and may grow; an unknown one is read and is none of the
/// constants.
package struct PaymentStatus: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let received = PaymentStatus(rawValue: "RCVD")
    package static let technicallyValid = PaymentStatus(rawValue: "ACTC")
    package static let pending = PaymentStatus(rawValue: "PDNG")
    package static let partial = PaymentStatus(rawValue: "PART")
    /// Profile checked: accepted.
    package static let accepted = PaymentStatus(rawValue: "ACCP")
    package static let acceptedWithChange = PaymentStatus(rawValue: "ACWC")
    package static let inSettlement = PaymentStatus(rawValue: "ACSP")
    /// Settled on the debtor's side.
    package static let settled = PaymentStatus(rawValue: "ACSC")
    /// Settled on the creditor's account.
    package static let credited = PaymentStatus(rawValue: "ACCC")
    package static let rejected = PaymentStatus(rawValue: "RJCT")

    /// What pain.002.001.03 knows for a transfer (`TransactionIndividualStatus3Code`).
    package static let transfersOf2009: Set<PaymentStatus> = [
        .technicallyValid, .rejected, .pending, .accepted, .inSettlement, .settled,
        .acceptedWithChange,
    ]

    /// What pain.002.001.03 knows for a group (`TransactionGroupStatus3Code`).
    package static let groupsOf2009: Set<PaymentStatus> = transfersOf2009.union([
        .received, .partial,
    ])
}
