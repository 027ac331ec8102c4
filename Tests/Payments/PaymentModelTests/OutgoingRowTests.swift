import Ledger
import PaymentModel
import Testing

/// Rows O1–O7 and S1–S5 of `postings.md`: payments of ours, and what the clearing says of them.
@Suite struct `A payment of ours` {
    static let scheme = ["SCT", "SCTINST"]

    /// Alma sends 100.00; what came of it, and the message that carries it.
    private static func sent(
        _ bench: BankBench, isInstant: Bool, _ file: String = "X", on day: Int32 = friday
    ) -> (payment: UInt128, carrier: UInt128) {
        bench.pay(
            "Alma", [BankBench.order(10_000, to: "Far", isInstant: isInstant)], file: file, on: day)
        let payment = BankBench.payment(file)
        return (payment, bench.bank.payments[payment]?.message ?? 0)
    }

    private static func settlement(_ bench: BankBench, _ scheme: String) -> Int {
        -bench.posted(.settlement, scheme)
    }

    @Test func `O1: is held, and leaves in a message`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: false)
        #expect(bench.states == [.held])
        #expect(bench.sent.map(\.kind) == [.transfers])
        #expect(bench.sent.first?.id == carrier)
        #expect(bench.sent.first?.payments == [payment])
        #expect(bench.sent.first?.settlementDay == friday)
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.held("Alma") == 10_000)
        #expect(Self.settlement(bench, "SCT") == 100_300_000)
    }

    @Test func `S1: an answer that decides nothing moves nothing`() throws {
        for isInstant in [false, true] {
            let bench = try BankBench.opened()
            let (payment, carrier) = Self.sent(bench, isInstant: isInstant)
            let codes: [ClearingStatus] = [.received, .technicallyAccepted, .pending]
            for (number, code) in codes.enumerated() {
                bench.take(
                    "S-\(number)", "SCT", bench.status(about: carrier, [(payment, code, "")]))
                #expect(bench.changes.isEmpty)
                #expect(bench.breaks.isEmpty)
            }
            #expect(bench.held("Alma") == 10_000)
        }
    }

    /// S2–S4 by cycles: booked with the yes on its settlement day, settled with the report only.
    @Test(arguments: [
        ClearingStatus.acceptedProfile, .acceptedInProcess, .settlementCompleted,
        .creditedToCreditor,
    ])
    func `O5, O6: by cycles a yes books and the report settles`(code: ClearingStatus) throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: false)
        bench.take("S-1", "SCT", bench.status(about: carrier, [(payment, code, "")]))
        #expect(bench.states == [.accepted, .booked])
        #expect(bench.posted("Alma") == 90_000)
        #expect(bench.posted(.inTransitOut, "SCT") == 10_000)
        #expect(Self.settlement(bench, "SCT") == 100_300_000)
        bench.take("R-1", "SCT", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.states == [.settled])
        #expect(bench.posted(.inTransitOut, "SCT") == 0)
        #expect(Self.settlement(bench, "SCT") == 100_290_000)
    }

    @Test func `O5: accepted before its settlement day it is booked when that day begins`() throws {
        let bench = try BankBench.opened()
        // Friday 17:00, after the cut-off: it settles on Monday 23 November.
        bench.clock += 7 * 3_600 * BankBench.second
        let (payment, carrier) = Self.sent(bench, isInstant: false)
        bench.take("S-1", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        #expect(bench.states == [.accepted])
        #expect(bench.held("Alma") == 10_000)
        // Monday begins in 7 + 48 hours.
        bench.advance(seconds: 55 * 3_600 - 60)
        #expect(bench.changes.isEmpty)
        bench.advance(seconds: 60)
        #expect(bench.states == [.booked])
        #expect(bench.posted("Alma") == 90_000)
    }

    @Test func `O5: the report books what nobody accepted`() throws {
        let bench = try BankBench.opened()
        let (payment, _) = Self.sent(bench, isInstant: false)
        bench.take("R-1", "SCT", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.states == [.booked, .settled])
        #expect(bench.posted("Alma") == 90_000)
    }

    /// S2 and S4: ACCP, ACSC and ACCC settle.
    @Test(arguments: [
        ClearingStatus.acceptedProfile, .settlementCompleted, .creditedToCreditor,
    ])
    func `O3, O4: an instant yes books and settles`(code: ClearingStatus) throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        bench.take("S-1", "SCTINST", bench.status(about: carrier, [(payment, code, "")]))
        #expect(bench.states == [.booked, .settled])
        #expect(bench.posted("Alma") == 90_000)
        #expect(bench.posted(.inTransitOut, "SCTINST") == 0)
        #expect(Self.settlement(bench, "SCTINST") == 99_990_000)
        #expect(bench.bank.messages.isEmpty)
    }

    @Test func `S3: ACSP settles nothing that is instant`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        bench.take(
            "S-1", "SCTINST", bench.status(about: carrier, [(payment, .acceptedInProcess, "")]))
        #expect(bench.changes.isEmpty)
        #expect(bench.held("Alma") == 10_000)
    }

    @Test(arguments: [false, true])
    func `O2: a no before booking gives the hold back`(isInstant: Bool) throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: isInstant)
        bench.take("S-1", "SCT", bench.status(about: carrier, [(payment, .rejected, "AC04")]))
        #expect(bench.states == [.rejected])
        #expect(bench.changes.first?.reason == .accountClosed)
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.held("Alma") == 0)
        #expect(bench.bank.payments.isEmpty)
    }

    @Test func `O7: a no after booking and before settlement gives the money back`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: false)
        bench.take("S-1", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        bench.take("S-2", "SCT", bench.status(about: carrier, [(payment, .rejected, "AM09")]))
        #expect(bench.states == [.rejected])
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.posted(.inTransitOut, "SCT") == 0)
        #expect(bench.breaks.isEmpty)
    }

    @Test func `O7: an account does not close while its payment may come back`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(100_000, to: "Far")], file: "X")
        let payment = BankBench.payment("X")
        let carrier = bench.bank.payments[payment]?.message ?? 0
        bench.take("S-1", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        bench.run(bench.order(.closed, of: name("account Alma")))
        #expect(bench.bank.accounts[id: name("account Alma")]?.status == .open)
        #expect(
            bench.bank.closingObstacles(of: name("account Alma"), limit: 9)
                == [.payment(payment, .booked)])
        bench.take("S-2", "SCT", bench.status(about: carrier, [(payment, .rejected, "AM09")]))
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.posted(.unappliedIn) == 0)
    }

    /// S5: after settlement a no is a break, and nothing moves.
    @Test(arguments: [false, true])
    func `a no after settlement opens a break and moves nothing`(isInstant: Bool) throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: isInstant)
        let scheme = Self.scheme[isInstant ? 1 : 0]
        bench.take(
            "R-1", scheme, .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        let before = bench.bank.books.transferCount
        bench.take("S-1", scheme, bench.status(about: carrier, [(payment, .rejected, "AC04")]))
        #expect(bench.breaks == [.contraryStatus])
        // 100.00 are settled in our books, and nothing in theirs.
        #expect(bench.bank.breaks.last.map { [$0.ours, $0.theirs] } == [10_000, 0])
        #expect(bench.bank.books.transferCount == before)
        #expect(bench.posted("Alma") == 90_000)
    }

    @Test(arguments: [false, true])
    func `a yes after a no opens a break and moves nothing`(isInstant: Bool) throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: isInstant)
        bench.take("S-1", "SCT", bench.status(about: carrier, [(payment, .rejected, "AC04")]))
        bench.take("S-2", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        #expect(bench.breaks == [.contraryStatus])
        #expect(bench.bank.breaks.last.map { [$0.ours, $0.theirs] } == [0, 10_000])
        #expect(bench.posted("Alma") == 100_000)
        // The same no in another message is nothing.
        bench.take("S-3", "SCT", bench.status(about: carrier, [(payment, .rejected, "AC04")]))
        #expect(bench.breaks.isEmpty)
        #expect(bench.changes.isEmpty)
    }

    @Test func `the same yes in another message is nothing`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: false)
        for number in 0..<3 {
            bench.take(
                "S-\(number)", "SCT",
                bench.status(about: carrier, [(payment, .acceptedProfile, "")])
            )
            #expect(bench.breaks.isEmpty)
            #expect(bench.changes.isEmpty == (number > 0))
        }
    }

    // MARK: - Matching

    @Test func `TxSts wins over GrpSts, which holds where nothing is listed`() throws {
        let bench = try BankBench.opened()
        let orders = (0..<3).map { BankBench.order(1_000, to: "Far \($0)") }
        bench.pay("Alma", orders, file: "X")
        let payments = (0..<3).map { BankBench.payment("X", $0) }
        let carrier = bench.bank.payments[payments[0]]?.message ?? 0
        var report = ClearingMessage.Status(
            about: carrier, aboutKeys: [], group: .rejected, reason: .accountClosed,
            transfers: [
                TransferStatusFact(
                    payment: payments[1], name: 0, status: .acceptedProfile, reason: .none,
                    amount: 1_000)
            ])
        bench.take("S-1", "SCT", .status(report))
        #expect(bench.changes.map(\.payment) == [payments[1], payments[1]])
        #expect(bench.states == [.accepted, .booked])
        report.transfers = []
        report.group = .acceptedProfile
        report.reason = .none
        bench.take("S-2", "SCT", .status(report))
        #expect(Set(bench.changes.map(\.payment)) == [payments[0], payments[2]])
        #expect(bench.posted("Alma") == 97_000)
    }

    @Test func `PART says nothing of those not listed`() throws {
        let bench = try BankBench.opened()
        let (_, carrier) = Self.sent(bench, isInstant: false)
        bench.take("S-1", "SCT", bench.groupStatus(about: carrier, .partially))
        #expect(bench.changes.isEmpty)
        #expect(bench.breaks.isEmpty)
    }

    @Test func `another amount is a break and moves nothing`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        let fact = TransferStatusFact(
            payment: payment, name: 0, status: .acceptedProfile, reason: .none, amount: 10_001)
        bench.take(
            "S-1", "SCTINST",
            .status(
                .init(
                    about: carrier, aboutKeys: [], group: .partially, reason: .none,
                    transfers: [fact])))
        #expect(bench.breaks == [.amountDiffers])
        #expect(bench.held("Alma") == 10_000)
        bench.take("R-1", "SCTINST", .report([BankBench.entry(.sent, 10_001, payment: payment)]))
        #expect(bench.breaks == [.amountDiffers])
        #expect(bench.held("Alma") == 10_000)
    }

    @Test func `an unknown status is a break and moves nothing`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: false)
        bench.take(
            "S-1", "SCT",
            bench.status(about: carrier, [(payment, ClearingStatus(code: "ACXX"), "")]))
        #expect(bench.breaks == [.unknownStatus])
        #expect(bench.held("Alma") == 10_000)
    }

    @Test func `an unknown original is a break, whatever else fits`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        let (other, _) = Self.sent(bench, isInstant: true, "Y")
        let unknown: [(UInt128, UInt128)] = [
            (name("no message"), payment), (carrier, name("no payment")), (carrier, other), (0, 0),
        ]
        for (number, (about, about2)) in unknown.enumerated() {
            bench.take(
                "S-\(number)", "SCTINST", bench.status(about: about, [(about2, .rejected, "AC04")]))
            #expect(bench.breaks == [.unknownOriginal], "\(number)")
            #expect(bench.changes.isEmpty)
        }
        bench.take("S-9", "SCTINST", bench.groupStatus(about: name("no message"), .rejected))
        #expect(bench.breaks == [.unknownOriginal])
        #expect(bench.held("Alma") == 20_000)
    }

    @Test func `a report names nothing of another scheme's`() throws {
        let bench = try BankBench.opened()
        let (payment, _) = Self.sent(bench, isInstant: true)
        bench.take("R-1", "SCT", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.breaks == [.unknownSent])
        #expect(bench.held("Alma") == 10_000)
    }

    @Test func `a report names nothing that we never sent`() throws {
        let bench = try BankBench.opened()
        let entries = [
            BankBench.entry(.sent, 5, payment: name("nothing")),
            BankBench.entry(.returnOut, 5, payment: name("nothing")),
        ]
        bench.take("R-1", "SCT", .report(entries))
        #expect(bench.breaks == [.unknownSent, .unknownSent])
    }

    @Test func `the same message twice is nothing, and other bytes under its name are refused`()
        throws
    {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.sent(bench, isInstant: true)
        let body = bench.status(about: carrier, [(payment, .acceptedProfile, "")])
        var message = bench.message("S-1", "SCTINST", body)
        #expect(Self.outcome(bench.run(.clearing(message))) == .taken)
        let before = bench.bank.books.transferCount
        #expect(Self.outcome(bench.run(.clearing(message))) == .repeated)
        message.content += 1
        #expect(Self.outcome(bench.run(.clearing(message))) == .contradicts)
        #expect(bench.bank.books.transferCount == before)
        message.scheme = 7
        #expect(Self.outcome(bench.run(.clearing(message))) == .unknownScheme)
    }

    static func outcome(_ reply: BankReply?) -> ClearingOutcome? {
        if case .clearing(let outcome)? = reply { outcome } else { nil }
    }
}
