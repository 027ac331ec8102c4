import Ledger
import PaymentModel
import Testing

/// Rows I1–I4, C1–C4 and U1–U5 of `postings.md`: payments to us, and those we send back.
@Suite struct `A payment to us` {
    // MARK: - Instant

    @Test func `I1, I2: is answered, held, and credited when the clearing confirms`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M", "SCTINST")
        #expect(bench.states == [.awaitingConfirmation])
        #expect(bench.sent.map(\.kind) == [.answer])
        #expect(bench.sent.first?.reason == ReasonCode.none)
        #expect(bench.posted("Bruno") == 100_000)
        bench.take("S", "SCTINST", bench.confirmation(of: "M", "J", .settlementCompleted))
        #expect(bench.states == [.credited])
        #expect(bench.posted("Bruno") == 105_000)
        #expect(bench.posted(.settlement, "SCTINST") == -100_005_000)
        #expect(bench.bank.payments.isEmpty)
    }

    @Test func `I1: what waits for the confirmation cannot be spent`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M", "SCTINST")
        bench.pay("Bruno", [BankBench.order(100_001, to: "Far")], file: "X")
        #expect(bench.changes.map(\.reason) == [.insufficientFunds])
    }

    @Test func `I2: where our yes settles it is credited at once`() throws {
        let bench = try BankBench.opened(confirmsInbound: false)
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M", "SCTINST")
        #expect(bench.states == [.awaitingConfirmation, .credited])
        #expect(bench.posted("Bruno") == 105_000)
    }

    @Test func `I5: rejected after all it is given back, once, and listed`() throws {
        let bench = try BankBench.opened(confirmsInbound: false)
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M", "SCTINST")
        bench.take("S-1", "SCTINST", bench.confirmation(of: "M", "J", .rejected, "AB05"))
        #expect(bench.states == [.withdrawn])
        #expect(bench.breaks == [.contraryStatus])
        #expect(bench.posted("Bruno") == 100_000)
        #expect(bench.posted(.settlement, "SCTINST") == -100_000_000)
        // The same no again is nothing, a yes now one more break.
        bench.take("S-2", "SCTINST", bench.confirmation(of: "M", "J", .rejected, "AB05"))
        #expect(bench.breaks.isEmpty && bench.changes.isEmpty)
        bench.take("S-3", "SCTINST", bench.confirmation(of: "M", "J", .settlementCompleted))
        #expect(bench.breaks == [.contraryStatus])
        #expect(bench.posted("Bruno") == 100_000)
    }

    /// Bruno has 1,000.00 and gets 50.00.
    @Test(arguments: ["spent", "frozen"])
    func `I5: what the customer cannot give back is owed, and he keeps what he has`(
        what: String
    ) throws {
        let bench = try BankBench.opened(confirmsInbound: false)
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M", "SCTINST")
        if what == "spent" {
            bench.pay("Bruno", [BankBench.order(100_001, to: "Far")], file: "X")
        } else {
            bench.run(bench.order(.frozen, of: name("account Bruno")))
        }
        bench.take("S", "SCTINST", bench.confirmation(of: "M", "J", .rejected, "AB05"))
        #expect(bench.breaks == [.contraryStatus])
        #expect(bench.posted("Bruno") == 105_000)
        #expect(bench.posted(.suspense) == -5_000)
        #expect(bench.posted(.settlement, "SCTINST") == -100_000_000)
    }

    @Test func `I5: behind the statement of its day a no moves nothing`() throws {
        let bench = try BankBench.opened(confirmsInbound: false)
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M", "SCTINST")
        bench.take(
            "D", "SCTINST",
            .statement(day: friday, closing: 100_005_000, entries: []))
        bench.take("S", "SCTINST", bench.confirmation(of: "M", "J", .rejected, "AB05"))
        #expect(bench.breaks == [.contraryStatus])
        #expect(bench.posted("Bruno") == 105_000)
        #expect(bench.posted(.settlement, "SCTINST") == -100_005_000)
    }

    @Test func `I3: a no of the clearing's takes the credit back`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M", "SCTINST")
        bench.take("S-1", "SCTINST", bench.confirmation(of: "M", "J", .rejected, "AB05"))
        #expect(bench.states == [.withdrawn])
        #expect(bench.posted("Bruno") == 100_000)
        #expect(bench.posted(.settlement, "SCTINST") == -100_000_000)
        bench.take("S-2", "SCTINST", bench.confirmation(of: "M", "J", .settlementCompleted))
        #expect(bench.breaks == [.contraryStatus])
        #expect(bench.posted("Bruno") == 100_000)
    }

    /// MS03 stands for a frozen party towards others (§6).
    @Test(arguments: ["unknown", "elsewhere", "closed", "frozen", "currency", "late", "zero"])
    func `I4: is refused, and nothing is booked`(what: String) throws {
        let bench = try BankBench.opened()
        bench.open("Empty")
        bench.open("Dollar", currency: 840)
        bench.run(bench.order(.closed, of: name("account Empty")))
        bench.run(bench.order(.frozen, of: name("account Clara")))
        let before = bench.bank.books.transferCount
        var incoming = BankBench.Incoming(id: "J", amount: 5_000, creditor: "Bruno")
        var expected = ReasonCode.accountInvalid
        switch what {
        case "unknown": incoming.creditor = "Nobody"
        case "elsewhere": incoming.isHere = false
        case "closed": (incoming.creditor, expected) = ("Empty", .accountClosed)
        case "frozen": (incoming.creditor, expected) = ("Clara", .notSpecifiedByAgent)
        case "currency":
            incoming.creditor = "Dollar"
            incoming.currency = 840
            expected = .currencyNotProcessable
        case "late":
            incoming.acceptedAt = bench.clock - 11 * BankBench.second
            expected = .timeoutAtCreditorAgent
        default: (incoming.amount, expected) = (0, .amountZero)
        }
        bench.receive([incoming], in: "M", "SCTINST")
        #expect(bench.states == [.refused])
        #expect(bench.sent.map(\.kind) == [.answer])
        #expect(bench.sent.map(\.reason) == [expected])
        #expect(bench.bank.books.transferCount == before)
        #expect(bench.bank.payments.isEmpty)
    }

    @Test func `an instant that lies at the end of time is taken`() throws {
        let bench = try BankBench.opened()
        bench.receive(
            [.init(id: "J", amount: 5_000, creditor: "Bruno", acceptedAt: .max)], in: "M",
            "SCTINST")
        #expect(bench.states == [.awaitingConfirmation])
    }

    @Test func `D7: repeated, it gets the same answer and no posting`() throws {
        let bench = try BankBench.opened()
        let body = bench.transfers([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M")
        bench.take("M", "SCTINST", body)
        let first = bench.sent
        let before = bench.bank.books.transferCount
        bench.take("M", "SCTINST", body)
        #expect(bench.sent.map(\.id) == first.map(\.id))
        #expect(bench.sent.map(\.createdAt) == first.map(\.createdAt))
        #expect(bench.changes.isEmpty)
        #expect(bench.bank.books.transferCount == before)
    }

    @Test func `D5: in another message it is refused with AM05`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M-1", "SCTINST")
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M-2", "SCTINST")
        #expect(bench.sent.map(\.reason) == [.duplication])
        #expect(bench.states == [.refused])
        // The clearing's confirmation is for the first.
        bench.take("S", "SCTINST", bench.confirmation(of: "M-1", "J", .settlementCompleted))
        #expect(bench.posted("Bruno") == 105_000)
    }

    @Test func `an instant message with two transfers is refused in one answer`() throws {
        let bench = try BankBench.opened()
        bench.receive(
            [
                .init(id: "J-1", amount: 5_000, creditor: "Bruno"),
                .init(id: "J-2", amount: 6_000, creditor: "Alma"),
            ], in: "M", "SCTINST")
        #expect(bench.states == [.refused, .refused])
        #expect(bench.sent.map(\.reason) == [.formatInvalid])
        #expect(bench.sent.first?.payments.count == 2)
    }

    @Test func `a report that says again what was confirmed moves nothing`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "J", amount: 5_000, creditor: "Bruno")], in: "M", "SCTINST")
        bench.take("S", "SCTINST", bench.confirmation(of: "M", "J", .settlementCompleted))
        bench.take("R", "SCTINST", .report([BankBench.entry(.received, 5_000, "J")]))
        #expect(bench.breaks.isEmpty)
        #expect(bench.posted(.settlement, "SCTINST") == -100_005_000)
    }

    @Test func `a report settles what was never confirmed, and parks what was withdrawn`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "J-1", amount: 5_000, creditor: "Bruno")], in: "M-1", "SCTINST")
        bench.receive([.init(id: "J-2", amount: 700, creditor: "Bruno")], in: "M-2", "SCTINST")
        bench.take("S", "SCTINST", bench.confirmation(of: "M-2", "J-2", .rejected, "AB05"))
        bench.take(
            "R", "SCTINST",
            .report([
                BankBench.entry(.received, 5_000, "J-1"), BankBench.entry(.received, 700, "J-2"),
            ]))
        #expect(bench.states == [.credited])
        #expect(bench.breaks == [.unannounced])
        #expect(bench.posted("Bruno") == 105_000)
        #expect(bench.posted(.unappliedIn) == 700)
    }

    // MARK: - By cycles

    @Test func `C1, C2: is announced, and credited when its cycle settles`() throws {
        let bench = try BankBench.opened()
        let before = bench.bank.books.transferCount
        bench.receive(
            [.init(id: "I", amount: 5_000, creditor: "Bruno", day: friday - 1)], in: "M", "SCT")
        #expect(bench.states == [.announced])
        #expect(bench.bank.books.transferCount == before)
        bench.take("R", "SCT", .report([BankBench.entry(.received, 5_000, "I")]))
        #expect(bench.states == [.credited])
        #expect(bench.posted("Bruno") == 105_000)
        let booked = bench.bank.transfer(id: BankBench.incoming("M"))
        let days = booked.map { EntryDays(rawValue: $0.userData64) }
        // IntrBkSttlmDt is the value date, whenever the report comes.
        #expect(days?.value == friday - 1)
        #expect(days?.booking == friday)
    }

    @Test(arguments: [
        ("Nobody", "AC01"), ("Empty", "AC04"), ("Dollar", "AM03"), ("Clara", "AC06"),
    ])
    func `C3: with no account to credit it is parked, and sent back unless a party is frozen`(
        creditor: String, reason: String
    ) throws {
        let bench = try BankBench.opened()
        bench.open("Empty")
        bench.open("Dollar", currency: 840)
        bench.run(bench.order(.closed, of: name("account Empty")))
        bench.run(bench.order(.frozen, of: name("account Clara")))
        bench.receive([.init(id: "I", amount: 5_000, creditor: creditor)], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 5_000, "I")]))
        #expect(bench.posted(.unappliedIn) == 5_000)
        let isFrozen = reason == "AC06"
        #expect(bench.states == (isFrozen ? [.parked] : [.parked, .returning]))
        #expect(bench.changes.first?.reason.text == reason)
        #expect(bench.sent.map(\.kind) == (isFrozen ? [] : [.returns]))
        #expect(bench.sent.allSatisfy { $0.reason.text == reason })
    }

    @Test func `C3: an account blocked or frozen after the announcement counts as it is`() throws {
        let bench = try BankBench.opened()
        bench.open("Empty")
        bench.receive(
            [
                .init(id: "I-1", amount: 1_000, creditor: "Empty"),
                .init(id: "I-2", amount: 2_000, creditor: "Clara"),
            ], in: "M", "SCT")
        bench.run(bench.order(.creditBlocked, of: name("account Empty")))
        bench.run(bench.order(.frozen, of: name("account Clara")))
        bench.take(
            "R", "SCT",
            .report([
                BankBench.entry(.received, 1_000, "I-1"), BankBench.entry(.received, 2_000, "I-2"),
            ]))
        #expect(bench.states == [.parked, .returning, .parked])
        #expect(bench.posted(.unappliedIn) == 3_000)
    }

    @Test func `a transfer in a currency that is not the scheme's never touches another's books`()
        throws
    {
        let bench = try BankBench.opened()
        bench.open("Dollar", currency: 840)
        bench.receive(
            [.init(id: "I", amount: 5_000, creditor: "Dollar", currency: 840)], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 5_000, "I")]))
        #expect(bench.states == [.parked, .returning])
        #expect(bench.changes.first?.reason == .currencyNotProcessable)
        #expect(bench.posted("Dollar") == 0)
    }

    @Test func `D6: announced twice, it is returned only if it settled twice`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "I", amount: 5_000, creditor: "Bruno")], in: "M-1", "SCT")
        bench.receive([.init(id: "I", amount: 5_000, creditor: "Bruno")], in: "M-2", "SCT")
        #expect(bench.sent.isEmpty)
        bench.take("R-1", "SCT", .report([BankBench.entry(.received, 5_000, "I")]))
        #expect(bench.states == [.credited])
        #expect(bench.sent.isEmpty)
        #expect(bench.posted("Bruno") == 105_000)
        bench.take("R-2", "SCT", .report([BankBench.entry(.received, 5_000, "I")]))
        #expect(bench.states == [.parked, .returning])
        #expect(bench.sent.map(\.reason) == [.duplication])
        #expect(bench.posted("Bruno") == 105_000)
        #expect(bench.posted(.unappliedIn) == 5_000)
    }

    @Test func `two banks may give the same TxId`() throws {
        let bench = try BankBench.opened()
        for (number, amount) in [5_000, 6_000].enumerated() {
            // Another key: another bank; the name is the TxId alone.
            let fact = IncomingTransfer(
                id: BankBench.incoming("M-\(number)"), key: name("of bank \(number)"),
                name: name("transaction I"), amount: UInt128(amount), currency: 978,
                creditor: name("iban Bruno"), isCreditorHere: true, acceptedAt: 0,
                settlementDay: friday)
            bench.take("M-\(number)", "SCT", .transfers([fact]))
        }
        bench.take(
            "R", "SCT",
            .report([
                BankBench.entry(.received, 6_000, "I"), BankBench.entry(.received, 5_000, "I"),
            ]))
        #expect(bench.states == [.credited, .credited])
        #expect(bench.posted("Bruno") == 111_000)
    }

    @Test func `a report that is ahead of the announcement parks, and the announcement explains`()
        throws
    {
        let bench = try BankBench.opened()
        bench.take(
            "R", "SCT",
            .report([
                BankBench.entry(.received, 5_000, "I-1"), BankBench.entry(.received, 70, "I-2"),
            ]))
        #expect(bench.breaks == [.unannounced, .unannounced])
        #expect(bench.posted(.unappliedIn) == 5_070)
        bench.receive(
            [
                .init(id: "I-1", amount: 5_000, creditor: "Bruno"),
                .init(id: "I-2", amount: 70, creditor: "Nobody"),
            ], in: "M", "SCT")
        #expect(bench.states == [.announced, .credited, .announced, .parked, .returning])
        #expect(bench.posted("Bruno") == 105_000)
        #expect(bench.posted(.unappliedIn) == 70)
        #expect(bench.posted(.settlement, "SCT") == -100_305_070)
    }

    @Test func `an announcement of more than was parked takes nothing`() throws {
        let bench = try BankBench.opened()
        bench.take("R", "SCT", .report([BankBench.entry(.received, 10, "I")]))
        bench.receive([.init(id: "I", amount: 1_000_000, creditor: "Bruno")], in: "M", "SCT")
        #expect(bench.states == [.announced])
        #expect(bench.posted("Bruno") == 100_000)
        #expect(bench.posted(.unappliedIn) == 10)
    }

    @Test func `a report with another amount than announced is a break`() throws {
        let bench = try BankBench.opened()
        bench.receive([.init(id: "I", amount: 5_000, creditor: "Bruno")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 5_001, "I")]))
        #expect(bench.breaks == [.amountDiffers])
        #expect(bench.posted("Bruno") == 100_000)
    }

    @Test(arguments: [UInt128(0), .max, .max - 15])
    func `a message that no reader makes is refused whole`(id: UInt128) throws {
        let bench = try BankBench.opened()
        var fact = IncomingTransfer(
            id: id, key: 1, name: 2, amount: 3, currency: 978, creditor: 4, isCreditorHere: true,
            acceptedAt: 0, settlementDay: friday)
        let bad = bench.take("M-1", "SCT", .transfers([fact]))
        #expect(`A payment of ours`.outcome(bad) == .malformed)
        fact.id = 16
        fact.amount = ClearingMessage.amountMax + 1
        let large = bench.take("M-2", "SCT", .transfers([fact]))
        #expect(`A payment of ours`.outcome(large) == .malformed)
        fact.amount = ClearingMessage.amountMax
        let near = fact
        fact.id = 31
        #expect(
            `A payment of ours`.outcome(bench.take("M-3", "SCT", .transfers([near, fact])))
                == .malformed)
        #expect(`A payment of ours`.outcome(bench.take("M-4", "SCT", .transfers([near]))) == .taken)
        #expect(
            `A payment of ours`.outcome(bench.take("M-5", "SCT", .transfers([near])))
                == .malformed)
    }

    // MARK: - What we send back

    /// 99.99 for an account that is not there, and the message that sends it back.
    private static func returning(
        _ bench: BankBench
    ) -> (payment: UInt128, carrier: UInt128) {
        bench.receive([.init(id: "I", amount: 9_999, creditor: "0999")], in: "M", "SCT")
        bench.take("R", "SCT", .report([BankBench.entry(.received, 9_999, "I")]))
        let payment = BankBench.incoming("M")
        return (payment, bench.bank.payments[payment]?.message ?? 0)
    }

    @Test func `U1, U2, U3: leaves, is booked with the yes, and settles with the report`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.returning(bench)
        #expect(bench.balance(.unappliedIn).debitsPending == 9_999)
        bench.take("S", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        #expect(bench.posted(.unappliedIn) == 0)
        #expect(bench.posted(.inTransitOut, "SCT") == 9_999)
        bench.take("R-2", "SCT", .report([BankBench.entry(.returnOut, 9_999, payment: payment)]))
        #expect(bench.states == [.sentBack])
        #expect(bench.posted(.inTransitOut, "SCT") == 0)
        #expect(bench.posted(.settlement, "SCT") == -100_300_000)
        #expect(bench.bank.payments.isEmpty)
        #expect(bench.bank.messages.isEmpty)
    }

    @Test func `U2: after the cut-off it is booked when its day begins`() throws {
        let bench = try BankBench.opened()
        bench.clock += 7 * 3_600 * BankBench.second
        let (payment, carrier) = Self.returning(bench)
        #expect(bench.sent.map(\.settlementDay) == [friday + 3])
        bench.take("S", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        #expect(bench.posted(.unappliedIn) == 9_999)
        bench.advance(seconds: 3 * 86_400)
        #expect(bench.posted(.unappliedIn) == 0)
        #expect(bench.posted(.inTransitOut, "SCT") == 9_999)
    }

    @Test func `U4: rejected before booking it is parked again`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.returning(bench)
        let no = bench.status(about: carrier, [(payment, .rejected, "AG01")])
        bench.take("S-1", "SCT", no)
        #expect(bench.states == [.parked])
        #expect(bench.posted(.unappliedIn) == 9_999)
        #expect(bench.balance(.unappliedIn).debitsPending == 0)
        // Said again it is nothing; a yes now is a break.
        bench.take("S-2", "SCT", no)
        #expect(bench.changes.isEmpty && bench.breaks.isEmpty)
        bench.take("S-3", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        #expect(bench.breaks == [.contraryStatus])
        #expect(bench.posted(.unappliedIn) == 9_999)
    }

    @Test func `U5: rejected after booking it is parked again`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.returning(bench)
        bench.take("S-1", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        bench.take("S-2", "SCT", bench.status(about: carrier, [(payment, .rejected, "AG09")]))
        #expect(bench.states == [.parked])
        #expect(bench.posted(.unappliedIn) == 9_999)
        #expect(bench.posted(.inTransitOut, "SCT") == 0)
    }

    @Test func `a no after our return settled is a break, a yes is nothing`() throws {
        let bench = try BankBench.opened()
        let (payment, carrier) = Self.returning(bench)
        bench.take("R-2", "SCT", .report([BankBench.entry(.returnOut, 9_999, payment: payment)]))
        #expect(bench.states == [.sentBack])
        bench.take("S-1", "SCT", bench.status(about: carrier, [(payment, .acceptedProfile, "")]))
        #expect(bench.breaks.isEmpty)
        bench.take("S-2", "SCT", bench.status(about: carrier, [(payment, .rejected, "AG01")]))
        #expect(bench.breaks == [.contraryStatus])
        #expect(bench.posted(.unappliedIn) == 0)
    }

    @Test func `a report with another amount than we sent back is a break`() throws {
        let bench = try BankBench.opened()
        let (payment, _) = Self.returning(bench)
        bench.take("R-2", "SCT", .report([BankBench.entry(.returnOut, 9_998, payment: payment)]))
        #expect(bench.breaks == [.amountDiffers])
        #expect(bench.posted(.unappliedIn) == 9_999)
    }
}
