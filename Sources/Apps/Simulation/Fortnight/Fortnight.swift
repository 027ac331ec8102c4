import Bytes
import Cryptography
import Platform

/// Fourteen days of a bank from a seed, Saturday, 20 March, to Friday, 2 April 2027: Good Friday and
/// Easter Monday, the change of clocks on 28 March, the end of a month, and everything that can
/// happen to payments meanwhile.
///
/// After each day the bank's books, the clearing's books and the stored statements must agree to the
/// last unit.
package enum Fortnight {
    /// What a seed came to.
    package struct Outcome: Sendable {
        package let seed: UInt64
        /// A line for each day, for people.
        package let days: [String]
        /// How often each thing happened, in the order of ``Happening``.
        package let happenings: [(what: Happening, times: Int)]
        /// Reports for customers: statements, advices, status reports, trial balances.
        package let files: Int
        package let statements: Int
        /// SHA-256 over names and bytes of all these files, in the order of their names.
        package let digest: String
        /// Of the bank's state and history.
        package let hash: String
    }

    /// Runs a seed.
    ///
    /// - Parameter say: hears of everything as it happens.
    package static func run(
        seed: UInt64, say: ((String) -> Void)? = nil
    ) throws(Simulation.Failure) -> Outcome {
        var life: FortnightLife?
        do {
            let made = try FortnightLife(seed: seed, say: say)
            life = made
            for number in FortnightCalendar.days { try made.live(number) }
            return try made.outcome(seed)
        } catch {
            throw Simulation.Failure(
                seed: seed, reason: "\(life?.place ?? "")\(error)",
                recent: life?.world.recent ?? [], options: "--fortnight ")
        }
    }
}

extension FortnightLife {
    fileprivate func outcome(_ seed: UInt64) throws -> Fortnight.Outcome {
        try require(verifiedThrough == FortnightCalendar.days.upperBound, "a day is still open")
        try countHappenings()
        let hash = SHA256()
        let names = reports.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for name in names {
            hash.update(Array(name.utf8))
            hash.update(reports[name]?.bytes ?? [])
        }
        return Fortnight.Outcome(
            seed: seed, days: lines,
            happenings: Happening.allCases.map { ($0, tally[$0, default: 0]) },
            files: names.count,
            statements: names.count { $0.hasSuffix(FortnightLife.statementSuffix) },
            digest: Hex.encode(hash.finish().bytes), hash: try world.checkHistory())
    }
}
