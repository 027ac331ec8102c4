import XML

extension AccountReport {
    private static let known: [(MessageType, Kind, Version)] = [
        (.camt053v02, .statement, .v02), (.camt053v08, .statement, .v08),
        (.camt054v02, .notification, .v02), (.camt054v08, .notification, .v08),
        (.camt052v08, .interim, .v08),
    ]

    /// Reads a whole document of camt.052 (.08), camt.053 or camt.054 (.02 or .08), which its schema
    /// has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        guard
            let (type, kind, version) = Self.known.first(where: {
                $0.0.namespace == document.namespace
            })
        else { throw .otherMessage(found: document.namespace ?? "") }
        let message = try document.message(type)
        let header = try message.required("GrpHdr")
        self.kind = kind
        self.version = version
        messageID = try header.requiredText("MsgId")
        created = try header.requiredTime("CreDtTm")
        recipient = header.party("MsgRcpt", type.generation)
        accounts = []
        for element in message.all(accountName) {
            accounts.append(try Account(reading: element, type))
        }
    }
}

extension AccountReport.Account {
    fileprivate init(reading element: MessageElement, _ type: MessageType) throws(ReadingError) {
        let described = try element.required("Acct")
        id = try element.requiredText("Id")
        sequence = try element.number("ElctrncSeqNb")
        created = try element.time("CreDtTm")
        period = try element.first("FrToDt").map { (period) throws(ReadingError) in
            AccountReport.Period(
                from: try period.requiredTime("FrDtTm"), to: try period.requiredTime("ToDtTm"))
        }
        account = CashAccount(described, type.generation)
        owner = described.party("Ownr", type.generation)
        servicer = described.agent("Svcr", type.generation)
        balances = []
        for balance in element.all("Bal") {
            balances.append(try AccountReport.Balance(reading: balance))
        }
        entries = []
        for entry in element.all("Ntry") {
            entries.append(try AccountReport.Entry(reading: entry, type))
        }
    }
}

extension AccountReport.Balance {
    fileprivate init(reading element: MessageElement) throws(ReadingError) {
        guard let kind = element.at("Tp/CdOrPrtry")?.choice else {
            throw .missing(path: element.path + "/Tp")
        }
        guard let date = try element.dayOrTime("Dt") else {
            throw .missing(path: element.path + "/Dt")
        }
        self.init(
            kind: kind, amount: try element.requiredMoney("Amt"),
            side: try element.requiredCode("CdtDbtInd"), date: date)
    }
}
