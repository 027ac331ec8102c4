extension StatusRequest {
    /// The message as it leaves.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(Self.type) { writer in
            writer.element("GrpHdr") { writer in
                writer.identifier("MsgId", messageID)
                writer.time("CreDtTm", created)
                writer.agent("InstgAgt", instructingAgent)
                writer.agent("InstdAgt", instructedAgent)
            }
            for group in groups { writer.originalGroup("OrgnlGrpInf", group) }
            for transaction in transactions {
                writer.element("TxInf") { transaction.write(to: &$0) }
            }
        }
    }
}

extension StatusRequest.Transaction {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.identifier("StsReqId", requestID)
        writer.originalGroup("OrgnlGrpInf", group)
        writer.originalIdentifiers(original)
        writer.time("AccptncDtTm", accepted)
        writer.originalTransaction(reference)
    }
}
