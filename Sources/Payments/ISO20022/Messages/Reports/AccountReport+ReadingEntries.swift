import XML

extension AccountReport.Entry {
    init(reading element: MessageElement, _ type: MessageType) throws(ReadingError) {
        let stated = try element.required("Sts")
        let code = try element.required("BkTxCd")
        reference = element.text("NtryRef")
        amount = try element.requiredMoney("Amt")
        side = try element.requiredCode("CdtDbtInd")
        isReversal = try element.flag("RvslInd") ?? false
        status = Status(rawValue: stated.choice?.text ?? stated.text)
        booked = try element.dayOrTime("BookgDt")
        value = try element.dayOrTime("ValDt")
        servicerReference = element.text("AcctSvcrRef")
        self.code = try BankTransactionCode(reading: code)
        proprietaryCode = code.at("Prtry/Cd")?.text
        charges = []
        for record in element.first("Chrgs")?.all("Rcrd") ?? [] {
            charges.append(
                AccountReport.ChargeRecord(
                    amount: try record.requiredMoney("Amt"),
                    side: try record.code("CdtDbtInd") ?? side,
                    isIncluded: try record.flag("ChrgInclInd") ?? false))
        }
        details = []
        for detail in element.all("NtryDtls") {
            details.append(try AccountReport.Detail(reading: detail, type))
        }
        additional = element.text("AddtlNtryInf")
    }
}

extension AccountReport.Detail {
    fileprivate init(reading element: MessageElement, _ type: MessageType) throws(ReadingError) {
        batch = try element.first("Btch").map { (batch) throws(ReadingError) in
            AccountReport.Batch(
                messageID: batch.text("MsgId"), paymentID: batch.text("PmtInfId"),
                count: try batch.number("NbOfTxs"), total: try batch.money("TtlAmt"),
                side: try batch.code("CdtDbtInd"))
        }
        transactions = []
        for transaction in element.all("TxDtls") {
            transactions.append(try AccountReport.Transaction(reading: transaction, type))
        }
    }
}

extension AccountReport.Transaction {
    fileprivate init(reading element: MessageElement, _ type: MessageType) throws(ReadingError) {
        let generation = type.generation
        references = try AccountReport.References(reading: element.first("Refs"))
        amount =
            generation == .of2019
            ? try element.money("Amt") : try element.at("AmtDtls/TxAmt")?.money("Amt")
        side = try element.code("CdtDbtInd")
        code = try element.first("BkTxCd").flatMap { (code) throws(ReadingError) in
            try BankTransactionCode(reading: code)
        }
        charges = try element.first("Chrgs").flatMap { (charges) throws(ReadingError) in
            try charges.money("TtlChrgsAndTaxAmt")
        }
        read(parties: element.first("RltdPties"), generation)
        let agents = element.first("RltdAgts")
        debtorAgent = agents?.agent("DbtrAgt", generation)
        creditorAgent = agents?.agent("CdtrAgt", generation)
        purpose = element.choice("Purp")
        remittance = element.remittance(type)
        let dates = element.first("RltdDts")
        accepted = try dates?.time("AccptncDtTm")
        settlementDate = try dates?.day("IntrBkSttlmDt")
        returned = try element.first("RtrInf").map { (returned) throws(ReadingError) in
            AccountReport.Return(
                originalCode: try returned.first("OrgnlBkTxCd")
                    .flatMap { (code) throws(ReadingError) in
                        try BankTransactionCode(reading: code)
                    },
                reason: returned.reason(generation))
        }
        additional = element.text("AddtlTxInf")
    }

    private mutating func read(
        parties element: MessageElement?, _ generation: MessageType.Generation
    ) {
        guard let element else { return }
        debtor = element.partyOrAgent("Dbtr", generation)
        debtorAccount = element.account("DbtrAcct", generation)
        ultimateDebtor = element.partyOrAgent("UltmtDbtr", generation)
        creditor = element.partyOrAgent("Cdtr", generation)
        creditorAccount = element.account("CdtrAcct", generation)
        ultimateCreditor = element.partyOrAgent("UltmtCdtr", generation)
    }
}

extension AccountReport.References {
    fileprivate init(reading element: MessageElement?) throws(ReadingError) {
        self.init()
        guard let element else { return }
        messageID = element.text("MsgId")
        servicerReference = element.text("AcctSvcrRef")
        paymentID = element.text("PmtInfId")
        instructionID = element.text("InstrId")
        endToEndID = element.text("EndToEndId")
        uetr = try element.uetr("UETR")
        transactionID = element.text("TxId")
        clearingReference = element.text("ClrSysRef")
    }
}

extension BankTransactionCode {
    /// What `BkTxCd` says in the domain's words, or `nil` where it has proprietary ones only.
    init?(reading element: MessageElement) throws(ReadingError) {
        guard let domain = element.first("Domn") else { return nil }
        let family = try domain.required("Fmly")
        self.init(
            try domain.requiredText("Cd"), try family.requiredText("Cd"),
            try family.requiredText("SubFmlyCd"))
    }
}
