import Platform
import Testing

@testable import Clearing

@Suite struct AnswerTests {
    @Test func `a message seen twice is answered alike and booked once`() throws {
        var bank = try Playground()
        let message = BankMessages.instant("A", "20.00")
        try bank.send(message)
        try bank.send(message)
        let answers = try bank.inbox().suffix(2)
        #expect(Set(answers.map(\.bytes)).count == 1)
        #expect(bank.balance("SCTINST") == "480.00")
    }

    @Test func `one MsgId for other bytes is refused`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.instant("A", "20.00"))
        try bank.send(BankMessages.instant("A", "21.00"), named: "other.xml")
        let answer = try #require(try bank.inbox().last)
        #expect(answer.groupStatus == "RJCT")
        #expect(answer.text("OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd") == "DU01")
        #expect(bank.disk.exists("/spool/outbox/refused/other.xml"))
        #expect(bank.balance("SCTINST") == "480.00")
    }

    @Test func `one transfer in two messages is refused as a duplicate`() throws {
        var bank = try Playground()
        try bank.send(BankMessages.transfers("A", ["1.00"], prefix: "T"))
        try bank.send(BankMessages.transfers("B", ["1.00"], prefix: "T"))
        #expect(try bank.inbox().last?.statuses == ["T-0 RJCT AM05"])
    }

    struct Wrong: Sendable {
        let message: String
        let reason: String
        var ofGroup = true
    }

    @Test(arguments: [
        Wrong(message: BankMessages.transfers("A", ["1.00"], count: 2), reason: "AM19"),
        Wrong(message: BankMessages.transfers("A", ["1.00"], total: "2.00"), reason: "AM10"),
        Wrong(message: BankMessages.transfers("A", ["1.00"], scheme: "NONE"), reason: "FF01"),
        Wrong(
            message: BankMessages.transfers("A", ["1.00", "1.00"], scheme: "SCTINST"),
            reason: "AM18"),
        Wrong(
            message: BankMessages.transfers("A", ["1.00"], receiver: "NOBODEFFXXX"),
            reason: "CNOR", ofGroup: false),
        Wrong(
            message: BankMessages.transfers("A", ["1.00"], receiver: Playground.bank),
            reason: "RC04", ofGroup: false),
        Wrong(
            message: BankMessages.transfers("A", ["1.00"], currency: "USD"), reason: "AM03",
            ofGroup: false),
        Wrong(
            message: BankMessages.transfers("A", ["0.001"], total: "0.001"), reason: "AM12",
            ofGroup: false),
        Wrong(
            message: BankMessages.transfers("A", ["0.00"], total: "0.00"), reason: "AM01",
            ofGroup: false),
    ])
    func `what is wrong is refused with the code that says so`(wrong: Wrong) throws {
        var bank = try Playground()
        try bank.send(wrong.message)
        let answer = try #require(try bank.inbox().last)
        #expect(answer.groupStatus == "RJCT")
        if wrong.ofGroup {
            #expect(answer.text("OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd") == wrong.reason)
        } else {
            #expect(answer.statuses == ["A-0 RJCT \(wrong.reason)"])
        }
        #expect(bank.balance == "1000.00")
    }

    @Test func `dates in the past are refused where the script is strict`() throws {
        var bank = try Playground("dates strict")
        try bank.send(BankMessages.transfers("A", ["1.00"], day: "2026-11-19"))
        try bank.step(after: 10_001)
        try bank.send(BankMessages.instant("B", "1.00"))
        let answers = try bank.inbox().suffix(2)
        #expect(answers.map(\.statuses) == [["A-0 RJCT DT01"], ["B-0 RJCT AB01"]])
    }

    @Test func `what the schema does not allow is refused as a file`() throws {
        guard !Schemas.all.isEmpty else { return print("skipped: no schemas") }
        var bank = try Playground()
        let text = BankMessages.transfers("A", ["1.00"]).replacing(
            "<ChrgBr>SLEV</ChrgBr>", with: "")
        try bank.send(text, named: "wrong.xml")
        let answer = try #require(try bank.inbox().last)
        #expect(answer.groupStatus == "RJCT")
        #expect(answer.text("OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd") == "FF01")
        #expect(bank.disk.exists("/spool/outbox/refused/wrong.xml"))
        #expect(bank.disk.exists("/spool/outbox/refused/wrong.xml.reason"))
    }

    @Test(arguments: [
        "", "<x>", "<Document/>", "\u{0}", "<Document xmlns=\"urn:x\"><a/></Document>",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><a/></Document>",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><a/></Document>",
        "<!DOCTYPE Document [<!ENTITY a \"aaaa\">]>" + BankMessages.transfers("A", ["1.00"]),
    ])
    func `what cannot be answered is put aside with its reason`(text: String) throws {
        var bank = try Playground()
        try bank.send(text, named: "odd.xml")
        #expect(try bank.inbox().count == 2, "only the two camt.054 of the funding")
        #expect(bank.disk.exists("/spool/outbox/refused/odd.xml"))
        #expect(bank.disk.exists("/spool/outbox/refused/odd.xml.reason"))
    }

    @Test func `hidden files and files with other names are left alone`() throws {
        var bank = try Playground()
        try bank.put(BankMessages.transfers("A", ["1.00"]), named: ".a.xml")
        try bank.put(BankMessages.transfers("B", ["1.00"]), named: "b.xml.tmp")
        try bank.step()
        #expect(try bank.inbox().count == 2)
        #expect(bank.disk.exists("/spool/outbox/.a.xml"))
        #expect(bank.disk.exists("/spool/outbox/b.xml.tmp"))
    }

    @Test func `silence lasts as long as the script says`() throws {
        var bank = try Playground("silent asks=1")
        try bank.send(BankMessages.instant("A", "20.00"))
        try bank.send(BankMessages.request("Q1", about: "A", "A-0"))
        #expect(try bank.inbox().count == 2)
        #expect(bank.balance("SCTINST") == "480.00", "it settled all the same")
        try bank.send(BankMessages.request("Q2", about: "A", "A-0"))
        #expect(try bank.inbox().last?.statuses == ["A-0 ACCP"])
    }

    @Test func `a lost message never came, and is not taken later`() throws {
        var bank = try Playground("lose times=1")
        let message = BankMessages.instant("A", "20.00")
        try bank.send(message)
        #expect(try bank.inbox().count == 2)
        #expect(bank.balance("SCTINST") == "500.00")
        try bank.send(BankMessages.request("Q1", about: "A", "A-0"))
        let answer = try #require(try bank.inbox().last)
        #expect(answer.statuses == ["A-0 RJCT AG09"])
        #expect(answer.text("OrgnlGrpInfAndSts/OrgnlMsgId") == "A")
        try bank.send(message)
        #expect(try bank.inbox().last?.statuses == ["A-0 RJCT TM01"])
        #expect(bank.balance("SCTINST") == "500.00")
    }

    @Test func `an answer comes twice with the same bytes`() throws {
        var bank = try Playground("answer-twice")
        try bank.send(BankMessages.instant("A", "20.00"))
        let answers = try bank.inbox().dropFirst(2)
        #expect(answers.count == 2)
        #expect(Set(answers.map(\.bytes)).count == 1)
    }

    @Test(arguments: [("answer-late 30s", 30_000), ("late-after-timeout", 11_000)])
    func `an answer comes late`(rule: String, delay: Int64) throws {
        var bank = try Playground(rule)
        try bank.send(BankMessages.instant("A", "20.00"))
        try bank.step(after: delay - 1)
        #expect(try bank.inbox().count == 2)
        try bank.step(after: 1)
        #expect(try bank.inbox().map(\.statuses) == [["A-0 ACCP"]])
    }

    @Test func `a second answer says the opposite and the books keep the first`() throws {
        var bank = try Playground(
            "contradict amount=20.00\nreject amount=21.00 reason=AC04\ncontradict amount=21.00")
        try bank.send(BankMessages.instant("A", "20.00"))
        try bank.send(BankMessages.instant("B", "21.00"))
        let answers = try bank.inbox().dropFirst(2)
        #expect(
            answers.map(\.statuses) == [
                ["A-0 ACCP"], ["A-0 RJCT AB10"], ["B-0 RJCT AC04"], ["B-0 ACCP"],
            ])
        #expect(Set(answers.map { $0.text("GrpHdr/MsgId") }).count == 4)
        #expect(bank.balance("SCTINST") == "480.00")
    }

    @Test func `rules tell payments apart by account, identifier and receiver`() throws {
        var bank = try Playground(
            "reject debtor=\(Playground.ours) to=BANKDEFF reason=AC04\n"
                + "reject end-to-end=EB reason=AC06\nreject scheme=SCTINST reason=AB09")
        try bank.send(BankMessages.transfers("A", ["1.00"]))
        try bank.send(BankMessages.transfers("B", ["1.00"]))
        try bank.send(BankMessages.transfers("C", ["1.00"], receiver: "BANKDEFFXXX"))
        try bank.send(BankMessages.instant("D", "1.00"))
        #expect(
            try bank.inbox().dropFirst(2).map(\.statuses) == [
                [], ["B-0 RJCT AC06"], ["C-0 RJCT AC04"], ["D-0 RJCT AB09"],
            ])
    }
}
