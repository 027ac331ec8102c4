/// Accounts and transfers by TigerBeetle's rules: a pure state machine.
///
/// The same batches with the same timestamps give the same state and the same refusals, always. It
/// asks no clock, and does no input or output. It is owned by one thread.
///
/// ```swift
/// let books = Books()
/// var refusals: [Refusal] = []
/// accounts.withUnsafeBufferPointer {
///     books.createAccounts($0, timestamp: 1_000, refusals: &refusals)
/// }
/// ```
///
/// Every record gets a unique timestamp: event `i` of a batch has the batch's minus its count plus
/// one plus `i`. Records are never moved or changed, and are also known by their ordinal in the
/// order of creation, which for transfers is the order of their timestamps.
///
/// Transfers may leave memory, oldest first, once somebody else keeps them (`Books+Window.swift`).
/// What is decided does not depend on it: an old transfer that matters is handed in beforehand.
package final class Books {
    package let limits: BooksLimits
    let accounts: Pool<Account>
    let accountLinks: Pool<AccountLinks>
    let accountExtensions: Pool<AccountExtension>
    /// Accounts with a parent, in the order of creation.
    let children: Pool<ChildRecord>
    let accountIndex: IdentifierIndex
    let transfers: Pool<Transfer>
    let transferLinks: Pool<TransferLinks>
    /// In the order of their transfers' ordinals; only of transfers whose flags tell of it.
    let transferExtensions: Pool<ExtensionRecord>
    let transferIndex: IdentifierIndex
    let pendings: Pool<PendingRecord>
    let expiries: Pool<ExpiryRecord>
    let expiryQueue: ExpiryQueue
    let burned: Pool<BurnedID>
    /// In the order in which they were taken back.
    let reverts: Pool<RevertRecord>
    /// Finds a revert by the ordinal of what it took back.
    let revertIndex: IdentifierIndex
    /// Open pending transfers that have left memory otherwise.
    var pinned: OldTransfers
    /// Old transfers that the next batch names.
    var recalled: OldTransfers
    /// Timestamps of old transfers that the next batch names, ascending.
    var takenTimestamps: [UInt64] = []
    /// Extensions of pinned and of recalled transfers, by ordinal.
    var pinnedExtensions: [ExtensionRecord] = []
    var recalledExtensions: [ExtensionRecord] = []
    /// Extensions at places below are of transfers that have left memory.
    var firstExtension = 0
    /// What extensions of accounts were before each change, while a trial is under way.
    var trialChanges: [AccountChange]?
    /// Transfers with ordinals below have left memory.
    package internal(set) var firstResident = 0
    /// The timestamp of the newest transfer that has left memory.
    package internal(set) var lastEvictedTimestamp: UInt64 = 0
    /// Pending records below this one are of transfers that have left memory.
    var firstUnpinned = 0
    /// How many pinned transfers were open when the others were let go.
    var openWhenUnpinned = 0
    let memory: BooksMemory
    let group = Group()
    /// The accounts of the newest batch's events, for whoever writes them down.
    let located = LocatedAccounts()
    /// Those of a batch that was read and is decided next.
    let expected = LocatedAccounts()
    /// The greatest timestamp given to an event, created or not.
    var lastTimestamp: UInt64 = 0
    /// Below this all pending records are resolved; kept up by whoever walks them.
    var openFrom = 0

    /// The greatest timestamp: 2^63 − 1.
    package static var timestampMax: UInt64 { UInt64(Int64.max) }
    package static var defaultIndexSeed: UInt64 { 0x2545_F491_4F6C_DD1D }
    /// Marks a position in the transfers' index that belongs to a burned id.
    static var burnedBit: UInt32 { 1 << 31 }

    /// Empty books.
    ///
    /// `indexSeed` is mixed into the hash of ids, against ids chosen to collide. It is no part of
    /// the state: books with different seeds decide alike and hash alike.
    package init(
        limits: BooksLimits = BooksLimits(),
        indexSeed: UInt64 = defaultIndexSeed,
        memory: BooksMemory = .heap
    ) {
        self.limits = limits
        accounts = Pool(memory)
        accountLinks = Pool(memory)
        accountExtensions = Pool(memory)
        children = Pool(memory)
        accountIndex = IdentifierIndex(seed: indexSeed, memory: memory)
        transfers = Pool(memory)
        transferLinks = Pool(memory)
        transferExtensions = Pool(memory)
        transferIndex = IdentifierIndex(seed: indexSeed, memory: memory)
        pendings = Pool(memory)
        expiries = Pool(memory)
        expiryQueue = ExpiryQueue(records: pendings, memory: memory)
        burned = Pool(memory)
        reverts = Pool(memory)
        revertIndex = IdentifierIndex(seed: indexSeed, memory: memory)
        pinned = OldTransfers(memory)
        recalled = OldTransfers(memory)
        self.memory = memory
    }

    deinit {
        pinned.deallocate()
        recalled.deallocate()
        accounts.deallocate()
        accountLinks.deallocate()
        accountExtensions.deallocate()
        children.deallocate()
        accountIndex.deallocate()
        transfers.deallocate()
        transferLinks.deallocate()
        transferExtensions.deallocate()
        transferIndex.deallocate()
        expiryQueue.deallocate()
        pendings.deallocate()
        expiries.deallocate()
        burned.deallocate()
        reverts.deallocate()
        revertIndex.deallocate()
        group.deallocate()
        located.deallocate()
        expected.deallocate()
    }

    /// Takes the memory for so many records now and touches it, so that none of them waits for it.
    package func prefault(accounts accountsWanted: Int = 0, transfers transfersWanted: Int = 0) {
        accounts.prefault(accountsWanted)
        accountLinks.prefault(accountsWanted)
        accountIndex.prefault(accountsWanted)
        transfers.prefault(transfersWanted)
        transferLinks.prefault(transfersWanted)
        transferIndex.prefault(transfersWanted)
    }

    package var accountCount: Int { accounts.count }
    package var transferCount: Int { transfers.count }
    package var burnedCount: Int { burned.count }

    /// Whether a batch of so many accounts fits the limits.
    ///
    /// A batch that does not is not to be given.
    package func hasRoom(forAccounts count: Int) -> Bool {
        accounts.count + count <= limits.accountsMax
    }

    /// Whether a batch of so many transfers fits the limits.
    ///
    /// A batch that does not is not to be given.
    package func hasRoom(forTransfers count: Int) -> Bool {
        transfers.count + count <= limits.transfersMax
            && burned.count + count <= limits.burnedIDsMax
    }

    /// Checks a batch's timestamps: new, and within range up to the last event's.
    func admit(_ count: Int, timestamp: UInt64) {
        precondition(timestamp <= Self.timestampMax, "A timestamp has 63 bits.")
        precondition(
            timestamp >= UInt64(count) && timestamp - UInt64(count) >= lastTimestamp,
            "A batch's timestamps come after those of the batch before.")
        lastTimestamp = timestamp
    }
}
