import Cryptography
import Engine
import Flows
import Journal
import PaymentModel
import Platform
import Segments

/// A bank that runs in this process, as `qenexd` runs it.
final class OpenBank {
    let bank: RunningBank
    let archive: Archive
    let log: LogOpening

    init(_ place: Workplace, _ folder: DataFolder) throws {
        let opening = RunningBank.Opening(
            folder: folder, environment: .sandbox, setup: place.setup,
            sandboxStart: Workplace.sandboxStart, history: HistoryOptions(),
            ownHistory: HistoryOptions(sealInterval: 1 << 20))
        let opened = try RunningBank.open(
            opening, disk: place.disk, clock: place.clock, randomness: SystemRandomness()
        ) { fatalError("The disk failed: \($0).") }
        bank = opened.bank
        archive = opened.archive
        log = opened.log
    }

    func start() throws {
        startNode()
        archive.start()
    }

    func startNode() {
        let node = bank.node
        Thread.start(name: "apply") { node.run() }
    }

    func configure(_ place: Workplace) throws {
        _ = try wait { self.bank.configure(place.setup, then: $0) }
    }

    func stop() {
        bank.node.stop()
        bank.node.waitUntilStopped()
        bank.node.feed.close()
        archive.waitUntilEnded()
        bank.history.waitUntilQuiet()
    }

    /// Starts something of the bank and waits for its answer.
    func wait<Value: Sendable, Failure: Error>(
        _ body: (@escaping @Sendable (Result<Value, Failure>) -> Void) -> Void
    ) throws -> Value {
        let found = Monitor<Result<Value, Failure>?>(nil)
        body { result in found.update { $0 = result } }
        return try found.wait { $0 }.get()
    }

    /// A hash over the state alone; the journal checks its chain by itself.
    func stateHash() throws -> String {
        let answer = try wait { then in
            self.bank.node.look({ "\($0.stateHash(chainHash: .zero))" }, answer: then)
        }
        return answer.value
    }
}
