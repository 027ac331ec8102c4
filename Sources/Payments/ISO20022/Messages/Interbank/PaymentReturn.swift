package import Vocabulary

/// Money sent back by a bank, pacs.004.001.09.
///
/// Dropped on reading: the chain of the return (`RtrChain`), exchange rate, compensation,
/// settlement priority and times, supplementary data.
package struct PaymentReturn: Hashable, Sendable {
    package static let type = MessageType.pacs004v09

    package var messageID: String
    package var created: MessageTime
    /// `NbOfTxs` as read; a writer counts for itself.
    package var statedCount: Int
    /// `TtlRtrdIntrBkSttlmAmt`.
    package var total: Money?
    package var settlementDate: BusinessDate?
    package var settlement: Settlement
    package var instructingAgent: Agent?
    package var instructedAgent: Agent?
    /// The message whose transfers are returned, where all are of one.
    package var originalGroup: OriginalGroup?
    package var groupReasons: [StatusReason]
    package var transactions: [Transaction]

    package init(
        messageID: String, created: MessageTime, total: Money, settlementDate: BusinessDate,
        settlement: Settlement, instructingAgent: Agent, transactions: [Transaction]
    ) {
        self.messageID = messageID
        self.created = created
        self.statedCount = transactions.count
        self.total = total
        self.settlementDate = settlementDate
        self.settlement = settlement
        self.instructingAgent = instructingAgent
        self.groupReasons = []
        self.transactions = transactions
    }

    /// One returned transfer (`TxInf`).
    package struct Transaction: Hashable, Sendable {
        package var returnID: String?
        package var originalGroup: OriginalGroup?
        package var original: OriginalIdentifiers
        package var originalClearingReference: String?
        /// `OrgnlIntrBkSttlmAmt`.
        package var originalAmount: Money?
        package var originalSettlementDate: BusinessDate?
        /// `RtrdIntrBkSttlmAmt`: what comes back, perhaps less the charges of `charges`.
        package var amount: Money
        package var settlementDate: BusinessDate?
        package var chargeBearer: ChargeBearer?
        package var charges: [Charge]
        package var clearingReference: String?
        package var instructingAgent: Agent?
        package var instructedAgent: Agent?
        package var reasons: [StatusReason]
        /// `OrgnlTxRef`.
        package var reference: OriginalTransaction?

        package init(
            returnID: String, originalGroup: OriginalGroup, original: OriginalIdentifiers,
            originalAmount: Money, amount: Money, reasons: [StatusReason],
            reference: OriginalTransaction?
        ) {
            self.returnID = returnID
            self.originalGroup = originalGroup
            self.original = original
            self.originalAmount = originalAmount
            self.amount = amount
            self.charges = []
            self.reasons = reasons
            self.reference = reference
        }
    }

    /// The settlement date that holds for a transaction of this message.
    package func settlementDate(of transaction: Transaction) -> BusinessDate? {
        transaction.settlementDate ?? settlementDate
    }
}
