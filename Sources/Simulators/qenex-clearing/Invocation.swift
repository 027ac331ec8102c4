import Clearing
import Platform

/// Why a command line was not understood.
enum UsageError: Error {
    case nothing
    case missing(String)
    case malformed(option: String, found: String, wanted: String)
    case unknown(String)

    var text: String {
        switch self {
        case .nothing: "nothing to do"
        case .missing(let name): "\(name) is missing"
        case .malformed(let option, let found, let wanted):
            "\(option): found '\(found)', wanted \(wanted)"
        case .unknown(let option): "not understood: \(option)"
        }
    }
}

/// A command line, understood.
enum Invocation {
    case run(Run)
    case ask(Errand)
    case help

    static let usage = """
        usage: qenex-clearing run --spool DIR --bank BIC [--state FILE] [--script FILE]
                   [--xsd DIR] [--start TIME] [--seed N] [--poll DURATION] [--once]
               qenex-clearing settle now [scheme=SCT] --spool DIR
               qenex-clearing statement now --spool DIR
               qenex-clearing originate scheme=SCT creditor-iban=IBAN amount=250.00 --spool DIR
               qenex-clearing fund 1000000.00 [scheme=SCT] --spool DIR
               qenex-clearing books | status | transfers | rules --spool DIR
               qenex-clearing clock show | clock advance 1h --spool DIR
               any other line of the script language works the same way
        exit codes: 0 done, 1 failed or refused, 2 usage, 6 no answer in time
        """

    init(_ arguments: [String]) throws(UsageError) {
        guard let first = arguments.first else { throw .nothing }
        switch first {
        case "run": self = .run(try Run(Array(arguments.dropFirst())))
        case "help", "--help", "-h": self = .help
        default: self = .ask(try Errand(arguments))
        }
    }

    func perform() -> Int32 {
        switch self {
        case .run(let run): return run.perform()
        case .ask(let errand): return errand.perform()
        case .help:
            StandardStream.output.line(Self.usage)
            return 0
        }
    }
}

/// Takes options with values off a command line.
struct Options {
    private(set) var rest: [String]

    init(_ arguments: [String]) { rest = arguments }

    mutating func value(_ name: String) throws(UsageError) -> String? {
        guard let index = rest.firstIndex(of: name) else { return nil }
        guard index + 1 < rest.count else { throw .missing("the value of \(name)") }
        let value = rest[index + 1]
        rest.removeSubrange(index...(index + 1))
        return value
    }

    mutating func need(_ name: String) throws(UsageError) -> String {
        guard let value = try value(name) else { throw .missing(name) }
        return value
    }

    mutating func read<Value>(
        _ name: String, _ wanted: String, _ read: (String) -> Value?
    ) throws(UsageError) -> Value? {
        guard let text = try value(name) else { return nil }
        guard let value = read(text) else {
            throw .malformed(option: name, found: text, wanted: wanted)
        }
        return value
    }

    mutating func flag(_ name: String) -> Bool {
        guard let index = rest.firstIndex(of: name) else { return false }
        rest.remove(at: index)
        return true
    }
}
