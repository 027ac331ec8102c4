import ISO20022
import PaymentModel
import Testing
import Vocabulary

@testable import Flows

/// What an entry of a statement says beside its amount (`postings.md` §7).
@Suite struct `Contents of a statement` {
    private func statement(_ sandbox: Sandbox) throws -> JudgedMessage {
        try sandbox.closeDay("EUR")
        let found = sandbox.newReports("camt.053").filter {
            $0["Stmt/Acct/Id/IBAN"] == Customer.alma.iban
        }
        return try #require(found.last)
    }

    /// The ISO code list, as the design's table has it.
    @Test(arguments: [
        (BankTransactionCode.Kind.bookTransfer, "ICDT/BOOK", "RCDT/BOOK"),
        (.creditTransfer, "ICDT/ESCT", "RCDT/ESCT"),
        (.instantTransfer, "IRCT/ESCT", "RRCT/ESCT"),
        (.returned, "ICDT/RRTN", "ICDT/RRTN"), (.returnedInstant, "IRCT/RRTN", "IRCT/RRTN"),
        (.givenBack, "RCDT/RRTN", "RCDT/RRTN"), (.givenBackInstant, "RRCT/RRTN", "RRCT/RRTN"),
        (.charge, "ICDT/CHRG", "ICDT/CHRG"), (.fee, "MDOP/FEES", "MDOP/FEES"),
    ])
    func `a booking has the code of its row`(
        kind: BankTransactionCode.Kind, debit: String, credit: String
    ) {
        for (side, text) in [(CreditDebit.debit, debit), (.credit, credit)] {
            let code = BankTransactionCode.of(kind, side)
            #expect("\(code.family)/\(code.subFamily)" == text && code.domain == "PMNT")
        }
    }

