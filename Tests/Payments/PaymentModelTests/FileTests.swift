import Ledger
import PaymentModel
import Testing
import Vocabulary

/// Customers' files: B1, O1, the refusals of §6, duplicates of §8 and dates of §9 of `postings.md`.
@Suite struct `A customer's file` {
    private static func outcome(_ reply: BankReply?) -> FileOutcome? {
        if case .file(let outcome)? = reply { outcome } else { nil }
    }

    private static func reasons(_ bench: BankBench) -> [String] { bench.changes.map(\.reason.text) }

    private static func here(_ amount: UInt128, to creditor: String) -> PaymentOrder {
        BankBench.order(amount, to: creditor, bank: "90000001")
    }

    @Test func `a live bank sends nothing while no payee can be verified`() throws {
        let bench = try BankBench.opened()
        try bench.configure(isSandbox: false)
        bench.pay(
            "Alma", [Self.here(2_500, to: "Bruno"), BankBench.order(100, to: "X-1")], file: "L")
        #expect(bench.changes.map(\.state) == [.settled, .rejected])
        #expect(bench.changes.map(\.reason) == [.none, .typeNotSupported])
        #expect(bench.held("Alma") == 0 && bench.sent.isEmpty)
    }

    @Test func `B1: a creditor here is credited at once`() throws {
        let bench = try BankBench.opened()
        let reply = bench.pay("Alma", [Self.here(2_500, to: "Bruno")], file: "B")
        #expect(Self.outcome(reply) == .decided(reason: .none, count: 1, accepted: 1))
        #expect(bench.states == [.settled])
        #expect(bench.changes.map(\.kind) == [.book])
        #expect(bench.sent.isEmpty)
        #expect(bench.posted("Alma") == 97_500)
        #expect(bench.posted("Bruno") == 102_500)
        #expect(bench.bank.payments.isEmpty)
    }

    @Test func `cover is taken in document order, and the rest goes`() throws {
        let bench = try BankBench.opened()
        bench.pay(
            "Alma",
            [
                Self.here(60_000, to: "Bruno"), BankBench.order(60_000, to: "Far"),
                BankBench.order(30_000, to: "Far"), Self.here(10_001, to: "Clara"),
                Self.here(10_000, to: "Clara"),
            ], file: "B")
        #expect(bench.states == [.settled, .rejected, .held, .rejected, .settled])
        #expect(Self.reasons(bench) == ["", "AM04", "", "AM04", ""])
        #expect(bench.posted("Alma") == 30_000)
        #expect(bench.held("Alma") == 30_000)
    }

    @Test func `an overdraft granted is cover`() throws {
        let bench = try BankBench.opened()
        bench.open("Dora", creditLine: 5_000)
        bench.pay(
            "Dora", [Self.here(5_001, to: "Bruno"), Self.here(5_000, to: "Bruno")], file: "B")
        #expect(Self.reasons(bench) == ["AM04", ""])
        #expect(bench.posted("Dora") == -5_000)
    }

    @Test func `refusals name their reason, and move nothing`() throws {
        let bench = try BankBench.opened()
        bench.open("Empty")
        bench.open("Dollar", currency: 840)
        bench.run(bench.order(.closed, of: name("account Empty")))
        bench.run(bench.order(.frozen, of: name("account Clara")))
        var read = Self.here(1, to: "Bruno")
        read.refusal = .chargeBearerNotAccepted
        let orders: [(PaymentOrder, String)] = [
            (Self.here(1, to: "Nobody"), "AC01"), (Self.here(1, to: "Empty"), "AC04"),
            (Self.here(1, to: "Clara"), "MS03"), (Self.here(1, to: "Dollar"), "AM03"),
            (Self.here(1, to: "Alma"), "AG01"), (Self.here(0, to: "Bruno"), "AM01"),
            (BankBench.order(1, to: "Bruno", currency: 840), "AM03"),
            (BankBench.order(1, to: "Far", bank: "12345678"), "RC01"),
            (BankBench.order(1, to: "Far", isInstant: true, bank: "90000003"), "RC01"),
            // The instant row's largest amount is 100,000.00.
            (BankBench.order(10_000_001, to: "Far", isInstant: true), "AM02"), (read, "BE19"),
            (BankBench.order(.max, to: "Far"), "AM04"), (Self.here(.max, to: "Bruno"), "AM04"),
        ]
        let before = bench.bank.books.transferCount
        bench.pay("Alma", orders.map(\.0), file: "B")
        #expect(Self.reasons(bench) == orders.map(\.1))
        #expect(bench.states.allSatisfy { $0 == .rejected })
        #expect(bench.bank.books.transferCount == before)
        #expect(bench.held("Alma") == 0)
    }

