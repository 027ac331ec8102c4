import HTTPAPI
import JSON
import Testing

/// Payment files that are wrong: refused as a file, or taken and rejected with the right reason.
@Suite struct `Bad payment files` {
    private static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

    /// A file of one group with two transfers of 1.00 from ACC001 to ACC002.
    private static func file(
        id: String = "M1", count: Int = 2, sum: String = "2.00", groupSum: String = "2.00",
        debtor: String = TestBank.ours, creditor: String = TestBank.second,
        currency: String = "EUR", amount: String = "1.00", namespace: String = namespace,
        before: String = "", name: String = "Somebody"
    ) -> String {
        let transfer = """
            <CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId>
            <Amt><InstdAmt Ccy="\(currency)">\(amount)</InstdAmt></Amt>
            <Cdtr><Nm>\(name)</Nm></Cdtr>
            <CdtrAcct><Id><IBAN>\(creditor)</IBAN></Id></CdtrAcct></CdtTrfTxInf>
            """
        return """
            <?xml version="1.0" encoding="UTF-8"?>\(before)
            <Document xmlns="\(namespace)"><CstmrCdtTrfInitn>
            <GrpHdr><MsgId>\(id)</MsgId><CreDtTm>2026-11-20T08:00:00Z</CreDtTm>
            <NbOfTxs>\(count)</NbOfTxs><CtrlSum>\(sum)</CtrlSum>
            <InitgPty><Nm>N</Nm></InitgPty></GrpHdr>
            <PmtInf><PmtInfId>P1</PmtInfId><PmtMtd>TRF</PmtMtd><CtrlSum>\(groupSum)</CtrlSum>
            <ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt><Dbtr><Nm>N</Nm></Dbtr>
            <DbtrAcct><Id><IBAN>\(debtor)</IBAN></Id></DbtrAcct>
            <DbtrAgt><FinInstnId><BICFI>QENXDEFFXXX</BICFI></FinInstnId></DbtrAgt>
            \(transfer)\(transfer)
            </PmtInf></CstmrCdtTrfInitn></Document>
            """
    }

    private static let bomb = """
        <!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
        """
    private static let external = """
        <!DOCTYPE Document [<!ENTITY e SYSTEM "file:///etc/passwd">]>
        """

    @Test func `what is no file of ours is refused, and the state is as it was`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let before = try bank.stateHash()
        let good = Self.file()
        let files: [(String, [UInt8])] = [
            ("nothing", []),
            ("no XML", Array("MsgId;1.00".utf8)),
            ("JSON", Array("{}".utf8)),
            ("a cut file", Array(good.utf8.dropLast(20))),
            ("two roots", Array((good + "<More/>").utf8)),
            ("an XML bomb", Array(Self.file(before: Self.bomb, name: "&d;").utf8)),
            ("an external entity", Array(Self.file(before: Self.external, name: "&e;").utf8)),
            ("a document type alone", Array(Self.file(before: "<!DOCTYPE Document>").utf8)),
            ("an unknown entity", Array(Self.file(name: "&nbsp;").utf8)),
            ("a byte that is no UTF-8", Self.replaced("Somebody", by: [0xFF], in: good)),
            ("a null", Self.replaced("Somebody", by: [0], in: good)),
            ("another namespace", Array(Self.file(namespace: "urn:example").utf8)),
            (
                "a version not taken",
                Array(Self.file(namespace: Self.namespace.dropLast(2) + "10").utf8)
            ),
            ("a negative amount", Array(Self.file(amount: "-1.00").utf8)),
            ("six decimals", Array(Self.file(amount: "1.000001").utf8)),
            ("an exponent", Array(Self.file(amount: "1e400").utf8)),
            ("not a number", Array(Self.file(amount: "NaN").utf8)),
            (
                "depth", Array((String(repeating: "<a>", count: 100_000)).utf8)
            ),
        ]
        for (name, bytes) in files {
            let response = try bank.submit(bytes)
            #expect(response.status == 422, "\(name): \(response.text)")
            #expect(response.json?["code"]?.string == "unreadable_file", "\(name)")
            #expect(try bank.stateHash() == before, "\(name)")
        }
    }

    /// Reasons as in ISO 20022's list of external codes.
    @Test(arguments: [
        ("AM19", Self.file(count: 3)),
        ("AM16", Self.file(sum: "3.00")),
    ])
    func `a file with a wrong total is rejected as a whole`(reason: String, file: String) throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let response = try bank.submit(Array(file.utf8))
        #expect(response.status == 201, "\(response.text)")
        #expect(response.json?["status"]?.string == "rejected")
        #expect(response.json?["reason"]?.string == reason)
        #expect(try booked(bank) == [])
    }

    @Test(arguments: [
        ("AM17", Self.file(groupSum: "3.00")),
        // DE25… and DE95… are right; one digit on, they are not.
        ("AC01", Self.file(creditor: "DE95900000010000000003")),
        ("AC01", Self.file(debtor: "DE25900000010000000002")),
        // Check digits right (98 - 900000010000000009131400 mod 97 = 3), not opened.
        ("AC01", Self.file(creditor: "DE03900000010000000009")),
        ("AM03", Self.file(currency: "USD")),
        ("AM03", Self.file(currency: "XYZ")),
        ("AM01", Self.file(sum: "0", groupSum: "0", amount: "0.00")),
        ("CH20", Self.file(sum: "2.002", groupSum: "2.002", amount: "1.001")),
        ("AM04", Self.file()),
        // No reach row has this bank code.
        ("RC01", Self.file(creditor: "DE89370400440532013000")),
    ])
    func `a transfer that cannot be is rejected with its reason`(
        reason: String, file: String
    ) throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let response = try bank.submit(Array(file.utf8))
        #expect(response.status == 201, "\(response.text)")
        #expect(response.json?["status"]?.string == "rejected", "\(response.text)")
        let payments = try bank.ask("GET", "/api/v1/payments")
        let rows = try #require(payments.json?["data"]?.array)
        #expect(rows.map { $0["reason"]?.string } == [reason, reason], "\(payments.text)")
        #expect(try booked(bank) == [])
    }

    @Test func `the same message again is a duplicate`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        #expect(try bank.submit(Array(Self.file().utf8), key: "a").status == 201)
        let before = try bank.stateHash()
        let replayed = try bank.submit(Array(Self.file().utf8), key: "a")
        #expect(replayed.status == 200, "\(replayed.text)")
        #expect(replayed.header("Idempotent-Replayed") == "true")
        let other = try bank.submit(Array(Self.file(id: "M2").utf8), key: "a")
        #expect(other.status == 409, "\(other.text)")
        #expect(other.json?["code"]?.string == "idempotency_key_reused")
        #expect(try bank.stateHash() == before)
        let twice = try bank.submit(Array(Self.file().utf8), key: "b")
        #expect(twice.json?["reason"]?.string == "DU01", "\(twice.text)")
    }

    private func booked(_ bank: TestBank) throws -> [String] {
        let entries = try bank.ask("GET", "/api/v1/accounts/ACC001/entries")
        return try #require(entries.json?["data"]?.array).map { _ in "an entry" }
    }

    private static func replaced(_ word: String, by bytes: [UInt8], in text: String) -> [UInt8] {
        let parts = text.split(separator: word, omittingEmptySubsequences: false)
        return Array(parts.map { Array($0.utf8) }.joined(separator: bytes))
    }
}
