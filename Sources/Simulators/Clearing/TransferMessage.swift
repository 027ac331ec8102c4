/// Writes the pacs.008 and pacs.004 that go to the bank under test.
struct TransferMessage {
    let messageID: String
    let createdAt: Moment
    let scheme: Scheme
    let clearing: BIC
    let bank: BIC
    let transfers: [ClearedTransfer]

    private var total: Cents { transfers.reduce(.zero) { $0 + $1.cents } }
    private var day: BusinessDay? { transfers.first?.day }

    /// The pacs.008.001.08 of all transfers.
    func creditTransfer() -> [UInt8] {
        var text = XMLText(message: "pacs.008.001.08")
        text.element("FIToFICstmrCdtTrf") { text in
            text.element("GrpHdr") { text in
                writeHeader(to: &text, total: "TtlIntrBkSttlmAmt")
                text.element("PmtTpInf") { text in
                    text.wrapped("SvcLvl", "Cd", "SEPA")
                    if scheme.isInstant { text.wrapped("LclInstrm", "Cd", "INST") }
                }
                writeAgents(to: &text)
            }
            for transfer in transfers { write(transfer, to: &text) }
        }
        return text.close()
    }

    private func writeHeader(to text: inout XMLText, total name: StaticString) {
        text.text("MsgId", messageID)
        text.text("CreDtTm", createdAt.text)
        text.text("NbOfTxs", String(transfers.count))
        text.amount(name, total)
        text.text("IntrBkSttlmDt", day?.text)
        writeSettlement(to: &text)
    }

    private func writeSettlement(to text: inout XMLText) {
        text.element("SttlmInf") { text in
            text.text("SttlmMtd", "CLRG")
            if scheme.systemIsCode {
                text.wrapped("ClrSys", "Cd", scheme.system)
            } else {
                text.wrapped("ClrSys", "Prtry", scheme.system)
            }
        }
    }

    private func writeAgents(to text: inout XMLText) {
        text.agent("InstgAgt", clearing)
        text.agent("InstdAgt", bank)
    }

    private func write(_ transfer: ClearedTransfer, to text: inout XMLText) {
        text.element("CdtTrfTxInf") { text in
            text.element("PmtId") { text in
                text.text("InstrId", transfer.instructionID)
                text.text("EndToEndId", transfer.endToEndID)
                text.text("TxId", transfer.transactionID)
                text.text("UETR", transfer.uetr)
            }
            text.amount("IntrBkSttlmAmt", transfer.cents)
            text.text("AccptncDtTm", transfer.acceptance)
            text.text("ChrgBr", "SLEV")
            text.wrapped("Dbtr", "Nm", transfer.debtorName)
            text.account("DbtrAcct", iban: transfer.debtorIBAN)
            text.agent("DbtrAgt", transfer.sender)
            text.agent("CdtrAgt", transfer.receiver)
            text.wrapped("Cdtr", "Nm", transfer.creditorName)
            text.account("CdtrAcct", iban: transfer.creditorIBAN)
            text.wrapped("RmtInf", "Ustrd", transfer.remittance)
        }
    }

    /// pacs.004.001.09; `originals` stand in the order of the transfers.
    func giveBack(originals: [ClearedTransfer]) -> [UInt8] {
        var text = XMLText(message: "pacs.004.001.09")
        text.element("PmtRtr") { text in
            text.element("GrpHdr") { text in
                writeHeader(to: &text, total: "TtlRtrdIntrBkSttlmAmt")
                writeAgents(to: &text)
            }
            for (transfer, original) in zip(transfers, originals) {
                write(transfer, of: original, to: &text)
            }
        }
        return text.close()
    }

    private func write(
        _ transfer: ClearedTransfer, of original: ClearedTransfer, to text: inout XMLText
    ) {
        guard case .giveBack(_, let reason) = transfer.kind else {
            preconditionFailure("Only returns are written as a pacs.004.")
        }
        text.element("TxInf") { text in
            text.text("RtrId", transfer.transactionID)
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
            text.amount("RtrdIntrBkSttlmAmt", transfer.cents)
            text.text("ChrgBr", "SLEV")
            text.element("RtrRsnInf") { text in
                text.element("Orgtr") { text in
                    text.element("Id") { text in
                        text.wrapped("OrgId", "AnyBIC", transfer.sender.text)
                    }
                }
                text.wrapped("Rsn", "Cd", reason)
            }
            writeReference(original, to: &text)
        }
    }

    private func writeReference(_ original: ClearedTransfer, to text: inout XMLText) {
        text.element("OrgnlTxRef") { text in
            text.amount("IntrBkSttlmAmt", original.cents)
            text.text("IntrBkSttlmDt", original.day.text)
            writeSettlement(to: &text)
            text.element("PmtTpInf") { text in
                text.wrapped("SvcLvl", "Cd", "SEPA")
                if scheme.isInstant { text.wrapped("LclInstrm", "Cd", "INST") }
            }
            text.wrapped("RmtInf", "Ustrd", original.remittance)
            text.element("Dbtr") { $0.wrapped("Pty", "Nm", original.debtorName) }
            text.account("DbtrAcct", iban: original.debtorIBAN)
            text.agent("DbtrAgt", original.sender)
            text.agent("CdtrAgt", original.receiver)
            text.element("Cdtr") { $0.wrapped("Pty", "Nm", original.creditorName) }
            text.account("CdtrAcct", iban: original.creditorIBAN)
        }
    }
}
