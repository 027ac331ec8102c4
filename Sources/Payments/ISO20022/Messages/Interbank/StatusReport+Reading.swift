import XML

extension StatusReport {
    /// Reads a whole document, which its schema has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        let message = try document.message(Self.type)
        let header = try message.required("GrpHdr")
        messageID = try header.requiredText("MsgId")
        created = try header.requiredTime("CreDtTm")
        instructingAgent = header.agent("InstgAgt", .of2019)
        instructedAgent = header.agent("InstdAgt", .of2019)
        groups = []
        for element in message.all("OrgnlGrpInfAndSts") {
            groups.append(
                Group(
                    original: try element.originalGroup(), status: try element.code("GrpSts"),
                    reasons: element.reasons("StsRsnInf", .of2019)))
        }
        transactions = []
        for element in message.all("TxInfAndSts") {
            transactions.append(try Transaction(reading: element))
        }
    }
}

extension StatusReport.Transaction {
    /// Reads one `TxInfAndSts`.
    package init(reading element: MessageElement) throws(ReadingError) {
        statusID = element.text("StsId")
        group = try element.originalGroup("OrgnlGrpInf")
        original = try element.originalIdentifiers()
        status = try element.code("TxSts")
        reasons = element.reasons("StsRsnInf", .of2019)
        accepted = try element.time("AccptncDtTm")
        servicerReference = element.text("AcctSvcrRef")
        clearingReference = element.text("ClrSysRef")
        instructingAgent = element.agent("InstgAgt", .of2019)
        instructedAgent = element.agent("InstdAgt", .of2019)
        reference = try element.originalTransaction()
    }
}
