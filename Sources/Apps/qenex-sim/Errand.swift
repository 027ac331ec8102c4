import Platform
import Simulation

/// What the command line asks for.
struct Errand {
    static let usage = """
        usage: qenex-sim [--fortnight] [--seed N] [--seeds COUNT] [--verbose]

          --fortnight    fourteen days with a holiday, a change of clocks, a month's end and crashes
                         inside the end of day; each seed twice, to the same files
          --seed N       the first seed (0)
          --seeds COUNT  so many seeds from there on (1)
          --verbose      tell what happens

        """

    private var first: UInt64 = 0
    private var count: UInt64 = 1
    private var isVerbose = false
    private var isFortnight = false

    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--verbose": isVerbose = true
            case "--fortnight": isFortnight = true
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
        for seed in first..<(first + count) {
            let isFine = isFortnight ? liveTwice(seed) : run(seed)
            if !isFine { failures += 1 }
        }
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

    /// A fortnight, and the same again.
    private func liveTwice(_ seed: UInt64) -> Bool {
        let say: ((String) -> Void)? = isVerbose ? { StandardStream.output.line($0) } : nil
        do throws(Simulation.Failure) {
            let outcome = try Fortnight.run(seed: seed, say: say)
            for day in outcome.days { StandardStream.output.line(day) }
            for (what, times) in outcome.happenings {
                StandardStream.output.line("\(times) \(what.rawValue)")
            }
            let again = try Fortnight.run(seed: seed)
            let isSame = again.digest == outcome.digest && again.hash == outcome.hash
            StandardStream.output.line(
                "seed \(seed): \(outcome.files) files, of them \(outcome.statements) statements, "
                    + "sha256 \(outcome.digest), a second run: "
                    + (isSame ? "the same" : "others, \(again.digest)"))
            return isSame
        } catch {
            StandardStream.error.line(isVerbose ? error.reason : error.description)
            return false
        }
    }
}
