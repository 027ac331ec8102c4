/// A bank's or clearing's answer to a payment message, pacs.002.001.10.
package struct StatusReport: Hashable, Sendable {
    package static let type = MessageType.pacs002v10

    package var messageID: String
    package var created: MessageTime
    package var instructingAgent: Agent?
    package var instructedAgent: Agent?
    package var groups: [Group]
    package var transactions: [Transaction]

    package init(
        messageID: String, created: MessageTime, instructingAgent: Agent? = nil,
        instructedAgent: Agent? = nil, groups: [Group] = [], transactions: [Transaction] = []
    ) {
        self.messageID = messageID
        self.created = created
        self.instructingAgent = instructingAgent
        self.instructedAgent = instructedAgent
        self.groups = groups
        self.transactions = transactions
    }

    /// What is said of a whole message (`OrgnlGrpInfAndSts`).
    package struct Group: Hashable, Sendable {
        package var original: OriginalGroup
        /// `GrpSts`.
        package var status: PaymentStatus?
        package var reasons: [StatusReason]

        package init(
            original: OriginalGroup, status: PaymentStatus? = nil, reasons: [StatusReason] = []
        ) {
            self.original = original
            self.status = status
            self.reasons = reasons
        }
    }

    /// What is said of one transfer (`TxInfAndSts`).
    package struct Transaction: Hashable, Sendable {
        package var statusID: String?
        /// Where it is absent, the message's only group holds.
        package var group: OriginalGroup?
        package var original: OriginalIdentifiers
        /// `TxSts`; wins over the group's.
        package var status: PaymentStatus?
        package var reasons: [StatusReason]
        package var accepted: MessageTime?
        package var servicerReference: String?
        package var clearingReference: String?
        package var instructingAgent: Agent?
        package var instructedAgent: Agent?
        package var reference: OriginalTransaction?

        package init(
            original: OriginalIdentifiers, status: PaymentStatus? = nil,
            reasons: [StatusReason] = []
        ) {
            self.original = original
            self.status = status
            self.reasons = reasons
        }
    }

    /// The message a transaction belongs to: its own word, else the only group there is.
    package func group(of transaction: Transaction) -> OriginalGroup? {
        transaction.group ?? (groups.count == 1 ? groups[0].original : nil)
    }
}
