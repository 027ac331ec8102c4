import Engine
import PaymentModel
import Testing
import Vocabulary

@testable import Flows

/// Rows Z5–Z7 of `postings.md`: the clearing's statement, held against our entries when it comes.
@Suite struct `A statement held against our entries` {
    private func breaks(_ sandbox: Sandbox) throws -> [BreakRow] {
        let scheme = try #require(sandbox.bank.scheme(named: "SCT"))
        return try sandbox.opened.archive.openBreaks(of: scheme.key).map(\.found)
    }

    private func paid(_ sandbox: Sandbox) throws {
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [
                    .init("E-1", "100.01", to: .elsewhere), .init("E-2", "4.00", to: .elsewhere),
                ]))
        try sandbox.tell("settle now")
    }

    @Test func `where both sides agree there is no break`() throws {
        let sandbox = try Sandbox()
        try paid(sandbox)
        try sandbox.tell("statement now")
        #expect(try breaks(sandbox).isEmpty)
        #expect(sandbox.look { $0.uncompared.isEmpty && $0.compared.count == 2 })
    }

    /// The clearing charges 1.25, which only its statement tells.
    @Test func `Z5, Z7: what only the clearing has is a break of its own`() throws {
        let sandbox = try Sandbox()
        try paid(sandbox)
        try sandbox.tell("charge 1.25")
        try sandbox.tell("statement now")
        let found = try breaks(sandbox)
        #expect(found.map(\.kind) == ["not_in_books"], "and no difference of the whole beside it")
        #expect(found.first?.theirs == -125 && found.first?.open == -125)
        #expect(found.first?.transfer == 0 && found.first?.day == sandbox.firstDay)
        let scheme = try #require(sandbox.bank.scheme(named: "SCT"))
        let both = try #require(
            try sandbox.opened.archive.reconciliation(
                of: scheme, on: sandbox.firstDay, rules: MatchRule.standard))
        // The console's row and the break are the same entry.
        let left = try #require(both.matching.unmatchedTheirs.first)
        #expect(both.theirs[left].message == found.first?.message)
        #expect(both.theirs[left].place == found.first?.entry)
    }

    @Test func `Z6: the next statement does not tell of it again`() throws {
        let sandbox = try Sandbox()
        try paid(sandbox)
        try sandbox.tell("charge 1.25")
        try sandbox.tell("statement now")
        let first = try breaks(sandbox).map(\.id)
        try sandbox.tell("originate creditor-iban=\(Customer.bruno.iban ?? "") amount=5.00")
        try sandbox.tell("settle now")
        try sandbox.tell("statement now")
        #expect(try breaks(sandbox).map(\.id) == first)
    }

    /// What the clearing would say of the day: equity, three customers' money, two payments out.
    private static let day = [
        StatementText.Entry("B-1", 1_000_000), .init("B-2", 100_000), .init("B-3", 100_000),
        .init("B-4", 100_000), .init("B-5", -10_001, "E-1"), .init("B-6", -400, "E-2"),
    ]

    @Test func `Z5, Z6: what is not on a statement is a break until another brings it`() throws {
        let sandbox = try Sandbox()
        try paid(sandbox)
        let without = Self.day.filter { $0.endToEnd != "E-1" }
        try sandbox.deliver(try StatementText(sandbox, 1, without, closing: 1_299_600).text)
        let found = try breaks(sandbox)
        #expect(found.map(\.kind) == ["not_in_statement"])
        // Ours: 100.01 gone out, as the clearing counts.
        #expect(found.first?.ours == -10_001 && found.first?.open == 10_001)
        #expect(found.first?.transfer != 0 && found.first?.payment != 0)
        // 10,000.00 + 3,000.00 − 100.01 − 4.00.
        try sandbox.deliver(try StatementText(sandbox, 2, Self.day, closing: 1_289_599).text)
        #expect(try breaks(sandbox).isEmpty)
        let ended = try #require(try sandbox.opened.archive.found(found.first?.id ?? 0))
        #expect(ended.state == .explained)
    }

    /// 100.01 went out; the clearing's statement says 100.03.
    @Test func `Z5: an amount that differs is one break`() throws {
        let sandbox = try Sandbox()
        try paid(sandbox)
        var entries = Self.day
        entries[4] = .init("B-5", -10_003, "E-1")
        try sandbox.deliver(try StatementText(sandbox, 1, entries, closing: 1_289_597).text)
        let found = try breaks(sandbox)
        #expect(found.map(\.kind) == ["entry_differs"])
        #expect(found.first?.ours == -10_001 && found.first?.theirs == -10_003)
        #expect(found.first?.open == -2)
    }

    /// One entry of theirs for two of ours: they name the message that carried both.
    @Test func `several of ours are one of theirs`() throws {
        let sandbox = try Sandbox()
        try paid(sandbox)
        let carrier = try #require(
            sandbox.sent.last { $0.kind == "pacs.008.001.08" }?["GrpHdr/MsgId"])
        let entries = Self.day.prefix(4) + [.init("B-5", -10_401, message: carrier)]
        try sandbox.deliver(
            try StatementText(sandbox, 1, Array(entries), closing: 1_289_599).text)
        #expect(try breaks(sandbox).isEmpty)
    }

    @Test func `what was compared stays so over a restart of the archive`() throws {
        let sandbox = try Sandbox()
        try paid(sandbox)
        try sandbox.tell("charge 1.25")
        try sandbox.tell("statement now")
        let commands = sandbox.bank.node.durableSequence
        let archive = try Archive(sandbox.bank, isInMemory: true)
        while archive.turn() {}
        #expect(sandbox.bank.node.durableSequence == commands, "nothing waits to be compared")
    }
}

