import Vocabulary

extension MessageWriter {
    mutating func originalGroup(_ name: String, _ group: OriginalGroup?) {
        element(name, group) { $0.content(of: $1) }
    }

    mutating func content(of group: OriginalGroup) {
        text("OrgnlMsgId", group.messageID)
        text("OrgnlMsgNmId", group.messageName)
        time("OrgnlCreDtTm", group.created)
    }

    mutating func originalIdentifiers(_ original: OriginalIdentifiers) {
        text("OrgnlInstrId", original.instructionID)
        text("OrgnlEndToEndId", original.endToEndID)
        text("OrgnlTxId", original.transactionID)
        uetr("OrgnlUETR", original.uetr)
    }

    /// Nothing where the message's generation has no place for it.
    mutating func uetr(_ name: String, _ uetr: UETR?) {
        guard let uetr, generation == .of2019 else { return }
        leaf(name, uetr.description)
    }

    /// `OriginalTransactionReference28`.
    mutating func originalTransaction(_ original: OriginalTransaction?) {
        element("OrgnlTxRef", original) { writer, original in
            writer.amount("IntrBkSttlmAmt", original.amount)
            writer.day("IntrBkSttlmDt", original.settlementDate)
            writer.settlement(original.settlement)
            writer.paymentType(original.type)
            writer.remittance(original.remittance)
            writer.partyOrAgent("UltmtDbtr", original.ultimateDebtor)
            writer.partyOrAgent("Dbtr", original.debtor)
            writer.account("DbtrAcct", original.debtorAccount)
            writer.agent("DbtrAgt", original.debtorAgent)
            writer.agent("CdtrAgt", original.creditorAgent)
            writer.partyOrAgent("Cdtr", original.creditor)
            writer.account("CdtrAcct", original.creditorAccount)
            writer.partyOrAgent("UltmtCdtr", original.ultimateCreditor)
            writer.choice("Purp", original.purpose)
        }
    }
}
