import XML

extension PaymentReturn {
    /// Reads a whole document, which its schema has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        let message = try document.message(Self.type)
        let header = try message.required("GrpHdr")
        messageID = try header.requiredText("MsgId")
        created = try header.requiredTime("CreDtTm")
        statedCount = try header.requiredNumber("NbOfTxs")
        total = try header.money("TtlRtrdIntrBkSttlmAmt")
        settlementDate = try header.day("IntrBkSttlmDt")
        guard let found = try header.settlement() else {
            throw .missing(path: header.path + "/SttlmInf")
        }
        settlement = found
        instructingAgent = header.agent("InstgAgt", .of2019)
        instructedAgent = header.agent("InstdAgt", .of2019)
        let group = message.first("OrgnlGrpInf")
        originalGroup = try message.originalGroup("OrgnlGrpInf")
        groupReasons = group?.reasons("RtrRsnInf", .of2019) ?? []
        transactions = []
        for element in message.all("TxInf") {
            transactions.append(try Transaction(reading: element))
        }
    }

    /// The message a transaction was part of: its own word, else the group's.
    package func originalGroup(of transaction: Transaction) -> OriginalGroup? {
        transaction.originalGroup ?? originalGroup
    }
}

extension PaymentReturn.Transaction {
    /// Reads one `TxInf`.
    package init(reading element: MessageElement) throws(ReadingError) {
        returnID = element.text("RtrId")
        originalGroup = try element.originalGroup("OrgnlGrpInf")
        original = try element.originalIdentifiers()
        originalClearingReference = element.text("OrgnlClrSysRef")
        originalAmount = try element.money("OrgnlIntrBkSttlmAmt")
        originalSettlementDate = try element.day("OrgnlIntrBkSttlmDt")
        amount = try element.requiredMoney("RtrdIntrBkSttlmAmt")
        settlementDate = try element.day("IntrBkSttlmDt")
        chargeBearer = try element.code("ChrgBr")
        charges = try element.charges()
        clearingReference = element.text("ClrSysRef")
        instructingAgent = element.agent("InstgAgt", .of2019)
        instructedAgent = element.agent("InstdAgt", .of2019)
        reasons = element.reasons("RtrRsnInf", .of2019)
        reference = try element.originalTransaction()
    }
}
