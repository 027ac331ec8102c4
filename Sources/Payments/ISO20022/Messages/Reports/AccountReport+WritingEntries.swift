import Vocabulary

extension AccountReport.Entry {
    /// `EntryStatus2Code`.
    private static let statusesOf2009: Set<Status> = [.booked, .pending, .information]

    func write(to writer: inout MessageWriter) {
        writer.identifier("NtryRef", reference)
        writer.amount("Amt", amount)
        writer.code("CdtDbtInd", side)
        if isReversal { writer.flag("RvslInd", true) }
        if writer.generation == .of2009 {
            writer.code("Sts", status, of2009: Self.statusesOf2009)
        } else {
            writer.element("Sts") { $0.code("Cd", status) }
        }
        writer.dayOrTime("BookgDt", booked)
        writer.dayOrTime("ValDt", value)
        writer.identifier("AcctSvcrRef", servicerReference)
        writer.element("BkTxCd") { writer in
            writer.transactionCode(code)
            writer.element("Prtry", proprietaryCode) { $0.text("Cd", $1) }
        }
        if writer.generation == .of2019, !charges.isEmpty {
            writer.element("Chrgs") { write(chargesTo: &$0) }
        }
        for detail in details { writer.element("NtryDtls") { detail.write(to: &$0) } }
        writer.text("AddtlNtryInf", additional, limit: 500)
    }

    private func write(chargesTo writer: inout MessageWriter) {
        for charge in charges {
            writer.element("Rcrd") { writer in
                writer.amount("Amt", charge.amount)
                writer.code("CdtDbtInd", charge.side)
                writer.flag("ChrgInclInd", charge.isIncluded)
            }
        }
    }
}

extension AccountReport.Detail {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.element("Btch", batch) { writer, batch in
            writer.text("MsgId", batch.messageID)
            writer.text("PmtInfId", batch.paymentID)
            writer.number("NbOfTxs", batch.count)
            writer.amount("TtlAmt", batch.total)
            writer.code("CdtDbtInd", batch.side)
        }
        for transaction in transactions {
            writer.element("TxDtls") { transaction.write(to: &$0) }
        }
    }
}

extension AccountReport.Transaction {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.element("Refs") { references.write(to: &$0) }
        if writer.generation == .of2019 {
            writer.amount("Amt", amount)
            writer.code("CdtDbtInd", side)
        } else {
            writer.element("AmtDtls", amount) { writer, amount in
                writer.element("TxAmt") { $0.amount("Amt", amount) }
            }
        }
        writer.element("BkTxCd", code) { $0.transactionCode($1) }
        if writer.generation == .of2019 {
            writer.element("Chrgs", charges) { $0.amount("TtlChrgsAndTaxAmt", $1) }
        }
        if hasParties { writer.element("RltdPties") { write(partiesTo: &$0) } }
        if debtorAgent != nil || creditorAgent != nil {
            writer.element("RltdAgts") { writer in
                writer.agent("DbtrAgt", debtorAgent)
                writer.agent("CdtrAgt", creditorAgent)
            }
        }
        writer.choice("Purp", purpose)
        writer.remittance(remittance)
        if accepted != nil || settlementDate != nil {
            writer.element("RltdDts") { writer in
                writer.time("AccptncDtTm", accepted)
                writer.day("IntrBkSttlmDt", settlementDate)
            }
        }
        writer.element("RtrInf", returned) { writer, returned in
            writer.element("OrgnlBkTxCd", returned.originalCode) { $0.transactionCode($1) }
            writer.content(of: returned.reason)
        }
        writer.text("AddtlTxInf", additional, limit: 500)
    }

    private var hasParties: Bool {
        debtor != nil || debtorAccount != nil || ultimateDebtor != nil || creditor != nil
            || creditorAccount != nil || ultimateCreditor != nil
    }

    private func write(partiesTo writer: inout MessageWriter) {
        writer.partyOrAgent("Dbtr", debtor)
        writer.account("DbtrAcct", debtorAccount)
        writer.partyOrAgent("UltmtDbtr", ultimateDebtor)
        writer.partyOrAgent("Cdtr", creditor)
        writer.account("CdtrAcct", creditorAccount)
        writer.partyOrAgent("UltmtCdtr", ultimateCreditor)
    }
}

extension AccountReport.References {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.text("MsgId", messageID)
        writer.text("AcctSvcrRef", servicerReference)
        writer.text("PmtInfId", paymentID)
        writer.text("InstrId", instructionID)
        writer.text("EndToEndId", endToEndID)
        writer.uetr("UETR", uetr)
        writer.text("TxId", transactionID)
        writer.text("ClrSysRef", clearingReference)
    }
}

extension MessageWriter {
    fileprivate mutating func transactionCode(_ code: BankTransactionCode?) {
        element("Domn", code) { writer, code in
            writer.text("Cd", code.domain, limit: 4)
            writer.element("Fmly") { writer in
                writer.text("Cd", code.family, limit: 4)
                writer.text("SubFmlyCd", code.subFamily, limit: 4)
            }
        }
    }
}
