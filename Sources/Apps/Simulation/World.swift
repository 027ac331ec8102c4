import Clearing
import Engine
import Flows
import HTTPAPI
import Journal
import PaymentModel
import Platform
import Segments

/// Everything of one seed: a bank, a clearing, a disk, a clock, clients, and a naive model beside.
///
/// One thread runs it all, by turns that the seed chooses.
final class World {
    /// Something a client wants, and what it learns from the answer.
    struct Errand {
        enum Purpose {
            case account(NaiveBank.Account)
            case transfer(NaiveBank.Transfer)
            case file
            case status(reference: String, isFrozen: Bool)
            case clock(seconds: Int)
            case cancellation(payment: String)
            case other
            /// Must be answered by this problem, and change nothing.
            case wrong(code: String)
        }

        let call: Call
        let purpose: Purpose
    }

    static let recentMax = 80

    let dice: SeededRandomness
    let clock: SteppedClock
    let medium: SimulatedMedium
    let setup: BankSetup
    let start: UInt64
    let script: String
    /// The bank's own source of randomness, which goes on over its restarts.
    let randomness: SeededRandomness
    let clearingSeed: UInt64
    /// How few of the bank's own transfers stay in memory.
    let history: HistoryOptions
    let bic: BIC

    var bank: SimulatedBank
    var clearing: SimulatedClearing
    var model = NaiveBank()
    var errands: [Errand] = []
    /// Transfers without a key that a crash left unanswered: done or not, once at most.
    var uncertain: [NaiveBank.Transfer] = []
    /// Keyed requests that were answered, for repeats.
    var past: [Errand] = []
    /// References of accounts that are frozen.
    var frozen: Set<String> = []
    /// Amounts given out, deaths of either side, commands to the clearing.
    var count = 0
    var crashes = 0
    var commands = 0
    private(set) var recent: [String] = []
    let say: ((String) -> Void)?

    convenience init(seed: UInt64, say: ((String) -> Void)?) throws {
        let dice = SeededRandomness(seed: seed &* 0x9E37_79B9 &+ 1)
        let seeds = Seeds(by: dice)
        let setup = MadeUpBank.setup(confirmsInbound: dice.below(2) == 0)
        // From Monday, 16 November 2026, 06:00 in Berlin, some hours of that week on.
        let start = (1_794_805_200 + UInt64(dice.below(140)) * 3_600) * 1_000_000_000
        let script = Script.made(by: dice, confirms: setup.schemes[1].instantRules?.confirmsInbound)
        try self.init(dice, seeds, setup: setup, start: start, script: script, say: say)
    }

    /// What each part of a world draws from.
    struct Seeds {
        let disk: UInt64
        let bank: UInt64
        let clearing: UInt64
        let history: HistoryOptions

        init(by dice: SeededRandomness) {
            disk = dice.next()
            bank = dice.next()
            clearing = dice.next()
            history = HistoryOptions(window: dice.below(9), sealInterval: 1 + dice.below(8))
        }
    }

    /// - Parameter start: what all clocks show at first, in nanoseconds since 1970.
    init(
        _ dice: SeededRandomness, _ seeds: Seeds, setup: BankSetup, start: UInt64, script: String,
        say: ((String) -> Void)?
    ) throws {
        self.dice = dice
        self.say = say
        self.setup = setup
        self.start = start
        self.script = script
        medium = SimulatedMedium(seed: seeds.disk)
        randomness = SeededRandomness(seed: seeds.bank)
        clearingSeed = seeds.clearing
        history = seeds.history
        clock = SteppedClock(start: start)
        guard let bic = BIC(MadeUpBank.bic) else { throw Violation("The BIC is well-formed.") }
        self.bic = bic
        bank = try SimulatedBank(
            medium, clock: clock, randomness: randomness, setup: setup, start: start,
            history: history, operationsLeft: nil)
        let now = Moment(milliseconds: Int64(start / 1_000_000))
        clearing = try SimulatedClearing(
            medium, script: script, bank: bic, start: now, now: now, seed: clearingSeed)
        note("starts; the clearing's script:\n\(script)")
    }

    var now: Moment { Moment(milliseconds: Int64(clock.now() / 1_000_000)) }

