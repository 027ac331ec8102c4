/// The greatest sizes of a set of books.
///
/// Memory is taken as it is needed, not up front.
package struct BooksLimits: Hashable, Sendable {
    /// The greatest number of accounts: 144 bytes each, 21 in the index, and 112 for an
    /// extension.
    package var accountsMax: Int
    /// The greatest number of transfers: 140 bytes each, 21 in the index, and 112 for an
    /// extension.
    package var transfersMax: Int
    /// The greatest number of ids burned by a transient failure: 32 bytes each.
    package var burnedIDsMax: Int

    /// What 32-bit ordinals can hold, one bit of them telling burned ids from transfers.
    package static var ceiling: Int { (1 << 31) - 2 }

    package init(
        accountsMax: Int = ceiling, transfersMax: Int = ceiling, burnedIDsMax: Int = ceiling
    ) {
        self.accountsMax = min(accountsMax, Self.ceiling)
        self.transfersMax = min(transfersMax, Self.ceiling)
        self.burnedIDsMax = min(burnedIDsMax, Self.ceiling)
    }
}