/// A clearing's statement of the sandbox's first day, written by hand.
private struct StatementText {
    struct Entry {
        let reference: String
        let amount: Int
        let endToEnd: String
        let message: String

        init(_ reference: String, _ amount: Int, _ endToEnd: String = "", message: String = "") {
            self.reference = reference
            self.amount = amount
            self.endToEnd = endToEnd
            self.message = message
        }

        var text: String {
            let details =
                endToEnd.isEmpty
                ? "" : "<TxDtls><Refs><EndToEndId>\(endToEnd)</EndToEndId></Refs></TxDtls>"
            let batch = message.isEmpty ? "" : "<Btch><MsgId>\(message)</MsgId></Btch>"
            let parts = details + batch
            return """
                <Ntry><NtryRef>\(reference)</NtryRef>\(StatementText.amount(amount))\
                <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt>\
                <ValDt><Dt>2026-11-20</Dt></ValDt><BkTxCd/>\
                \(parts.isEmpty ? "" : "<NtryDtls>\(parts)</NtryDtls>")</Ntry>
                """
        }
    }

    let text: String

    static func amount(_ units: Int) -> String {
        let cents = units.magnitude
        let rest = cents % 100
        return "<Amt Ccy=\"EUR\">\(cents / 100).\(rest < 10 ? "0" : "")\(rest)</Amt>"
            + "<CdtDbtInd>\(units < 0 ? "DBIT" : "CRDT")</CdtDbtInd>"
    }

    init(_ sandbox: Sandbox, _ number: Int, _ entries: [Entry], closing: Int) throws {
        let account = try #require(
            sandbox.look { $0.configuration.schemes.first { $0.name == "SCT" } }?.first
                .settlementAccount)
        text = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">\
            <BkToCstmrStmt><GrpHdr><MsgId>M-\(number)</MsgId>\
            <CreDtTm>2026-11-20T18:00:00+01:00</CreDtTm></GrpHdr><Stmt><Id>S-\(number)</Id>\
            <Acct><Id><Othr><Id>\(account)</Id></Othr></Id></Acct>\
            <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>\(Self.amount(closing))\
            <Dt><Dt>2026-11-20</Dt></Dt></Bal>\
            \(entries.map(\.text).joined())</Stmt></BkToCstmrStmt></Document>
            """
    }
}
