extension StatusReport {
    /// The message as it leaves.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(Self.type) { writer in
            writer.element("GrpHdr") { writer in
                writer.identifier("MsgId", messageID)
                writer.time("CreDtTm", created)
                writer.agent("InstgAgt", instructingAgent)
                writer.agent("InstdAgt", instructedAgent)
            }
            for group in groups {
                writer.element("OrgnlGrpInfAndSts") { writer in
                    writer.content(of: group.original)
                    writer.code("GrpSts", group.status)
                    writer.reasons("StsRsnInf", group.reasons)
                }
            }
            for transaction in transactions {
                writer.element("TxInfAndSts") { transaction.write(to: &$0) }
            }
        }
    }
}

extension StatusReport.Transaction {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.identifier("StsId", statusID)
        writer.originalGroup("OrgnlGrpInf", group)
        writer.originalIdentifiers(original)
        writer.code("TxSts", status)
        writer.reasons("StsRsnInf", reasons)
        writer.time("AccptncDtTm", accepted)
        writer.identifier("AcctSvcrRef", servicerReference)
        writer.text("ClrSysRef", clearingReference)
        writer.agent("InstgAgt", instructingAgent)
        writer.agent("InstdAgt", instructedAgent)
        writer.originalTransaction(reference)
    }
}
