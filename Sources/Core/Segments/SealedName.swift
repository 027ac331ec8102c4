package import Bytes
package import Cryptography

/// What a snapshot says of a sealed file: which one, and its hash.
package struct SealedName: Hashable, Sendable {
    package let kind: SealedKind
    package let first: UInt32
    package let count: UInt32
    package let root: Digest

    /// As many files as a snapshot names at most.
    package static let listMax = 1 << 20

    package init(_ file: SealedFile) {
        kind = file.shape.kind
        first = file.shape.first
        count = file.shape.count
        root = file.root
    }

    var shape: SealedShape? { SealedShape(kind: kind, first: first, count: count) }

    package func write(to writer: inout ByteWriter) {
        writer.write(UInt8(truncatingIfNeeded: kind.rawValue))
        writer.write(first)
        writer.write(count)
        writer.write(root.bytes)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let raw = try reader.read(UInt8.self)
        guard let kind = SealedKind(rawValue: UInt32(raw)) else {
            throw .unexpectedValue(offset: reader.offset - 1, value: UInt64(raw))
        }
        self.kind = kind
        first = try reader.read()
        count = try reader.read()
        let start = reader.offset
        guard let root = Digest(try reader.read(count: Digest.byteCount)) else {
            throw .unexpectedValue(offset: start, value: 0)
        }
        self.root = root
    }

    /// Writes a list of names, its length first.
    package static func write(_ names: [SealedName], to writer: inout ByteWriter) {
        writer.writeVarint(UInt64(names.count))
        for name in names { name.write(to: &writer) }
    }

    package static func readList(
        _ reader: inout ByteReader
    ) throws(ByteError) -> [SealedName] {
        let start = reader.offset
        let count = try reader.readVarint()
        let limit = min(listMax, reader.remaining / 41)
        guard count <= UInt64(limit) else {
            throw .tooLong(offset: start, length: Int(clamping: count), limit: limit)
        }
        var names: [SealedName] = []
        for _ in 0..<count { names.append(try SealedName(from: &reader)) }
        return names
    }
}
