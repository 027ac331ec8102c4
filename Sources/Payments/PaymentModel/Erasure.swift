package import Bytes

/// An order to destroy the key under which somebody's personal data is sealed.
package struct Erasure: Sendable, Recorded {
    package enum Subject: UInt8, Sendable {
        case account = 1, file, message, party
        /// An account kept by batches, with its own metadata and those of transfers by its debit.
        case batchAccount
    }

    package var subject: Subject
    /// The account's, file's, message's or party's id.
    package var id: UInt128
    /// The key that goes; 0 for an account kept by batches, which may have several.
    package var key: UInt128
    /// Arrival of a file, a message or an account's newest metadata, in nanoseconds since 1970; an account's end is in the state.
    package var since: UInt64
    /// How long the data must be kept from then on, by the row in force.
    package var keptDays: UInt32
    package var reason: SealedReference

    package init(
        _ subject: Subject, id: UInt128, key: UInt128, since: UInt64, keptDays: UInt32,
        reason: SealedReference
    ) {
        self.subject = subject
        self.id = id
        self.key = key
        self.since = since
        self.keptDays = keptDays
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(subject.rawValue)
        writer.write(id)
        writer.write(key)
        writer.write(since)
        writer.write(keptDays)
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        subject = try reader.readCase()
        id = try reader.read()
        key = try reader.read()
        since = try reader.read()
        keptDays = try reader.read()
        reason = try SealedReference(from: &reader)
    }
}

/// What became of an erasure.
package enum ErasureOutcome: Hashable, Sendable {
    case erased
    case unknownSubject
    /// The bank's own accounts are nobody's personal data.
    case ownAccount
    /// The business relationship has not ended.
    case accountNotClosed
    /// A payment of it has not ended.
    case stillNeeded
    /// The law asks for it until this instant, in nanoseconds since 1970.
    case retained(until: UInt64)
}
