import Bytes
import Ledger
import PaymentModel
import Testing

/// Rows K1–K7: what may come in by which way.
@Suite struct `Channels as state` {
    private static let token: UInt128 = 7
    private static let channel: UInt128 = 900

    /// Alma and Bruno with EUR 10,000.00 of credit each; Alma is a party of her own, and token 7 a
    /// channel's.
    private func bank() throws -> BankBench {
        let bench = BankBench()
        try bench.configure()
        bench.open("Alma", "Bruno", creditLine: 1_000_000)
        bench.admit(1, .administrator)
        bench.admit(Self.token, .channel)
        return bench
    }

    private var alma: UInt128 { name("account Alma") }
    private var bruno: UInt128 { name("account Bruno") }

    private func opening(
        _ id: UInt128 = channel, _ entrance: Channel.Entrance = .token(token),
        accounts: [UInt128]? = nil, limit: ChannelLimit? = nil
    ) -> ChannelOpening {
        ChannelOpening(
            id: id, content: id, entrance: entrance, party: alma, accounts: accounts ?? [alma],
            limits: limit.map { [$0] } ?? [], by: 1, sealed: .none)
    }

    private func run(_ bench: BankBench, _ command: BankCommand) -> ChannelOutcome? {
        guard case .channel(let outcome)? = bench.run(command) else { return nil }
        return outcome
    }

    private func order(
        _ bench: BankBench, _ amount: UInt128, from: String = "Alma", id: UInt128
    ) -> TransferOutcome? {
        var order = TransferOrder(
            id: id, content: id, from: .iban(name("iban \(from)")),
            to: .iban(name("iban \(from == "Alma" ? "Bruno" : "Alma")")), amount: amount,
            currency: 978, isKeyed: false, isOpeningMoney: false, sealed: .none)
        order.by = Self.token
        guard case .transfer(let outcome)? = bench.run(.transfer(order)) else { return nil }
        return outcome
    }

    /// The states and reasons of a file's payments that came with the token, or through a folder.
    private func file(
        _ bench: BankBench, _ amounts: [UInt128], id: String, debtor: String = "Alma",
        folder: UInt128 = 0, initiator: UInt128 = 0
    ) -> [String] {
        var file = BankBench.file(
            id,
            [
                BankBench.group(
                    debtor,
                    amounts.map { BankBench.order($0, to: "Bruno", bank: "90000001") }, id: id)
            ])
        file.by = folder == 0 ? Self.token : 0
        file.folder = folder
        file.initiator = initiator
        bench.run(.submitFile(file))
        return bench.changes.map {
            $0.state == .rejected ? $0.reason.text : $0.state.name
        }
    }

    @Test func `a channel's token that is bound to nothing debits nothing`() throws {
        let bench = try bank()
        let before = BankBench.state(bench.bank)
        #expect(order(bench, 100, id: 1 << 90) == .channelNotAllowed)
        #expect(BankBench.state(bench.bank) == before)
        #expect(file(bench, [100], id: "f1") == ["AG01"])
    }

    @Test func `it debits the accounts it is bound to, while its party has a role there`() throws {
        let bench = try bank()
        #expect(run(bench, .openChannel(opening(accounts: [alma, bruno]))) == .noRole)
        let grant = MandateOrder(
            account: bruno, party: alma, kind: .channel, isGiven: true, by: 1)
        bench.run(.setMandate(grant))
        #expect(run(bench, .openChannel(opening(accounts: [alma, bruno]))) == .done)
        #expect(order(bench, 100, id: 1 << 90) == .posted)
        #expect(order(bench, 100, from: "Bruno", id: 2 << 90) == .posted)
        var taken = grant
        taken.isGiven = false
        bench.run(.setMandate(taken))
        #expect(order(bench, 100, from: "Bruno", id: 3 << 90) == .channelNotAllowed)
        #expect(file(bench, [100], id: "f1", debtor: "Bruno") == ["AG01"])
        let forbid = ChannelChange(Self.channel, .forbid(alma), by: 1)
        #expect(run(bench, .changeChannel(forbid)) == .done)
        #expect(order(bench, 100, id: 4 << 90) == .channelNotAllowed)
        // Another one's order under the key of one that was booked says nothing of it.
        #expect(order(bench, 100, id: 1 << 90) == .replayed)
    }

    /// Per payment 40.00, per day 100.00, per file 90.00.
    private static let limit = ChannelLimit(
        currency: 978, perPayment: 4_000, perDay: 10_000, perFile: 9_000)

