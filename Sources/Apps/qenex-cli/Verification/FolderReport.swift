import Cryptography
import Journal

/// What an offline check of a data folder found.
struct FolderReport {
    let environment: LogEnvironment
    let journal: LogReport
    /// Commands that came to their recorded outcome.
    var commands: UInt64 = 0
    var accounts = 0
    var transfers = 0
    var openPayments = 0
    /// The state's hash behind the last good entry.
    var stateHash: Digest?
    var snapshotsCompared = 0
    var totals: [CurrencyTotal] = []
    /// The first thing that is not as it should be, with its place.
    var problem: String?

    init(environment: LogEnvironment, journal: LogReport) {
        self.environment = environment
        self.journal = journal
    }

    /// Only the first problem counts: those behind it follow from it.
    mutating func note(_ problem: String?) {
        if self.problem == nil { self.problem = problem }
    }
}
