import Ledger
@testable import PaymentModel
import Testing
import Vocabulary

/// Rows F1–F9: what payments cost.
@Suite struct Fees {
    private static func row(
        _ scheme: String, _ fee: Int128, from: Int128 = 0, to: Int128? = nil, party: UInt128 = 0,
        collected: FeeRule.Collection = .payment, isReturned: Bool = false, since: String? = nil
    ) -> FeeRule {
        FeeRule(
            name: "\(scheme) fee", scheme: scheme, party: party,
            from: Money(minorUnits: from, currency: .eur),
            to: to.map { Money(minorUnits: $0, currency: .eur) },
            fee: Money(minorUnits: fee, currency: .eur), collection: collected,
            isReturned: isReturned, validFrom: since.flatMap { BusinessDate($0) },
            source: "a test", confidence: .unverified)
    }

    /// Alma, Bruno and Clara with 1,000.00 each, and a bank that takes fees.
    private func bank(_ fees: [FeeRule]) throws -> BankBench {
        let bench = try BankBench.opened()
        let setup = try demonstration()
        bench.run(
            .configure(
                BankConfiguration(
                    setup: BankSetup(
                        bank: setup.bank, schemes: setup.schemes, reach: setup.reach, fees: fees),
                    isSandbox: true)))
        return bench
    }

    private static func here(_ amount: UInt128) -> PaymentOrder {
        BankBench.order(amount, to: "Bruno", bank: "90000001")
    }

    /// The clearing's word on one payment of a file by cycles.
    private func say(
        _ status: ClearingStatus, _ bench: BankBench, of file: String, _ position: Int = 0
    ) {
        let payment = BankBench.payment(file, position)
        let carrier = bench.bank.payments[payment]?.message ?? 0
        bench.take(
            "S \(file) \(position) \(status)", "SCT",
            bench.status(about: carrier, [(payment, status, "AC04")]))
    }

    @Test func `F1: a book transfer's fee is an entry of its own, and the principal is whole`()
        throws
    {
        let bench = try bank([Self.row("book", 35)])
        bench.pay("Alma", [Self.here(10_000)], file: "B")
        #expect(bench.states == [.settled])
        // 1,000.00 − 100.00 − 0.35; 1,000.00 + 100.00.
        #expect(bench.posted("Alma") == 89_965)
        #expect(bench.posted("Bruno") == 110_000)
        #expect(bench.posted(.fees) == 35)
        let fee = bench.bank.transfer(id: BankBench.payment("B") + PaymentStep.fee.rawValue)
        #expect(fee?.amount == 35 && fee?.userData128 == BankBench.payment("B"))
    }

    @Test func `F2–F4: an outgoing payment's fee is held, posted and voided with it`() throws {
        let bench = try bank([Self.row("SCT", 50)])
        bench.pay(
            "Alma", [BankBench.order(10_000, to: "Far"), BankBench.order(20_000, to: "Far")],
            file: "O")
        #expect(bench.states == [.held, .held])
        // 100.00 + 200.00 + twice 0.50.
        #expect(bench.held("Alma") == 30_100)
        say(.acceptedProfile, bench, of: "O", 0)
        #expect(bench.posted("Alma") == 89_950 && bench.held("Alma") == 20_050)
        say(.rejected, bench, of: "O", 1)
        #expect(bench.posted("Alma") == 89_950 && bench.held("Alma") == 0)
        #expect(bench.posted(.fees) == 50)
    }

    @Test func `F5: cover is asked for amount and fee, to the cent`() throws {
        let bench = try bank([Self.row("book", 35), Self.row("SCT", 50)])
        bench.pay("Alma", [Self.here(99_966)], file: "A")
        #expect(bench.changes.map(\.reason.text) == ["AM04"])
        bench.pay("Alma", [BankBench.order(99_951, to: "Far")], file: "B")
        #expect(bench.changes.map(\.reason.text) == ["AM04"])
        #expect(bench.held("Alma") == 0 && bench.posted("Alma") == 100_000)
        bench.pay("Alma", [Self.here(99_965)], file: "C")
        #expect(bench.posted("Alma") == 0)
        bench.pay("Clara", [BankBench.order(99_950, to: "Far")], file: "D")
        #expect(bench.held("Clara") == 100_000)
    }

