/// A question about the state of payments sent, pacs.028.001.03.
package struct StatusRequest: Hashable, Sendable {
    package static let type = MessageType.pacs028v03

    package var messageID: String
    package var created: MessageTime
    package var instructingAgent: Agent?
    package var instructedAgent: Agent?
    package var groups: [OriginalGroup]
    package var transactions: [Transaction]

    package init(
        messageID: String, created: MessageTime, instructingAgent: Agent? = nil,
        instructedAgent: Agent? = nil, groups: [OriginalGroup] = [],
        transactions: [Transaction] = []
    ) {
        self.messageID = messageID
        self.created = created
        self.instructingAgent = instructingAgent
        self.instructedAgent = instructedAgent
        self.groups = groups
        self.transactions = transactions
    }

    /// One transfer asked about (`TxInf`).
    package struct Transaction: Hashable, Sendable {
        package var requestID: String?
        package var group: OriginalGroup?
        package var original: OriginalIdentifiers
        package var accepted: MessageTime?
        package var reference: OriginalTransaction?

        package init(
            requestID: String?, group: OriginalGroup?, original: OriginalIdentifiers,
            accepted: MessageTime? = nil, reference: OriginalTransaction? = nil
        ) {
            self.requestID = requestID
            self.group = group
            self.original = original
            self.accepted = accepted
            self.reference = reference
        }
    }
}
