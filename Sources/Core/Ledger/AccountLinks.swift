/// What is kept beside an account: the ends of its chains, and its extension record.
struct AccountLinks: BitwiseCopyable {
    /// The newest transfer on either side of the account, or ``IdentifierIndex/none``.
    var newestTransfer = IdentifierIndex.none
    /// The newest expiry of one of its pending transfers, or ``IdentifierIndex/none``.
    var newestExpiry = IdentifierIndex.none
    /// How far debits may exceed credits where the account limits its debits; minor units.
    var creditLine: UInt128 = 0
}
