import Platform
import Synchronization

/// Reads durable entries in order, and goes on where it stopped when there are more.
///
/// For one thread at a time.
package final class LogCursor {
    private let log: FileLog
    private var reader: SegmentReader?
    private var offset: UInt64 = 0
    /// The last entry that was read, or the position it began at.
    package private(set) var sequence: UInt64

    init(_ log: FileLog, after sequence: UInt64) throws(JournalError) {
        guard sequence <= log.durableSequence else { throw .noSuchEntry(sequence: sequence) }
        self.log = log
        self.sequence = sequence
    }

    /// The next entry, or `nil` while nothing more is durable.
    package func next() throws(JournalError) -> (header: EntryHeader, body: [UInt8])? {
        guard sequence < log.durableSequence else { return nil }
        let reader = try position()
        if let entry = try entry(reader) { return entry }
        // What was read ahead may be older than the entry.
        reader.forget()
        if let entry = try entry(reader) { return entry }
        throw .damaged(
            Damage(kind: .entry, path: reader.path, offset: offset, sequence: sequence + 1))
    }

    private func entry(
        _ reader: SegmentReader
    ) throws(JournalError) -> (header: EntryHeader, body: [UInt8])? {
        guard let entry = try reader.entry(at: offset, end: reader.size, withSide: false),
            entry.header.sequence == sequence + 1
        else { return nil }
        offset = entry.end
        sequence += 1
        return (entry.header, entry.body)
    }

    /// The reader of the segment that holds the next entry, with the offset at that entry.
    private func position() throws(JournalError) -> SegmentReader {
        let next = sequence + 1
        let segments = log.segments.withLock { $0 }
        guard let index = segments.lastIndex(where: { $0.base.sequence < next }) else {
            throw .noSuchEntry(sequence: next)
        }
        let header = segments[index]
        if let reader, reader.header.number == header.number { return reader }
        guard let key = header.unwrap(with: log.root) else {
            preconditionFailure("The header was unwrapped or wrapped by this process.")
        }
        let reader = try SegmentReader(log.disk, log.paths, header, key)
        offset = UInt64(AlignedBuffer.blockBytes)
        for skipped in header.base.sequence..<sequence {
            guard let entry = try reader.entryHeader(at: offset), entry.sequence == skipped + 1
            else {
                throw .damaged(
                    Damage(
                        kind: .entry, path: reader.path, offset: offset, sequence: skipped + 1))
            }
            let count = EntryHeader.byteCount + Int(entry.length)
            offset += UInt64(AlignedBuffer.rounded(count))
        }
        self.reader = reader
        return reader
    }
}
