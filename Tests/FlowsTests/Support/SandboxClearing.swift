import Clearing
import Platform

/// The clearing simulator at a sandbox's spool: somebody else's program, met through files.
final class SandboxClearing {
    private var desk: ClearingDesk
    private let bank: BIC

    /// - Parameter milliseconds: what both clocks show at first, since 1970.
    init(disk: any Disk, spool: String, script: String, milliseconds: Int64) throws {
        guard let bank = BIC("QENXDEFFXXX") else {
            preconditionFailure("The bank's BIC is well-formed.")
        }
        self.bank = bank
        let start = Moment(milliseconds: milliseconds)
        desk = try ClearingDesk(
            disk: disk, spool: spool, statePath: "\(spool).state", script: script, bank: bank,
            schemas: [:], start: start, now: start, seed: 7)
    }

    /// - Returns: whether there was anything to do.
    func step(milliseconds: Int64) throws -> Bool {
        try desk.step(now: Moment(milliseconds: milliseconds))
    }

    /// Does a line of the script language, and says what came of it.
    @discardableResult
    func tell(_ line: String) throws -> String { try desk.execute(line) }

    /// The bank's balance in the clearing's own books, in cents.
    func balance(_ scheme: String) -> Int {
        Int(desk.house.balance(of: bank, in: scheme)?.count ?? 0)
    }
}
