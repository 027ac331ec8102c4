import Platform

/// Rounds of made-up input, for as long as there is time, or as many as a long campaign asks for.
///
/// `QENEX_FUZZ_SECONDS` says how long each fuzzer runs, 1 without it; `QENEX_FUZZ_SEED` begins with a
/// given round, so that a complaint can be looked at again. Time only decides how many rounds there
/// are: a round follows from its seed alone.
package struct Fuzzer {
    let name: String
    let seconds: UInt64
    let first: UInt64
    /// So many rounds whatever time they take; 0 where time decides.
    let wanted: UInt64

    /// - Parameter campaign: rounds in a long campaign; without it, time decides there too.
    package init(_ name: String, campaign: UInt64 = 0) {
        self.name = name
        wanted = Campaign.isLong ? campaign : 0
        seconds = RunningProcess.variable("QENEX_FUZZ_SECONDS").flatMap(UInt64.init) ?? 1
        first =
            RunningProcess.variable("QENEX_FUZZ_SEED").flatMap(UInt64.init)
            ?? SystemRandomness().u64() >> 24
    }

    /// Runs rounds until the time is over or a round complains.
    ///
    /// - Returns: the first complaint, with its seed.
    package func run(_ round: (FuzzDice) throws -> String?) -> String? {
        // Said at once and whole: a round that ends the process tells nothing afterwards.
        StandardError.write("fuzzer \(name): first seed \(first)\n")
        let clock = SystemClock()
        let start = clock.monotonic()
        var rounds: UInt64 = 0
        repeat {
            let seed = first &+ rounds
            rounds += 1
            do {
                if let complaint = try round(FuzzDice(seed: seed)) {
                    return "\(name), QENEX_FUZZ_SEED=\(seed): \(complaint)"
                }
            } catch { return "\(name), QENEX_FUZZ_SEED=\(seed): \(error)" }
        } while wanted > 0
            ? rounds < wanted : clock.monotonic() - start < seconds * 1_000_000_000
        StandardError.write("fuzzer \(name): \(rounds) rounds\n")
        return nil
    }
}
