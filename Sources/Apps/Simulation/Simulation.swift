import Platform

/// One whole bank with its clearing, run by a seed.
package enum Simulation {
    /// What a seed came to.
    package struct Outcome: Sendable {
        package let seed: UInt64
        /// Of the bank's state and history; the same for the same seed.
        package let hash: String
        package let payments: Int
        package let transfers: Int
        package let crashes: Int
    }

    /// What a seed found, with the last things that happened.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package let seed: UInt64
        package let reason: String
        package let recent: [String]
        /// What the command that repeats it needs beside the seed.
        var options = ""

        package var description: String {
            recent.joined(separator: "\n") + "\nseed \(seed): \(reason)\n"
                + "again: qenex-sim \(options)--seed \(seed) --verbose"
        }
    }

    /// Things that somebody does in one seed.
    static let actions = 44

    /// Runs a seed.
    ///
    /// - Parameter say: hears of everything as it happens.
    package static func run(
        seed: UInt64, say: ((String) -> Void)? = nil
    ) throws(Failure) -> Outcome {
        var world: World?
        do {
            let made = try World(seed: seed, say: say)
            world = made
            return try live(made, seed)
        } catch {
            throw Failure(seed: seed, reason: "\(error)", recent: world?.recent ?? [])
        }
    }

    private static func live(_ world: World, _ seed: UInt64) throws -> Outcome {
        world.openAccounts()
        try world.answerAll()
        for number in 1...actions {
            try world.act()
            for _ in 0..<(1 + world.dice.below(12)) { try world.step() }
            if number.isMultiple(of: 15) { try world.checkModel() }
        }
        let hash = try world.end()
        return Outcome(
            seed: seed, hash: hash, payments: try world.payments().count,
            transfers: world.model.transfers.count, crashes: world.crashes)
    }
}
