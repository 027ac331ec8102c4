@testable import Clearing

/// Messages as a bank would write them.
enum BankMessages {
    static func transfers(
        _ id: String, _ amounts: [String], scheme: String = "SCT", total: String? = nil,
        creditor: String = Playground.theirs, day: String = "2026-11-20",
        receiver: String = "BANKFRPPXXX", count: Int? = nil, currency: String = "EUR",
        prefix: String? = nil
    ) -> String {
        let sum = amounts.compactMap { Cents($0) }.reduce(Cents.zero, +)
        let instrument = scheme == "SCTINST" ? "<LclInstrm><Cd>INST</Cd></LclInstrm>" : ""
        let lines = amounts.enumerated().map { index, amount in
            """
            <CdtTrfTxInf><PmtId><InstrId>I\(id)-\(index)</InstrId>\
            <EndToEndId>E\(id)-\(index)</EndToEndId><TxId>\(prefix ?? id)-\(index)</TxId></PmtId>\
            <IntrBkSttlmAmt Ccy="\(currency)">\(amount)</IntrBkSttlmAmt>\
            <AccptncDtTm>2026-11-20T08:00:00.000Z</AccptncDtTm><ChrgBr>SLEV</ChrgBr>\
            <Dbtr><Nm>Our &amp; Co</Nm></Dbtr>\
            <DbtrAcct><Id><IBAN>\(Playground.ours)</IBAN></Id></DbtrAcct>\
            <DbtrAgt><FinInstnId><BICFI>\(Playground.bank)</BICFI></FinInstnId></DbtrAgt>\
            <CdtrAgt><FinInstnId><BICFI>\(receiver)</BICFI></FinInstnId></CdtrAgt>\
            <Cdtr><Nm>Leur</Nm></Cdtr>\
            <CdtrAcct><Id><IBAN>\(creditor)</IBAN></Id></CdtrAcct>\
            <RmtInf><Ustrd>Invoice</Ustrd></RmtInf></CdtTrfTxInf>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>\
            <GrpHdr><MsgId>\(id)</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm>\
            <NbOfTxs>\(count ?? amounts.count)</NbOfTxs>\
            <TtlIntrBkSttlmAmt Ccy="\(currency)">\(total ?? sum.text)</TtlIntrBkSttlmAmt>\
            <IntrBkSttlmDt>\(day)</IntrBkSttlmDt><SttlmInf><SttlmMtd>CLRG</SttlmMtd>\
            <ClrSys><Prtry>\(scheme)</Prtry></ClrSys></SttlmInf>\
            <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl>\(instrument)</PmtTpInf>\
            <InstgAgt><FinInstnId><BICFI>\(Playground.bank)</BICFI></FinInstnId></InstgAgt>\
            </GrpHdr>\(lines.joined())</FIToFICstmrCdtTrf></Document>
            """
    }

    static func instant(
        _ id: String, _ amount: String, creditor: String = Playground.theirs
    ) -> String {
        transfers(id, [amount], scheme: "SCTINST", creditor: creditor)
    }

    /// The bank's answer to an instant transfer.
    static func status(
        _ id: String, of message: String, _ transaction: String, _ status: String,
        reason: String? = nil
    ) -> String {
        let why = reason.map { "<StsRsnInf><Rsn><Cd>\($0)</Cd></Rsn></StsRsnInf>" } ?? ""
        return """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt>\
            <GrpHdr><MsgId>\(id)</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm></GrpHdr>\
            <OrgnlGrpInfAndSts><OrgnlMsgId>\(message)</OrgnlMsgId>\
            <OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInfAndSts>\
            <TxInfAndSts><OrgnlTxId>\(transaction)</OrgnlTxId><TxSts>\(status)</TxSts>\(why)\
            </TxInfAndSts></FIToFIPmtStsRpt></Document>
            """
    }

    /// The bank asks what became of a transfer.
    static func request(_ id: String, about message: String, _ transaction: String) -> String {
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.028.001.03"><FIToFIPmtStsReq>\
        <GrpHdr><MsgId>\(id)</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm></GrpHdr>\
        <OrgnlGrpInf><OrgnlMsgId>\(message)</OrgnlMsgId>\
        <OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>\
        <TxInf><OrgnlTxId>\(transaction)</OrgnlTxId></TxInf></FIToFIPmtStsReq></Document>
        """
    }

    /// The bank sends a transfer back.
    static func giveBack(
        _ id: String, of message: String, _ transaction: String, _ amount: String,
        scheme: String = "SCT"
    ) -> String {
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr><GrpHdr>\
        <MsgId>\(id)</MsgId><CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm><NbOfTxs>1</NbOfTxs>\
        <TtlRtrdIntrBkSttlmAmt Ccy="EUR">\(amount)</TtlRtrdIntrBkSttlmAmt>\
        <IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt><SttlmInf><SttlmMtd>CLRG</SttlmMtd>\
        <ClrSys><Prtry>\(scheme)</Prtry></ClrSys></SttlmInf></GrpHdr><TxInf>\
        <RtrId>\(id)-R</RtrId><OrgnlGrpInf><OrgnlMsgId>\(message)</OrgnlMsgId>\
        <OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>\
        <OrgnlEndToEndId>E</OrgnlEndToEndId><OrgnlTxId>\(transaction)</OrgnlTxId>\
        <OrgnlIntrBkSttlmAmt Ccy="EUR">\(amount)</OrgnlIntrBkSttlmAmt>\
        <RtrdIntrBkSttlmAmt Ccy="EUR">\(amount)</RtrdIntrBkSttlmAmt>\
        <RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr></Document>
        """
    }
}
