import Vocabulary

extension CreditTransfer {
    /// The message as it leaves.
    ///
    /// `NbOfTxs` is the number of transactions; the total has to be their sum, in one currency.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(Self.type) { writer in
            writer.check("CdtTrfTxInf", count: transactions.count, in: 1...Int.max)
            writer.element("GrpHdr") { write(headerTo: &$0) }
            for transaction in transactions {
                writer.element("CdtTrfTxInf") { transaction.write(to: &$0) }
            }
        }
    }

    private func write(headerTo writer: inout MessageWriter) {
        writer.identifier("MsgId", messageID)
        writer.time("CreDtTm", created)
        writer.number("NbOfTxs", transactions.count)
        writer.decimal("CtrlSum", controlSum)
        writer.check("TtlIntrBkSttlmAmt", total: total, of: transactions.lazy.map(\.amount))
        writer.amount("TtlIntrBkSttlmAmt", total)
        writer.day("IntrBkSttlmDt", settlementDate)
        writer.settlement(settlement)
        writer.paymentType(type)
        writer.agent("InstgAgt", instructingAgent)
        writer.agent("InstdAgt", instructedAgent)
    }
}

extension CreditTransfer.Transaction {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.element("PmtId") { writer in
            writer.text("InstrId", instructionID)
            writer.text("EndToEndId", endToEndID)
            writer.identifier("TxId", transactionID)
            writer.uetr("UETR", uetr)
            writer.text("ClrSysRef", clearingReference)
        }
        writer.paymentType(type)
        writer.amount("IntrBkSttlmAmt", amount)
        writer.day("IntrBkSttlmDt", settlementDate)
        writer.time("AccptncDtTm", accepted)
        writer.code("ChrgBr", chargeBearer)
        writer.charges(charges)
        writer.agent("InstgAgt", instructingAgent)
        writer.agent("InstdAgt", instructedAgent)
        write(partiesTo: &writer)
        writer.choice("Purp", purpose)
        writer.remittance(remittance)
    }

    private func write(partiesTo writer: inout MessageWriter) {
        writer.party("UltmtDbtr", ultimateDebtor)
        writer.party("Dbtr", debtor)
        writer.account("DbtrAcct", debtorAccount)
        writer.agent("DbtrAgt", debtorAgent)
        writer.agent("CdtrAgt", creditorAgent)
        writer.party("Cdtr", creditor)
        writer.account("CdtrAcct", creditorAccount)
        writer.party("UltmtCdtr", ultimateCreditor)
    }
}
