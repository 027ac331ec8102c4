import Vocabulary

extension PaymentReturn {
    /// The message as it leaves.
    ///
    /// `NbOfTxs` is the number of transactions; the total has to be the sum of what is returned.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(Self.type) { writer in
            writer.check("TxInf", count: transactions.count, in: 1...Int.max)
            writer.element("GrpHdr") { write(headerTo: &$0) }
            writer.element("OrgnlGrpInf", originalGroup) { writer, group in
                writer.content(of: group)
                writer.reasons("RtrRsnInf", groupReasons)
            }
            for transaction in transactions {
                writer.element("TxInf") { transaction.write(to: &$0) }
            }
        }
    }

    private func write(headerTo writer: inout MessageWriter) {
        writer.identifier("MsgId", messageID)
        writer.time("CreDtTm", created)
        writer.number("NbOfTxs", transactions.count)
        let amounts = transactions.lazy.map(\.amount)
        writer.check("TtlRtrdIntrBkSttlmAmt", total: total, of: amounts)
        writer.amount("TtlRtrdIntrBkSttlmAmt", total)
        writer.day("IntrBkSttlmDt", settlementDate)
        writer.settlement(settlement)
        writer.agent("InstgAgt", instructingAgent)
        writer.agent("InstdAgt", instructedAgent)
    }
}

extension PaymentReturn.Transaction {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.identifier("RtrId", returnID)
        writer.originalGroup("OrgnlGrpInf", originalGroup)
        writer.originalIdentifiers(original)
        writer.text("OrgnlClrSysRef", originalClearingReference)
        writer.amount("OrgnlIntrBkSttlmAmt", originalAmount)
        writer.day("OrgnlIntrBkSttlmDt", originalSettlementDate)
        writer.amount("RtrdIntrBkSttlmAmt", amount)
        writer.day("IntrBkSttlmDt", settlementDate)
        writer.code("ChrgBr", chargeBearer)
        writer.charges(charges)
        writer.text("ClrSysRef", clearingReference)
        writer.agent("InstgAgt", instructingAgent)
        writer.agent("InstdAgt", instructedAgent)
        writer.reasons("RtrRsnInf", reasons)
        writer.originalTransaction(reference)
    }
}
