/// How an entry of somebody's statement is found among our own: one row; rows are tried in order.
package struct MatchRule: Hashable, Sendable {
    /// Which identification must be the same on both sides.
    package enum Reference: String, CaseIterable, Hashable, Sendable {
        /// TxId of a transfer, RtrId of a return.
        case transaction
        case endToEnd = "end_to_end"
        /// MsgId of the message that carried it.
        case message
        /// None: amount and day alone.
        case none
    }

    /// Whether several entries of one side together are one of the other.
    package enum Many: String, CaseIterable, Hashable, Sendable {
        case none
        /// Several of ours, of one reference, are one of theirs.
        case ours
        /// Several of theirs, of one reference, are one of ours.
        case theirs
    }

    package static let countMax = 64
    package static let daysMax = 366
    package static let nameBytesMax = 64

    package let name: String
    package let reference: Reference
    package let many: Many
    /// Calendar days by which the two may lie apart.
    package let days: Int32
    /// Minor units by which the amounts may differ.
    package let tolerance: Int128

    /// Many without a reference would be a guess among sums: a programmer's error.
    package init(
        name: String, reference: Reference, many: Many = .none, days: Int32 = 0,
        tolerance: Int128 = 0
    ) {
        precondition(many == .none || reference != .none, "Sums need a reference.")
        self.name = name
        self.reference = reference
        self.many = many
        self.days = days
        self.tolerance = tolerance
    }

    /// Used where nothing is configured: identifications first, amounts to the last unit.
    package static let standard = [
        MatchRule(name: "transaction", reference: .transaction, days: 5),
        MatchRule(name: "end-to-end", reference: .endToEnd, days: 5),
        MatchRule(name: "message sum", reference: .message, many: .ours, days: 5),
        MatchRule(name: "amount and day", reference: .none),
    ]
}
