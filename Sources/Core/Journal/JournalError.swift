package import Platform

/// Where something in the journal is not what it should be.
package struct Damage: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The first block of a segment does not have its hash.
        case segmentHeader
        /// A segment between others is missing.
        case segmentMissing
        /// A segment does not continue the one before it.
        case chainOfSegments
        /// An entry that is known to have been durable cannot be read or is not authentic.
        case entry
        /// An entry is authentic and does not continue the one before it.
        case chainOfEntries
        /// The caller's snapshot was not made from this journal.
        case trustedHash
        /// Sealed personal data is missing or has changed, while its entry is there.
        case attachment
        /// A personal key cannot be read; `sequence` is 0.
        case keySlot
    }

    package let kind: Kind
    /// The file.
    package let path: String
    /// The first byte of what is bad.
    package let offset: UInt64
    /// The sequence number that should be there.
    package let sequence: UInt64
}

extension Damage: CustomStringConvertible {
    package var description: String {
        let what =
            switch kind {
            case .segmentHeader: "the segment's header is damaged"
            case .segmentMissing: "a segment is missing"
            case .chainOfSegments: "the segment does not continue the one before it"
            case .entry: "the entry is damaged"
            case .chainOfEntries: "the entry does not continue the one before it"
            case .trustedHash: "the snapshot was not made from this journal"
            case .attachment: "sealed personal data is damaged"
            case .keySlot: "a personal key is damaged"
            }
        return "\(what): \(path), byte \(offset), sequence \(sequence). Nothing was changed. "
            + "Keep this folder as it is, restore the file from a backup and start again."
    }
}

/// Why the journal did not do what it was asked to.
package enum JournalError: Error, Hashable, Sendable {
    case disk(DiskError)
    /// Something that was durable has changed. The journal is left as it was found.
    case damaged(Damage)
    /// The folder was sealed with another root key.
    case wrongRootKey(path: String)
    /// There is a journal and no root key.
    case rootKeyMissing(path: String)
    /// The folder belongs to the other environment.
    case wrongEnvironment(found: LogEnvironment)
    /// The format is newer than this program.
    case unknownFormat(path: String, version: UInt16)
    /// There is no reserved room for this entry. Nothing was written; try again later.
    case storageFull
    /// A write failed. Nothing more is written: the process must end and start again.
    case stopped(DiskError)
    /// The log was sealed and takes nothing more.
    case closed
    /// More bytes than one entry may have. Nothing was written.
    case tooLarge(bytes: Int, limit: Int)
    /// The caller expected another next sequence number.
    case unexpectedSequence(expected: UInt64, next: UInt64)
    /// The journal does not have this entry.
    case noSuchEntry(sequence: UInt64)
    /// Whoever replayed an entry refused it.
    case replayRefused(sequence: UInt64, reason: String)
    /// A sealed record cannot be opened with its key.
    case recordDamaged(record: UInt128)
    /// No key has this number, and none had.
    case unknownKey(UInt128)
}

/// Whether a folder holds real money.
///
/// Fixed when the folder is made.
package enum LogEnvironment: UInt8, Sendable, CaseIterable {
    case sandbox = 1
    case live = 2

    /// What file names begin with.
    package var name: String {
        switch self {
        case .sandbox: "sandbox"
        case .live: "live"
        }
    }
}

/// Runs what reads or writes the disk.
func onDisk<Result>(_ body: () throws(DiskError) -> Result) throws(JournalError) -> Result {
    do throws(DiskError) {
        return try body()
    } catch {
        throw .disk(error)
    }
}
