package import Bytes
package import Ledger

/// What a batch's journal entry says of its metadata: where their sealed texts lie, and under which
/// keys.
///
/// Their hashes are in the events' extensions; the texts are nowhere in the journal but sealed, in
/// one attachment in the order of these rows.
package struct MetadataNotes: Hashable, Sendable, Recorded {
    /// One event's metadata.
    package struct Row: Hashable, Sendable {
        /// The event's place in its batch.
        package let index: UInt32
        /// The account whose data they are; 0 where only the books know.
        package let owner: UInt128
        /// The personal key that they are sealed under.
        package let key: UInt128

        package init(index: UInt32, owner: UInt128, key: UInt128) {
            self.index = index
            self.owner = owner
            self.key = key
        }
    }

    /// The attachment's id.
    package let bundle: UInt128
    /// In the order of the events.
    package let rows: [Row]

    package init(bundle: UInt128, rows: [Row]) {
        self.bundle = bundle
        self.rows = rows
    }

    static let rowBytesMax = 40

    package func write(to writer: inout ByteWriter) {
        writer.write(bundle)
        writer.writeVarint(UInt64(rows.count))
        for row in rows {
            writer.writeVarint(UInt64(row.index))
            writer.write(row.owner)
            writer.write(row.key)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        bundle = try reader.read()
        var rows: [Row] = []
        for _ in 0..<(try reader.readCount()) {
            let start = reader.offset
            let index = try reader.readVarint()
            guard index <= UInt64(UInt32.max) else {
                throw .unexpectedValue(offset: start, value: index)
            }
            rows.append(
                Row(index: UInt32(index), owner: try reader.read(), key: try reader.read()))
        }
        self.rows = rows
    }
}

/// Metadata of a batch, as others hear of them.
package struct KeptMetadata: Hashable, Sendable, Recorded {
    package struct Row: Hashable, Sendable {
        package let hash: MetadataHash
        /// The account whose data they are; 0 where nobody knows.
        package let owner: UInt128
        package let key: UInt128
        /// The event was made now: of what is refused, or was there before, nothing is kept.
        package let isKept: Bool
    }

    package let bundle: UInt128
    /// In the order in which the texts lie in the bundle.
    package let rows: [Row]

    init(bundle: UInt128, rows: [Row]) {
        self.bundle = bundle
        self.rows = rows
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(bundle)
        writer.writeVarint(UInt64(rows.count))
        for row in rows {
            writer.write(row.hash.digest)
            writer.write(row.owner)
            writer.write(row.key)
            writer.write(row.isKept)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        bundle = try reader.read()
        var rows: [Row] = []
        for _ in 0..<(try reader.readCount()) {
            let digest = try reader.read(count: MetadataHash.bytes)
            rows.append(
                Row(
                    hash: MetadataHash(digest) ?? .none, owner: try reader.read(),
                    key: try reader.read(), isKept: try reader.readFlag()))
        }
        self.rows = rows
    }
}
