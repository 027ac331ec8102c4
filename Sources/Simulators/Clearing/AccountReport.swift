/// Writes what the clearing reports on a settlement account: camt.054 and camt.053.
struct AccountReport {
    struct Entry {
        var booking: Booking
        /// From the account's side: above zero it was credited.
        var signed: Cents
        var transfer: ClearedTransfer?
        /// Where it is a return, what it returns.
        var original: ClearedTransfer?
    }

    struct Balance {
        var code: String
        var cents: Cents
        var day: BusinessDay
    }

    let messageID: String
    let createdAt: Moment
    let number: Int
    let account: String
    let isInstant: Bool
    let owner: BIC
    let clearing: BIC
    let entries: [Entry]
    private var summary: Summary { Summary(entries) }

    struct Summary {
        var credits: [Cents]
        var debits: [Cents]

        init(_ entries: [Entry]) {
            credits = entries.filter { $0.signed > .zero }.map(\.signed)
            debits = entries.filter { $0.signed <= .zero }.map { -$0.signed }
        }

        var net: Cents { credits.reduce(.zero, +) - debits.reduce(.zero, +) }
    }

    /// camt.054.001.08: of a cycle, or of a single booking; `page` counts from one.
    func notification(page: Int, isLast: Bool, about: String) -> [UInt8] {
        var text = XMLText(message: "camt.054.001.08")
        text.element("BkToCstmrDbtCdtNtfctn") { text in
            writeHeader(to: &text)
            text.element("Ntfctn") { text in
                text.text("Id", messageID)
                text.element("NtfctnPgntn") { text in
                    text.text("PgNb", String(page))
                    text.text("LastPgInd", isLast ? "true" : "false")
                }
                text.text("ElctrncSeqNb", String(number))
                text.text("CreDtTm", createdAt.text)
                writeAccount(to: &text)
                writeSummary(to: &text)
                for entry in entries { write(entry, to: &text) }
                text.text("AddtlNtfctnInf", about)
            }
        }
        return text.close()
    }

    /// camt.053.001.08 of one business day.
    func statement(balances: [Balance]) -> [UInt8] {
        var text = XMLText(message: "camt.053.001.08")
        text.element("BkToCstmrStmt") { text in
            writeHeader(to: &text)
            text.element("Stmt") { text in
                text.text("Id", messageID)
                text.text("ElctrncSeqNb", String(number))
                text.text("CreDtTm", createdAt.text)
                writeAccount(to: &text)
                for balance in balances { write(balance, to: &text) }
                writeSummary(to: &text)
                for entry in entries { write(entry, to: &text) }
            }
        }
        return text.close()
    }

    private func writeHeader(to text: inout XMLText) {
        text.element("GrpHdr") { text in
            text.text("MsgId", messageID)
            text.text("CreDtTm", createdAt.text)
            text.element("MsgRcpt") { text in
                text.element("Id") { $0.wrapped("OrgId", "AnyBIC", owner.text) }
            }
        }
    }

    private func writeAccount(to text: inout XMLText) {
        text.element("Acct") { text in
            text.element("Id") { $0.wrapped("Othr", "Id", account) }
            text.text("Ccy", "EUR")
            text.element("Ownr") { text in
                text.element("Id") { $0.wrapped("OrgId", "AnyBIC", owner.text) }
            }
            text.agent("Svcr", clearing)
        }
    }

    private func write(_ balance: Balance, to text: inout XMLText) {
        text.element("Bal") { text in
            text.element("Tp") { $0.wrapped("CdOrPrtry", "Cd", balance.code) }
            text.amount("Amt", balance.cents)
            text.text("CdtDbtInd", balance.cents.indicator)
            text.wrapped("Dt", "Dt", balance.day.text)
        }
    }

    private func writeSummary(to text: inout XMLText) {
        let credits = summary.credits.reduce(.zero, +)
        let debits = summary.debits.reduce(.zero, +)
        text.element("TxsSummry") { text in
            text.element("TtlNtries") { text in
                text.text("NbOfNtries", String(summary.credits.count + summary.debits.count))
                text.text("Sum", (credits + debits).unsignedText)
                text.element("TtlNetNtry") { text in
                    text.text("Amt", summary.net.unsignedText)
                    text.text("CdtDbtInd", summary.net.indicator)
                }
            }
            text.element("TtlCdtNtries") { text in
                text.text("NbOfNtries", String(summary.credits.count))
                text.text("Sum", credits.unsignedText)
            }
            text.element("TtlDbtNtries") { text in
                text.text("NbOfNtries", String(summary.debits.count))
                text.text("Sum", debits.unsignedText)
            }
        }
    }