    func note(_ text: String) {
        say?(text)
        recent.append(text)
        if recent.count > Self.recentMax { recent.removeFirst() }
    }

    // MARK: - One step

    /// One turn of something, chosen by the seed.
    func step() throws {
        clock.advance(nanoseconds: UInt64(dice.below(4_000_000)))
        switch dice.below(100) {
        case ..<30: _ = bank.bank.node.turn()
        case ..<60: medium.disk.step()
        case ..<72: _ = bank.opened.archive.turn()
        case ..<84: _ = bank.opened.spool.turn()
        case ..<97: try stepClearing()
        case 97: bank.bank.node.tick()
        default: clock.advance(nanoseconds: UInt64(dice.below(20)) * 1_000_000_000)
        }
        if bank.isDead { try restartBank() }
        try collect()
        try checkSums()
    }

    func stepClearing() throws {
        let went = clearing.step(now: now)
        for line in clearing.takeLog() { note("  clearing: \(line)") }
        if went == nil || clearing.port.isBroken { try restartClearing() }
    }

    // MARK: - Crashes

    /// The bank dies, now or in the middle of one of its next operations on the disk.
    func crashBank() throws {
        if dice.below(2) == 0 {
            bank.port.operationsLeft = dice.below(6)
        } else {
            try restartBank()
        }
    }

    func crashClearing() throws {
        if dice.below(2) == 0 {
            clearing.port.operationsLeft = dice.below(8)
        } else {
            try restartClearing()
        }
    }

    func restartBank() throws {
        crashes += 1
        medium.losePower()
        // It may die again while it starts.
        while true {
            let left = dice.below(6) == 0 ? dice.below(12) : nil
            do {
                bank = try SimulatedBank(
                    medium, clock: clock, randomness: randomness, setup: setup, start: start,
                    history: history, operationsLeft: left)
                bank.port.operationsLeft = nil
                break
            } catch {
                guard left != nil else { throw error }
                note("bank dies while it starts")
                medium.losePower()
            }
        }
        note("bank restarts: \(bank.opened.log.entries) entries")
        try forgetConnections()
    }

    /// Connections broke: what has a key is sent again, what has none stays uncertain.
    private func forgetConnections() throws {
        try collect()
        let unanswered = errands
        errands = []
        for errand in unanswered {
            if errand.call.key == nil {
                if case .transfer(let transfer) = errand.purpose { uncertain.append(transfer) }
                if case .status(let reference, _) = errand.purpose { frozen.insert(reference) }
                continue
            }
            let again = Call(
                errand.call.method, errand.call.target, key: errand.call.key, errand.call.body)
            send(Errand(call: again, purpose: errand.purpose))
        }
    }

    func restartClearing() throws {
        crashes += 1
        clearing = try SimulatedClearing(
            medium, script: script, bank: bic, start: now, now: now, seed: clearingSeed)
        note("clearing restarts")
    }

    // MARK: - Requests

    func send(_ errand: Errand) {
        errands.append(errand)
        errand.call.send(to: bank.router)
    }

    /// Asks and waits for the answer.
    func ask(_ target: String) throws -> Call { try perform(Call("GET", target)) }

    /// Sends until there is an answer, over crashes too, and gives it back.
    func perform(_ call: Call) throws -> Call {
        for _ in 0..<100 {
            call.send(to: bank.router)
            try drain()
            if call.isAnswered, call.status != 503 { return call }
            call.forgetAnswer()
        }
        throw Violation("\(call.target) is never answered")
    }

    /// Runs the bank until it has nothing left to do.
    func drain() throws {
        repeat {
            if bank.isDead { try restartBank() }
        } while bank.bank.node.turn() || medium.disk.step() || bank.opened.archive.turn()
            || bank.isDead
    }

    /// Takes the answers that came.
    func collect() throws {
        var open: [Errand] = []
        var again: [Errand] = []
        for errand in errands {
            guard errand.call.isAnswered else {
                open.append(errand)
                continue
            }
            if errand.call.status == 503 {
                errand.call.forgetAnswer()
                again.append(errand)
            } else {
                try learn(errand)
            }
        }
        errands = open
        for errand in again { send(errand) }
    }
}
