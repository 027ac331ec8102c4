/// Why bytes could not be read.
package enum ByteError: Error, Hashable, Sendable {
    /// Fewer bytes are left than were asked for.
    case endOfBytes(offset: Int, wanted: Int)
    /// A varint is longer than ten bytes or does not fit 64 bits.
    case malformedVarint(offset: Int)
    /// A length is above the limit its reader stated.
    case tooLong(offset: Int, length: Int, limit: Int)
    /// A string is not valid UTF-8.
    case invalidUTF8(offset: Int)
    /// A value is not one of those the format knows.
    case unexpectedValue(offset: Int, value: UInt64)
}

/// Reads what ``ByteWriter`` wrote.
///
/// Total: any bytes give a value or a ``ByteError``, never a trap.
package struct ByteReader: Sendable {
    @usableFromInline
    let bytes: ArraySlice<UInt8>
    /// The index of the next byte, counted from the first.
    @usableFromInline
    package internal(set) var offset = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    @inlinable
    package var remaining: Int { bytes.count - offset }
    package var isAtEnd: Bool { remaining == 0 }

    /// Reads a fixed-width integer, least significant byte first.
    @inlinable
    package mutating func read<Integer: FixedWidthInteger>(
        _: Integer.Type = Integer.self
    ) throws(ByteError) -> Integer {
        try readWhole()
    }

    // The widths that formats are made of, compiled here: the generic form above is called through
    // tables of witnesses from other modules.

    package mutating func read(_: UInt8.Type = UInt8.self) throws(ByteError) -> UInt8 {
        try readWhole()
    }

    package mutating func read(_: UInt16.Type = UInt16.self) throws(ByteError) -> UInt16 {
        try readWhole()
    }

    package mutating func read(_: UInt32.Type = UInt32.self) throws(ByteError) -> UInt32 {
        try readWhole()
    }

    package mutating func read(_: UInt64.Type = UInt64.self) throws(ByteError) -> UInt64 {
        try readWhole()
    }

    package mutating func read(_: UInt128.Type = UInt128.self) throws(ByteError) -> UInt128 {
        try readWhole()
    }

    @inlinable
    mutating func readWhole<Integer: FixedWidthInteger>() throws(ByteError) -> Integer {
        let width = Integer.bitWidth / 8
        guard remaining >= width else {
            throw .endOfBytes(offset: offset, wanted: width)
        }
        var value: Integer.Magnitude = 0
        let start = bytes.startIndex + offset
        for index in 0..<width {
            value |= Integer.Magnitude(bytes[start + index]) << (8 * index)
        }
        offset += width
        return Integer(truncatingIfNeeded: value)
    }

    /// Reads exactly `count` bytes.
    package mutating func read(count: Int) throws(ByteError) -> ArraySlice<UInt8> {
        guard count >= 0, remaining >= count else {
            throw .endOfBytes(offset: offset, wanted: count)
        }
        let start = bytes.startIndex + offset
        offset += count
        return bytes[start..<(start + count)]
    }

    /// Reads an unsigned LEB128 integer of at most ten bytes.
    package mutating func readVarint() throws(ByteError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        for index in 0..<10 {
            let byte = try read(UInt8.self)
            guard index < 9 || byte <= 1 else { throw .malformedVarint(offset: start) }
            value |= UInt64(byte & 0x7F) << (7 * UInt64(index))
            if byte < 0x80 { return value }
        }
        throw .malformedVarint(offset: start)
    }

    /// Reads length-prefixed bytes, refusing a length above `limit` before anything is allocated.
    package mutating func readPrefixed(limit: Int) throws(ByteError) -> ArraySlice<UInt8> {
        let start = offset
        let length = try readVarint()
        guard length <= UInt64(limit) else {
            throw .tooLong(offset: start, length: Int(clamping: length), limit: limit)
        }
        return try read(count: Int(length))
    }

    /// Reads a length-prefixed UTF-8 string of at most `limit` bytes.
    package mutating func readString(limit: Int) throws(ByteError) -> String {
        let start = offset
        let text = try readPrefixed(limit: limit)
        guard let string = String(validating: text, as: UTF8.self) else {
            throw .invalidUTF8(offset: start)
        }
        return string
    }
}
