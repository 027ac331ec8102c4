import Testing

@testable import Clearing

@Suite struct InstantTests {
    @Test func `an instant transfer settles at once where it is covered`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.instant("A", "500.00"))
        try bank.send(BankMessages.instant("B", "0.01"))
        let answers = try bank.inbox().suffix(2)
        #expect(answers.map(\.groupStatus) == ["ACCP", "RJCT"])
        #expect(answers.map(\.statuses) == [["A-0 ACCP"], ["B-0 RJCT AM23"]])
        #expect(bank.balance("SCTINST") == "0.00")
    }

    private func originate(_ bank: inout Playground, _ more: String = "") throws -> (
        message: String, transaction: String
    ) {
        try bank.command(
            "originate scheme=SCTINST creditor-iban=\(Playground.ours) amount=7.00 \(more)")
        let message = try #require(try bank.inbox().last { $0.name == "pacs.008.001.08" })
        #expect(message.text("GrpHdr/PmtTpInf/LclInstrm/Cd") == "INST")
        #expect(message.text("CdtTrfTxInf/AccptncDtTm") == bank.desk.house.now.text)
        return (
            try #require(message.text("GrpHdr/MsgId")),
            try #require(message.text("CdtTrfTxInf/PmtId/TxId"))
        )
    }

    @Test(arguments: ["yes", "no"])
    func `a transfer to us settles when we accept it`(confirm: String) throws {
        var bank = try Playground("scheme SCTINST confirm=\(confirm)")
        let (message, transaction) = try originate(&bank)
        try bank.step(after: 10_000)
        #expect(bank.balance("SCTINST") == "500.00")
        try bank.send(BankMessages.status("S", of: message, transaction, "ACCP"))
        #expect(bank.balance("SCTINST") == "507.00")
        let expected = confirm == "yes" ? [["\(transaction) ACSC"]] : []
        #expect(try bank.inbox().map(\.statuses) == expected)
    }

    @Test func `a transfer that we refuse is not booked`() throws {
        var bank = try Playground()
        let (message, transaction) = try originate(&bank)
        try bank.send(BankMessages.status("S", of: message, transaction, "RJCT", reason: "AC04"))
        try bank.send(BankMessages.status("S2", of: message, transaction, "ACCP"))
        try bank.step(after: 60_000)
        #expect(try bank.inbox().isEmpty)
        #expect(bank.balance("SCTINST") == "500.00")
    }

    @Test func `a transfer that we answer too late has timed out`() throws {
        var bank = try Playground()
        let (message, transaction) = try originate(&bank)
        try bank.step(after: 10_001)
        #expect(try bank.inbox().map(\.statuses) == [["\(transaction) RJCT AB05"]])
        try bank.send(BankMessages.status("S", of: message, transaction, "ACCP"))
        #expect(try bank.inbox().map(\.statuses) == [["\(transaction) RJCT AB05"]])
        #expect(bank.balance("SCTINST") == "500.00")
    }

    @Test func `an answer that says nothing final ends nothing`() throws {
        var bank = try Playground()
        let (message, transaction) = try originate(&bank)
        try bank.send(BankMessages.status("S", of: message, transaction, "PDNG"))
        try bank.send(BankMessages.status("S2", of: message, transaction, "ACSC"))
        #expect(bank.balance("SCTINST") == "507.00")
    }

    @Test func `a confirmation is dropped where the script says so`() throws {
        var bank = try Playground("scheme SCTINST confirm=yes\ndrop-confirm")
        let (message, transaction) = try originate(&bank)
        try bank.send(BankMessages.status("S", of: message, transaction, "ACCP"))
        #expect(try bank.inbox().isEmpty)
        #expect(bank.balance("SCTINST") == "507.00")
    }

    @Test func `the same transfer comes again, in the same bytes and in another message`() throws {
        var bank = try Playground()
        try bank.command(
            "originate scheme=SCTINST creditor-iban=\(Playground.ours) amount=7.00 repeat=2 again=yes"
        )
        let messages = try bank.inbox().filter { $0.name == "pacs.008.001.08" }
        #expect(messages.count == 3)
        #expect(messages[0].bytes == messages[1].bytes)
        #expect(messages[0].text("GrpHdr/MsgId") != messages[2].text("GrpHdr/MsgId"))
        #expect(Set(messages.map { $0.text("CdtTrfTxInf/PmtId/TxId") }).count == 1)
    }

    @Test func `an instant payment of ours is returned at once`() throws {
        var bank = try Playground("return amount=5.00 reason=AC04")
        try bank.send(BankMessages.instant("A", "5.00"))
        #expect(try bank.inbox().suffix(2).map(\.name) == ["pacs.002.001.10", "pacs.004.001.09"])
        #expect(bank.balance("SCTINST") == "500.00")
    }

    @Test func `money that awaits our answer cannot be spent by its sender`() throws {
        var bank = try Playground("participant TINYDEFFXXX liquidity=10.00")
        _ = try originate(&bank, "from=TINYDEFFXXX")
        let answer = try bank.command(
            "originate scheme=SCTINST creditor-iban=\(Playground.ours) amount=7.00 from=TINYDEFFXXX"
        )
        #expect(answer.hasPrefix("error:"))
    }
}
