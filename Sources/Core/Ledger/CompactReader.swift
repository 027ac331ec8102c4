import Bytes

/// Reads what ``CompactWriter`` wrote.
///
/// Total: any bytes give values or an error.
struct CompactReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0
    private var hasDifferences = false
    private var previousID: UInt128 = 0
    private var kinds: [UInt64] = []

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// The count of records, at most `limit`, each at least `width` bytes.
    mutating func readHead(limit: Int, width: Int) throws(ByteError) -> Int {
        let mode = try readByte()
        guard mode <= 1 else { throw .unexpectedValue(offset: 0, value: UInt64(mode)) }
        hasDifferences = mode == 1
        let count = try readVarint()
        guard count <= UInt128(min(limit, (bytes.count - offset) / width)) else {
            throw .tooLong(offset: 1, length: Int(clamping: count), limit: limit)
        }
        return Int(count)
    }

    @inline(__always)
    mutating func readByte() throws(ByteError) -> UInt8 {
        guard offset < bytes.count else { throw .endOfBytes(offset: offset, wanted: 1) }
        defer { offset += 1 }
        return bytes[offset]
    }

    @inline(__always)
    mutating func readFixed<Integer: FixedWidthInteger & BitwiseCopyable>(
        _: Integer.Type
    ) throws(ByteError) -> Integer {
        let width = MemoryLayout<Integer>.size
        guard bytes.count - offset >= width else {
            throw .endOfBytes(offset: offset, wanted: width)
        }
        defer { offset += width }
        return Integer(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }

    @inline(__always)
    mutating func readVarint() throws(ByteError) -> UInt128 {
        let first = try readByte()
        if first < 0x80 { return UInt128(first) }
        // Most of what is written has two bytes: accounts, and amounts.
        if offset < bytes.count, bytes[offset] < 0x80 {
            defer { offset += 1 }
            return UInt128(UInt32(first & 0x7F) | UInt32(bytes[offset]) << 7)
        }
        return try readLongVarint(first)
    }

    /// Up to nine bytes at once: seven bits of each are pushed together in pairs, fours and eights.
    @inline(__always)
    private mutating func readWordVarint(_ first: UInt8) -> UInt128? {
        guard bytes.count - offset >= 8 else { return nil }
        var word = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let stop = (~word & 0x8080_8080_8080_8080).trailingZeroBitCount
        guard stop < 64 else { return nil }
        word &= 0x7F7F_7F7F_7F7F_7F7F & (UInt64.max >> UInt64(63 - stop))
        word = word & 0x007F_007F_007F_007F | (word & 0x7F00_7F00_7F00_7F00) >> 1
        word = word & 0x0000_3FFF_0000_3FFF | (word & 0x3FFF_0000_3FFF_0000) >> 2
        word = word & 0x0000_0000_0FFF_FFFF | (word & 0x0FFF_FFFF_0000_0000) >> 4
        offset += stop / 8 + 1
        return UInt128(word << 7 | UInt64(first & 0x7F))
    }

    private mutating func readLongVarint(_ first: UInt8) throws(ByteError) -> UInt128 {
        if let value = readWordVarint(first) { return value }
        let start = offset - 1
        var value = UInt128(first & 0x7F)
        for index in 1..<19 {
            let byte = try readByte()
            guard index < 18 || byte <= 3 else { throw .malformedVarint(offset: start) }
            value |= UInt128(byte & 0x7F) << (7 * UInt128(index))
            if byte < 0x80 { return value }
        }
        throw .malformedVarint(offset: start)
    }

    /// A varint that must fit a narrower integer.
    mutating func readVarint<Integer: FixedWidthInteger>(
        as _: Integer.Type
    ) throws(ByteError) -> Integer {
        let start = offset
        guard let value = Integer(exactly: try readVarint()) else {
            throw .malformedVarint(offset: start)
        }
        return value
    }

    mutating func readID() throws(ByteError) -> UInt128 {
        guard hasDifferences else { return try readFixed(UInt128.self) }
        previousID = Self.sum(previousID, try readVarint())
        return previousID
    }

    mutating func readID(near own: UInt128) throws(ByteError) -> UInt128 {
        hasDifferences ? Self.sum(own, try readVarint()) : try readFixed(UInt128.self)
    }

    mutating func readKind() throws(ByteError) -> (ledger: UInt32, code: UInt16, flags: UInt16) {
        let start = offset
        let index = Int(try readByte())
        let kind: UInt64
        if index < kinds.count {
            kind = kinds[index]
        } else if index == kinds.count || index == CompactWriter.kindsMax {
            kind = try readFixed(UInt64.self)
            if index < CompactWriter.kindsMax { kinds.append(kind) }
        } else {
            throw .unexpectedValue(offset: start, value: UInt64(index))
        }
        return (
            UInt32(truncatingIfNeeded: kind >> 32), UInt16(truncatingIfNeeded: kind >> 16),
            UInt16(truncatingIfNeeded: kind)
        )
    }

    private static func sum(_ old: UInt128, _ difference: UInt128) -> UInt128 {
        let magnitude = difference >> 1
        return old &+ (difference & 1 == 0 ? magnitude : ~magnitude)
    }
}
