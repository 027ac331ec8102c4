/// Grows a byte string: little-endian integers, variable-length integers, length-prefixed strings.
///
/// ```swift
/// var writer = ByteWriter()
/// writer.write(UInt32(7))
/// writer.writeVarint(300)
/// ```
/// The integers of every record have a function of their own: the generic one is not specialised in
/// other modules, and sixteen bytes of an id would be sixteen calls through a witness table.
package struct ByteWriter: Sendable {
    /// What has been written so far.
    @usableFromInline
    package internal(set) var bytes: [UInt8]

    package init(reserving capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    package var count: Int { bytes.count }

    package mutating func write(_ value: UInt8) {
        bytes.append(value)
    }

    package mutating func write(_ value: UInt16) {
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }

    package mutating func write(_ value: UInt32) {
        for index in 0..<4 {
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt32(index))))
        }
    }

    package mutating func write(_ value: UInt64) {
        for index in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))))
        }
    }

    package mutating func write(_ value: UInt128) {
        write(UInt64(truncatingIfNeeded: value))
        write(UInt64(truncatingIfNeeded: value >> 64))
    }

    package mutating func write(_ more: [UInt8]) {
        bytes.append(contentsOf: more)
    }

    /// Appends a fixed-width integer, least significant byte first.
    @inlinable
    package mutating func write<Integer: FixedWidthInteger>(_ value: Integer) {
        var rest = Integer.Magnitude(truncatingIfNeeded: value)
        for _ in 0..<(Integer.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Appends bytes as they are, without a length.
    @inlinable
    package mutating func write(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Appends an unsigned LEB128 integer: seven bits a byte, least significant first; 1 to 10 bytes.
    @inlinable
    package mutating func writeVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func writePrefixed(_ more: [UInt8]) {
        writeVarint(UInt64(more.count))
        bytes.append(contentsOf: more)
    }

    /// Appends a length as a varint, then the bytes.
    @inlinable
    package mutating func writePrefixed(_ more: some Collection<UInt8>) {
        writeVarint(UInt64(more.count))
        bytes.append(contentsOf: more)
    }

    /// Appends a string as length-prefixed UTF-8.
    package mutating func writePrefixed(_ text: String) {
        writePrefixed(Array(text.utf8))
    }

    /// Overwrites a 32-bit integer written earlier, such as a length not known at the time.
    package mutating func overwrite(_ value: UInt32, at offset: Int) {
        for index in 0..<4 {
            bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))
        }
    }

    /// Empties the writer and keeps its memory.
    package mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
    }
}
