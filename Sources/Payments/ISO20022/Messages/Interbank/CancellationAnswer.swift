/// What a bank says to a request for a payment, camt.029.001.09.
///
/// Dropped on reading: modifications, claims, corrections, charges, supplementary data.
package struct CancellationAnswer: Hashable, Sendable {
    package static let type = MessageType.camt029v09

    /// What becomes of a request, or of one transfer of it.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// Refused.
        case rejected = "RJCR"
        /// The money comes.
        case accepted = "ACCR"
        /// Not decided yet.
        case pending = "PDCR"
    }

    /// `Assgnmt/Id`.
    package var messageID: String
    package var created: MessageTime
    package var assigner: Agent
    package var assignee: Agent
    /// `Sts/Conf`: a code of the external set of confirmations, `RJCR` or `CNCL` for one.
    package var confirmation: String?
    package var transactions: [Transaction]

    package init(
        messageID: String, created: MessageTime, assigner: Agent, assignee: Agent,
        confirmation: String, transactions: [Transaction]
    ) {
        self.messageID = messageID
        self.created = created
        self.assigner = assigner
        self.assignee = assignee
        self.confirmation = confirmation
        self.transactions = transactions
    }

    /// One transfer that is spoken of (`CxlDtls/TxInfAndSts`).
    package struct Transaction: Hashable, Sendable {
        /// `CxlStsId`.
        package var statusID: String?
        package var originalGroup: OriginalGroup?
        package var original: OriginalIdentifiers
        /// `TxCxlSts`.
        package var status: Status?
        /// `CxlStsRsnInf`.
        package var reasons: [StatusReason]
        /// `OrgnlTxRef`.
        package var reference: OriginalTransaction?

        package init(
            statusID: String?, originalGroup: OriginalGroup?, original: OriginalIdentifiers,
            status: Status?, reasons: [StatusReason] = [], reference: OriginalTransaction? = nil
        ) {
            self.statusID = statusID
            self.originalGroup = originalGroup
            self.original = original
            self.status = status
            self.reasons = reasons
            self.reference = reference
        }
    }
}
