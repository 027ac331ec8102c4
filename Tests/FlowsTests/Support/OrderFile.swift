/// A customer's credit transfer initiation as text, written here and not by the code under test.
struct OrderFile {
    enum Version: String, CaseIterable { case v03 = "03", v09 = "09", v11 = "11" }

    struct Transfer {
        var endToEndID: String
        var amount: String
        var creditor: Customer
        var currency = "EUR"
        var instructionID: String?
        var text: String?
        var creditorName: String?
        var isInstant = false
        /// More elements between the creditor's account and the remittance.
        var purpose: String?

        init(_ endToEndID: String, _ amount: String, to creditor: Customer) {
            self.endToEndID = endToEndID
            self.amount = amount
            self.creditor = creditor
        }

        func with(_ change: (inout Transfer) -> Void) -> Transfer {
            var copy = self
            change(&copy)
            return copy
        }
    }

    struct Group {
        var id: String
        var debtor: Customer
        var transfers: [Transfer]
        var isBatch: Bool?
        var isInstant = false
        var day = "2026-11-20"
        var count: Int?
        var sum: String?
        var debtorName: String?
        var chargeBearer: String?

        init(_ id: String, from debtor: Customer, _ transfers: [Transfer]) {
            self.id = id
            self.debtor = debtor
            self.transfers = transfers
        }
    }

    var version: Version
    var messageID: String
    var initiator = "Initiator"
    /// Stated number of transfers; else the number there is.
    var count: Int?
    var sum: String?
    var groups: [Group]

    init(_ groups: [Group]) { self.init(.v09, "M-1", groups) }

    init(_ version: Version, _ messageID: String, _ groups: [Group]) {
        self.version = version
        self.messageID = messageID
        self.groups = groups
    }

    /// One payment information with these transfers of one debtor.
    init(
        _ version: Version = .v09, _ messageID: String = "M-1", from debtor: Customer,
        _ transfers: [Transfer]
    ) {
        self.init(version, messageID, [Group("P-1", from: debtor, transfers)])
    }

    func with(_ change: (inout OrderFile) -> Void) -> OrderFile {
        var copy = self
        change(&copy)
        return copy
    }

    var text: String {
        let found = groups.reduce(0) { $0 + $1.transfers.count }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.\(version.rawValue)">
            <CstmrCdtTrfInitn><GrpHdr><MsgId>\(messageID)</MsgId>\
            <CreDtTm>2026-11-20T08:59:00</CreDtTm><NbOfTxs>\(count ?? found)</NbOfTxs>\
            \(Self.element("CtrlSum", sum))<InitgPty><Nm>\(initiator)</Nm></InitgPty></GrpHdr>
            \(groups.map(text).joined(separator: "\n"))
            </CstmrCdtTrfInitn></Document>

            """
    }

    private static func element(_ name: String, _ text: String?) -> String {
        text.map { "<\(name)>\($0)</\(name)>" } ?? ""
    }

    private func text(_ group: Group) -> String {
        let bic = version == .v03 ? "BIC" : "BICFI"
        let day = version == .v03 ? group.day : "<Dt>\(group.day)</Dt>"
        return """
            <PmtInf><PmtInfId>\(group.id)</PmtInfId><PmtMtd>TRF</PmtMtd>\
            \(Self.element("BtchBookg", group.isBatch.map { "\($0)" }))\
            \(Self.element("NbOfTxs", group.count.map(String.init)))\
            \(Self.element("CtrlSum", group.sum))\(type(group.isInstant))\
            <ReqdExctnDt>\(day)</ReqdExctnDt>\
            <Dbtr><Nm>\(group.debtorName ?? group.debtor.name)</Nm></Dbtr>\
            <DbtrAcct><Id><IBAN>\(group.debtor.iban ?? "")</IBAN></Id></DbtrAcct>\
            <DbtrAgt><FinInstnId><\(bic)>\(SandboxBank.bic)</\(bic)></FinInstnId></DbtrAgt>\
            \(Self.element("ChrgBr", group.chargeBearer))
            \(group.transfers.map(text).joined(separator: "\n"))
            </PmtInf>
            """
    }

    private func type(_ isInstant: Bool) -> String {
        guard isInstant else { return "" }
        return "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm>"
            + "</PmtTpInf>"
    }

    private func text(_ transfer: Transfer) -> String {
        """
        <CdtTrfTxInf><PmtId>\(Self.element("InstrId", transfer.instructionID))\
        <EndToEndId>\(transfer.endToEndID)</EndToEndId></PmtId>\(type(transfer.isInstant))\
        <Amt><InstdAmt Ccy="\(transfer.currency)">\(transfer.amount)</InstdAmt></Amt>\
        <Cdtr><Nm>\(transfer.creditorName ?? transfer.creditor.name)</Nm></Cdtr>\
        <CdtrAcct><Id><IBAN>\(transfer.creditor.iban ?? "")</IBAN></Id></CdtrAcct>\
        \(transfer.purpose.map { "<Purp><Cd>\($0)</Cd></Purp>" } ?? "")\
        \(transfer.text.map { "<RmtInf><Ustrd>\($0)</Ustrd></RmtInf>" } ?? "")</CdtTrfTxInf>
        """
    }
}
