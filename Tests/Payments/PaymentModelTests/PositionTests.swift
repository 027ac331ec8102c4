import PaymentModel
import Testing
import Vocabulary

/// Where the bank stands with a clearing, and the alarm below a floor.
@Suite struct `A position with a clearing` {
    /// EUR 1,000,000.00 settled by equity and 3,000.00 of customers' money, as `fund` brings them.
    private static let funded: Int128 = 100_300_000

    private func position(_ bench: BankBench, _ name: String = "SCT") throws -> SchemePosition {
        let scheme = try #require(bench.bank.configuration.scheme(named: name)?.first)
        return bench.bank.position(scheme, at: bench.clock)
    }

    @Test func `each amount is where the payment stands`() throws {
        let bench = try BankBench.opened()
        #expect(try position(bench).settled == Self.funded)
        // Held and sent: 1.00; accepted, so booked: 2.00; kept for Monday: 4.00.
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "held")
        bench.pay("Alma", [BankBench.order(200, to: "X")], file: "booked")
        let message = try #require(bench.sent.first)
        let booked = BankBench.payment("booked")
        bench.take("S", "SCT", bench.status(about: message.id, [(booked, .acceptedProfile, "")]))
        bench.pay("Alma", [BankBench.order(400, to: "X")], file: "kept", on: friday + 3)
        // Announced: 8.00, not settled.
        bench.receive(
            [BankBench.Incoming(id: "I", amount: 800, creditor: "Bruno")], in: "M", "SCT")
        let found = try position(bench)
        #expect(found.settled == Self.funded && found.inTransit == 200 && found.held == 100)
        #expect(found.waiting == 0 && found.due == 0 && found.announced == 800)
        #expect(found.left == Self.funded - 300 && found.projected == Self.funded + 500)
        // 16:00 in Berlin is 15:00 UTC: nine hours behind 07:00 in Berlin.
        #expect(found.until == BankBench.morning + 9 * 3_600 * BankBench.second)

        // Saturday: the next cut-off is Monday's, by which the kept order falls due.
        bench.clock += BankBench.day
        let later = try position(bench)
        #expect(later.due == 400 && later.needed == 400)
        #expect(later.until == BankBench.morning + 3 * BankBench.day + 9 * 3_600 * BankBench.second)
        #expect(later.projected == Self.funded - 300 - 400 + 800)
        // The other scheme has none of it.
        #expect(try position(bench, "SCTINST").held == 0)
        #expect(try position(bench, "SCTINST").due == 0)
    }

    @Test func `what waits in a pause is needed`() throws {
        let bench = try BankBench.opened()
        bench.run(
            .pauseScheme(SchemePause(id: 3, scheme: bench.key("SCT"), by: 1, reason: .none)))
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "one")
        let found = try position(bench)
        #expect(found.waiting == 100 && found.held == 0 && found.needed == 100)
        #expect(found.left == Self.funded - 100)
    }

    /// The bench's bank with a floor in SCT.
    private func setFloor(_ bench: BankBench, _ minorUnits: Int128?) throws {
        let setup = try demonstration()
        var sct = try #require(setup.scheme(named: "SCT"))
        sct.floor = minorUnits.map { Money(minorUnits: $0, currency: .eur) }
        let others = setup.schemes.filter { $0.name != "SCT" }
        bench.run(
            .configure(
                BankConfiguration(
                    setup: BankSetup(
                        bank: setup.bank, schemes: [sct] + others, reach: setup.reach),
                    isSandbox: true)))
    }

    private func crossed(_ bench: BankBench) -> [Bool] {
        bench.heard.compactMap {
            if case .floorCrossed(let change) = $0 { change.isBelow } else { nil }
        }
    }

    @Test func `below the floor it is told once, and once when it is at the floor again`() throws {
        let bench = try BankBench.opened()
        try setFloor(bench, Self.funded - 100)
        #expect(crossed(bench).isEmpty)
        bench.pay("Alma", [BankBench.order(100, to: "X")], file: "at")
        #expect(crossed(bench).isEmpty, "at the floor is not below it")
        bench.pay("Alma", [BankBench.order(1, to: "X")], file: "below")
        #expect(crossed(bench) == [true])
        let message = try #require(bench.sent.first)
        bench.pay("Alma", [BankBench.order(1, to: "X")], file: "again")
        #expect(crossed(bench).isEmpty)
        let again = try BankBench.restored(bench.bank)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        bench.take(
            "N", "SCT",
            bench.status(about: message.id, [(BankBench.payment("below"), .rejected, "AC04")]))
        #expect(crossed(bench).isEmpty, "one cent is still missing")
        bench.take("F", "SCT", .report([BankBench.entry(.funding, 1)]))
        #expect(crossed(bench) == [false])
    }

    @Test func `a floor that is set above what is left is crossed at once, and taken away it ends`()
        throws
    {
        let bench = try BankBench.opened()
        try setFloor(bench, Self.funded + 1)
        #expect(crossed(bench) == [true])
        try setFloor(bench, nil)
        #expect(crossed(bench).isEmpty)
        try setFloor(bench, Self.funded + 1)
        #expect(crossed(bench) == [true])
    }
}
