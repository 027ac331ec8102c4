extension CancellationAnswer {
    /// The message as it leaves.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(Self.type) { writer in
            writer.check("CxlDtls", count: transactions.count, in: 1...Int.max)
            writer.assignment(messageID, created, from: assigner, to: assignee)
            writer.element("Sts") { $0.text("Conf", confirmation, limit: 4) }
            writer.element("CxlDtls") { writer in
                for transaction in transactions {
                    writer.element("TxInfAndSts") { transaction.write(to: &$0) }
                }
            }
        }
    }
}

extension CancellationAnswer.Transaction {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.identifier("CxlStsId", statusID)
        writer.originalGroup("OrgnlGrpInf", originalGroup)
        writer.originalIdentifiers(original)
        writer.code("TxCxlSts", status)
        writer.reasons("CxlStsRsnInf", reasons)
        writer.originalTransaction(reference)
    }
}
