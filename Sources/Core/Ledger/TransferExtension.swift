/// What a transfer has beyond the 128 bytes of its record: links, dates, legs, a rate, metadata.
///
/// It is stored beside the transfers in the order of creation, and found by the transfer's ordinal;
/// the record's flags say that there is one (``TransferFlags/extended``). 96 bytes without a gap.
package struct TransferExtension: Hashable, BitwiseCopyable, Sendable {
    /// What the transfer that is named has to do with this one.
    package enum LinkKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
        case none
        /// This one takes the other one back: accounts swapped, the same amount, once.
        case reverts
        /// Both are the two sides of one exchange, each in its own ledger.
        case converts
        /// They belong together in a way that the ledger does not know.
        case relates
        /// The link names a schedule that made this one, and no transfer.
        case scheduled
    }

    package var metadata: MetadataHash
    /// What legs of one transaction have in common; 0 for none.
    package var transactionID: UInt128
    /// The id that ``linkKind`` is about; 0 for none.
    package var link: UInt128
    /// With ``rateScale``, an exchange rate; 0 for none.
    package var rateCoefficient: UInt64
    package var valueDate: ValueDate
    /// The place of this leg, from 1, of ``legCount``; both 0 where it is none.
    package var leg: UInt16
    package var legCount: UInt16
    /// A number, not the kind itself: bytes of a file are nothing else until they are looked at.
    private var rawKind: UInt8
    /// Decimals of the rate.
    package var rateScale: UInt8
    /// How the converted amount was rounded: a number whose meaning is its maker's; 0 for none.
    package var rounding: UInt8
    private var reserved8: UInt8 = 0
    private var reserved32: UInt32 = 0
    private var reserved64: UInt64 = 0

    /// Decimals that any coefficient can be divided by.
    package static var rateScaleMax: UInt8 { 38 }

    package init(
        metadata: MetadataHash = .none, transactionID: UInt128 = 0, leg: UInt16 = 0,
        legCount: UInt16 = 0, link: UInt128 = 0, linkKind: LinkKind = .none,
        valueDate: ValueDate = .none, rateCoefficient: UInt64 = 0, rateScale: UInt8 = 0,
        rounding: UInt8 = 0
    ) {
        self.metadata = metadata
        self.transactionID = transactionID
        self.link = link
        self.rateCoefficient = rateCoefficient
        self.valueDate = valueDate
        self.leg = leg
        self.legCount = legCount
        rawKind = linkKind.rawValue
        self.rateScale = rateScale
        self.rounding = rounding
    }

    package var linkKind: LinkKind {
        get { LinkKind(rawValue: rawKind) ?? .none }
        set { rawKind = newValue.rawValue }
    }

    /// Whether it says nothing, so that a transfer needs none.
    package var isEmpty: Bool { self == TransferExtension() }

    /// Whether a stored extension can look so.
    var isStorable: Bool {
        !isEmpty && LinkKind(rawValue: rawKind) != nil && valueDate.isValid && isWellFormed
            && reserved8 == 0 && reserved32 == 0 && reserved64 == 0
    }

    /// Whether its fields agree with each other; a value date is looked at by itself.
    var isWellFormed: Bool {
        let isLinked = linkKind != .none
        let hasRate = rateCoefficient != 0
        return isLinked == (link != 0) && link != .max && leg <= legCount
            && (leg == 0) == (legCount == 0) && (leg == 0 || transactionID != 0)
            && (hasRate || rateScale == 0) && rateScale <= Self.rateScaleMax
    }
}
