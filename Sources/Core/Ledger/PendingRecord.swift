/// The life of one pending transfer.
struct PendingRecord: BitwiseCopyable {
    enum Stage: UInt32, BitwiseCopyable { case pending, posted, voided, expired }

    /// The ordinal of the pending transfer.
    var transfer: UInt32
    /// The ordinal of the transfer that resolved it, or of its expiry; none while it is pending.
    var resolution = IdentifierIndex.none
    /// Its place in the queue of expiries, or none.
    var queuePlace = IdentifierIndex.none
    var stage = Stage.pending
}
