import HTTPAPI
import JSON
import Testing

/// An idempotency key that was used is refused with another body or at another address, and
/// nothing is done: the page of `idempotency_key_reused`.
@Suite struct `An idempotency key` {
    private static let order =
        #"{"from_account":"USD1","to_account":"USD2","amount":1.00,"currency":"USD"}"#
    private static let file = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
        <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-20T08:00:00Z</CreDtTm>
        <NbOfTxs>1</NbOfTxs><InitgPty><Nm>N</Nm></InitgPty></GrpHdr>
        <PmtInf><PmtInfId>P</PmtInfId><PmtMtd>TRF</PmtMtd>
        <ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt><Dbtr><Nm>N</Nm></Dbtr>
        <DbtrAcct><Id><IBAN>\(TestBank.ours)</IBAN></Id></DbtrAcct>
        <DbtrAgt><FinInstnId><BICFI>QENXDEFFXXX</BICFI></FinInstnId></DbtrAgt>
        <CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt><Cdtr><Nm>S</Nm></Cdtr>
        <CdtrAcct><Id><IBAN>\(TestBank.second)</IBAN></Id></CdtrAcct></CdtTrfTxInf></PmtInf>
        </CstmrCdtTrfInitn></Document>
        """
    private static let writes = [
        "account", "transfer", "file", "token", "party", "clock", "status", "day", "batch",
    ]

    private static func write(_ bank: TestBank, _ kind: String, key: String) throws -> Response {
        switch kind {
        case "account":
            try bank.post(
                "/api/v1/accounts", #"{"reference":"NEW","name":"N","currency":"USD"}"#, key: key)
        case "transfer": try bank.post("/api/v1/transaction", order, key: key)
        case "file": try bank.submit(Array(file.utf8), key: key)
        case "token":
            try bank.post("/api/v1/tokens", #"{"name":"N","role":"operator"}"#, key: key)
        case "party":
            try bank.post("/api/v1/parties", #"{"kind":"person","name":"P"}"#, key: key)
        case "clock": try bank.post("/api/v1/clock", #"{"advance":"1h"}"#, key: key)
        case "status":
            try bank.post(
                "/api/v1/accounts/USD2/status", #"{"status":"dormant","reason":"A wish"}"#, key: key
            )
        case "day": try bank.post("/api/v1/days/EUR/close", "", key: key)
        default:
            try bank.ask(
                "POST", "/api/v1/accounts/batch", Array(#"{"id":"1","ledger":978,"code":1}"#.utf8),
                kind: "application/x-ndjson", key: key)
        }
    }

    @Test(arguments: writes) func `stands for one write at one address`(first: String) throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let done = try Self.write(bank, first, key: "QQ1")
        #expect(done.status < 300, "\(done.text)")
        let hash = try bank.stateHash()
        for other in Self.writes where other != first {
            let refused = try Self.write(bank, other, key: "QQ1")
            #expect(refused.status == 409, "\(other): \(refused.text)")
            #expect(refused.json?["code"]?.string == "idempotency_key_reused", "\(refused.text)")
        }
        #expect(try bank.stateHash() == hash)
        let again = try Self.write(bank, first, key: "QQ1")
        #expect(again.status < 300, "\(again.text)")
        #expect(try bank.stateHash() == hash)
    }
}
