/// An account that lies below another one, and the next older one below the same.
struct ChildRecord: BitwiseCopyable {
    /// Ordinals of accounts.
    let account: UInt32
    let parent: UInt32
    /// The place of the next older child's record, or ``IdentifierIndex/none``.
    let previous: UInt32
}
