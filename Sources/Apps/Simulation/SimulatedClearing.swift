import Clearing
import Flows
import Platform

/// The clearing of a simulation: the simulator's desk at the same spool, with its own clock.
final class SimulatedClearing {
    static let statePath = "/clearing.state"

    let port: SimulatedPort
    private var desk: ClearingDesk

    init(
        _ medium: SimulatedMedium, script: String, bank: BIC, start: Moment, now: Moment,
        seed: UInt64
    ) throws {
        port = SimulatedPort(medium)
        desk = try ClearingDesk(
            disk: port, spool: SimulatedBank.folder.spool, statePath: Self.statePath,
            script: script, bank: bank, schemas: [:], start: start, now: now, seed: seed)
    }

    /// Takes what is there.
    ///
    /// - Returns: whether there was anything; `nil` where the process died of it.
    func step(now: Moment) -> Bool? { try? desk.step(now: now) }

    /// What its clock shows.
    var now: Moment { desk.house.now }

    /// The business day to which its bookings belong.
    var openDay: String { desk.house.openDay.text }

    func takeLog() -> [String] { desk.takeLog() }

    func balance(of bank: BIC, in scheme: String) -> Int {
        Int(desk.house.balance(of: bank, in: scheme)?.count ?? 0)
    }

    func sum(of scheme: String) -> Int { Int(desk.house.sum(of: scheme).count) }

    /// A transfer as the clearing's books have it.
    struct Line {
        let scheme: String
        let isToUs: Bool
        let cents: Int
        /// `accepted`, `awaiting`, `settled` or `rejected`.
        let state: String
    }

    /// All transfers, in the order in which they came.
    func transfers(bank: BIC) -> [Line] {
        guard let text = try? desk.execute("transfers") else { return [] }
        return text.split(separator: "\n").compactMap { row in
            let words = row.split(separator: " ")
            guard words.count >= 7 else { return nil }
            return Line(
                scheme: String(words[0]), isToUs: words[4] == bank.text,
                cents: Int(words[5].filter { $0 != "." }) ?? 0, state: String(words[6]))
        }
    }
}
