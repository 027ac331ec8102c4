import Ledger
import PaymentModel
import Testing

/// Rows R1–R4 and C4 of `postings.md`: payments of ours that come back.
@Suite struct `A payment that comes back` {
    /// Alma's 100.00 by cycles, settled.
    private static func settled() throws -> (bench: BankBench, original: UInt128) {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "Far")], file: "X")
        let original = BankBench.payment("X")
        bench.take("R-0", "SCT", .report([BankBench.entry(.sent, 10_000, payment: original)]))
        return (bench, original)
    }

    @Test func `C4, R1: is announced, and given back when its cycle settles`() throws {
        let (bench, original) = try Self.settled()
        bench.take("M", "SCT", bench.comeBack("B", of: original, 10_000, in: "M", day: friday - 2))
        #expect(bench.changes.isEmpty)
        #expect(bench.posted("Alma") == 90_000)
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.states == [.returned])
        #expect(bench.changes.map(\.payment) == [original])
        #expect(bench.changes.map(\.reason) == [.accountClosed])
        #expect(bench.breaks.isEmpty)
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.posted(.settlement, "SCT") == -100_300_000)
        let booked = bench.bank.transfer(id: original + PaymentStep.comeBack.rawValue)
        // Its own value date, linked to the original.
        #expect(booked?.userData128 == original)
        #expect(booked.map { EntryDays(rawValue: $0.userData64).value } == friday - 2)
    }

    @Test func `R1: in an instant scheme it is given back at once`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "Far", isInstant: true)], file: "X")
        let original = BankBench.payment("X")
        let carrier = bench.bank.payments[original]?.message ?? 0
        bench.take(
            "S", "SCTINST", bench.status(about: carrier, [(original, .acceptedProfile, "")]))
        bench.take("M", "SCTINST", bench.comeBack("B", of: original, 10_000, in: "M"))
        #expect(bench.states == [.returned])
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.posted(.settlement, "SCTINST") == -100_000_000)
        // The clearing's report says it once more.
        bench.take("R", "SCTINST", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.breaks.isEmpty)
        #expect(bench.posted(.settlement, "SCTINST") == -100_000_000)
    }

    /// 100.00 less 2.50 of charges.
    @Test(arguments: [
        ("FOCR", UInt128(9_750), UInt128(250), true), ("FOCR", 9_750, 0, false),
        ("FOCR", 9_750, 251, false), ("FOCR", 10_001, 0, false), ("AC04", 9_750, 250, false),
        ("FOCR", 10_000, 0, true),
    ])
    func `R1: after a cancellation less may come, if the charges explain it`(
        reason: String, amount: UInt128, charges: UInt128, isRight: Bool
    ) throws {
        let (bench, original) = try Self.settled()
        bench.take(
            "M", "SCT",
            bench.comeBack("B", of: original, amount, in: "M", reason: reason, charges: charges))
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, amount, "B")]))
        #expect(bench.breaks == (isRight ? [] : [.unexpectedReturn]))
        #expect(bench.posted("Alma") == 90_000 + (isRight ? Int(amount) : 0))
        #expect(bench.posted(.unappliedIn) == (isRight ? 0 : Int(amount)))
    }

    @Test func `R2: to a frozen account, which stays frozen`() throws {
        let (bench, original) = try Self.settled()
        bench.run(bench.order(.frozen, of: name("account Alma")))
        bench.take("M", "SCT", bench.comeBack("B", of: original, 10_000, in: "M"))
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.bank.accounts[id: name("account Alma")]?.status == .frozen)
    }

    @Test func `R3: to a closed account, parked`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(100_000, to: "Far")], file: "X")
        let original = BankBench.payment("X")
        bench.take("R-0", "SCT", .report([BankBench.entry(.sent, 100_000, payment: original)]))
        bench.run(bench.order(.closed, of: name("account Alma")))
        bench.take("M", "SCT", bench.comeBack("B", of: original, 100_000, in: "M"))
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, 100_000, "B")]))
        #expect(bench.states == [.returned])
        #expect(bench.posted("Alma") == 0)
        #expect(bench.posted(.unappliedIn) == 100_000)
    }

    @Test func `R4: of something that was not ours, parked, with a break`() throws {
        let (bench, _) = try Self.settled()
        for (number, original) in [0, name("nothing"), name("account Alma")].enumerated() {
            let id = "M-\(number)"
            bench.take(id, "SCT", bench.comeBack("B-\(number)", of: original, 5, in: id))
            bench.take("R-\(id)", "SCT", .report([BankBench.entry(.returnIn, 5, "B-\(number)")]))
            #expect(bench.breaks == [.unexpectedReturn])
            #expect(bench.posted(.unappliedIn) == 5 * (number + 1))
        }
    }

    @Test func `R4: of a book transfer or of the other scheme's payment, parked, with a break`()
        throws
    {
        let (bench, original) = try Self.settled()
        bench.pay("Alma", [BankBench.order(100, to: "Bruno", bank: "90000001")], file: "B")
        bench.take("M-1", "SCT", bench.comeBack("B-1", of: BankBench.payment("B"), 100, in: "M-1"))
        bench.take("R-1", "SCT", .report([BankBench.entry(.returnIn, 100, "B-1")]))
        #expect(bench.breaks == [.unexpectedReturn])
        bench.take("M-2", "SCTINST", bench.comeBack("B-2", of: original, 10_000, in: "M-2"))
        #expect(bench.breaks == [.unexpectedReturn])
        #expect(bench.posted("Alma") == 89_900)
        #expect(bench.posted(.unappliedIn) == 10_100)
    }

    @Test func `R4: a second return of the same payment is parked, with a break`() throws {
        let (bench, original) = try Self.settled()
        for number in 1...2 {
            let id = "M-\(number)"
            bench.take(id, "SCT", bench.comeBack("B-\(number)", of: original, 10_000, in: id))
            bench.take(
                "R-\(number)", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B-\(number)")]))
            #expect(bench.breaks == (number == 1 ? [] : [.unexpectedReturn]))
        }
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.posted(.unappliedIn) == 10_000)
    }

    @Test func `D8: the same return in another message is nothing`() throws {
        let (bench, original) = try Self.settled()
        for number in 1...3 {
            let id = "M-\(number)"
            bench.take(id, "SCT", bench.comeBack("B", of: original, 10_000, in: id))
        }
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.posted("Alma") == 100_000)
        bench.take("M-4", "SCT", bench.comeBack("B", of: original, 10_000, in: "M-4"))
        #expect(bench.breaks.isEmpty)
        #expect(bench.posted(.unappliedIn) == 0)
    }

    @Test func `a report of another amount than announced is a break`() throws {
        let (bench, original) = try Self.settled()
        bench.take("M", "SCT", bench.comeBack("B", of: original, 10_000, in: "M"))
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, 9_000, "B")]))
        #expect(bench.breaks == [.amountDiffers])
        #expect(bench.posted("Alma") == 90_000)
    }

    @Test func `a report ahead of the return parks, and the return explains, once`() throws {
        let (bench, original) = try Self.settled()
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.breaks == [.unannounced])
        #expect(bench.posted(.unappliedIn) == 10_000)
        bench.take("M", "SCT", bench.comeBack("B", of: original, 10_000, in: "M"))
        #expect(bench.states == [.returned])
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.posted(.unappliedIn) == 0)
    }

    @Test func `explained late for a closed account it stays parked, and counts as returned`()
        throws
    {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(100_000, to: "Far")], file: "X")
        let original = BankBench.payment("X")
        bench.take("R-0", "SCT", .report([BankBench.entry(.sent, 100_000, payment: original)]))
        bench.run(bench.order(.closed, of: name("account Alma")))
        bench.take("R-1", "SCT", .report([BankBench.entry(.returnIn, 100_000, "B-1")]))
        bench.take("M-1", "SCT", bench.comeBack("B-1", of: original, 100_000, in: "M-1"))
        #expect(bench.states == [.returned])
        #expect(bench.posted(.unappliedIn) == 100_000)
        bench.take("M-2", "SCT", bench.comeBack("B-2", of: original, 100_000, in: "M-2"))
        bench.take("R-2", "SCT", .report([BankBench.entry(.returnIn, 100_000, "B-2")]))
        #expect(bench.breaks == [.unexpectedReturn])
    }

    @Test func `a return in a currency that is not the scheme's gives nothing to anybody`() throws {
        let (bench, original) = try Self.settled()
        bench.open("Dollar", currency: 840)
        bench.take(
            "M-1", "SCT", bench.comeBack("B-1", of: original, 10_000, in: "M-1", currency: 840))
        bench.take("R-1", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B-1")]))
        #expect(bench.breaks == [.unexpectedReturn])
        #expect(bench.posted(.unappliedIn) == 10_000)
        bench.take(
            "M-2", "SCTINST", bench.comeBack("B-2", of: original, 10_000, in: "M-2", currency: 840))
        #expect(bench.breaks == [.unexpectedReturn])
        #expect(bench.posted(.settlement, "SCTINST") == -100_000_000)
        #expect(bench.posted("Alma") == 90_000)
    }

    /// X4: a return proves that its original had settled.
    @Test(arguments: ["held", "unknown", "booked"])
    func `X4: a return of what was still open books and settles it first`(state: String) throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "Far")], file: "X")
        let original = BankBench.payment("X")
        let carrier = bench.bank.payments[original]?.message ?? 0
        switch state {
        case "unknown": bench.advance(seconds: 86_400)
        case "booked":
            bench.take(
                "S", "SCT", bench.status(about: carrier, [(original, .acceptedProfile, "")]))
        default: break
        }
        bench.take("M", "SCT", bench.comeBack("B", of: original, 10_000, in: "M"))
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.states.suffix(2) == [.settled, .returned])
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.posted(.settlement, "SCT") == -100_300_000)
        #expect(bench.bank.payments.isEmpty)
        // The cycle's report names the original late.
        bench.take("R-2", "SCT", .report([BankBench.entry(.sent, 10_000, payment: original)]))
        #expect(bench.breaks.isEmpty)
        #expect(bench.posted(.settlement, "SCT") == -100_300_000)
    }

    @Test func `a return of what was rejected is parked, with a break`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "Far")], file: "X")
        let original = BankBench.payment("X")
        let carrier = bench.bank.payments[original]?.message ?? 0
        bench.take("S", "SCT", bench.status(about: carrier, [(original, .rejected, "AC04")]))
        bench.take("M", "SCT", bench.comeBack("B", of: original, 10_000, in: "M"))
        bench.take("R", "SCT", .report([BankBench.entry(.returnIn, 10_000, "B")]))
        #expect(bench.breaks == [.unexpectedReturn])
        #expect(bench.posted("Alma") == 100_000)
        #expect(bench.posted(.unappliedIn) == 10_000)
    }
}
