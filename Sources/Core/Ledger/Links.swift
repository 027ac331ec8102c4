/// What is kept beside an account: the ends of its chains, and its extension record.
struct AccountLinks: BitwiseCopyable {
    /// The newest transfer on either side of the account, or ``IdentifierIndex/none``.
    var newestTransfer = IdentifierIndex.none
    /// The newest expiry of one of its pending transfers, or ``IdentifierIndex/none``.
    var newestExpiry = IdentifierIndex.none
    /// How far debits may exceed credits where the account limits its debits; minor units.
    var creditLine: UInt128 = 0
}

/// What is kept beside a transfer: the next older one of either account, and its pending record.
struct TransferLinks: BitwiseCopyable {
    var previousOfDebit: UInt32
    var previousOfCredit: UInt32
    /// The record of the pending transfer that this one is, or resolves, or none.
    var pending = IdentifierIndex.none
}

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

/// A pending transfer that ran out, in a chain per account like a transfer.
struct ExpiryRecord: BitwiseCopyable {
    var pending: UInt32
    var previousOfDebit: UInt32
    var previousOfCredit: UInt32
    /// The instant at which it was released, in nanoseconds.
    var releasedAt: UInt64
}

/// A transfer's id that failed for a transient reason and so never succeeds again.
struct BurnedID: BitwiseCopyable {
    var id: UInt128
    var timestamp: UInt64
    var status: UInt32
    var reserved: UInt32 = 0
}
