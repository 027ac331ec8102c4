/// What the entries of a sealed file are.
package enum SealedKind: UInt32, CaseIterable, Sendable {
    /// Transfers in the order of their ordinals and so of their timestamps: 128 bytes of record, 12 of
    /// links.
    case records = 1
    /// Transfers' ids in their order, 16 bytes each, with the ordinal, 4 bytes.
    case identifiers = 2

    package var entryBytes: Int {
        switch self {
        case .records: 140
        case .identifiers: 20
        }
    }

    /// 29 records and 203 ids both take 4,060 bytes.
    package var entriesPerBlock: Int { SealedBlock.payloadBytes / entryBytes }

    var word: String {
        switch self {
        case .records: "records"
        case .identifiers: "ids"
        }
    }
}
