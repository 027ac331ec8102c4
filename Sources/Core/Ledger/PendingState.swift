/// What became of a pending transfer.
///
/// It is resolved at most once.
package enum PendingState: Hashable, Sendable {
    case pending
    case posted(amount: UInt128)
    case voided
    case expired
}
