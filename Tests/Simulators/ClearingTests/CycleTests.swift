import Testing

@testable import Clearing

@Suite struct CycleTests {
    @Test func `a bulk is accepted, and settled by its cycle`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.transfers("A", ["100.00", "0.50"]))
        let answer = try #require(try bank.inbox().last)
        #expect(answer.name == "pacs.002.001.10")
        #expect(answer.groupStatus == "ACCP")
        #expect(answer.text("OrgnlGrpInfAndSts/OrgnlMsgId") == "A")
        #expect(answer.text("OrgnlGrpInfAndSts/OrgnlMsgNmId") == "pacs.008.001.08")
        #expect(answer.statuses.isEmpty)
        #expect(bank.balance == "1000.00")
        try bank.command("settle now")
        let report = try #require(try bank.inbox().last)
        #expect(report.entries == ["DBIT 100.00 A-0", "DBIT 0.50 A-1"])
        // 100.00 + 0.50 sent, nothing received.
        let net = "Ntfctn/TxsSummry/TtlNtries/TtlNetNtry"
        #expect(report.text(net + "/Amt") == "100.50")
        #expect(report.text(net + "/CdtDbtInd") == "DBIT")
        #expect(bank.balance == "899.50")
        #expect(bank.balance(of: "BANKFRPPXXX", "SCT") == "1000000100.50")
    }

    @Test func `a report has the references of the payment it names`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.transfers("A", ["1.00"]))
        try bank.command("settle now")
        let report = try #require(try bank.inbox().last)
        let details = try #require(report.body.at("Ntfctn/Ntry/NtryDtls/TxDtls"))
        #expect(details.text("Refs/MsgId") == "A")
        #expect(details.text("Refs/InstrId") == "IA-0")
        #expect(details.text("Refs/EndToEndId") == "EA-0")
        #expect(details.text("RltdPties/CdtrAcct/Id/IBAN") == Playground.theirs)
        #expect(details.text("RltdDts/IntrBkSttlmDt") == "2026-11-20")
        #expect(report.text("Ntfctn/Acct/Id/Othr/Id") == "SCT-EUR-QENXDEFFXXX")
        #expect(report.text("Ntfctn/Ntry/BkTxCd/Domn/Fmly/Cd") == "ICDT")
        #expect(report.text("Ntfctn/Ntry/BkTxCd/Domn/Fmly/SubFmlyCd") == "ESCT")
    }

    @Test func `in a bulk that is accepted in part every transfer is listed`() throws {
        var bank = try Playground("reject amount=13.37 reason=AM04")
        try bank.send(BankMessages.transfers("A", ["1.00", "13.37", "2.00"]))
        let answer = try #require(try bank.inbox().last)
        #expect(answer.groupStatus == "PART")
        #expect(answer.statuses == ["A-0 ACCP", "A-1 RJCT AM04", "A-2 ACCP"])
        try bank.command("settle now")
        #expect(bank.balance == "997.00")
    }

    @Test func `a bulk that is refused as a whole gives each reason`() throws {
        var bank = try Playground(
            "reject creditor=\"FR76 3000 6000 0112 3456 7890 189\" reason=AC04")
        try bank.send(BankMessages.transfers("A", ["1.00"]))
        let answer = try #require(try bank.inbox().last)
        #expect(answer.groupStatus == "RJCT")
        #expect(answer.statuses == ["A-0 RJCT AC04"])
    }

    @Test func `a transfer can be refused after it was accepted`() throws {
        var bank = try Playground(
            "reject amount=1.00 reason=AC06 at=cycle\nreject amount=2.00 reason=AC04 after=10s")
        try bank.send(BankMessages.transfers("A", ["1.00", "2.00", "3.00"]))
        #expect(try bank.inbox().last?.groupStatus == "ACCP")
        try bank.step(after: 10_000)
        #expect(try bank.inbox().map(\.statuses) == [["A-1 RJCT AC04"]])
        try bank.command("settle now")
        let messages = try bank.inbox()
        #expect(messages.first?.statuses == ["A-0 RJCT AC06"])
        #expect(messages.last?.entries == ["DBIT 3.00 A-2"])
        #expect(bank.balance == "997.00")
    }

    @Test func `a transfer to us is announced, then settled by the report`() throws {
        var bank = try Playground()
        try bank.command(
            "originate from=BANKDEFFXXX creditor-iban=\(Playground.ours) amount=250.00"
                + " name=\"Erika & Söhne\" remittance=\"Invoice <17>\"")
        let announced = try #require(try bank.inbox().last)
        #expect(announced.name == "pacs.008.001.08")
        #expect(announced.text("CdtTrfTxInf/Dbtr/Nm") == "Erika & Söhne")
        #expect(announced.text("CdtTrfTxInf/RmtInf/Ustrd") == "Invoice <17>")
        #expect(announced.text("CdtTrfTxInf/IntrBkSttlmAmt") == "250.00")
        #expect(announced.text("CdtTrfTxInf/CdtrAcct/Id/IBAN") == Playground.ours)
        #expect(bank.balance == "1000.00")
        try bank.command("settle now")
        let report = try #require(try bank.inbox().last)
        let id = try #require(announced.text("CdtTrfTxInf/PmtId/TxId"))
        #expect(report.entries == ["CRDT 250.00 \(id)"])
        #expect(bank.balance == "1250.00")
    }

    @Test func `a payment of ours comes back in the cycle that the script names`() throws {
        var bank = try Playground("return amount=5.00 reason=AC04 after=2cycles")
        try bank.send(BankMessages.transfers("A", ["5.00"]))
        try bank.command("settle now")
        try bank.command("settle now")
        #expect(bank.balance == "995.00")
        #expect(try bank.inbox().allSatisfy { $0.name != "pacs.004.001.09" })
        try bank.command("settle now")
        let messages = try bank.inbox()
        let giveBack = try #require(messages.first)
        #expect(giveBack.name == "pacs.004.001.09")
        #expect(giveBack.text("TxInf/OrgnlGrpInf/OrgnlMsgId") == "A")
        #expect(giveBack.text("TxInf/OrgnlTxId") == "A-0")
        #expect(giveBack.text("TxInf/RtrRsnInf/Rsn/Cd") == "AC04")
        let id = try #require(giveBack.text("TxInf/RtrId"))
        #expect(messages.last?.entries == ["CRDT 5.00 \(id)"])
        #expect(messages.last?.text("Ntfctn/Ntry/BkTxCd/Domn/Fmly/SubFmlyCd") == "RRTN")
        #expect(bank.balance == "1000.00")
    }

    @Test func `an announced return comes before its cycle`() throws {
        var bank = try Playground("return amount=5.00 reason=AC04 after=10s announce=yes")
        try bank.send(BankMessages.transfers("A", ["5.00"]))
        try bank.command("settle now")
        _ = try bank.inbox()
        try bank.step(after: 10_000)
        #expect(try bank.inbox().map(\.name) == ["pacs.004.001.09"])
        #expect(bank.balance == "995.00")
        try bank.command("settle now")
        #expect(try bank.inbox().map(\.name) == ["camt.054.001.08"])
        #expect(bank.balance == "1000.00")
    }

    @Test func `our return of what came to us is settled once`() throws {
        var bank = try Playground()
        try bank.command("originate creditor-iban=\(Playground.ours) amount=40.00")
        let announced = try #require(try bank.inbox().last)
        let id = try #require(announced.text("GrpHdr/MsgId"))
        let transaction = try #require(announced.text("CdtTrfTxInf/PmtId/TxId"))
        try bank.send(BankMessages.giveBack("R0", of: id, transaction, "40.00"))
        #expect(try bank.inbox().last?.statuses == ["R0-R RJCT AG09"], "it has not settled yet")
        try bank.command("settle now")
        try bank.send(BankMessages.giveBack("R1", of: id, transaction, "39.00"))
        try bank.send(BankMessages.giveBack("R2", of: id, transaction, "40.00"))
        try bank.send(BankMessages.giveBack("R3", of: id, transaction, "40.00"))
        try bank.send(BankMessages.giveBack("R4", of: "M", transaction, "40.00"))
        let answers = try bank.inbox().dropFirst()
        #expect(
            answers.map(\.statuses) == [
                ["R1-R RJCT AM09"], [], ["R3-R RJCT AM05"], ["R4-R RJCT AG09"],
            ])
        #expect(answers.map(\.groupStatus) == ["RJCT", "ACCP", "RJCT", "RJCT"])
        try bank.command("settle now")
        #expect(try bank.inbox().last?.entries == ["DBIT 40.00 R2-R"])
        #expect(bank.balance == "1000.00")
    }

    @Test func `what the balance does not cover waits, the latest first`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.transfers("A", ["600.00", "600.00", "300.00"]))
        #expect(try bank.command("settle now").contains("1 settled, 2 wait for cover"))
        #expect(bank.balance == "400.00")
        try bank.command("originate creditor-iban=\(Playground.ours) amount=500.00")
        try bank.command("settle now")
        // 400 + 500 − 600 − 300: the net of the cycle covers both.
        #expect(bank.balance == "0.00")
    }

    @Test func `a settlement date to come is waited for`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.transfers("A", ["1.00"], day: "2026-11-23"))
        #expect(try bank.command("settle now").contains("1 wait for their settlement date"))
        #expect(bank.balance == "1000.00")
        try bank.command("statement now")
        try bank.command("settle now")
        #expect(bank.balance == "999.00")
    }

    @Test func `a cycle by hand can take what is dated later`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.transfers("A", ["1.00"], day: "2026-11-23"))
        try bank.command("settle now future=yes")
        #expect(bank.balance == "999.00")
    }

    @Test func `the next event is the earliest of what is to come`() throws {
        var bank = try Playground("cycle every=5m\nin 10m fund 1.00")
        try bank.step()
        #expect(bank.desk.house.nextEvent == bank.now + 300_000)
        _ = try bank.desk.execute(
            "originate scheme=SCTINST creditor-iban=\(Playground.ours) amount=1.00")
        try bank.step()
        // It has timed out when more than its ten seconds are over.
        #expect(bank.desk.house.nextEvent == bank.now + 10_001)
        try bank.command("clock advance 10m")
        #expect(bank.desk.house.nextEvent == bank.now + 300_000)
    }

    @Test func `cycles run by their interval, and not when there is nothing`() throws {
        var bank = try Playground("cycle every=5m")
        try bank.step(after: 300_000)
        #expect(try bank.inbox().count == 2)
        try bank.send(BankMessages.transfers("A", ["1.00"]))
        try bank.step(after: 299_999)
        #expect(bank.balance == "1000.00")
        try bank.step(after: 1)
        #expect(bank.balance == "999.00")
        #expect(try bank.inbox().last?.entries == ["DBIT 1.00 A-0"])
    }

    @Test func `a long report goes into pages that each add up by themselves`() throws {
        var bank = try Playground("scheme SCT page=2")
        try bank.send(BankMessages.transfers("A", ["1.00", "2.00", "3.00", "4.00", "5.00"]))
        _ = try bank.inbox()
        try bank.command("settle now")
        let pages = try bank.inbox()
        #expect(pages.map(\.entries.count) == [2, 2, 1])
        #expect(
            pages.map { $0.text("Ntfctn/NtfctnPgntn/LastPgInd") } == ["false", "false", "true"])
        let net = "Ntfctn/TxsSummry/TtlNtries/TtlNetNtry/Amt"
        #expect(pages.map { $0.text(net) } == ["3.00", "7.00", "5.00"])
    }

    @Test func `a report dropped by the script is missing once, the statement has all`() throws {
        var bank = try Playground("drop-report times=1")
        try bank.send(BankMessages.transfers("A", ["1.00"]))
        _ = try bank.inbox()
        try bank.command("settle now")
        #expect(try bank.inbox().isEmpty)
        try bank.command("settle now")
        #expect(try bank.inbox().count == 1)
        try bank.command("statement now")
        #expect(try bank.inbox().first?.entries.last == "DBIT 1.00 A-0")
    }
}
