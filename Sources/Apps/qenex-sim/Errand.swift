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
                guard let number = rest.popFirst().flatMap({ UInt64($0) }), number < 1 << 32 else {
                    return nil
                }
                if word == "--seed" { first = number } else { count = number }
            default: return nil
            }
        }
    }

    /// Runs the seeds.
    ///
    /// - Returns: the exit code: 1 where a seed found something.
    func perform() -> Int32 {
        var failures = 0
        let started = SystemClock().monotonic()
        for seed in first..<(first + count) where !run(seed) { failures += 1 }
        let milliseconds = (SystemClock().monotonic() - started) / 1_000_000
        _ = StandardStream.error.write(
            "\(count) seeds in \(milliseconds) ms, \(failures) found something\n")
        return failures == 0 ? 0 : 1
    }

    private func run(_ seed: UInt64) -> Bool {
        let say: ((String) -> Void)? = isVerbose ? { StandardStream.output.line($0) } : nil
        do throws(Simulation.Failure) {
            let outcome = try Simulation.run(seed: seed, say: say)
            StandardStream.output.line(
                "seed \(seed): \(outcome.payments) payments, \(outcome.transfers) transfers, "
                    + "\(outcome.crashes) crashes, state \(outcome.hash)")
            return true
        } catch {
            StandardStream.error.line(isVerbose ? error.reason : error.description)
            return false
        }
    }
}
