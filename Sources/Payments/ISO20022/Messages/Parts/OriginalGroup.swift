/// Which message is spoken of (`OrgnlGrpInf`).
package struct OriginalGroup: Hashable, Sendable {
    package var messageID: String
    /// `OrgnlMsgNmId`: `pacs.008.001.08`, by some written `pacs.008`.
    package var messageName: String
    package var created: MessageTime?

    package init(messageID: String, messageName: String, created: MessageTime? = nil) {
        self.messageID = messageID
        self.messageName = messageName
        self.created = created
    }

    /// Whether the message spoken of is a customer credit transfer between banks.
    package var isCreditTransfer: Bool {
        messageName == "pacs.008" || messageName.hasPrefix("pacs.008.")
    }
}
