/// Requests for payments (camt.056) and what is said to them (camt.029), between the bank and the
/// made-up ones: the clearing hands them on and books nothing.
extension ClearingHouse {
    static let requestName = "camt.056.001.08"
    static let answerName = "camt.029.001.09"

    /// What the made-up bank says to a request of the bank under test.
    enum RecallAnswer: Hashable {
        /// The money comes back, with a pacs.004 FOCR.
        case yes
        case no(reason: String)
        /// It says that it will say.
        case pending
    }

    // MARK: - Of the bank

    /// Takes a camt.056 of the bank and answers for the other one, as the script wants it.
    mutating func takeRecall(_ message: Received) {
        remember(message)
        for group in message.body.children("Undrlyg") {
            for element in group.children("TxInf") { takeRecall(element, in: message) }
        }
    }

    private mutating func takeRecall(_ element: XMLElement, in message: Received) {
        let transaction = element.text("OrgnlTxId") ?? ""
        guard let original = recalled(element) else {
            note("\(message.name) \(message.id): unknown original \(transaction)")
            return say(.no(reason: "NOOR"), to: element, from: settings.clearing)
        }
        let answer = recallAnswer(for: original)
        guard let answer else {
            return note("\(message.name) \(message.id) about \(transaction), not answered")
        }
        note("\(message.name) \(message.id) about \(transaction): \(answer)")
        guard transfers[original].returnedBy == nil else {
            return say(.no(reason: "ARDT"), to: element, from: transfers[original].receiver)
        }
        guard answer == .yes else {
            return say(answer, to: element, from: transfers[original].receiver)
        }
        let isInstant = settings.schemes[transfers[original].scheme].isInstant
        let isSettled = transfers[original].state == .settled
        plannedReturns.append(
            PlannedReturn(
                original: original, reason: "FOCR",
                due: isInstant || isSettled ? .at(now) : .cycles(2), isAnnounced: true))
        isChanged = true
    }

    /// The transfer of the bank that a request is about.
    private func recalled(_ element: XMLElement) -> Int? {
        guard let id = element.text("OrgnlGrpInf/OrgnlMsgId"),
            let transaction = element.text("OrgnlTxId")
        else { return nil }
        return transfersByMessage[id]?.first {
            transfers[$0].transactionID == transaction && transfers[$0].sender == settings.bank
                && !transfers[$0].isReturn
        }
    }

    private mutating func recallAnswer(for original: Int) -> RecallAnswer? {
        let transfer = transfers[original]
        let scheme = settings.schemes[transfer.scheme]
        for index in rules.indices {
            guard case .recallAnswer(let answer) = rules[index].verb,
                rules[index].applies(to: transfer, scheme: scheme, dice: &dice)
            else { continue }
            return answer
        }
        return nil
    }

    /// A camt.029 to the bank, with what its request said of the original.
    private mutating func say(_ answer: RecallAnswer, to element: XMLElement, from sender: BIC) {
        let id = nextID("A")
        let (status, reason) =
            switch answer {
            case .yes: ("ACCR", "")
            case .no(let reason): ("RJCR", reason)
            case .pending: ("PDCR", "")
            }
        var text = XMLText(message: Self.answerName)
        text.element("RsltnOfInvstgtn") { text in
            writeAssignment(id, from: sender, to: &text)
            text.wrapped("Sts", "Conf", status == "ACCR" ? "CNCL" : status)
            text.element("CxlDtls") { text in
                text.element("TxInfAndSts") { text in
                    text.text("CxlStsId", id)
                    text.element("OrgnlGrpInf") { text in
                        text.text("OrgnlMsgId", element.text("OrgnlGrpInf/OrgnlMsgId"))
                        text.text("OrgnlMsgNmId", element.text("OrgnlGrpInf/OrgnlMsgNmId"))
                    }
                    text.text("OrgnlInstrId", element.text("OrgnlInstrId"))
                    text.text("OrgnlEndToEndId", element.text("OrgnlEndToEndId"))
                    text.text("OrgnlTxId", element.text("OrgnlTxId"))
                    text.text("OrgnlUETR", element.text("OrgnlUETR"))
                    text.text("TxCxlSts", status)
                    if !reason.isEmpty {
                        text.element("CxlStsRsnInf") { text in
                            text.element("Orgtr") { text in
                                text.element("Id") { $0.wrapped("OrgId", "AnyBIC", sender.text) }
                            }
                            text.wrapped("Rsn", "Cd", reason)
                        }
                    }
                }
            }
        }
        queue(Self.answerName, text.close())
    }

