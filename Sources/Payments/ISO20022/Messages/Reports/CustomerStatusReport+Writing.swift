import Vocabulary

extension CustomerStatusReport {
    /// The message as it leaves.
    ///
    /// A status that .03 does not know is refused, not replaced: which one stands for it is the
    /// caller's decision.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(version.type) { writer in
            writer.element("GrpHdr") { writer in
                writer.identifier("MsgId", messageID)
                writer.time("CreDtTm", created)
                writer.party("InitgPty", initiatingParty)
                writer.agent("DbtrAgt", debtorAgent)
            }
            writer.element("OrgnlGrpInfAndSts") { original.write(to: &$0) }
            for payment in payments {
                writer.element("OrgnlPmtInfAndSts") { payment.write(to: &$0) }
            }
        }
    }
}

extension CustomerStatusReport.Original {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.content(of: group)
        writer.number("OrgnlNbOfTxs", count)
        writer.decimal("OrgnlCtrlSum", controlSum)
        writer.code("GrpSts", status, of2009: PaymentStatus.groupsOf2009)
        writer.reasons("StsRsnInf", reasons)
        writer.tallies(tallies)
    }
}

extension CustomerStatusReport.Payment {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.text("OrgnlPmtInfId", id)
        writer.number("OrgnlNbOfTxs", count)
        writer.decimal("OrgnlCtrlSum", controlSum)
        writer.code("PmtInfSts", status, of2009: PaymentStatus.groupsOf2009)
        writer.reasons("StsRsnInf", reasons)
        writer.tallies(tallies)
        for transaction in transactions {
            writer.element("TxInfAndSts") { transaction.write(to: &$0) }
        }
    }
}

extension CustomerStatusReport.Transaction {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.identifier("StsId", statusID)
        writer.text("OrgnlInstrId", instructionID)
        writer.text("OrgnlEndToEndId", endToEndID)
        writer.uetr("OrgnlUETR", uetr)
        writer.code("TxSts", status, of2009: PaymentStatus.transfersOf2009)
        writer.reasons("StsRsnInf", reasons)
        writer.charges(charges)
        writer.time("AccptncDtTm", accepted)
        writer.identifier("AcctSvcrRef", servicerReference)
        writer.element("OrgnlTxRef", reference) { $1.write(to: &$0) }
    }
}

extension CustomerStatusReport.Reference {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.element("Amt", amount) { $0.amount("InstdAmt", $1) }
        if writer.generation == .of2009 {
            writer.day("ReqdExctnDt", execution)
        } else {
            writer.dayOrTime("ReqdExctnDt", execution.map(DayOrTime.day))
        }
        writer.account("DbtrAcct", debtorAccount)
        writer.agent("CdtrAgt", creditorAgent)
        writer.partyOrAgent("Cdtr", creditor)
        writer.account("CdtrAcct", creditorAccount)
    }
}

extension MessageWriter {
    fileprivate mutating func tallies(_ tallies: [CustomerStatusReport.Tally]) {
        for tally in tallies {
            element("NbOfTxsPerSts") { writer in
                writer.number("DtldNbOfTxs", tally.count)
                writer.code("DtldSts", tally.status, of2009: PaymentStatus.transfersOf2009)
                writer.decimal("DtldCtrlSum", tally.controlSum)
            }
        }
    }
}
