/// Where a payment stands.
///
/// The raw value stands in journals and snapshots and never changes its meaning.
package enum PaymentState: UInt8, Sendable, CaseIterable {
    // Outgoing and between accounts here.
    /// Refused by us or by the clearing; the debtor has everything.
    case rejected = 1
    /// Money held, the message to the clearing is in the outbox.
    case held = 2
    /// The clearing has accepted it; not settled.
    case accepted = 3
    /// Out of the debtor's account, not settled.
    case booked = 4
    /// Final.
    case settled = 5
    /// Settled, then sent back to us; the debtor has the money again.
    case returned = 6
    /// No answer, and nothing may be assumed; the hold stays.
    case outcomeUnknown = 7
    /// Kept until its day or time: nothing is held, nothing has left.
    case warehoused = 8
    /// Ended before its day, by somebody who may; nothing was ever held.
    case cancelled = 9
    /// Above what one person may order: a second must release it; nothing is held.
    case awaitingApproval = 10

    // Incoming.
    /// Announced by the clearing; settles with a cycle.
    case announced = 20
    /// Instant: our yes has left; the credit waits for the clearing's confirmation.
    case awaitingConfirmation = 21
    /// In the creditor's account. Final.
    case credited = 22
    /// Settled to us and parked, for want of an account to credit.
    case parked = 23
    /// Instant: refused by us; nothing was booked.
    case refused = 24
    /// On its way back.
    case returning = 25
    /// Sent back and settled. Final.
    case sentBack = 26
    /// Instant: withdrawn by the clearing after our yes.
    case withdrawn = 27

    package var name: String {
        switch self {
        case .rejected: "rejected"
        case .held: "held"
        case .accepted: "accepted"
        case .booked: "booked"
        case .settled: "settled"
        case .returned: "returned"
        case .outcomeUnknown: "outcome_unknown"
        case .warehoused: "warehoused"
        case .cancelled: "cancelled"
        case .awaitingApproval: "awaiting_approval"
        case .announced: "announced"
        case .awaitingConfirmation: "awaiting_confirmation"
        case .credited: "credited"
        case .parked: "parked"
        case .refused: "refused"
        case .returning: "returning"
        case .sentBack: "sent_back"
        case .withdrawn: "withdrawn"
        }
    }

    package init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// Nothing more is expected to happen to it.
    package var isFinal: Bool {
        switch self {
        case .rejected, .settled, .returned, .cancelled, .credited, .refused, .sentBack, .withdrawn:
            true
        case .held, .accepted, .booked, .outcomeUnknown, .warehoused, .awaitingApproval, .announced,
            .awaitingConfirmation, .parked, .returning:
            false
        }
    }
}