    @Test func `a debtor that is unknown, closed or frozen refuses the group`() throws {
        let bench = try BankBench.opened()
        bench.open("Empty")
        bench.run(bench.order(.closed, of: name("account Empty")))
        bench.run(bench.order(.frozen, of: name("account Clara")))
        let debtors = [("Nobody", "AC01"), ("Empty", "AC04"), ("Clara", "AC06")]
        for (debtor, reason) in debtors {
            bench.pay(debtor, [Self.here(1, to: "Bruno")], file: debtor)
            #expect(Self.reasons(bench) == [reason])
        }
    }

    /// 1,000,000.00 settled with the instant clearing, of which 999,950.00 are on their way.
    @Test func `an instant payment that the bank's own position does not cover is AM23`() throws {
        let bench = try BankBench.opened()
        bench.open("Rich", creditLine: 1_000_000_000)
        let orders = (0..<10).map { BankBench.order(9_999_500, to: "Far \($0)", isInstant: true) }
        bench.pay("Rich", orders, file: "R")
        #expect(bench.states.allSatisfy { $0 == .held })
        bench.pay(
            "Rich",
            [
                BankBench.order(5_001, to: "Far", isInstant: true),
                BankBench.order(5_000, to: "Far", isInstant: true),
            ], file: "S")
        #expect(Self.reasons(bench) == ["AM23", ""])
        // What is on its way into the instant account has not settled.
        bench.receive([.init(id: "J", amount: 500_000, creditor: "Bruno")], in: "M", "SCTINST")
        bench.pay("Rich", [BankBench.order(1, to: "Far", isInstant: true)], file: "T")
        #expect(Self.reasons(bench) == ["AM23"])
    }

    // MARK: - Messages

    /// The scheme's row says three transfers a message.
    @Test func `bulk goes by the scheme's number and day, instant one by one`() throws {
        let bench = try BankBench.opened()
        let bulk = (0..<7).map { BankBench.order(100, to: "Far \($0)") }
        bench.pay("Alma", bulk, file: "A")
        #expect(bench.sent.map(\.payments.count) == [3, 3, 1])
        #expect(bench.sent.flatMap(\.payments) == (0..<7).map { BankBench.payment("A", $0) })
        #expect(Set(bench.sent.map(\.id)).count == 3)
        let instant = (0..<3).map { BankBench.order(100, to: "Far \($0)", isInstant: true) }
        bench.pay("Alma", instant, file: "B")
        #expect(bench.sent.map(\.payments.count) == [1, 1, 1])
    }

    // MARK: - Duplicates

