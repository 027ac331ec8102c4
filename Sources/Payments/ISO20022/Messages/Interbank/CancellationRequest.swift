package import Vocabulary

/// A bank asks for a payment back, camt.056.001.08.
///
/// Dropped on reading: the cases of groups, control data, supplementary data.
package struct CancellationRequest: Hashable, Sendable {
    package static let type = MessageType.camt056v08

    /// `Assgnmt/Id`.
    package var messageID: String
    package var created: MessageTime
    /// Who asks, and who is asked.
    package var assigner: Agent
    package var assignee: Agent
    /// `Case/Id`, where the request is a case of its sender's.
    package var caseID: String?
    package var transactions: [Transaction]

    package init(
        messageID: String, created: MessageTime, assigner: Agent, assignee: Agent,
        transactions: [Transaction]
    ) {
        self.messageID = messageID
        self.created = created
        self.assigner = assigner
        self.assignee = assignee
        self.transactions = transactions
    }

    /// One transfer that is asked for (`Undrlyg/TxInf`).
    package struct Transaction: Hashable, Sendable {
        /// `CxlId`.
        package var cancellationID: String?
        package var originalGroup: OriginalGroup?
        package var original: OriginalIdentifiers
        /// `OrgnlIntrBkSttlmAmt`.
        package var originalAmount: Money?
        /// `OrgnlIntrBkSttlmDt`.
        package var originalSettlementDate: BusinessDate?
        /// `CxlRsnInf`.
        package var reasons: [StatusReason]
        /// `OrgnlTxRef`.
        package var reference: OriginalTransaction?

        package init(
            cancellationID: String?, originalGroup: OriginalGroup?, original: OriginalIdentifiers,
            originalAmount: Money? = nil, originalSettlementDate: BusinessDate? = nil,
            reasons: [StatusReason] = [], reference: OriginalTransaction? = nil
        ) {
            self.cancellationID = cancellationID
            self.originalGroup = originalGroup
            self.original = original
            self.originalAmount = originalAmount
            self.originalSettlementDate = originalSettlementDate
            self.reasons = reasons
            self.reference = reference
        }
    }
}