    private func writeAssignment(_ id: String, from sender: BIC, to text: inout XMLText) {
        text.element("Assgnmt") { text in
            text.text("Id", id)
            text.element("Assgnr") { $0.agent("Agt", sender) }
            text.element("Assgne") { $0.agent("Agt", settings.bank) }
            text.text("CreDtTm", now.text)
        }
    }

    // MARK: - To the bank

    /// What a made-up bank wants back.
    struct RecallRequest: Hashable {
        var reason: String
        /// Only a transfer with this EndToEndId, or amount; else the last one to the bank.
        var endToEndID: String?
        var cents: Cents?
        /// Of a transfer that never was.
        var isStray: Bool

        init(_ line: inout ScriptLine) throws(ScriptError) {
            reason = try Rule.takeReason(&line)
            endToEndID = line.take("end-to-end")
            cents = try line.take("amount", "an amount", { Cents($0) })
            isStray = try line.takeYesOrNo("stray") ?? false
        }
    }

    /// Asks the bank for a transfer that came to it.
    mutating func recall(_ request: RecallRequest) throws(ScriptError) -> String {
        let last = transfers.indices.reversed().first { index in
            let transfer = transfers[index]
            return transfer.receiver == settings.bank && !transfer.isReturn
                && request.endToEndID.map { $0 == transfer.endToEndID } ?? true
                && request.cents.map { $0 == transfer.cents } ?? true
        }
        guard let last else { throw .notHere("no transfer to the bank fits") }
        var original = transfers[last]
        if request.isStray {
            original.messageID = nextID("X")
            original.transactionID = nextID("X")
        }
        let id = nextID("C")
        var text = XMLText(message: Self.requestName)
        text.element("FIToFIPmtCxlReq") { text in
            writeAssignment(id, from: original.sender, to: &text)
            text.wrapped("CtrlData", "NbOfTxs", "1")
            text.element("Undrlyg") { text in
                text.element("TxInf") { write(original, id, request.reason, to: &$0) }
            }
        }
        queue(Self.requestName, text.close())
        return "asked for \(original.transactionID), \(original.cents.text) EUR"
    }

    private func write(
        _ original: ClearedTransfer, _ id: String, _ reason: String, to text: inout XMLText
    ) {
        text.text("CxlId", id)
        text.element("OrgnlGrpInf") { text in
            text.text("OrgnlMsgId", original.messageID)
            text.text("OrgnlMsgNmId", original.messageName)
        }
        text.text("OrgnlInstrId", original.instructionID)
        text.text("OrgnlEndToEndId", original.endToEndID)
        text.text("OrgnlTxId", original.transactionID)
        text.text("OrgnlUETR", original.uetr)
        text.amount("OrgnlIntrBkSttlmAmt", original.cents)
        text.text("OrgnlIntrBkSttlmDt", original.day.text)
        text.element("CxlRsnInf") { text in
            text.element("Orgtr") { text in
                text.element("Id") { $0.wrapped("OrgId", "AnyBIC", original.sender.text) }
            }
            text.wrapped("Rsn", "Cd", reason)
        }
        let scheme = settings.schemes[original.scheme]
        text.element("OrgnlTxRef") { text in
            text.amount("IntrBkSttlmAmt", original.cents)
            text.text("IntrBkSttlmDt", original.day.text)
            text.element("SttlmInf") { text in
                text.text("SttlmMtd", "CLRG")
                if scheme.systemIsCode {
                    text.wrapped("ClrSys", "Cd", scheme.system)
                } else {
                    text.wrapped("ClrSys", "Prtry", scheme.system)
                }
            }
            text.element("PmtTpInf") { text in
                text.wrapped("SvcLvl", "Cd", "SEPA")
                if scheme.isInstant { text.wrapped("LclInstrm", "Cd", "INST") }
            }
            text.account("DbtrAcct", iban: original.debtorIBAN)
            text.agent("DbtrAgt", original.sender)
            text.agent("CdtrAgt", original.receiver)
            text.account("CdtrAcct", iban: original.creditorIBAN)
        }
    }
}
