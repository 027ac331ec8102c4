/// What is kept beside a transfer: the next older one of either account, and its pending record.
struct TransferLinks: BitwiseCopyable {
    var previousOfDebit: UInt32
    var previousOfCredit: UInt32
    /// The record of the pending transfer that this one is, or resolves, or none.
    var pending = IdentifierIndex.none
}
