import Cryptography
import Engine
import PaymentModel
import Platform
import Testing
import Vocabulary

@testable import Flows

@Suite struct DayEndTests {
    private static let friday: Int32 = 20_777
    private static let euro: UInt16 = 978

    private static func amount(_ message: JudgedMessage, _ code: String) -> String? {
        message["Stmt/Bal[Tp/CdOrPrtry/Cd='\(code)']/Amt"]
    }

    /// 1,000.00 − 1.00 − 1.02 − 1.04 = 996.94 after six days, of which two are closed at once.
    @Test func `each day opens with what the one before closed with, and no number is left out`()
        throws
    {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        for day in 0..<6 {
            if day.isMultiple(of: 2) {
                _ = try sandbox.transfer(.alma, .bruno, "1.0\(day)", "EUR").get()
            }
            if day != 2 { try sandbox.closeDay("EUR") }
            try sandbox.pass(seconds: 86_400)
        }
        let statements = sandbox.newReports("camt.053")
            .filter { $0["Stmt/Acct/Id/IBAN"] == Customer.alma.iban }
            .sorted { Self.number($0) < Self.number($1) }
        #expect(statements.map(Self.number) == [1, 2, 3, 4, 5, 6])
        #expect(Self.amount(statements[0], "OPBD") == "0.00")
        for (day, next) in zip(statements, statements.dropFirst()) {
            #expect(Self.amount(next, "OPBD") == Self.amount(day, "CLBD"))
        }
        #expect(Self.amount(statements[5], "CLBD") == "996.94")
    }

    private static func number(_ statement: JudgedMessage) -> Int {
        statement["Stmt/ElctrncSeqNb"].flatMap { Int($0) } ?? 0
    }

