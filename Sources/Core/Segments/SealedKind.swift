/// What the entries of a sealed file are.
package enum SealedKind: UInt32, CaseIterable, Sendable {
    /// Transfers in the order of their ordinals and so of their timestamps: 128 bytes of record, 12 of
    /// links.
    case records = 1
    /// Transfers' ids in their order, 16 bytes each, with the ordinal, 4 bytes.
    case identifiers = 2
    /// Keys of duplicates in their order, 16 bytes each, with what was seen, 5 bytes.
    case keys = 3
    /// Extensions of transfers of one record file, by ordinal: 4 bytes, then 96.
    ///
    /// `first` is that of the record file; `count` is how many there are.
    case extensions = 4
    /// Hashes of accounts with ordinals of their transfers in the order of both, 8 bytes, two for each
    /// transfer of a record file.
    case accounts = 5

    package var entryBytes: Int {
        switch self {
        case .records: 140
        case .identifiers: 20
        case .keys: 21
        case .extensions: 100
        case .accounts: 8
        }
    }

    /// 29 records and 203 ids both take 4,060 bytes, 193 keys 4,053, 40 extensions 4,000, 507 places of
    /// accounts 4,056.
    package var entriesPerBlock: Int { SealedBlock.payloadBytes / entryBytes }

    /// Whether entries are sorted by their ids, with filter and fences behind them.
    var isRun: Bool { self == .identifiers || self == .keys }
    /// Whether the first entry of each block is told again behind them.
    var hasFences: Bool { isRun || self == .accounts }
    /// Entries of one transfer.
    var entriesEach: Int { self == .accounts ? 2 : 1 }

    /// Bits of filter an entry: a read for nothing delays a batch of transfers, so that ids have
    /// more of them than keys, of which a payment asks for a few.
    var filterBits: Int {
        switch self {
        case .records, .extensions, .accounts: 0
        case .identifiers: 32
        case .keys: 20
        }
    }

    var word: String {
        switch self {
        case .records: "records"
        case .identifiers: "ids"
        case .keys: "keys"
        case .extensions: "extensions"
        case .accounts: "accounts"
        }
    }
}
