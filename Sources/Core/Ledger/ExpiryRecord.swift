/// A pending transfer that ran out, in a chain per account like a transfer.
struct ExpiryRecord: BitwiseCopyable {
    var pending: UInt32
    var previousOfDebit: UInt32
    var previousOfCredit: UInt32
    var padding: UInt32 = 0
    /// The instant at which it was released, in nanoseconds.
    var releasedAt: UInt64
}
