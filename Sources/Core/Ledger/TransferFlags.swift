/// What kind of movement a transfer is; the bits are TigerBeetle's.
package struct TransferFlags: OptionSet, Hashable, BitwiseCopyable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Succeeds or fails together with the next event of the batch.
    package static var linked: Self { Self(rawValue: 1 << 0) }
    /// Holds the amount until it is posted, voided, or expires.
    package static var pending: Self { Self(rawValue: 1 << 1) }
    /// Posts all or part of a pending transfer and releases the rest.
    package static var postPendingTransfer: Self { Self(rawValue: 1 << 2) }
    /// Releases a pending transfer.
    package static var voidPendingTransfer: Self { Self(rawValue: 1 << 3) }
    /// Moves at most what keeps the debit account's debits within its credits.
    package static var balancingDebit: Self { Self(rawValue: 1 << 4) }
    /// Moves at most what keeps the credit account's credits within its debits.
    package static var balancingCredit: Self { Self(rawValue: 1 << 5) }
    /// Closes the debit account; pending transfers only.
    package static var closingDebit: Self { Self(rawValue: 1 << 6) }
    /// Closes the credit account; pending transfers only.
    package static var closingCredit: Self { Self(rawValue: 1 << 7) }
    /// Brings its own timestamp from the past.
    package static var imported: Self { Self(rawValue: 1 << 8) }

    /// The stored record has an extension; no event comes with it, and no answer tells it.
    package static var extended: Self { Self(rawValue: 1 << 15) }

    /// The bits that have a meaning; an event with any other is refused.
    static var known: Self { Self(rawValue: (1 << 9) - 1) }
    static var resolving: Self { [.postPendingTransfer, .voidPendingTransfer] }
    static var balancing: Self { [.balancingDebit, .balancingCredit] }
    static var closing: Self { [.closingDebit, .closingCredit] }

    /// Whether the two sets share a flag.
    @inline(__always)
    func overlaps(_ other: Self) -> Bool { rawValue & other.rawValue != 0 }
}
