import Flows
import Ledger

/// A record that travels in batches: its columns and flags by TigerBeetle's names.
protocol BatchRow: WireRecord {
    static var mediaType: String { get }
    static var columns: [BatchColumn<Self>] { get }
    /// What a record of this kind can have beyond its 128 bytes.
    static var fields: [BatchField<Extension>] { get }
    /// An extension that says nothing.
    static var nothingMore: Extension { get }
    /// Whose ids metadata are salted with.
    static var metadataScope: Metadata.Scope { get }
    static var metadataPath: any WritableKeyPath<Extension, MetadataHash> & Sendable { get }
    /// Whether something becomes of one that was made.
    static var hasFates: Bool { get }
    /// Names of flags by their bits, from the lowest.
    static var flagNames: [String] { get }
    static func statusName(_ number: UInt32) -> String
    /// A record whose numbers are all zero.
    static var blank: Self { get }
    var flagBits: UInt16 { get set }
}

extension BatchRow {
    /// The names of all columns, in the order in which they are written.
    static var names: [String] { columns.map(\.name) + ["flags"] }

    /// The names of the flags that are set.
    var setFlags: [String] {
        Self.flagNames.enumerated().filter { flagBits & 1 << UInt16($0.offset) != 0 }
            .map(\.element)
    }

    /// Sets flags by their names.
    ///
    /// - Returns: the first that is none.
    mutating func set(flags names: some Sequence<String>) -> String? {
        for name in names {
            guard let bit = Self.flagNames.firstIndex(of: name) else { return name }
            flagBits |= 1 << UInt16(bit)
        }
        return nil
    }
}

extension Transfer: BatchRow {
    static let mediaType = "application/vnd.qenex.transfers"
    static let columns: [BatchColumn<Transfer>] = [
        BatchColumn("id", \.id),
        BatchColumn("debit_account_id", \.debitAccountID),
        BatchColumn("credit_account_id", \.creditAccountID),
        BatchColumn("amount", \.amount),
        BatchColumn("pending_id", \.pendingID),
        BatchColumn("user_data_128", \.userData128),
        BatchColumn("user_data_64", \.userData64),
        BatchColumn("user_data_32", \.userData32),
        BatchColumn("timeout", \.timeout),
        BatchColumn("ledger", \.ledger),
        BatchColumn("code", \.code),
        BatchColumn("timestamp", \.timestamp),
    ]
    static let flagNames = [
        "linked", "pending", "post_pending_transfer", "void_pending_transfer", "balancing_debit",
        "balancing_credit", "closing_debit", "closing_credit", "imported",
    ]

    static func statusName(_ number: UInt32) -> String { TransferStatus(rawValue: number).name }

    static var blank: Transfer { Transfer(id: 0) }
    static var nothingMore: TransferExtension { TransferExtension() }
    static var fields: [BatchField<TransferExtension>] { TransferExtension.fields }
    static var metadataScope: Metadata.Scope { .transfer }
    static var hasFates: Bool { true }
    static var metadataPath: any WritableKeyPath<TransferExtension, MetadataHash> & Sendable {
        \.metadata
    }

    var flagBits: UInt16 {
        get { flags.rawValue }
        set { flags = TransferFlags(rawValue: newValue) }
    }
}

extension Account: BatchRow {
    static let mediaType = "application/vnd.qenex.accounts"
    static let columns: [BatchColumn<Account>] = [
        BatchColumn("id", \.id),
        BatchColumn("debits_pending", \.debitsPending),
        BatchColumn("debits_posted", \.debitsPosted),
        BatchColumn("credits_pending", \.creditsPending),
        BatchColumn("credits_posted", \.creditsPosted),
        BatchColumn("user_data_128", \.userData128),
        BatchColumn("user_data_64", \.userData64),
        BatchColumn("user_data_32", \.userData32),
        BatchColumn("reserved", \.reserved),
        BatchColumn("ledger", \.ledger),
        BatchColumn("code", \.code),
        BatchColumn("timestamp", \.timestamp),
    ]
    static let flagNames = [
        "linked", "debits_must_not_exceed_credits", "credits_must_not_exceed_debits", "history",
        "imported", "closed",
    ]

    static func statusName(_ number: UInt32) -> String { AccountStatus(rawValue: number).name }

    static var blank: Account { Account(id: 0, ledger: 0, code: 0) }
    static var nothingMore: AccountExtension { AccountExtension() }
    static var fields: [BatchField<AccountExtension>] { AccountExtension.fields }
    static var metadataScope: Metadata.Scope { .account }
    static var hasFates: Bool { false }
    static var metadataPath: any WritableKeyPath<AccountExtension, MetadataHash> & Sendable {
        \.metadata
    }

    var flagBits: UInt16 {
        get { flags.rawValue }
        set { flags = AccountFlags(rawValue: newValue) }
    }
}
