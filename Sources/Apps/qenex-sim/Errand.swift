import Platform
import Simulation

/// What the command line asks for.
struct Errand {
    static let usage = """
        usage: qenex-sim [--seed N] [--seeds COUNT] [--verbose]

          --seed N       the first seed (0)
          --seeds COUNT  so many seeds from there on (1)
          --verbose      tell what happens

        """

    private var first: UInt64 = 0
    private var count: UInt64 = 1
    private var isVerbose = false

    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--verbose": isVerbose = true
            case "--seed", "--seeds":
                guard let number = rest.popFirst().flatMap({ UInt64($0) }) else { return nil }
                if word == "--seed" { first = number } else { count = number }
            default: return nil
            }
        }
    }

    /// - Returns: the exit code: 1 where a seed found something.
    func perform() -> Int32 {
        var failures = 0
        let started = SystemClock().monotonic()
        for seed in first..<(first + count) {
            do throws(Simulation.Failure) {
                let say: ((String) -> Void)? =
                    isVerbose ? { StandardStream.output.line($0) } : nil
                let outcome = try Simulation.run(seed: seed, say: say)
                guard count == 1 || isVerbose else { continue }
                StandardStream.output.line(
                    "seed \(seed): \(outcome.payments) payments, \(outcome.transfers) transfers, "
                        + "\(outcome.crashes) crashes, state \(outcome.hash)")
            } catch {
                failures += 1
                tell(error)
            }
        }
        let milliseconds = (SystemClock().monotonic() - started) / 1_000_000
        StandardStream.output.line(
            "\(count) seeds in \(milliseconds) ms, \(failures) found something")
        return failures == 0 ? 0 : 1
    }

    private func tell(_ failure: Simulation.Failure) {
        if !isVerbose { for line in failure.recent { StandardStream.error.line(line) } }
        StandardStream.error.line("seed \(failure.seed): \(failure.reason)")
        StandardStream.error.line("again: qenex-sim --seed \(failure.seed) --verbose")
    }
}