    @Test func `a transfer over the interface costs what the table says`() throws {
        let bench = try bank([Self.row("book", 35, to: 4_999), Self.row("book", 70, from: 5_000)])
        func transfer(_ amount: UInt128, _ id: UInt128) {
            bench.run(
                .transfer(
                    TransferOrder(
                        id: id, content: id, from: .iban(name("iban Alma")),
                        to: .iban(name("iban Bruno")), amount: amount, currency: 978,
                        isKeyed: false, isOpeningMoney: false, sealed: .none)))
        }
        transfer(4_999, 1 << 90)
        #expect(bench.posted(.fees) == 35)
        transfer(5_000, 2 << 90)
        #expect(bench.posted(.fees) == 105)
        transfer(5_000, 2 << 90)
        #expect(bench.posted(.fees) == 105, "a repeat costs nothing")
    }

    @Test func `the newest table counts, and a party's own in place of everybody's`() throws {
        let alma = name("account Alma")
        let bench = try bank([
            Self.row("book", 35), Self.row("book", 99, since: "2026-12-01"),
            Self.row("book", 0, party: alma), Self.row("book", 10, to: 100, since: "2026-11-20"),
        ])
        bench.pay("Alma", [Self.here(10_000)], file: "A")
        #expect(bench.posted(.fees) == 0, "hers is zero")
        bench.pay("Clara", [Self.here(10_000)], file: "B")
        #expect(bench.posted(.fees) == 0, "the table of the 20th has one band, up to 1.00")
        bench.pay("Clara", [Self.here(100)], file: "C")
        #expect(bench.posted(.fees) == 10)
    }

    @Test func `F6: a month's fees are one entry at the close of its last day`() throws {
        let bench = try bank([Self.row("book", 35, collected: .month)])
        for file in ["A", "B", "C"] { bench.pay("Alma", [Self.here(1_000)], file: file) }
        #expect(bench.posted(.fees) == 0 && bench.posted("Alma") == 97_000)
        let due = try #require(bench.bank.dueFees[name("account Alma")])
        #expect(due.map(\.count) == [3] && due.map(\.amount) == [105])
        let again = try BankBench.restored(bench.bank)
        #expect(again.dueFees == bench.bank.dueFees)
        // 29 November: not the last day. 30 November, ten days behind the 20th, is.
        bench.clock = BankBench.midnight(friday + 9) + 80_000 * BankBench.second
        bench.run(.closeDay(DayClosing(currency: 978, day: friday + 9)))
        #expect(bench.posted(.fees) == 0)
        bench.clock = BankBench.midnight(friday + 10) + 80_000 * BankBench.second
        bench.run(.closeDay(DayClosing(currency: 978, day: friday + 10)))
        #expect(bench.posted(.fees) == 105 && bench.posted("Alma") == 96_895)
        #expect(bench.bank.dueFees.isEmpty)
        var texts: [String] = []
        for case .transferPosted(let id) in bench.heard {
            let transfer = try #require(bench.bank.transfer(id: id))
            texts.append(CollectedFees(rawValue: transfer.userData128).text)
            #expect(EntryDays(rawValue: transfer.userData64).booking == friday + 10)
        }
        #expect(texts == ["Fees 2026-11: 3 payments"])
        bench.compare()
    }

    @Test func `F6: what is not covered stays due, is asked for again, and keeps the account open`()
        throws
    {
        let bench = try bank([Self.row("book", 35, collected: .month)])
        bench.pay("Alma", [Self.here(100_000)], file: "A")
        #expect(bench.posted("Alma") == 0)
        let obstacles = bench.bank.closingObstacles(of: name("account Alma"), limit: 5)
        #expect(obstacles == [.fees(35, currency: 978)])
        bench.clock = BankBench.midnight(friday + 10) + 80_000 * BankBench.second
        bench.run(.closeDay(DayClosing(currency: 978, day: friday + 10)))
        #expect(bench.posted(.fees) == 0)
        bench.pay("Bruno", [BankBench.order(1_000, to: "Alma", bank: "90000001")], file: "B")
        bench.clock += BankBench.day
        bench.run(.closeDay(DayClosing(currency: 978, day: friday + 11)))
        // 10.00 − 0.35; Bruno's own, of December, stays due.
        #expect(bench.posted("Alma") == 965 && bench.posted(.fees) == 35)
        #expect(bench.bank.dueFees.count == 1)
    }

