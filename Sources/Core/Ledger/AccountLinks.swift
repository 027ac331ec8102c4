/// What is kept beside an account: the ends of its chains, and where its extension lies.
struct AccountLinks: BitwiseCopyable {
    /// The newest transfer on either side of the account, or ``IdentifierIndex/none``.
    var newestTransfer = IdentifierIndex.none
    /// The newest expiry of one of its pending transfers, or ``IdentifierIndex/none``.
    var newestExpiry = IdentifierIndex.none
    /// The place of its extension, or ``IdentifierIndex/none``.
    ///
    /// It stays where the extension has become empty and the account's flags no longer tell of it.
    var extensionPlace = IdentifierIndex.none
    /// The place of its newest child's record, or ``IdentifierIndex/none``.
    var newestChild = IdentifierIndex.none
}
