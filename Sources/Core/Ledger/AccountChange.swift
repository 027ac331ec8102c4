/// What an account's extension was before it changed.
struct AccountChange: BitwiseCopyable {
    let account: UInt32
    /// Where the extension lay, or ``IdentifierIndex/none``.
    let place: UInt32
    let before: AccountExtension
}
