import Cryptography
import Engine
import Flows
import HTTPAPI
import Journal
import PaymentModel
import Platform
import Segments
import Vocabulary

/// The node of a simulation: everything of `qenexd` below its sockets, stepped by one thread.
final class SimulatedBank {
    static let folder = DataFolder("/bank")
    static let token = "simulation"
    /// Of whoever releases what the first has asked for.
    static let secondToken = "second person"

    let port: SimulatedPort
    let opened: RunningBank.Opened
    let router: Router

    var bank: RunningBank { opened.bank }

    /// Opens the bank as a start of the process does.
    init(
        _ medium: SimulatedMedium, clock: SteppedClock, randomness: SeededRandomness,
        setup: BankSetup, start: UInt64, history: HistoryOptions, operationsLeft: Int?
    ) throws {
        port = SimulatedPort(medium)
        port.operationsLeft = operationsLeft
        var options = LogOptions()
        options.segmentBytes = 256 << 10
        options.sideBytes = 256 << 10
        options.writesInFlightMax = 8
        opened = try RunningBank.open(
            RunningBank.Opening(
                folder: Self.folder, environment: .sandbox, setup: setup, options: options,
                sandboxStart: start, isStepped: true, ownHistory: history),
            disk: port, clock: clock, randomness: randomness
        ) { _ in }
        let bank = opened.bank
        let sessions = Sessions(bank: bank, randomness: randomness, clock: clock)
        let api = BankAPI(
            bank: bank, archive: opened.archive, sessions: sessions, version: "0",
            bankName: setup.bank.legalName)
        router = Router(
            api.routes,
            node: NodeState(environment: "sandbox") { bank.node.durableSequence },
            ids: RequestIDs(start: randomness.next()), version: "0"
        ) { (method, headers) throws(Problem) in try sessions.authenticate(method, headers) }
        bank.configureAndWait(setup)
        bank.admitAdministratorAndWait(Self.token)
        bank.admitAndWait(Self.secondToken, as: .approver, name: "second person")
        guard !isDead else { throw DiskError.powerLost }
    }

    /// Whether the process cannot go on.
    var isDead: Bool { port.isBroken || bank.node.hasEnded }

    /// A new machine with the whole journal replayed, and what the journal's verifier says.
    static func replayed(
        _ medium: SimulatedMedium, randomness: SeededRandomness
    ) throws -> (bank: Bank, report: LogReport) {
        let keys = try KeyRing(medium.disk, folder: folder.path, randomness: randomness)
        let replay = Replay(Bank())
        let verifier = LogVerifier(
            medium.disk, folder: folder.journal, environment: .sandbox, root: keys.root)
        let report = verifier.run { header, body in try replay.take(header, body) }
        if let failure = replay.failure { throw failure }
        return (replay.machine, report)
    }
}
