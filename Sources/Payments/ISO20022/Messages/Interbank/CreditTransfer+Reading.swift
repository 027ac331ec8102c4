import XML

extension CreditTransfer {
    /// Reads a whole document, which its schema has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        let message = try document.message(Self.type)
        let header = try message.required("GrpHdr")
        messageID = try header.requiredText("MsgId")
        created = try header.requiredTime("CreDtTm")
        statedCount = try header.requiredNumber("NbOfTxs")
        controlSum = try header.decimal("CtrlSum")
        total = try header.money("TtlIntrBkSttlmAmt")
        settlementDate = try header.day("IntrBkSttlmDt")
        guard let found = try header.settlement() else {
            throw .missing(path: header.path + "/SttlmInf")
        }
        settlement = found
        type = try header.paymentType()
        instructingAgent = header.agent("InstgAgt", .of2019)
        instructedAgent = header.agent("InstdAgt", .of2019)
        transactions = []
        for element in message.all("CdtTrfTxInf") {
            transactions.append(try Transaction(reading: element))
        }
    }
}

extension CreditTransfer.Transaction {
    /// Reads one `CdtTrfTxInf`.
    package init(reading element: MessageElement) throws(ReadingError) {
        let ids = try element.required("PmtId")
        instructionID = ids.text("InstrId")
        endToEndID = try ids.requiredText("EndToEndId")
        transactionID = ids.text("TxId")
        uetr = try ids.uetr("UETR")
        clearingReference = ids.text("ClrSysRef")
        type = try element.paymentType()
        amount = try element.requiredMoney("IntrBkSttlmAmt")
        settlementDate = try element.day("IntrBkSttlmDt")
        accepted = try element.time("AccptncDtTm")
        chargeBearer = try element.requiredCode("ChrgBr")
        charges = try element.charges()
        instructingAgent = element.agent("InstgAgt", .of2019)
        instructedAgent = element.agent("InstdAgt", .of2019)
        ultimateDebtor = element.party("UltmtDbtr", .of2019)
        debtor = Party(try element.required("Dbtr"), .of2019)
        debtorAccount = element.account("DbtrAcct", .of2019)
        debtorAgent = Agent(try element.required("DbtrAgt"), .of2019)
        creditorAgent = Agent(try element.required("CdtrAgt"), .of2019)
        creditor = Party(try element.required("Cdtr"), .of2019)
        creditorAccount = element.account("CdtrAcct", .of2019)
        ultimateCreditor = element.party("UltmtCdtr", .of2019)
        purpose = element.choice("Purp")
        remittance = element.remittance(.pacs008v08)
    }
}
