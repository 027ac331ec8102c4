/// What the holder of a token is there for.
///
/// The raw value stands in journals and snapshots and never changes its meaning.
package enum TokenRole: UInt8, Sendable, CaseIterable {
    /// May do everything, and alone gives and takes away tokens.
    case administrator = 1
    /// The bank's daily work: accounts, orders, days, exceptions.
    case `operator`
    /// Releases or refuses what others have asked for.
    case approver
    /// Reads everything and changes nothing, but may sign a closed day.
    case auditor
    /// A customer's machine: gives orders, and reads what became of them.
    case channel

    package var name: String {
        switch self {
        case .administrator: "administrator"
        case .operator: "operator"
        case .approver: "approver"
        case .auditor: "auditor"
        case .channel: "channel"
        }
    }

    package init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// May end what others have asked for, unless it has asked itself.
    package var approves: Bool { self == .administrator || self == .approver }
}
