/// What the program tells the shell.
enum ExitCode: Int32, Sendable, CaseIterable {
    case done = 0
    case error = 1
    case usage = 2
    case notFound = 3
    case conflict = 4
    case notAllowed = 5
    case outcomeUnknown = 6
    case underWay = 7

    var meaning: String {
        switch self {
        case .done: "done"
        case .error: "error"
        case .usage: "wrong usage"
        case .notFound: "not found"
        case .conflict: "conflict with what is there"
        case .notAllowed: "not allowed"
        case .underWay: "done, and what it began has not ended within the time"
        case .outcomeUnknown: "outcome unknown: the request may have been carried out"
        }
    }
}

/// Why a command ends without having done its work.
struct Failure: Error, Sendable {
    let code: ExitCode
    let message: String

    init(_ code: ExitCode, _ message: String) {
        self.code = code
        self.message = message
    }

    static func usage(_ message: String) -> Failure { Failure(.usage, message) }
}
