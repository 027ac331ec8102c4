extension CancellationRequest {
    /// The message as it leaves.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(Self.type) { writer in
            writer.check("Undrlyg", count: transactions.count, in: 1...Int.max)
            writer.assignment(messageID, created, from: assigner, to: assignee)
            writer.element("CtrlData") { $0.number("NbOfTxs", transactions.count) }
            writer.element("Undrlyg") { writer in
                for transaction in transactions {
                    writer.element("TxInf") { transaction.write(to: &$0) }
                }
            }
        }
    }
}

extension CancellationRequest.Transaction {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.identifier("CxlId", cancellationID)
        writer.originalGroup("OrgnlGrpInf", originalGroup)
        writer.originalIdentifiers(original)
        writer.amount("OrgnlIntrBkSttlmAmt", originalAmount)
        writer.day("OrgnlIntrBkSttlmDt", originalSettlementDate)
        writer.reasons("CxlRsnInf", reasons)
        writer.originalTransaction(reference)
    }
}

extension MessageWriter {
    /// `Assgnmt`: who turns to whom (`CaseAssignment5`).
    mutating func assignment(
        _ id: String, _ created: MessageTime, from assigner: Agent, to assignee: Agent
    ) {
        element("Assgnmt") { writer in
            writer.identifier("Id", id)
            writer.element("Assgnr") { $0.agent("Agt", assigner) }
            writer.element("Assgne") { $0.agent("Agt", assignee) }
            writer.time("CreDtTm", created)
        }
    }
}
