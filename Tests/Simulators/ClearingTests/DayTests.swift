import Testing

@testable import Clearing

@Suite struct DayTests {
    private func balances(_ statement: Message) -> [String] {
        statement.body.at("Stmt")?.children("Bal").map { balance in
            [
                balance.text("Tp/CdOrPrtry/Cd"), balance.text("Amt"), balance.text("CdtDbtInd"),
                balance.text("Dt/Dt"),
            ].compactMap { $0 }.joined(separator: " ")
        } ?? []
    }

    @Test func `equity is reported by a camt.054 of its own`() throws {
        var bank = try Playground()
        try bank.step()
        let report = try #require(try bank.inbox().first)
        #expect(report.entries == ["CRDT 1000.00"])
        #expect(report.text("Ntfctn/Ntry/BkTxCd/Prtry/Cd") == "EQTY")
        #expect(report.text("Ntfctn/Acct/Id/Othr/Id") == "SCT-EUR-QENXDEFFXXX")
    }

    @Test func `a day's statement runs from opening to closing balance`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.transfers("A", ["100.00"]))
        try bank.send(BankMessages.instant("B", "20.00"))
        try bank.command("settle now")
        _ = try bank.inbox()
        try bank.command("statement now")
        let statements = try bank.inbox()
        #expect(statements.map(\.name) == ["camt.053.001.08", "camt.053.001.08"])
        // 0 + 1000 paid in − 100 sent; 0 + 500 paid in − 20 sent.
        #expect(
            balances(statements[0]) == [
                "OPBD 0.00 CRDT 2026-11-20", "CLBD 900.00 CRDT 2026-11-20",
            ])
        #expect(statements[0].entries == ["CRDT 1000.00", "DBIT 100.00 A-0"])
        #expect(
            balances(statements[1]) == [
                "OPBD 0.00 CRDT 2026-11-20", "CLBD 480.00 CRDT 2026-11-20",
            ])
        #expect(statements[1].text("Stmt/Ntry/BkTxCd/Domn/Fmly/Cd") == "RCDT")
        try bank.command("statement now")
        #expect(
            try bank.inbox().map(balances).first == [
                "OPBD 900.00 CRDT 2026-11-23", "CLBD 900.00 CRDT 2026-11-23",
            ])
    }

    @Test func `every TARGET day that passes has its statement`() throws {
        var bank = try Playground()
        try bank.step()
        _ = try bank.inbox()
        // From Friday 09:00 over the weekend to Tuesday 09:00: Friday and Monday are over.
        try bank.step(after: 4 * Moment.day)
        let days = try bank.inbox().map { $0.text("Stmt/Bal/Dt/Dt") }
        #expect(days == ["2026-11-20", "2026-11-20", "2026-11-23", "2026-11-23"])
        #expect(bank.desk.house.openDay.text == "2026-11-24")
    }

    @Test func `an overdrawn account is a debit`() throws {
        var bank = try Playground("charge 1000.01")
        try bank.step()
        #expect(try bank.inbox().count == 2, "a charge is seen on the statement alone")
        try bank.command("statement now")
        let statement = try #require(try bank.inbox().first)
        #expect(balances(statement).last == "CLBD 0.01 DBIT 2026-11-20")
        #expect(statement.entries == ["CRDT 1000.00", "DBIT 1000.01"])
    }

    @Test func `liquidity moves from one own account to the other by two advices`() throws {
        var bank = try Playground()
        try bank.command("liquidity 300.00 from=SCT to=SCTINST")
        #expect(try bank.inbox().suffix(2).map(\.entries) == [["DBIT 300.00"], ["CRDT 300.00"]])
        #expect(bank.balance == "700.00")
        #expect(bank.balance("SCTINST") == "800.00")
        #expect(try bank.command("liquidity 701.00 from=SCT to=SCTINST").hasPrefix("error:"))
    }

    @Test func `a statement is dropped where the script says so`() throws {
        var bank = try Playground("drop-statement scheme=SCT times=1")
        try bank.step()
        _ = try bank.inbox()
        try bank.command("statement now")
        #expect(
            try bank.inbox().map { $0.text("Stmt/Acct/Id/Othr/Id") } == [
                "SCTINST-EUR-QENXDEFFXXX"
            ])
    }

    @Test func `the clock is moved by command and is the house's own`() throws {
        var bank = try Playground()
        #expect(try bank.command("clock show").hasPrefix("clock 2026-11-20T09:00:00.000+01:00"))
        try bank.command("clock advance 90m")
        #expect(try bank.command("clock show").hasPrefix("clock 2026-11-20T10:30:00.000+01:00"))
        try bank.restart()
        #expect(try bank.command("clock show").hasPrefix("clock 2026-11-20T10:30:00.000+01:00"))
    }

    @Test func `the books are printed by day and add up to nothing`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.instant("B", "20.00"))
        let text = try bank.command("books")
        #expect(text.contains("sum SCT 0.00 EUR"))
        #expect(text.contains("sum SCTINST 0.00 EUR"))
        let row = text.split(separator: "\n").first {
            $0.contains("SCTINST") && $0.contains(Playground.bank)
        }
        #expect(row?.split(separator: " ").suffix(4) == ["0.00", "20.00", "500.00", "480.00"])
    }
}
