import XML

extension CancellationAnswer {
    /// Reads a whole document, which its schema has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        let message = try document.message(Self.type)
        let assignment = try message.required("Assgnmt")
        messageID = try assignment.requiredText("Id")
        created = try assignment.requiredTime("CreDtTm")
        assigner = try assignment.required("Assgnr").agentOrParty
        assignee = try assignment.required("Assgne").agentOrParty
        confirmation = message.first("Sts")?.text("Conf")
        transactions = []
        for details in message.all("CxlDtls") {
            for element in details.all("TxInfAndSts") {
                transactions.append(try Transaction(reading: element))
            }
        }
    }
}

extension CancellationAnswer.Transaction {
    fileprivate init(reading element: MessageElement) throws(ReadingError) {
        statusID = element.text("CxlStsId")
        originalGroup = try element.originalGroup("OrgnlGrpInf")
        original = try element.originalIdentifiers()
        status = try element.code("TxCxlSts")
        reasons = element.reasons("CxlStsRsnInf", .of2019)
        reference = try element.originalTransaction()
    }
}
