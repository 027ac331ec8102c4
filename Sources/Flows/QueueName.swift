import PaymentModel

/// The queues that people work through: each is the same kind of list.
///
/// The raw value stands in the archive.
package enum QueueName: Int64, CaseIterable, Sendable {
    /// Payments whose outcome is unknown.
    case exceptions = 1
    /// Money on `unapplied-in`.
    case unapplied
    /// What waits for a second person.
    case approvals
    /// Orders for a later day or time.
    case warehoused
    /// What books and clearing do not agree on.
    case breaks
    /// Payments that are asked back, until theirs or our answer is there.
    case recalls

    package var name: String {
        switch self {
        case .exceptions: "exceptions"
        case .unapplied: "unapplied"
        case .approvals: "approvals"
        case .warehoused: "warehoused"
        case .breaks: "breaks"
        case .recalls: "recalls"
        }
    }

    package init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// Where a payment in a state waits.
    init?(_ state: PaymentState) {
        switch state {
        case .outcomeUnknown: self = .exceptions
        case .parked: self = .unapplied
        case .warehoused: self = .warehoused
        default: return nil
        }
    }
}