    /// Equity 10,000.00 in each scheme, 3 × 1,000.00 for customers by SCT, 250.25 from one to
    /// another: debits 13,000.00 + 10,000.00 + 250.25 = 23,250.25, credits 20,000.00 + 3,000.00 +
    /// 250.25 = 23,250.25.
    @Test func `the trial balance adds up by class, and stays as it was written`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        _ = try sandbox.transfer(.alma, .bruno, "250.25", "EUR").get()
        try sandbox.closeDay("EUR")
        let archive = sandbox.opened.archive
        let balance = try #require(
            try archive.trialBalance(of: Self.friday, currency: Self.euro))
        #expect(balance.total == Turnover(opening: 0, debits: 2_325_025, credits: 2_325_025))
        #expect(balance.total.closing == 0)
        let classes = balance.classes.filter { $0.turnover != .zero }
        #expect(
            classes.map(\.role) == [.settlement, .settlement, .equity, .customer])
        #expect(classes.map(\.accounts) == [1, 1, 1, 3])
        #expect(
            Set(classes.map(\.turnover)) == [
                Turnover(opening: 0, debits: 1_300_000, credits: 0),
                Turnover(opening: 0, debits: 1_000_000, credits: 0),
                Turnover(opening: 0, debits: 0, credits: 2_000_000),
                Turnover(opening: 0, debits: 25_025, credits: 325_025),
            ])
        #expect(balance.safeguarding.customers == 300_000)
        #expect(balance.safeguarding.owed == 300_000)
        #expect(balance.safeguarding.settlement == 2_300_000)
        #expect(balance.safeguarding.difference == 2_000_000)

        let lines = try #require(
            try archive.trialBalanceLines(of: Self.friday, currency: Self.euro))
        #expect(SHA256.hash(lines).bytes == balance.hash)
        let text = String(decoding: lines, as: UTF8.self)
        #expect(text.hasSuffix("total,,,0.00,23250.25,23250.25,0.00,EUR,2026-11-20\r\n"))
        let name = "\(Sandbox.folder.reports)/EUR-2026-11-20.trial-balance.csv"
        #expect(try sandbox.disk.read(name, limit: 1 << 20) == lines)

        try sandbox.pass(seconds: 86_400)
        _ = try sandbox.transfer(.bruno, .alma, "1.00", "EUR").get()
        try sandbox.closeDay("EUR")
        #expect(try archive.trialBalanceLines(of: Self.friday, currency: Self.euro) == lines)
        let next = try #require(
            try archive.trialBalance(of: Self.friday + 1, currency: Self.euro))
        #expect(
            next.classes.last?.turnover
                == Turnover(opening: 300_000, debits: 100, credits: 100))
    }

    @Test func `an overdraft takes nothing away from what is safeguarded`() throws {
        let sandbox = try Sandbox()
        try sandbox.open(.alma, creditLine: 100_000)
        try sandbox.open(.bruno)
        _ = try sandbox.transfer(.alma, .bruno, "400.00", "EUR").get()
        try sandbox.closeDay("EUR")
        let balance = try sandbox.opened.archive.trialBalance(
            of: Self.friday, currency: Self.euro)
        #expect(balance?.safeguarding.customers == 40_000)
    }

    @Test func `two closes at once have one result`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let closed = Monitor<[RunningBank.DayClosed]>([])
        for _ in 0..<2 {
            sandbox.bank.closeDay(currency: Self.euro, day: Self.friday) { result in
                guard case .success(let day) = result else {
                    Issue.record("\(result)")
                    return
                }
                closed.withLock { $0.append(day) }
            }
        }
        try sandbox.rest()
        let found = closed.withLock { $0 }
        #expect(found.map { $0.cut == nil } == [false, true])
        let row = try #require(
            try sandbox.opened.archive.day(Self.friday, currency: Self.euro))
        #expect(RunningBank.Cut(sequence: row.sequence, at: row.at) == found[0].cut)
        #expect(sandbox.newReports("camt.053").count == 3)
    }

    @Test func `a difference is answered for by name and reason, by two, and shown`() throws {
        let sandbox = try Sandbox(setup: SandboxBank.setup(confirms: true, needsStatement: true))
        try sandbox.openCustomers()
        let ada = RunningBank.Acceptance(name: "Ada Example", reason: "Telephone, 4711.")
        let refused: Result<RunningBank.DayClosed, FlowError> = try sandbox.wait {
            $0.closeDay(currency: Self.euro, day: Self.friday, then: $1)
        }
        guard case .failure(.close(.differs(let differences))) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(differences.map(\.kind) == [.statementMissing, .statementMissing])
        let request = try sandbox.closeByTwo(Self.euro, day: Self.friday, ada)
        #expect(request.kind == .dayClosing && request.state == .waiting)
        let row = try #require(
            try sandbox.opened.archive.day(Self.friday, currency: Self.euro))
        #expect(row.end.differences == differences)
        #expect(try sandbox.bank.acceptance(of: row.end) == ada)
    }

    @Test func `with its clearing's statement a day is closed`() throws {
        let sandbox = try Sandbox(setup: SandboxBank.setup(confirms: true, needsStatement: true))
        try sandbox.openCustomers()
        try sandbox.tell("statement now")
        try sandbox.closeDay("EUR")
        let row = try sandbox.opened.archive.day(Self.friday, currency: Self.euro)
        #expect(row?.end.differences == [])
        #expect(row?.end.isClosed == true)
    }

    /// The disk loses power after any number of steps behind the command: closed once in the end,
    /// each statement and the trial balance as if nothing had happened.
    @Test func `a crash inside the close leaves the day closed once, or open`() throws {
        let whole = try Self.closed(crashingAfter: nil)
        for steps in 0..<12 {
            let again = try Self.closed(crashingAfter: steps)
            #expect(again == whole, "\(steps) steps")
        }
    }

    /// What a day comes to: numbers and balances of its statements, and its trial balance.
    private static func closed(crashingAfter steps: Int?) throws -> [String] {
        var sandbox = try Sandbox()
        try sandbox.openCustomers()
        if let steps {
            sandbox.bank.closeDay(currency: euro, day: friday) { _ in }
            for _ in 0..<steps {
                if sandbox.bank.node.turn() || sandbox.disk.step() { continue }
                _ = sandbox.opened.archive.turn()
            }
            sandbox = try Sandbox(disk: sandbox.disk.crash())
        }
        let answer: Result<RunningBank.DayClosed, FlowError> = try sandbox.wait {
            $0.closeDay(currency: euro, day: friday, then: $1)
        }
        _ = try answer.get()
        try sandbox.rest()
        #expect(sandbox.look { $0.closedDays[euro] } == friday)
        let statements = sandbox.newReports("camt.053").map {
            "\($0["Stmt/Acct/Id/IBAN"] ?? "") \(number($0)) \(amount($0, "CLBD") ?? "")"
        }
        let balance = try sandbox.opened.archive.trialBalance(of: friday, currency: euro)
        return statements.sorted() + ["\(balance?.total.debits ?? 0)"]
    }
}
