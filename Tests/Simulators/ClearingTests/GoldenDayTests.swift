import Testing

@testable import Clearing

/// The product's golden day (Documentation/concepts/postings.md §10), from the clearing's side.
///
/// The expected balances were worked out there by hand.
@Suite struct GoldenDayTests {
    private let alma = "DE41900000010000000101"
    private let bruno = "DE14900000010000000102"
    private let clara = "DE84900000010000000103"
    private let unopened = "DE45900000010000000999"

    static let script = """
        fund 699000.00
        fund 299500.00 scheme=SCTINST
        scheme SCTINST confirm=yes
        reject amount=2000.00 reason=AC04
        return amount=1000.00 scheme=SCT reason=AC04 after=3h announce=yes
        time-out creditor=DE84900000010000000103
        silent amount=500.00 scheme=SCTINST
        reject amount=500.00 scheme=SCTINST reason=AB05
        """

    @Test func `the clearing closes the golden day with the balances of the page`() throws {
        // The playground pays in 1,000.00 and 500.00; the script makes it 700,000 and 300,000.
        var bank = try Playground(Self.script)
        try bank.step()
        #expect(bank.balance == "700000.00")
        #expect(bank.balance("SCTINST") == "300000.00")
        try morning(&bank)
        #expect(bank.balance == "724199.75", "after step 16")
        try instants(&bank)
        #expect(bank.balance("SCTINST") == "299375.40", "after step 27")
        try returns(&bank)
        #expect(bank.balance == "725244.75", "after step 30")
        _ = try bank.inbox()
        try bank.command("statement now")
        let closing = try bank.inbox().map { statement in
            statement.body.at("Stmt")?.children("Bal").last?.text("Amt")
        }
        #expect(closing == ["725244.75", "299375.40"])
    }

    private func originate(
        _ bank: inout Playground, _ scheme: String, _ amount: String, to creditor: String
    ) throws -> (message: String, transaction: String) {
        try bank.command("originate scheme=\(scheme) creditor-iban=\(creditor) amount=\(amount)")
        let message = try #require(try bank.inbox().last { $0.name == "pacs.008.001.08" })
        return (
            try #require(message.text("GrpHdr/MsgId")),
            try #require(message.text("CdtTrfTxInf/PmtId/TxId"))
        )
    }

    private func morning(_ bank: inout Playground) throws {
        _ = try originate(&bank, "SCT", "12000.00", to: alma)
        _ = try originate(&bank, "SCT", "8500.50", to: bruno)
        let unknown = try originate(&bank, "SCT", "99.99", to: unopened)
        try bank.command("settle now")
        #expect(bank.balance == "720600.49", "after step 5")
        try bank.send(
            BankMessages.giveBack("RT-1", of: unknown.message, unknown.transaction, "99.99"))
        try bank.send(BankMessages.transfers("M-2", ["1000.00", "2000.00", "300.75"]))
        let answers = try bank.inbox().filter { $0.name == "pacs.002.001.10" }
        #expect(answers.map(\.groupStatus) == ["ACCP", "PART"])
        #expect(answers.last?.statuses == ["M-2-0 ACCP", "M-2-1 RJCT AC04", "M-2-2 ACCP"])
        _ = try originate(&bank, "SCT", "5000.00", to: clara)
        try bank.command("settle now")
    }

    private func instants(_ bank: inout Playground) throws {
        try bank.send(BankMessages.instant("M-4", "750.00"))
        #expect(bank.balance("SCTINST") == "299250.00", "after step 19")
        let five = try originate(&bank, "SCTINST", "125.40", to: bruno)
        try bank.send(BankMessages.status("S-5", of: five.message, five.transaction, "ACCP"))
        #expect(try bank.inbox().last?.statuses == ["\(five.transaction) ACSC"])
        let six = try originate(&bank, "SCTINST", "60.00", to: unopened)
        try bank.send(
            BankMessages.status("S-6", of: six.message, six.transaction, "RJCT", reason: "AC01"))
        let seven = try originate(&bank, "SCTINST", "80.00", to: clara)
        try bank.send(BankMessages.status("S-7", of: seven.message, seven.transaction, "ACCP"))
        #expect(try bank.inbox().last?.statuses == ["\(seven.transaction) RJCT AB05"])
        try bank.send(BankMessages.instant("M-8", "500.00"))
        #expect(try bank.inbox().isEmpty)
        try bank.send(BankMessages.request("Q-8", about: "M-8", "M-8-0"))
        #expect(try bank.inbox().last?.statuses == ["M-8-0 RJCT AB05"])
    }

    private func returns(_ bank: inout Playground) throws {
        try bank.step(after: 3 * Moment.hour)
        try bank.command("stray-return 45.00 reason=AC01 announce=yes")
        let announced = try bank.inbox()
        #expect(announced.map(\.name) == ["pacs.004.001.09", "pacs.004.001.09"])
        #expect(announced.first?.text("TxInf/OrgnlTxId") == "M-2-0")
        #expect(bank.balance == "724199.75", "an announcement moves nothing")
        try bank.command("settle now")
        #expect(try bank.inbox().last?.entries.count == 2)
    }
}
