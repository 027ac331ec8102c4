import Ledger
import PaymentModel
import Testing

/// Row K8: orders that are kept for later, and the channel they came through; D1 by its party.
///
/// Alma has 10,000.00 to spend; her channel takes 40.00 a payment and 100.00 a day.
@Suite struct `Kept orders of a channel` {
    private static let token: UInt128 = 7
    private static let channel: UInt128 = 900
    private static let limit = ChannelLimit(
        currency: 978, perPayment: 4_000, perDay: 10_000, perFile: nil)

    private var alma: UInt128 { name("account Alma") }

    private func bank() throws -> BankBench {
        let bench = BankBench()
        try bench.configure()
        bench.open("Alma", "Bruno", creditLine: 1_000_000)
        bench.admit(1, .administrator)
        bench.admit(Self.token, .channel)
        bench.run(
            .openChannel(
                ChannelOpening(
                    id: Self.channel, content: 1, entrance: .token(Self.token), party: alma,
                    accounts: [alma], limits: [Self.limit], by: 1, sealed: .none)))
        return bench
    }

    /// States and reasons of a file's payments from Alma to Bruno that came with the token.
    private func file(
        _ bench: BankBench, _ amounts: [UInt128], id: String, on day: Int32 = friday,
        at time: RequestedTime? = nil, messageID: UInt128 = 0, key: String? = nil
    ) -> [String] {
        let orders = amounts.map { BankBench.order($0, to: "Bruno", bank: "90000001") }
        var file = BankBench.file(
            id, [BankBench.group("Alma", orders, id: id, on: day, at: time)], messageID: key)
        file.by = Self.token
        file.messageID = messageID
        bench.run(.submitFile(file))
        return verdicts(bench)
    }

    private func verdicts(_ bench: BankBench) -> [String] {
        bench.changes.map { $0.state == .rejected ? $0.reason.text : $0.state.name }
    }

    private func morning(_ bench: BankBench, _ day: Int32) {
        bench.clock = BankBench.midnight(day)
        bench.run(nil)
    }

    /// Each of Friday, Saturday and Sunday orders 40.00 + 40.00 for Monday: the limit of each of
    /// those days allows it, that of Monday two of the six.
    @Test func `the limit of the day of their release counts, in the order of their arrival`()
        throws
    {
        let bench = try bank()
        for day in friday...(friday + 2) {
            bench.clock = BankBench.midnight(day) + 36_000 * BankBench.second
            let kept = file(bench, [4_000, 4_000], id: "\(day)", on: friday + 3)
            #expect(kept == ["warehoused", "warehoused"])
        }
        morning(bench, friday + 3)
        #expect(verdicts(bench) == ["settled", "settled", "AG01", "AG01", "AG01", "AG01"])
        #expect(bench.bank.channels[Self.channel]?.taken(978, on: friday + 3) == 8_000)
        #expect(file(bench, [2_001], id: "more", on: friday + 3) == ["AG01"])
        #expect(file(bench, [2_000], id: "rest", on: friday + 3) == ["settled"])
    }

    @Test func `one for a later hour of the same day counts once`() throws {
        let bench = try bank()
        let noon = BankBench.midnight(friday) + 43_200 * BankBench.second
        let time = RequestedTime(instant: noon, isReading: false)
        #expect(file(bench, [4_000, 4_000], id: "a", at: time) == ["warehoused", "warehoused"])
        #expect(file(bench, [2_000], id: "b") == ["settled"])
        bench.clock = noon
        bench.run(nil)
        #expect(verdicts(bench) == ["settled", "settled"])
        #expect(bench.bank.channels[Self.channel]?.taken(978, on: friday) == 10_000)
    }

    @Test(arguments: ["close", "forbid", "lower", "revoke"])
    func `what is taken from a channel is taken from what it has left here`(what: String) throws {
        let bench = try bank()
        #expect(file(bench, [3_000], id: "a", on: friday + 3) == ["warehoused"])
        let again = try BankBench.restored(bench.bank)
        #expect(again.warehouse.orders.map(\.channel) == [Self.channel])
        switch what {
        case "close": bench.run(.changeChannel(ChannelChange(Self.channel, .close, by: 1)))
        case "forbid": bench.run(.changeChannel(ChannelChange(Self.channel, .forbid(alma), by: 1)))
        case "lower":
            let less = ChannelLimit(currency: 978, perPayment: 2_999, perDay: nil, perFile: nil)
            bench.run(.changeChannel(ChannelChange(Self.channel, .limit(less), by: 1)))
        default: bench.run(.revokeToken(Self.token, by: 1))
        }
        morning(bench, friday + 3)
        #expect(verdicts(bench) == ["AG01"], "\(what)")
        #expect(bench.posted("Alma") == 0)
    }

    @Test func `an order of nobody's channel is judged as ever`() throws {
        let bench = try bank()
        bench.pay(
            "Alma", [BankBench.order(500_000, to: "Bruno", bank: "90000001")], file: "own",
            on: friday + 3)
        bench.run(.changeChannel(ChannelChange(Self.channel, .close, by: 1)))
        morning(bench, friday + 3)
        #expect(verdicts(bench) == ["settled"])
    }

    /// The party that a file names is what it says of itself: another name makes no new MsgId.
    @Test func `D1: through a channel a MsgId is unique for its party, whoever a file names`()
        throws
    {
        let bench = try bank()
        #expect(file(bench, [100], id: "a", messageID: 5, key: "Alma, M1") == ["settled"])
        #expect(file(bench, [100], id: "b", messageID: 5, key: "Somebody, M1") == [])
        let refused = bench.heard.compactMap {
            if case .fileDecided(let file) = $0 { file.reason } else { nil }
        }
        #expect(refused == [.messageNotUnique])
        #expect(file(bench, [100], id: "c", messageID: 6, key: "Alma, M2") == ["settled"])
        // The bank's own people have no channel: there the party that the file names counts.
        bench.pay(
            "Alma", [BankBench.order(100, to: "Bruno", bank: "90000001")], file: "Alma, M1")
        #expect(verdicts(bench) == ["settled"])
    }
}
