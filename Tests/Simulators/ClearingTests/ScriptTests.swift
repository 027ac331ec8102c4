import Platform
import Testing

@testable import Clearing

@Suite struct ScriptTests {
    @Test(arguments: [
        "rejekt reason=AC04", "reject", "reject reason=TOOLONG", "reject reason=AC04 colour=red",
        "reject reason=AC04 amount=-1", "answer-late", "answer-late soon", "return reason=AC04 x",
        "silent asks=-1", "originate amount=1.00", "originate creditor-iban=DE1 amount=1.00",
        "originate creditor-iban=DE89370400440532013000 amount=0", "fund", "fund all",
        "settle later", "clock", "clock advance", "cycle every=never", "cycle every=1ms",
        "scheme", "scheme S-1 cycles", "participant XX", "dates maybe", "at noon settle now",
        "in 5s in 5s settle now", "books", "reject reason=\"AC04",
    ])
    func `a line that is not understood names itself`(line: String) throws {
        let error = #expect(throws: DeskError.self) { try Playground("\n" + line) }
        guard case .script(.atLine(let number, _))? = error else {
            Issue.record("no line is named for \(line)")
            return
        }
        #expect(number == 4)
    }

    @Test func `quotes hold a value together and a hash begins a remark`() throws {
        var line = try ScriptLine("verb a=\"two words\" word # remark")
        #expect(line.take("a") == "two words")
        #expect(line.takeWord() == "word")
        try line.finish()
    }

    @Test func `a line of a script is done once, however often it is read`() throws {
        var bank = try Playground("originate creditor-iban=\(Playground.ours) amount=5.00")
        try bank.step()
        #expect(try bank.inbox().map(\.name).count == 3)
        try bank.restart()
        try bank.step()
        #expect(try bank.inbox().isEmpty)
        #expect(bank.balance == "1000.00")
    }

    @Test func `a rule goes on counting after a restart`() throws {
        var bank = try Playground("reject reason=AC04 every=2")
        try bank.send(BankMessages.transfers("A", ["1.00"]))
        try bank.restart()
        try bank.send(BankMessages.transfers("B", ["1.00"]))
        try bank.send(BankMessages.transfers("C", ["1.00"]))
        let statuses = try bank.inbox().filter { $0.name.hasPrefix("pacs.002") }
        #expect(statuses.map(\.groupStatus) == ["ACCP", "RJCT", "ACCP"])
    }

    @Test func `a rule given by command outlives a restart, until it is forgotten`() throws {
        var bank = try Playground()
        try bank.command("reject reason=AC04")
        try bank.restart()
        try bank.send(BankMessages.transfers("A", ["1.00"]))
        #expect(try bank.inbox().last?.groupStatus == "RJCT")
        try bank.command("forget rules")
        try bank.send(BankMessages.transfers("B", ["1.00"]))
        #expect(try bank.inbox().last?.groupStatus == "ACCP")
    }

    @Test func `schemes that a script no longer names keep their transfers`() throws {
        let disk = try {
            var bank = try Playground("scheme OWN cycles system=OWN\nfund 10.00 scheme=OWN")
            try bank.send(BankMessages.transfers("A", ["1.00"], scheme: "OWN"))
            return bank.disk.crash()
        }()
        var bank = try Playground("scheme OTHER cycles", disk: disk)
        try bank.command("settle now scheme=OWN")
        #expect(bank.balance("OWN") == "9.00")
        #expect(bank.balance == "1000.00")
    }

    @Test func `a command later is done at its time`() throws {
        var bank = try Playground("in 30s fund 1.00")
        try bank.step(after: 29_999)
        #expect(bank.balance == "1000.00")
        try bank.step(after: 1)
        #expect(bank.balance == "1001.00")
    }
}
