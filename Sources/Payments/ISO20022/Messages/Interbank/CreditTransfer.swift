package import Arithmetic
package import Vocabulary

/// A credit transfer between banks, pacs.008.001.08: a bulk by cycles, or one instant payment.
///
/// Elements without a field here are dropped on reading: intermediary and previous agents and
/// their accounts, instructions to agents, regulatory reporting, tax, related remittance,
/// exchange rate, supplementary data. SEPA knows none of them in the interbank space *(check)*.
package struct CreditTransfer: Hashable, Sendable {
    package static let type = MessageType.pacs008v08

    package var messageID: String
    package var created: MessageTime
    /// `NbOfTxs` as read; a writer counts for itself.
    package var statedCount: Int
    package var controlSum: ExactDecimal?
    /// `TtlIntrBkSttlmAmt`.
    package var total: Money?
    /// `IntrBkSttlmDt` of the group; a transaction's own wins.
    package var settlementDate: BusinessDate?
    package var settlement: Settlement
    package var type: PaymentType?
    package var instructingAgent: Agent?
    package var instructedAgent: Agent?
    package var transactions: [Transaction]

    /// A message of ours: count and total follow from the transactions.
    package init(
        messageID: String, created: MessageTime, total: Money, settlementDate: BusinessDate,
        settlement: Settlement, type: PaymentType, instructingAgent: Agent,
        instructedAgent: Agent? = nil, transactions: [Transaction]
    ) {
        self.messageID = messageID
        self.created = created
        self.statedCount = transactions.count
        self.controlSum = nil
        self.total = total
        self.settlementDate = settlementDate
        self.settlement = settlement
        self.type = type
        self.instructingAgent = instructingAgent
        self.instructedAgent = instructedAgent
        self.transactions = transactions
    }

    /// The settlement date that holds for a transaction of this message.
    package func settlementDate(of transaction: Transaction) -> BusinessDate? {
        transaction.settlementDate ?? settlementDate
    }
}