    @Test func `limits per payment, per day and per file, at and above each`() throws {
        let bench = try bank()
        #expect(run(bench, .openChannel(opening(limit: Self.limit))) == .done)
        #expect(order(bench, 4_001, id: 1 << 90) == .channelLimit)
        #expect(order(bench, 4_000, id: 2 << 90) == .posted)
        // 45.00 + 45.00 are within the file's limit and each above the payment's.
        #expect(file(bench, [4_500, 4_500], id: "f1") == ["AG01", "AG01"])
        // 90.01 together: none goes.
        #expect(file(bench, [4_000, 4_000, 1_001], id: "f2") == ["AG01", "AG01", "AG01"])
        // 40.00 are taken: 35.00 fits, 25.01 is above 100.00, 25.00 fits to the cent.
        #expect(file(bench, [3_500, 2_501, 2_500], id: "f3") == ["settled", "AG01", "settled"])
        #expect(order(bench, 1, id: 3 << 90) == .channelLimit)
        #expect(bench.bank.channels[Self.channel]?.taken(978, on: friday) == 10_000)
    }

    @Test func `the day's sum outlives a restart and begins anew with the next booking day`()
        throws
    {
        let bench = try bank()
        #expect(run(bench, .openChannel(opening(limit: Self.limit))) == .done)
        #expect(file(bench, [4_000, 4_000], id: "f1") == ["settled", "settled"])
        #expect(order(bench, 2_001, id: 1 << 90) == .channelLimit)
        let again = try BankBench.restored(bench.bank)
        #expect(again.channels[Self.channel]?.taken(978, on: friday) == 8_000)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        // The booking day is over when it is closed, before midnight too.
        bench.run(.closeDay(DayClosing(currency: 978, day: friday)))
        #expect(order(bench, 4_000, id: 2 << 90) == .posted)
        #expect(bench.bank.channels[Self.channel]?.taken(978, on: friday + 1) == 4_000)
        bench.compare()
    }

    @Test func `a folder is a channel, and one that is not bound is nobody's`() throws {
        let bench = try bank()
        #expect(file(bench, [100], id: "f1", folder: 55) == ["AG01"])
        #expect(run(bench, .openChannel(opening(901, .folder(55)))) == .done)
        #expect(file(bench, [100], id: "f2", folder: 55) == ["settled"])
        #expect(file(bench, [100], id: "f3", debtor: "Bruno", folder: 55) == ["AG01"])
        #expect(run(bench, .changeChannel(ChannelChange(901, .close, by: 1))) == .done)
        #expect(file(bench, [100], id: "f4", folder: 55) == ["AG01"])
        #expect(run(bench, .openChannel(opening(902, .folder(55)))) == .done, "free again")
    }

    @Test func `a file in another's name is refused`() throws {
        let bench = try bank()
        bench.run(
            .registerParty(`Parties as state`.registration(501, identifiers: [11])))
        bench.run(
            .setMandate(
                MandateOrder(
                    account: alma, party: 501, kind: .channel, isGiven: true, by: 1)))
        var opening = opening()
        opening.party = 501
        #expect(run(bench, .openChannel(opening)) == .done)
        #expect(file(bench, [100], id: "f1", initiator: 12) == ["AG01"])
        #expect(file(bench, [100], id: "f2", initiator: 11) == ["settled"])
        #expect(file(bench, [100], id: "f3") == ["settled"], "it names nobody by number")
    }

    @Test func `what cannot be bound is refused, and nothing changes`() throws {
        let bench = try bank()
        bench.admit(8, .operator)
        #expect(run(bench, .openChannel(opening())) == .done)
        let before = BankBench.state(bench.bank)
        #expect(run(bench, .openChannel(opening())) == .replayed)
        var other = opening()
        other.content = 1
        #expect(run(bench, .openChannel(other)) == .keyReused)
        #expect(run(bench, .openChannel(opening(901))) == .entranceTaken)
        #expect(run(bench, .openChannel(opening(902, .token(8)))) == .noChannelToken)
        #expect(run(bench, .openChannel(opening(902, .token(99)))) == .noChannelToken)
        #expect(
            run(bench, .openChannel(opening(903, .folder(5), accounts: [3]))) == .unknownAccount)
        var nobody = opening(904, .folder(5))
        nobody.party = 77
        #expect(run(bench, .openChannel(nobody)) == .unknownParty)
        for (what, outcome) in [
            (ChannelChange.What.allow(alma), ChannelOutcome.unchanged),
            (.allow(bruno), .noRole), (.allow(3), .unknownAccount), (.forbid(bruno), .unchanged),
        ] {
            #expect(run(bench, .changeChannel(ChannelChange(Self.channel, what, by: 1))) == outcome)
        }
        #expect(run(bench, .changeChannel(ChannelChange(5, .close, by: 1))) == .unknownChannel)
        #expect(BankBench.state(bench.bank) == before)
        #expect(run(bench, .changeChannel(ChannelChange(Self.channel, .close, by: 1))) == .done)
        #expect(
            run(bench, .changeChannel(ChannelChange(Self.channel, .limit(Self.limit), by: 1)))
                == .closed)
    }
}
