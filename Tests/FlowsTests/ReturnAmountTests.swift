import PaymentModel
import Testing

@testable import Flows

/// A return gives back the whole amount, or a smaller one that it explains (row R1).
@Suite struct `Amounts that come back` {
    /// A bank whose customer Alma has paid 100.00 by instant transfer; the payment's TxId.
    private func paid() throws -> (Sandbox, String) {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [OrderFile.Transfer("E-1", "100.00", to: .elsewhere).with { $0.isInstant = true }]))
        let message = try #require(sandbox.newSent("pacs.008").first)
        #expect(sandbox.balance(.alma) == 90_000)
        return (sandbox, try #require(message["CdtTrfTxInf/PmtId/TxId"]))
    }

    private func message(
        _ number: Int, _ original: String, _ amount: String, _ reason: String, charges: String?
    ) -> String {
        let explained =
            charges.map {
                "<ChrgsInf><Amt Ccy=\"EUR\">\($0)</Amt><Agt><FinInstnId><BICFI>BANKDEFFXXX</BICFI>"
                    + "</FinInstnId></Agt></ChrgsInf>"
            } ?? ""
        return """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr><GrpHdr>\
            <MsgId>R-\(number)</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm>\
            <NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd><ClrSys><Prtry>SCTINST</Prtry>\
            </ClrSys></SttlmInf></GrpHdr><TxInf><RtrId>RT-\(number)</RtrId>\
            <OrgnlTxId>\(original)</OrgnlTxId>\
            <OrgnlIntrBkSttlmAmt Ccy="EUR">100.00</OrgnlIntrBkSttlmAmt>\
            <RtrdIntrBkSttlmAmt Ccy="EUR">\(amount)</RtrdIntrBkSttlmAmt>\
            <IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt>\(explained)\
            <RtrRsnInf><Rsn><Cd>\(reason)</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr></Document>
            """
    }

    @Test(arguments: [
        ("100.00", "AC04", String?.none), ("98.00", "FOCR", "2.00"), ("0.01", "FOCR", "99.99"),
    ])
    func `go to the payer where they fit`(amount: String, reason: String, charges: String?) throws {
        let (sandbox, id) = try paid()
        try sandbox.deliver(message(1, id, amount, reason, charges: charges))
        let cents = try #require(Int(amount.filter { $0 != "." }))
        #expect(sandbox.balance(.alma) == 90_000 + cents)
        #expect(sandbox.breaks.isEmpty)
        #expect(sandbox.isBalanced)
        let advice = try #require(sandbox.newReports("camt.054").last)
        #expect(advice["Ntfctn/Ntry/Amt"] == amount)
        #expect(advice["Ntfctn/Ntry/NtryDtls/TxDtls/RtrInf/Rsn/Cd"] == reason)
        // The same message again is nothing; a second return of one payment is parked.
        try sandbox.deliver(message(1, id, amount, reason, charges: charges))
        #expect(sandbox.balance(.alma) == 90_000 + cents && sandbox.breaks.isEmpty)
        try sandbox.deliver(message(2, id, amount, reason, charges: charges))
        #expect(sandbox.balance(.alma) == 90_000 + cents)
        #expect(sandbox.balance(.unappliedIn) == cents)
        #expect(sandbox.breaks == [.unexpectedReturn])
    }

    @Test(arguments: [
        ("98.00", "AC04", "2.00"), ("98.00", "FOCR", "1.99"), ("100.01", "AC04", String?.none),
        ("102.00", "FOCR", "2.00"), ("98.00", "FOCR", nil),
    ])
    func `are parked with a break where they do not`(
        amount: String, reason: String, charges: String?
    ) throws {
        let (sandbox, id) = try paid()
        try sandbox.deliver(message(1, id, amount, reason, charges: charges))
        #expect(sandbox.balance(.alma) == 90_000)
        #expect(sandbox.balance(.unappliedIn) == Int(amount.filter { $0 != "." }))
        #expect(sandbox.breaks == [.unexpectedReturn])
        #expect(sandbox.isBalanced)
    }
}
