/// What an account has beyond the 128 bytes of its record: limits, its place in a tree, metadata.
///
/// It lies in a page of its own, and is read only where the record's flags say that there is one
/// (``AccountFlags/extended``). 112 bytes without a gap.
package struct AccountExtension: Hashable, BitwiseCopyable, Sendable {
    /// What is stopped on an account; holds can still be voided and can run out.
    package struct Blocks: OptionSet, Hashable, BitwiseCopyable, Sendable {
        package let rawValue: UInt64

        package init(rawValue: UInt64) { self.rawValue = rawValue }

        package static var debits: Self { Self(rawValue: 1 << 0) }
        package static var credits: Self { Self(rawValue: 1 << 1) }
        static var known: Self { [.debits, .credits] }
    }

    /// How far debits may exceed credits where the account limits its debits; minor units.
    package var creditLine: UInt128
    private var lowest: Int128
    private var highest: Int128
    /// The id of the account above it in the tree; 0 for none.
    package var parent: UInt128
    package var metadata: MetadataHash
    package var blocks: Blocks
    private var reserved: UInt64 = 0

    package init(
        creditLine: UInt128 = 0, minimum: Int128? = nil, maximum: Int128? = nil,
        parent: UInt128 = 0, metadata: MetadataHash = .none, blocks: Blocks = []
    ) {
        self.creditLine = creditLine
        lowest = minimum ?? .min
        highest = maximum ?? .max
        self.parent = parent
        self.metadata = metadata
        self.blocks = blocks
    }

    /// What credits less debits must not come below by a debit, pending debits counted.
    ///
    /// In minor units, with a sign; `nil` for no limit. The lowest number of 128 bits stands for
    /// none: no limit of anybody's is that low.
    package var minimum: Int128? {
        get { lowest == .min ? nil : lowest }
        set { lowest = newValue ?? .min }
    }

    /// What credits less debits must not come above by a credit, pending credits counted; `nil` for
    /// no limit.
    package var maximum: Int128? {
        get { highest == .max ? nil : highest }
        set { highest = newValue ?? .max }
    }

    /// Whether it says nothing, so that an account needs none.
    package var isEmpty: Bool { self == AccountExtension() }

    /// Whether a stored extension can look so.
    var isStorable: Bool {
        !isEmpty && reserved == 0 && Blocks.known.isSuperset(of: blocks) && !isContradictory
    }

    /// Whether no balance could be within its limits.
    var isContradictory: Bool { lowest > highest }
}