    @Test func `every kind has one row, and what nobody has verified says so`() {
        let kinds = BankTransactionCode.table.map(\.kind)
        #expect(kinds == BankTransactionCode.Kind.allCases)
        #expect(
            BankTransactionCode.table.filter { !$0.isVerified }.map(\.kind)
                == [.returnedInstant, .givenBack, .givenBackInstant])
    }

    /// 1,000.00 less 100.00 out, 40.00 of them held only, 30.00 by a transfer: CLAV is CLBD less what
    /// is held, and a hold is no entry.
    @Test func `holds lessen what is available, and are no entries`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        _ = try sandbox.transfer(.alma, .bruno, "30.00", "EUR").get()
        try sandbox.tell("silent scheme=SCT")
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [.init("E-1", "40.00", to: .elsewhere), .init("E-2", "60.00", to: .elsewhere)]))
        let statement = try statement(sandbox)
        #expect(statement["Stmt/Bal[Tp/CdOrPrtry/Cd='CLBD']/Amt"] == "970.00")
        #expect(statement["Stmt/Bal[Tp/CdOrPrtry/Cd='CLAV']/Amt"] == "870.00")
        #expect(statement.all("Stmt/Ntry/Amt") == ["1000.00", "30.00"])
        #expect(statement.all("Stmt/Ntry/Sts/Cd") == ["BOOK", "BOOK"])
    }

    /// Overdrawn by 5.00 with 2.00 held: both balances are debits, and unsigned.
    @Test func `an overdrawn balance is a debit`() throws {
        let sandbox = try Sandbox()
        try sandbox.open(.alma, creditLine: 10_000)
        try sandbox.open(.bruno)
        _ = try sandbox.transfer(.alma, .bruno, "5.00", "EUR").get()
        try sandbox.tell("silent scheme=SCT")
        try sandbox.submit(OrderFile(from: .alma, [.init("E-1", "2.00", to: .elsewhere)]))
        let statement = try statement(sandbox)
        for (code, amount) in [("CLBD", "5.00"), ("CLAV", "7.00")] {
            let balance = "Stmt/Bal[Tp/CdOrPrtry/Cd='\(code)']"
            #expect(statement["\(balance)/Amt"] == amount)
            #expect(statement["\(balance)/CdtDbtInd"] == "DBIT")
        }
    }

    @Test func `the servicer's reference is one in pain.002, camt.054 and camt.053`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [
                    .init("E-1", "1.00", to: .bruno), .init("E-2", "2.00", to: .elsewhere),
                    OrderFile.Transfer("E-3", "4.00", to: .elsewhere).with { $0.isInstant = true },
                ]))
        try sandbox.tell("settle now")
        let advices = sandbox.newReports("camt.054")
        let reports = sandbox.newReports("pain.002")
        let statement = try statement(sandbox)
        for name in ["E-1", "E-2", "E-3"] {
            let entry = "Ntry[NtryDtls/TxDtls/Refs/EndToEndId='\(name)']"
            let told = Set(
                reports.flatMap { $0.all("//TxInfAndSts[OrgnlEndToEndId='\(name)']/AcctSvcrRef") })
            let advised = Set(
                advices.filter { $0["Ntfctn/Acct/Id/IBAN"] == Customer.alma.iban }
                    .flatMap { $0.all("Ntfctn/\(entry)/AcctSvcrRef") })
            let stated = try #require(statement["Stmt/\(entry)/AcctSvcrRef"])
            #expect(told == [stated] && advised == [stated], "\(name)")
            #expect(statement["Stmt/\(entry)/NtryDtls/TxDtls/Refs/AcctSvcrRef"] == stated)
        }
        #expect(statement.all("Stmt/Ntry/NtryRef") == ["1", "2", "3", "4"])
    }

    /// Paid 100.00 by instant transfer, 98.00 came back after 2.00 of charges (FOCR).
    @Test func `what comes back names its reason, its origin and what was taken from it`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [OrderFile.Transfer("E-1", "100.00", to: .elsewhere).with { $0.isInstant = true }]))
        let message = try #require(sandbox.newSent("pacs.008").first)
        let original = try #require(message["CdtTrfTxInf/PmtId/TxId"])
        try sandbox.deliver(
            """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr><GrpHdr>\
            <MsgId>R-1</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm>\
            <NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd><ClrSys><Prtry>SCTINST</Prtry>\
            </ClrSys></SttlmInf></GrpHdr><TxInf><RtrId>RT-1</RtrId>\
            <OrgnlTxId>\(original)</OrgnlTxId>\
            <OrgnlIntrBkSttlmAmt Ccy="EUR">100.00</OrgnlIntrBkSttlmAmt>\
            <RtrdIntrBkSttlmAmt Ccy="EUR">98.00</RtrdIntrBkSttlmAmt>\
            <IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt><ChrgsInf><Amt Ccy="EUR">2.00</Amt><Agt>\
            <FinInstnId><BICFI>BANKDEFFXXX</BICFI></FinInstnId></Agt></ChrgsInf>\
            <RtrRsnInf><Rsn><Cd>FOCR</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr></Document>
            """)
        let advice = try #require(sandbox.newReports("camt.054").last)
        let account = try #require(sandbox.account(.alma))
        try sandbox.closeDay("EUR")
        try sandbox.rest()
        let row = try #require(
            try sandbox.opened.archive.statement(of: account, day: sandbox.today))
        let bytes = try #require(try sandbox.opened.archive.bytes(of: row.id))
        let statement = try JudgedMessage("x.camt.053.001.08.xml", bytes)
        let entry = "Stmt/Ntry[NtryDtls/TxDtls/RtrInf]"
        #expect(statement["\(entry)/Amt"] == "98.00")
        let part = "\(entry)/NtryDtls/TxDtls"
        #expect(statement["\(part)/RtrInf/Rsn/Cd"] == "FOCR")
        #expect(statement["\(part)/RtrInf/OrgnlBkTxCd/Domn/Fmly/Cd"] == "IRCT")
        #expect(statement["\(part)/RtrInf/OrgnlBkTxCd/Domn/Fmly/SubFmlyCd"] == "ESCT")
        #expect(statement["\(part)/Chrgs/TtlChrgsAndTaxAmt"] == "2.00")
        #expect(statement["\(part)/Refs/EndToEndId"] == "E-1")
        #expect(advice["Ntfctn/Ntry/NtryDtls/TxDtls/Chrgs/TtlChrgsAndTaxAmt"] == "2.00")
        let sheet = try StatementSheet(xml: bytes)
        let back = try #require(sheet.lines.last?.parts.first)
        #expect(back.returnReason == "FOCR" && back.charges?.amountText == "2.00")
    }

    /// Rejected a day after it was booked: the first statement keeps its debit, the second has the
    /// credit, and nothing of the first day changes.
    @Test func `a correction is a later entry`() throws {
        let sandbox = try Sandbox(script: "return reason=AC04 amount=4.00 after=1cycles")
        try sandbox.openCustomers()
        try sandbox.submit(OrderFile(from: .alma, [.init("E-1", "4.00", to: .elsewhere)]))
        try sandbox.tell("settle now")
        let first = try statement(sandbox)
        #expect(first["Stmt/Bal[Tp/CdOrPrtry/Cd='CLBD']/Amt"] == "996.00")
        let account = try #require(sandbox.account(.alma))
        let archive = sandbox.opened.archive
        let row = try #require(try archive.statement(of: account, day: sandbox.firstDay))
        let before = try archive.bytes(of: row.id)
        // From Friday to Monday.
        try sandbox.pass(seconds: 3 * 86_400)
        try sandbox.tell("settle now")
        let second = try statement(sandbox)
        #expect(second["Stmt/Bal[Tp/CdOrPrtry/Cd='OPBD']/Amt"] == "996.00")
        #expect(second["Stmt/Bal[Tp/CdOrPrtry/Cd='CLBD']/Amt"] == "1000.00")
        #expect(second["Stmt/Ntry/CdtDbtInd"] == "CRDT")
        #expect(second["Stmt/Ntry/NtryDtls/TxDtls/Refs/EndToEndId"] == "E-1")
        #expect(second["Stmt/Ntry/BookgDt/Dt"] == "2026-11-23")
        #expect(try archive.bytes(of: row.id) == before)
    }
}
