import Bytes

/// Sealed personal data that goes with an entry, to the side file of its segment.
package struct Attachment: Hashable, Sendable {
    /// The most bytes of one attachment.
    package static let bytesMax = 32 << 20

    /// Finds it again.
    ///
    /// The same id a second time stands for the later one.
    package let id: UInt128
    package let bytes: [UInt8]

    package init(id: UInt128, bytes: [UInt8]) {
        self.id = id
        self.bytes = bytes
    }
}

/// Where an attachment lies.
struct AttachmentPlace: Hashable, Sendable {
    var segment: UInt64
    /// Of its first byte in the side file.
    var offset: UInt64
    var count: Int
}

/// The attachments of one entry as they lie in the side file: a table, then the bytes.
///
/// Layout: magic 4, count 4, length of the whole 8, sequence 8, zeros 8; then for each the id 16 and
/// the length 8; then their bytes.
struct SideGroup {
    /// "QXSG".
    private static let magic: UInt32 = 0x4753_5851
    static let headerBytes = 32
    private static let rowBytes = 24
    /// The most attachments of one entry.
    static let countMax = 1 << 20

    let sequence: UInt64
    /// Bytes of the whole group.
    let length: Int
    let rows: [(id: UInt128, count: Int)]

    static func length(of attachments: [Attachment]) -> Int {
        attachments.reduce(headerBytes + rowBytes * attachments.count) { $0 + $1.bytes.count }
    }

    /// The group of these attachments, as ``encode(_:sequence:)`` writes it.
    init(of attachments: [Attachment], sequence: UInt64) {
        self.sequence = sequence
        length = Self.length(of: attachments)
        rows = attachments.map { ($0.id, $0.bytes.count) }
    }

    static func encode(_ attachments: [Attachment], sequence: UInt64) -> [UInt8] {
        let length = length(of: attachments)
        var writer = ByteWriter(reserving: length)
        writer.write(magic)
        writer.write(UInt32(attachments.count))
        writer.write(UInt64(length))
        writer.write(sequence)
        writer.write(UInt64(0))
        for attachment in attachments {
            writer.write(attachment.id)
            writer.write(UInt64(attachment.bytes.count))
        }
        for attachment in attachments { writer.write(attachment.bytes) }
        return writer.bytes
    }

    /// How many bytes header and table have together, from the header alone.
    static func tableBytes(_ header: [UInt8]) -> Int? {
        var reader = ByteReader(header)
        guard (try? reader.expect(magic)) != nil, let count: UInt32 = try? reader.read(),
            count <= UInt32(countMax)
        else { return nil }
        return headerBytes + rowBytes * Int(count)
    }

    /// Reads header and table; `nil` where the bytes are no group.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        do throws(ByteError) {
            try reader.expect(Self.magic)
            let count: UInt32 = try reader.read()
            let length: UInt64 = try reader.read()
            sequence = try reader.read()
            _ = try reader.read(count: 8)
            guard count <= UInt32(Self.countMax), length <= UInt64(Int32.max) else { return nil }
            var rows: [(id: UInt128, count: Int)] = []
            var total = Self.headerBytes + Self.rowBytes * Int(count)
            for _ in 0..<count {
                let (id, size): (UInt128, UInt64) = (try reader.read(), try reader.read())
                guard size <= UInt64(Attachment.bytesMax) else { return nil }
                rows.append((id, Int(size)))
                total += Int(size)
            }
            guard UInt64(total) == length else { return nil }
            self.rows = rows
            self.length = total
        } catch {
            return nil
        }
    }

    /// Where each attachment lies when the group lies at `offset`.
    func places(segment: UInt64, offset: UInt64) -> [(id: UInt128, place: AttachmentPlace)] {
        var next = offset + UInt64(Self.headerBytes + Self.rowBytes * rows.count)
        return rows.map { row in
            defer { next += UInt64(row.count) }
            return (row.id, AttachmentPlace(segment: segment, offset: next, count: row.count))
        }
    }
}
