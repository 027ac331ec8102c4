import XML

extension MessageElement {
    func originalGroup(_ name: String) throws(ReadingError) -> OriginalGroup? {
        guard let element = first(name) else { return nil }
        return try element.originalGroup()
    }

    /// The message that this element speaks of.
    func originalGroup() throws(ReadingError) -> OriginalGroup {
        OriginalGroup(
            messageID: try requiredText("OrgnlMsgId"),
            messageName: try requiredText("OrgnlMsgNmId"),
            created: try time("OrgnlCreDtTm"))
    }

    func originalIdentifiers() throws(ReadingError) -> OriginalIdentifiers {
        OriginalIdentifiers(
            instructionID: text("OrgnlInstrId"), endToEndID: text("OrgnlEndToEndId"),
            transactionID: text("OrgnlTxId"), uetr: try uetr("OrgnlUETR"))
    }

    /// `OrgnlTxRef` of an interbank message.
    func originalTransaction() throws(ReadingError) -> OriginalTransaction? {
        guard let element = first("OrgnlTxRef") else { return nil }
        var original = OriginalTransaction()
        original.amount = try element.money("IntrBkSttlmAmt")
        original.settlementDate = try element.day("IntrBkSttlmDt")
        original.settlement = try element.settlement()
        original.type = try element.paymentType()
        original.remittance = element.remittance(.pacs008v08)
        original.ultimateDebtor = element.partyOrAgent("UltmtDbtr", .of2019)
        original.debtor = element.partyOrAgent("Dbtr", .of2019)
        original.debtorAccount = element.account("DbtrAcct", .of2019)
        original.debtorAgent = element.agent("DbtrAgt", .of2019)
        original.creditorAgent = element.agent("CdtrAgt", .of2019)
        original.creditor = element.partyOrAgent("Cdtr", .of2019)
        original.creditorAccount = element.account("CdtrAcct", .of2019)
        original.ultimateCreditor = element.partyOrAgent("UltmtCdtr", .of2019)
        original.purpose = element.choice("Purp")
        return original
    }
}
