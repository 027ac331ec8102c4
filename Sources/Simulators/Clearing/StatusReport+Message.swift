extension StatusReport {
    static let name = "pacs.002.001.10"

    /// The message; `transfers` are the clearing's, in which the lines point.
    func message(from clearing: BIC, to bank: BIC, transfers: [ClearedTransfer]) -> [UInt8] {
        var text = XMLText(message: Self.name)
        text.element("FIToFIPmtStsRpt") { text in
            text.element("GrpHdr") { text in
                text.text("MsgId", messageID)
                text.text("CreDtTm", createdAt.text)
                text.agent("InstgAgt", clearing)
                text.agent("InstdAgt", bank)
            }
            writeGroup(to: &text, originator: clearing)
            for line in lines {
                write(line, transfers[line.transfer], to: &text, originator: clearing)
            }
        }
        return text.close()
    }

    private func writeGroup(to text: inout XMLText, originator: BIC) {
        text.element("OrgnlGrpInfAndSts") { text in
            text.text("OrgnlMsgId", originalID)
            text.text("OrgnlMsgNmId", originalName)
            if originalCount > 0 { text.text("OrgnlNbOfTxs", String(originalCount)) }
            text.text("GrpSts", groupStatus)
            Self.writeReason(reason, explanation, to: &text, originator: originator)
        }
    }

    private func write(
        _ line: Line, _ transfer: ClearedTransfer, to text: inout XMLText, originator: BIC
    ) {
        text.element("TxInfAndSts") { text in
            text.text("OrgnlInstrId", transfer.instructionID)
            text.text("OrgnlEndToEndId", transfer.endToEndID)
            text.text("OrgnlTxId", transfer.transactionID)
            text.text("OrgnlUETR", transfer.uetr)
            text.text("TxSts", line.status)
            Self.writeReason(line.reason, "", to: &text, originator: originator)
            text.text("AccptncDtTm", transfer.acceptance)
            text.element("OrgnlTxRef") { text in
                text.amount("IntrBkSttlmAmt", transfer.cents)
                text.text("IntrBkSttlmDt", transfer.day.text)
            }
        }
    }

    private static func writeReason(
        _ reason: String, _ explanation: String, to text: inout XMLText, originator: BIC
    ) {
        guard !reason.isEmpty else { return }
        text.element("StsRsnInf") { text in
            text.element("Orgtr") { text in
                text.element("Id") { $0.wrapped("OrgId", "AnyBIC", originator.text) }
            }
            text.wrapped("Rsn", "Cd", reason)
            text.text("AddtlInf", String(explanation.prefix(105)))
        }
    }

    /// The report on an original of which nothing is known but what the request said.
    static func unknownOriginal(
        header: StatusReport, endToEndID: String?, transactionID: String?, from clearing: BIC,
        to bank: BIC
    ) -> [UInt8] {
        var text = XMLText(message: Self.name)
        text.element("FIToFIPmtStsRpt") { text in
            text.element("GrpHdr") { text in
                text.text("MsgId", header.messageID)
                text.text("CreDtTm", header.createdAt.text)
                text.agent("InstgAgt", clearing)
                text.agent("InstdAgt", bank)
            }
            header.writeGroup(to: &text, originator: clearing)
            guard let transactionID else { return }
            text.element("TxInfAndSts") { text in
                text.text("OrgnlEndToEndId", endToEndID)
                text.text("OrgnlTxId", transactionID)
                text.text("TxSts", "RJCT")
                writeReason(header.reason, "", to: &text, originator: clearing)
            }
        }
        return text.close()
    }
}