    @Test func `D1: a MsgId seen before refuses the file`() throws {
        let bench = try BankBench.opened()
        let group = BankBench.group("Alma", [Self.here(100, to: "Bruno")], id: "G")
        bench.run(.submitFile(BankBench.file("A", [group], messageID: "M")))
        let again = bench.run(.submitFile(BankBench.file("B", [group], messageID: "M")))
        #expect(
            Self.outcome(again) == .decided(reason: .messageNotUnique, count: 1, accepted: 0))
        #expect(bench.posted("Bruno") == 100_100)
    }

    @Test func `a file that was refused leaves its MsgId free`() throws {
        let bench = try BankBench.opened()
        let group = BankBench.group("Alma", [Self.here(100, to: "Bruno")], id: "G")
        var file = BankBench.file("A", [group], messageID: "M")
        file.refusal = .groupSumInvalid
        let refused = Self.outcome(bench.run(.submitFile(file)))
        #expect(refused == .decided(reason: .groupSumInvalid, count: 1, accepted: 0))
        bench.run(.submitFile(BankBench.file("B", [group], messageID: "M")))
        #expect(bench.posted("Bruno") == 100_100)
    }

    @Test func `D2, D3: a PmtInfId may come in another file, and once in each`() throws {
        let bench = try BankBench.opened()
        let group = BankBench.group("Alma", [Self.here(100, to: "Bruno")], id: "G")
        bench.run(.submitFile(BankBench.file("A", [group, group])))
        #expect(bench.states == [.settled, .rejected])
        #expect(Self.reasons(bench) == ["", "DU02"])
        bench.run(.submitFile(BankBench.file("B", [group])))
        #expect(bench.states == [.settled])
    }

    @Test func `D4: an EndToEndId may repeat`() throws {
        let bench = try BankBench.opened()
        let order = BankBench.order(100, to: "Bruno", endToEnd: "E", bank: "90000001")
        bench.pay("Alma", [order, order], file: "A")
        #expect(bench.states == [.settled, .settled])
    }

    @Test func `the same file again is the same answer, and another body is refused`() throws {
        let bench = try BankBench.opened()
        var file = BankBench.file(
            "A", [BankBench.group("Alma", [Self.here(100, to: "Bruno")], id: "G")])
        bench.run(.submitFile(file))
        #expect(Self.outcome(bench.run(.submitFile(file))) == .replayed(.none))
        #expect(bench.heard.isEmpty)
        file.content += 1
        #expect(Self.outcome(bench.run(.submitFile(file))) == .keyReused)
        #expect(bench.posted("Bruno") == 100_100)
    }

    // MARK: - Dates

    private static func dates(
        _ bench: BankBench, on day: Int32, isInstant: Bool = false
    ) -> [(settles: Int32, isMoved: Bool)] {
        bench.pay(
            "Alma", [BankBench.order(1, to: "Far", isInstant: isInstant)], file: "D", on: day)
        return bench.changes.map { ($0.settlementDay, $0.isDateMoved) }
    }

    /// The cut-off is 16:00; Saturday and Sunday are no TARGET days.
    @Test(arguments: [
        // hours after 10:00, day asked for, day of settlement, moved
        (0, 0, 0, false), (0, 1, 3, true), (0, 3, 3, false), (6, 0, 3, true), (6, 3, 3, false),
        (0, -30, 0, true), (5, 0, 0, false), (24, 1, 3, true),
    ])
    func `T3, T4: by cycles it settles on a business day, not before the cut-off allows`(
        hours: Int, asked: Int, day: Int, isMoved: Bool
    ) throws {
        let bench = try BankBench.opened()
        bench.clock += UInt64(hours) * 3_600 * BankBench.second
        let found = Self.dates(bench, on: friday + Int32(asked))
        #expect(found.map(\.settles) == [friday + Int32(day)])
        #expect(found.map(\.isMoved) == [isMoved])
        // Asked for a later day, it leaves when its settlement day begins (T6).
        let isKept = asked * 24 > 10 + hours
        #expect(bench.states == [isKept ? .warehoused : .held])
        if isKept {
            bench.clock = BankBench.midnight(friday + Int32(day))
            bench.run(nil)
            #expect(bench.changes.map(\.isDateMoved) == [false])
        }
        #expect(bench.states == [.held])
        #expect(bench.sent.map(\.settlementDay) == [friday + Int32(day)])
    }

    @Test func `T2: instant is never rolled`() throws {
        let bench = try BankBench.opened()
        // Saturday, 22:00.
        bench.clock += 36 * 3_600 * BankBench.second
        let found = Self.dates(bench, on: friday + 1, isInstant: true)
        #expect(found.map(\.settles) == [friday + 1])
        #expect(found.map(\.isMoved) == [false])
    }

    @Test func `a date more than a year ahead is CH03`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(1, to: "Far")], file: "A", on: friday + 366)
        #expect(bench.states == [.warehoused])
        bench.pay("Alma", [BankBench.order(1, to: "Far")], file: "B", on: friday + 367)
        #expect(Self.reasons(bench) == ["CH03"])
        for day in [Int32.max, .min] {
            bench.pay("Alma", [BankBench.order(1, to: "Far")], file: "\(day)", on: day)
            #expect(bench.states == [day < 0 ? .held : .rejected])
        }
    }
}
