/// A payment scheme that the clearing runs, with an account of every participant in it.
package struct Scheme: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Settles in cycles: every so many milliseconds, or only when told.
        case cycles(every: Int64?)
        /// Settles one by one, within a clock in milliseconds; with or without a confirmation to
        /// the receiver.
        case instant(clock: Int64, confirms: Bool)
    }

    package var name: String
    package var kind: Kind
    /// What stands in `SttlmInf/ClrSys`, and whether as `Cd` or as `Prtry`.
    package var system: String
    package var systemIsCode = false
    /// Transfers in one message.
    package var transfersMax = 1000
    /// Entries in one report; more go into further pages.
    package var entriesPerReport = 5000

    package var isInstant: Bool {
        if case .instant = kind { return true }
        return false
    }

    /// The participant's account, as reports name it.
    func account(of participant: BIC) -> String { "\(name)-EUR-\(participant.full)" }
}

/// A bank that takes part; all but the bank under test are made up.
package struct Participant: Hashable, Sendable {
    package var bic: BIC
    package var name: String
    /// What it holds in each scheme at the beginning.
    package var liquidity: Cents
}
