import Vocabulary

extension AccountReport {
    /// The message as it leaves.
    package func written() throws(WritingError) -> [UInt8] {
        try MessageWriter.write(type) { writer in
            writer.check("Acct", count: accounts.count, in: 1...Int.max)
            writer.element("GrpHdr") { writer in
                writer.identifier("MsgId", messageID)
                writer.time("CreDtTm", created)
                writer.party("MsgRcpt", recipient)
            }
            for account in accounts {
                writer.element(accountName) { writer in
                    account.write(to: &writer, in: self)
                }
            }
        }
    }
}

extension AccountReport.Account {
    fileprivate func write(to writer: inout MessageWriter, in report: AccountReport) {
        writer.identifier("Id", id)
        writer.number("ElctrncSeqNb", sequence)
        // .02 demands a time of creation here, .08 allows it.
        writer.time("CreDtTm", created ?? (report.version == .v02 ? report.created : nil))
        writer.element("FrToDt", period) { writer, period in
            writer.time("FrDtTm", period.from)
            writer.time("ToDtTm", period.to)
        }
        writer.element("Acct") { writer in
            writer.content(of: account)
            writer.party("Ownr", owner)
            writer.agent("Svcr", servicer)
        }
        let allowed = report.kind == .notification ? 0...0 : 1...Int.max
        writer.check("Bal", count: balances.count, in: allowed)
        for balance in balances { writer.element("Bal") { balance.write(to: &$0) } }
        for entry in entries { writer.element("Ntry") { entry.write(to: &$0) } }
    }
}

extension AccountReport.Balance {
    /// `BalanceType12Code`.
    private static let codesOf2009: Set<String> = [
        "XPCD", "OPAV", "ITAV", "CLAV", "FWAV", "CLBD", "ITBD", "OPBD", "PRCD", "INFO",
    ]

    fileprivate func write(to writer: inout MessageWriter) {
        if case .code(let code) = kind, writer.generation == .of2009,
            !Self.codesOf2009.contains(code)
        {
            writer.refuse(.code(path: writer.location(of: "Tp"), found: code))
        }
        writer.element("Tp") { $0.choice("CdOrPrtry", kind) }
        writer.amount("Amt", amount)
        writer.code("CdtDbtInd", side)
        writer.dayOrTime("Dt", date)
    }
}
