import Clearing
import Engine
import Flows
import HTTPAPI
import JSON
import PaymentModel
import Platform
import Vocabulary

/// The life of one fortnight: who does what on which day, and what is compared in the evening.
///
/// The scenes are the same for every seed, as each must happen; the seed says when, between whom, of
/// how much, and how often more than once.
final class FortnightLife {
    static let statementSuffix = ".camt.053.001.08.xml"

    /// A customer's account.
    struct Customer {
        let reference: String
        let iban: String
        let id: UInt128
    }

    /// A file as it was written, with its SHA-256.
    struct Report {
        let bytes: [UInt8]
        let day: Int
    }

    let world: World
    /// What happens on a day, in this order.
    var plan: [Int: [Scene]]
    /// Days are ended by the clock at 23:40, not by a person.
    let isByClock: Bool
    var customers: [Customer] = []
    /// Balances of customers when a day was over, in the order of ``customers``.
    var evenings: [Int: [Int]] = [:]
    /// Every file for customers, by its name; none may ever change.
    var reports: [String: Report] = [:]
    /// The last statement of each customer that was looked at.
    var statements: [StatementText?] = []
    /// Days of which every statement was looked at.
    var verifiedThrough = -1
    var tally: [Happening: Int] = [:]
    var lines: [String] = []
    /// Where it is, for whoever reads of a difference.
    var place = ""
    var count = 0
    /// Amounts that tell what is to be done with a payment once it has settled.
    var toAskBack: [(cents: Int, isGranted: Bool)] = []
    var toBeAskedFor: [(cents: Int, isGranted: Bool)] = []
    /// Amounts whose answer comes behind the clock, whose message is lost, that came twice.
    var late: [Int] = []
    var lost: [Int] = []
    var twice: Set<Int> = []
    /// Days that are closed with a crash: before it is written, or among the statements.
    let crashDays: [Int: Crash]

    enum Crash { case beforeCut, amongStatements }

    init(seed: UInt64, say: ((String) -> Void)?) throws {
        let dice = SeededRandomness(seed: seed &* 0x9E37_79B9 &+ 0x0F07)
        let seeds = World.Seeds(by: dice)
        isByClock = dice.below(2) == 0
        var setup = MadeUpBank.setup(confirmsInbound: true)
        setup = Self.extended(setup, endsByClock: isByClock)
        world = try World(
            dice, seeds, setup: setup, start: FortnightCalendar.startSeconds * 1_000_000_000,
            script: "scheme SCTINST instant confirm=yes", say: say)
        plan = Scene.plan(by: dice)
        let early = [2, 3, 4][dice.below(3)]
        let other = [10, 11, 12][dice.below(3)]
        let isFirst = dice.below(2) == 0
        crashDays = [
            early: isFirst ? .beforeCut : .amongStatements,
            other: isFirst ? .amongStatements : .beforeCut,
        ]
    }

    /// With fees, an end of day by the clock where wanted, and a payer's money given back (row X7)
    /// before the last question, which is asked 300 seconds behind the clock's end.
    private static func extended(_ setup: BankSetup, endsByClock: Bool) -> BankSetup {
        var bank = setup.bank
        let schemes = setup.schemes.map { scheme in
            guard var rules = scheme.instantRules else { return scheme }
            rules.restoresPayerAfterSeconds = 90
            var row = scheme
            row.pace = .instant(rules)
            return row
        }
        bank.endOfDay = endsByClock ? TimeOfDay("23:40") : nil
        let fees = [("SCT", FeeRule.Collection.month), ("SCTINST", .payment)].map {
            FeeRule(
                name: "Transfer", scheme: $0, party: 0, from: Money(minorUnits: 1, currency: .eur),
                to: nil, fee: Money(minorUnits: 20, currency: .eur), collection: $1,
                isReturned: false, validFrom: nil, source: "simulation", confidence: .unverified)
        }
        return BankSetup(bank: bank, schemes: schemes, reach: setup.reach, fees: fees)
    }

    var dice: SeededRandomness { world.dice }

    // MARK: - A day

    /// From its first hour to its last second, and what must agree then.
    func live(_ number: Int) throws {
        place = "\(FortnightCalendar.date(number)): "
        world.note("-- \(FortnightCalendar.name(number))")
        if number == 0 {
            try begin()
        } else {
            try move(to: number, "00:05")
        }
        if number == FortnightCalendar.clockChange { try refuseSkippedTime(number) }
        let scenes = plan[number] ?? []
        let isOpen = FortnightCalendar.isOpen(number)
        try act(scenes, at: .morning, number, "08:00")
        if isOpen { try settle(number, "10:00") }
        try act(scenes, at: .noon, number, "12:30")
        if isOpen { try settle(number, "14:00") }
        try act(scenes, at: .afternoon, number, "16:30")
        if isOpen {
            try settle(number, "17:30")
            try move(to: number, "18:30")
            try tell("statement now")
        }
        try act(scenes, at: .evening, number, "19:30")
        try end(number)
    }

    private func act(_ scenes: [Scene], at time: Scene.Time, _ day: Int, _ clock: String) throws {
        try move(to: day, clock)
        if time == .morning { try askBack() }
        if time == .noon { try beAskedFor() }
        for scene in scenes where scene.time == time {
            try mayDie()
            try play(scene, on: day)
            try world.deliver()
        }
        try passSilence()
        try decideRecalls()
        try world.deliver()
    }

    /// Either side dies now and then, at once or in the middle of what it writes next.
    private func mayDie() throws {
        switch dice.below(20) {
        case 0:
            try world.crashBank()
            happened(.otherCrash)
        case 1: try world.restartClearing()
        default: break
        }
    }

    /// Lets clocks run out, questions be asked, and late answers come.
    private func passSilence() throws {
        for seconds in [12, 20, 60, 300] { try pass(seconds) }
    }

    private func settle(_ day: Int, _ clock: String) throws {
        try move(to: day, clock)
        try tell("settle now")
    }

    // MARK: - Time

    /// Moves both clocks to a time of the day, one by its interface, the other by its command.
    func move(to day: Int, _ time: String) throws {
        let target = "\(FortnightCalendar.date(day))T\(time)"
        try setClock("\"to\":\"\(target)\"")
    }

    func pass(_ seconds: Int) throws { try setClock("\"advance\":\"\(seconds)s\"") }

    private func setClock(_ how: String) throws {
        let call = try order("POST", "/api/v1/clock", "{\(how)}")
        try require(call.status == 200, "the clock does not move: \(call.text)")
        try world.deliver()
        let ours = Int64(world.bank.bank.clock.now() / 1_000_000)
        let ahead = ours - world.clearing.now.milliseconds
        if ahead > 0 { try tell("clock advance \(ahead)ms") }
    }

    private func refuseSkippedTime(_ day: Int) throws {
        let body = "{\"to\":\"\(FortnightCalendar.date(day))T02:30\"}"
        let call = try order("POST", "/api/v1/clock", body)
        try require(call.json?.text("code") == "invalid_field", "02:30 exists: \(call.text)")
    }

    // MARK: - Both sides

    /// An order to the clearing, and everything that follows from it at once.
    func tell(_ line: String) throws {
        world.command(line)
        try world.deliver()
    }

    /// A request under a key of its own, answered; what the bank refuses is no error here.
    func order(
        _ method: String, _ target: String, _ body: String,
        token: String = SimulatedBank.token
    ) throws -> Call {
        count += 1
        return try world.perform(
            Call(method, target, key: "order-\(count)", text: body, token: token))
    }

    func happened(_ what: Happening, times: Int = 1) { tally[what, default: 0] += times }
}
