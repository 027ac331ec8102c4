/// UTF-8 (RFC 3629), one scalar value at a time.
enum UTF8Scalar {
    /// The scalar value at an offset and its length in bytes; `nil` for anything malformed: overlong
    /// forms, surrogates, values above U+10FFFF, truncated sequences.
    static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
    ) -> (scalar: UInt32, length: Int)? {
        let first = UInt32(bytes[offset])
        if first < 0x80 { return (first, 1) }
        guard first >= 0xC2, first <= 0xF4 else { return nil }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard offset + length <= bytes.count else { return nil }
        var scalar = first & (0x7F >> UInt32(length))
        for index in 1..<length {
            let byte = UInt32(bytes[offset + index])
            guard byte & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | byte & 0x3F
        }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard scalar >= least, scalar <= 0x10FFFF, scalar & 0xFFFF_F800 != 0xD800 else {
            return nil
        }
        return (scalar, length)
    }

    /// Appends a scalar value, which is none of the surrogates.
    static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        if scalar < 0x80 {
            bytes.append(UInt8(scalar))
            return
        }
        let length: UInt32 = scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
        let mark = UInt8(truncatingIfNeeded: 0xF00 >> length)
        bytes.append(mark | UInt8(truncatingIfNeeded: scalar >> (6 * (length - 1))))
        for index in stride(from: Int(length) - 2, through: 0, by: -1) {
            bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar >> (6 * UInt32(index))) & 0x3F)
        }
    }
}