    private func write(_ entry: Entry, to text: inout XMLText) {
        text.element("Ntry") { text in
            text.text("NtryRef", entry.booking.reference)
            text.amount("Amt", entry.signed)
            text.text("CdtDbtInd", entry.signed.indicator)
            text.wrapped("Sts", "Cd", "BOOK")
            text.wrapped("BookgDt", "Dt", entry.booking.day.text)
            text.wrapped("ValDt", "Dt", entry.booking.valueDay.text)
            text.text("AcctSvcrRef", entry.booking.reference)
            writeCode(entry, "BkTxCd", to: &text)
            if let transfer = entry.transfer {
                text.element("NtryDtls") { text in
                    text.element("TxDtls") { writeDetails(entry, transfer, to: &$0) }
                }
            }
            text.text("AddtlNtryInf", entry.remark)
        }
    }

    private func writeCode(_ entry: Entry, _ name: StaticString, to text: inout XMLText) {
        let isCredit = entry.signed > .zero
        let family: String
        let sub: String
        switch entry.booking.kind {
        case .transfer:
            let isReturn = entry.original != nil
            // A return moves the other way, but keeps the family of what it returns.
            let isReceived = isCredit != isReturn
            family = (isInstant ? ["IRCT", "RRCT"] : ["ICDT", "RCDT"])[isReceived ? 1 : 0]
            sub = isReturn ? "RRTN" : "ESCT"
        case .funding, .liquidity:
            family = isCredit ? "RCDT" : "ICDT"
            sub = "OTHR"
        case .charge:
            family = "MDOP"
            sub = "CHRG"
        }
        text.element(name) { text in
            text.element("Domn") { text in
                text.text("Cd", "PMNT")
                text.element("Fmly") { text in
                    text.text("Cd", family)
                    text.text("SubFmlyCd", sub)
                }
            }
            if let own = entry.ownCode {
                text.element("Prtry") { text in
                    text.text("Cd", own)
                    text.text("Issr", clearing.text)
                }
            }
        }
    }

    private func writeDetails(
        _ entry: Entry, _ transfer: ClearedTransfer, to text: inout XMLText
    ) {
        let parties = entry.original ?? transfer
        writeReferences(entry, transfer, to: &text)
        text.amount("Amt", transfer.cents)
        text.text("CdtDbtInd", entry.signed.indicator)
        text.element("RltdPties") { text in
            text.element("Dbtr") { $0.wrapped("Pty", "Nm", parties.debtorName) }
            text.account("DbtrAcct", iban: parties.debtorIBAN)
            text.element("Cdtr") { $0.wrapped("Pty", "Nm", parties.creditorName) }
            text.account("CdtrAcct", iban: parties.creditorIBAN)
        }
        text.element("RltdAgts") { text in
            text.agent("DbtrAgt", parties.sender)
            text.agent("CdtrAgt", parties.receiver)
        }
        text.wrapped("RmtInf", "Ustrd", parties.remittance)
        text.wrapped("RltdDts", "IntrBkSttlmDt", transfer.day.text)
        if case .giveBack(_, let reason) = transfer.kind {
            text.element("RtrInf") { $0.wrapped("Rsn", "Cd", reason) }
        }
    }

    private func writeReferences(
        _ entry: Entry, _ transfer: ClearedTransfer, to text: inout XMLText
    ) {
        text.element("Refs") { text in
            text.text("MsgId", transfer.messageID)
            text.text("AcctSvcrRef", entry.booking.reference)
            text.text("InstrId", transfer.instructionID)
            text.text("EndToEndId", transfer.endToEndID)
            text.text("UETR", transfer.uetr)
            text.text("TxId", transfer.transactionID)
            if let original = entry.original {
                for (name, value) in [
                    ("OrgnlMsgId", original.messageID), ("OrgnlTxId", original.transactionID),
                ] {
                    text.element("Prtry") { text in
                        text.text("Tp", name)
                        text.text("Ref", value)
                    }
                }
            }
        }
    }
}

extension AccountReport.Entry {
    /// The clearing's own code, where the list of the standard has none that says it.
    var ownCode: String? {
        switch booking.kind {
        case .transfer: nil
        case .funding: "EQTY"
        case .liquidity: "LIQT"
        case .charge: "CHRG"
        }
    }

    var remark: String? {
        switch booking.kind {
        case .transfer: nil
        case .funding: signed > .zero ? "Equity paid in" : "Equity paid out"
        case .liquidity: "Liquidity transfer between own accounts"
        case .charge: "Charge of the clearing"
        }
    }
}