    @Test func `F10: fees that are due are waived, nothing is posted, and the account can close`()
        throws
    {
        let bench = try bank([Self.row("book", 35, collected: .month)])
        bench.pay("Alma", [Self.here(100_000)], file: "A")
        let account = name("account Alma")
        let order = FeeWaiver(id: name("waiver"), account: account, by: 7, reason: .none)
        // 0.35 for one payment.
        let waived = WaivedFees(order: order.id, account: account, by: 7, count: 1, amount: 35)
        guard case .waiver(.waived(waived)) = bench.run(.waiveFees(order)) else {
            Issue.record("The fees are not waived.")
            return
        }
        #expect(bench.bank.dueFees.isEmpty && bench.posted(.fees) == 0)
        #expect(bench.bank.closingObstacles(of: account, limit: 5).isEmpty)
        guard case .waiver(.nothingDue) = bench.run(.waiveFees(order)) else {
            Issue.record("They are waived twice.")
            return
        }
        bench.compare()
    }

    @Test func `F7: what the clearing rejects after booking gives its fee back`() throws {
        let bench = try bank([Self.row("SCT", 50)])
        bench.pay("Alma", [BankBench.order(10_000, to: "Far")], file: "O")
        say(.acceptedProfile, bench, of: "O", 0)
        #expect(bench.posted("Alma") == 89_950)
        say(.rejected, bench, of: "O", 0)
        #expect(bench.posted("Alma") == 100_000 && bench.posted(.fees) == 0)
    }

    @Test(arguments: [true, false])
    func `F8: a return gives the fee back where the table says so, and not else`(
        isReturned: Bool
    ) throws {
        let bench = try bank([Self.row("SCT", 50, isReturned: isReturned)])
        bench.pay("Alma", [BankBench.order(10_000, to: "Far")], file: "O")
        say(.acceptedProfile, bench, of: "O", 0)
        let payment = BankBench.payment("O")
        bench.take("R1", "SCT", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        bench.take("M", "SCT", bench.comeBack("B", of: payment, 10_000, in: "M"))
        bench.take("R2", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.posted("Alma") == (isReturned ? 100_000 : 99_950))
        #expect(bench.posted(.fees) == (isReturned ? 0 : 50))
    }

    @Test func `F9: where instant costs more is found, whatever band, party or day it hides in`()
        throws
    {
        let schemes = try demonstration()
        func dearer(_ fees: [FeeRule]) -> Bool {
            BankSetup(
                bank: schemes.bank, schemes: schemes.schemes, reach: [], fees: fees
            ).dearerInstant != nil
        }
        #expect(!dearer([Self.row("SCT", 50), Self.row("SCTINST", 50)]))
        #expect(dearer([Self.row("SCT", 50), Self.row("SCTINST", 51)]))
        #expect(dearer([Self.row("SCTINST", 1)]), "where the ordinary one costs nothing")
        #expect(!dearer([Self.row("SCTINST", 0)]))
        #expect(
            dearer([
                Self.row("SCT", 50, to: 1_000), Self.row("SCT", 10, from: 1_001),
                Self.row("SCTINST", 20, from: 900),
            ]), "from 10.01 on")
        #expect(
            dearer([Self.row("SCT", 50), Self.row("SCT", 5, party: 7), Self.row("SCTINST", 6)]))
        #expect(
            dearer([
                Self.row("SCT", 50), Self.row("SCT", 5, since: "2027-01-01"),
                Self.row("SCTINST", 6),
            ]), "from January on")
    }
}
