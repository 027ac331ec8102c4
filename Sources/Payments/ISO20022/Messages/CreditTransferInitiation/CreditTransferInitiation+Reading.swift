import XML

extension CreditTransferInitiation {
    /// Reads a whole document of any of the three versions, which its schema has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        let version = try Version(of: document)
        let message = try document.message(version.type)
        self.version = version
        header = try Header(reading: message.required("GrpHdr"), version)
        payments = []
        for element in message.all("PmtInf") {
            payments.append(try Payment(reading: element, version))
        }
    }
}

extension CreditTransferInitiation.Header {
    /// Reads `GrpHdr`.
    package init(
        reading element: MessageElement, _ version: CreditTransferInitiation.Version
    ) throws(ReadingError) {
        let generation = version.type.generation
        messageID = try element.requiredText("MsgId")
        created = try element.requiredTime("CreDtTm")
        count = try element.requiredNumber("NbOfTxs")
        controlSum = try element.decimal("CtrlSum")
        initiatingParty = Party(try element.required("InitgPty"), generation)
        forwardingAgent = element.agent("FwdgAgt", generation)
    }
}

extension CreditTransferInitiation.Payment {
    private static let carried: Set<String> = [
        "PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "Dbtr",
        "DbtrAcct", "DbtrAgt", "UltmtDbtr", "ChrgBr", "ChrgsAcct", "CdtTrfTxInf",
    ]

    /// Reads `PmtInf`: whole, or as far as it goes before its first transfer.
    ///
    /// Transfers that stand in it are read with it, those handed over one by one are not.
    package init(
        reading element: MessageElement, _ version: CreditTransferInitiation.Version
    ) throws(ReadingError) {
        let generation = version.type.generation
        id = try element.requiredText("PmtInfId")
        method = try element.requiredCode("PmtMtd")
        isBookedAsBatch = try element.flag("BtchBookg")
        count = try element.number("NbOfTxs")
        controlSum = try element.decimal("CtrlSum")
        type = try element.paymentType()
        execution = try Self.execution(element, version)
        debtor = Party(try element.required("Dbtr"), generation)
        debtorAccount = CashAccount(try element.required("DbtrAcct"), generation)
        debtorAgent = Agent(try element.required("DbtrAgt"), generation)
        ultimateDebtor = element.party("UltmtDbtr", generation)
        chargeBearer = try element.code("ChrgBr")
        chargesAccount = element.account("ChrgsAcct", generation)
        notCarried = element.names(besides: Self.carried)
        transfers = []
        for transfer in element.all("CdtTrfTxInf") where transfer.record == nil {
            transfers.append(try CreditTransferInitiation.Transfer(reading: transfer, version))
        }
    }

    private static func execution(
        _ element: MessageElement, _ version: CreditTransferInitiation.Version
    ) throws(ReadingError) -> DayOrTime {
        let found =
            version == .v03
            ? try element.day("ReqdExctnDt").map(DayOrTime.day)
            : try element.dayOrTime("ReqdExctnDt")
        guard let found else { throw .missing(path: element.path + "/ReqdExctnDt") }
        return found
    }
}

extension CreditTransferInitiation.Transfer {
    private static let carried: Set<String> = [
        "PmtId", "PmtTpInf", "Amt", "ChrgBr", "UltmtDbtr", "CdtrAgt", "Cdtr", "CdtrAcct",
        "UltmtCdtr", "Purp", "RmtInf",
    ]

    /// Reads one `CdtTrfTxInf`.
    package init(
        reading element: MessageElement, _ version: CreditTransferInitiation.Version
    ) throws(ReadingError) {
        let generation = version.type.generation
        let ids = try element.required("PmtId")
        instructionID = ids.text("InstrId")
        endToEndID = try ids.requiredText("EndToEndId")
        uetr = try ids.uetr("UETR")
        type = try element.paymentType()
        amount = try Amount(reading: element.required("Amt"))
        chargeBearer = try element.code("ChrgBr")
        ultimateDebtor = element.party("UltmtDbtr", generation)
        creditorAgent = element.agent("CdtrAgt", generation)
        creditor = element.party("Cdtr", generation)
        creditorAccount = element.account("CdtrAcct", generation)
        ultimateCreditor = element.party("UltmtCdtr", generation)
        purpose = element.choice("Purp")
        remittance = element.remittance(version.type)
        notCarried = element.names(besides: Self.carried)
    }
}

extension CreditTransferInitiation.Transfer.Amount {
    fileprivate init(reading element: MessageElement) throws(ReadingError) {
        if let equivalent = element.first("EqvtAmt") {
            let stated = try equivalent.required("Amt")
            guard let amount = stated.amount else { throw .malformed(stated) }
            self = .equivalent(
                amount, transferCurrencyCode: try equivalent.requiredText("CcyOfTrf"))
        } else {
            let stated = try element.required("InstdAmt")
            guard let amount = stated.amount else { throw .malformed(stated) }
            self = .instructed(amount)
        }
    }
}

extension MessageElement {
    /// The names of children that are none of those, each once, in document order.
    fileprivate func names(besides known: Set<String>) -> [String] {
        var names: [String] = []
        for child in children where !known.contains(child.name) && !names.contains(child.name) {
            names.append(child.name)
        }
        return names
    }
}
