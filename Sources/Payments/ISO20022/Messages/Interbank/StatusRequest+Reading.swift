import XML

extension StatusRequest {
    /// Reads a whole document, which its schema has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        let message = try document.message(Self.type)
        let header = try message.required("GrpHdr")
        messageID = try header.requiredText("MsgId")
        created = try header.requiredTime("CreDtTm")
        instructingAgent = header.agent("InstgAgt", .of2019)
        instructedAgent = header.agent("InstdAgt", .of2019)
        groups = []
        for element in message.all("OrgnlGrpInf") { groups.append(try element.originalGroup()) }
        transactions = []
        for element in message.all("TxInf") {
            transactions.append(try Transaction(reading: element))
        }
    }
}

extension StatusRequest.Transaction {
    fileprivate init(reading element: MessageElement) throws(ReadingError) {
        requestID = element.text("StsReqId")
        group = try element.originalGroup("OrgnlGrpInf")
        original = try element.originalIdentifiers()
        accepted = try element.time("AccptncDtTm")
        reference = try element.originalTransaction()
    }
}
