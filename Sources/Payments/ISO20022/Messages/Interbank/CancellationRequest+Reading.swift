import XML

extension CancellationRequest {
    /// Reads a whole document, which its schema has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        let message = try document.message(Self.type)
        let assignment = try message.required("Assgnmt")
        messageID = try assignment.requiredText("Id")
        created = try assignment.requiredTime("CreDtTm")
        assigner = try assignment.required("Assgnr").agentOrParty
        assignee = try assignment.required("Assgne").agentOrParty
        caseID = message.first("Case")?.text("Id")
        transactions = []
        for underlying in message.all("Undrlyg") {
            let group = try underlying.first("OrgnlGrpInfAndCxl")?.originalGroup()
            for element in underlying.all("TxInf") {
                var transaction = try Transaction(reading: element)
                transaction.originalGroup = transaction.originalGroup ?? group
                transactions.append(transaction)
            }
        }
    }
}

extension CancellationRequest.Transaction {
    fileprivate init(reading element: MessageElement) throws(ReadingError) {
        cancellationID = element.text("CxlId")
        originalGroup = try element.originalGroup("OrgnlGrpInf")
        original = try element.originalIdentifiers()
        originalAmount = try element.money("OrgnlIntrBkSttlmAmt")
        originalSettlementDate = try element.day("OrgnlIntrBkSttlmDt")
        reasons = element.reasons("CxlRsnInf", .of2019)
        reference = try element.originalTransaction()
    }
}

extension MessageElement {
    /// What `Party40Choice` names, as a bank; a party that is none has its name alone.
    var agentOrParty: Agent {
        if let agent = agent("Agt", .of2019) { return agent }
        let party = first("Pty")
        return Agent(
            bicText: party?.first("Id")?.first("OrgId")?.text("AnyBIC"), name: party?.text("Nm"))
    }
}
