import Vocabulary

extension CreditTransferInitiation {
    /// The file as a customer would send it.
    ///
    /// Counts and sums are written as the value states them, so that a file with wrong ones can
    /// be made too.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(version.type) { writer in
            writer.check("PmtInf", count: payments.count, in: 1...Int.max)
            writer.element("GrpHdr") { header.write(to: &$0) }
            for payment in payments { writer.element("PmtInf") { payment.write(to: &$0) } }
        }
    }
}

extension CreditTransferInitiation.Header {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.identifier("MsgId", messageID)
        writer.time("CreDtTm", created)
        writer.number("NbOfTxs", count)
        writer.decimal("CtrlSum", controlSum)
        writer.party("InitgPty", initiatingParty)
        writer.agent("FwdgAgt", forwardingAgent)
    }
}

extension CreditTransferInitiation.Payment {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.identifier("PmtInfId", id)
        writer.code("PmtMtd", method)
        writer.flag("BtchBookg", isBookedAsBatch)
        writer.number("NbOfTxs", count)
        writer.decimal("CtrlSum", controlSum)
        writer.paymentType(type)
        write(executionTo: &writer)
        writer.party("Dbtr", debtor)
        writer.account("DbtrAcct", debtorAccount)
        writer.agent("DbtrAgt", debtorAgent)
        writer.party("UltmtDbtr", ultimateDebtor)
        writer.code("ChrgBr", chargeBearer)
        writer.element("ChrgsAcct", chargesAccount) { $0.content(of: $1) }
        writer.check("CdtTrfTxInf", count: transfers.count, in: 1...Int.max)
        for transfer in transfers {
            writer.element("CdtTrfTxInf") { transfer.write(to: &$0) }
        }
    }

    /// In .03 a day; later a choice of day and time.
    private func write(executionTo writer: inout MessageWriter) {
        guard writer.generation == .of2009 else {
            return writer.dayOrTime("ReqdExctnDt", execution)
        }
        guard case .day(let day) = execution else {
            return writer.refuse(.missing(path: writer.location(of: "ReqdExctnDt")))
        }
        writer.day("ReqdExctnDt", day)
    }
}

extension CreditTransferInitiation.Transfer {
    fileprivate func write(to writer: inout MessageWriter) {
        writer.element("PmtId") { writer in
            writer.text("InstrId", instructionID)
            writer.text("EndToEndId", endToEndID)
            writer.uetr("UETR", uetr)
        }
        writer.paymentType(type)
        writer.element("Amt") { amount.write(to: &$0) }
        writer.code("ChrgBr", chargeBearer)
        writer.party("UltmtDbtr", ultimateDebtor)
        writer.agent("CdtrAgt", creditorAgent)
        writer.party("Cdtr", creditor)
        writer.account("CdtrAcct", creditorAccount)
        writer.party("UltmtCdtr", ultimateCreditor)
        writer.choice("Purp", purpose)
        writer.remittance(remittance)
    }
}

extension CreditTransferInitiation.Transfer.Amount {
    fileprivate func write(to writer: inout MessageWriter) {
        switch self {
        case .instructed(let amount): writer.amount("InstdAmt", asReceived: amount)
        case .equivalent(let amount, let transferCurrencyCode):
            writer.element("EqvtAmt") { writer in
                writer.amount("Amt", asReceived: amount)
                writer.text("CcyOfTrf", transferCurrencyCode, limit: 3)
            }
        }
    }
}
