/// Writes records densely into memory that its caller has measured.
///
/// Ids are raw or differences, whichever is shorter over the batch; a kind (ledger, code, flags) is
/// spelled out where it first occurs and has one byte after that.
struct CompactWriter {
    private let start: UnsafeMutablePointer<UInt8>
    private var next: UnsafeMutablePointer<UInt8>
    private var hasDifferences = false
    private var previousID: UInt128 = 0
    private var lastKind: UInt64 = 0
    private var lastIndex: UInt8 = 0
    private var kindCount = 0
    /// 512 keys, then for each its index plus one, 0 where the place is empty.
    private let keys: UnsafeMutablePointer<UInt64>

    /// More than a header, one id and one spelled kind beside a record's own fields can take.
    static var headBytesMax: Int { 16 }
    static var idAndKindBytesMax: Int { 19 + 9 }
    static var kindsMax: Int { 255 }
    private static var places: Int { 512 }

    init(_ memory: UnsafeMutableRawBufferPointer) {
        guard let first = memory.bindMemory(to: UInt8.self).baseAddress else {
            preconditionFailure("A block has at least a head.")
        }
        start = first
        next = start
        keys = .allocate(capacity: Self.places * 2)
        keys.initialize(repeating: 0, count: Self.places * 2)
    }

    /// Ends the writing and returns the number of bytes.
    func finish() -> Int {
        keys.deallocate()
        return next - start
    }

    /// The count of records and how their ids are written; `differenceBytes` is what the ids would
    /// take as differences.
    mutating func writeHead(count: Int, differenceBytes: Int) {
        hasDifferences = differenceBytes < count * 16
        write(byte: hasDifferences ? 1 : 0)
        write(varint: UInt128(count))
    }

    @inline(__always)
    mutating func write(byte: UInt8) {
        next.pointee = byte
        next += 1
    }

    @inline(__always)
    mutating func write<Integer: FixedWidthInteger>(fixed value: Integer) {
        UnsafeMutableRawPointer(next).storeBytes(of: value.littleEndian, as: Integer.self)
        next += MemoryLayout<Integer>.size
    }

    /// LEB128 of up to 19 bytes.
    @inline(__always)
    mutating func write(varint value: UInt128) {
        var rest = UInt64(truncatingIfNeeded: value)
        if value >> 64 != 0 { rest = writeWide(value) }
        while rest >= 0x80 {
            write(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        write(byte: UInt8(truncatingIfNeeded: rest))
    }

    /// Writes what is above 63 bits' worth, and returns what is left.
    @inline(never)
    private mutating func writeWide(_ value: UInt128) -> UInt64 {
        var rest = value
        while rest >> 64 != 0 {
            write(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return UInt64(truncatingIfNeeded: rest)
    }

    @inline(__always)
    mutating func write(id: UInt128) {
        guard hasDifferences else { return write(fixed: id) }
        write(varint: Self.difference(from: previousID, to: id))
        previousID = id
    }

    /// An id near the record's own, such as the one a resolution names.
    mutating func write(id: UInt128, near own: UInt128) {
        guard hasDifferences else { return write(fixed: id) }
        write(varint: Self.difference(from: own, to: id))
    }

    @inline(__always)
    mutating func write(ledger: UInt32, code: UInt16, flags: UInt16) {
        let kind = UInt64(ledger) << 32 | UInt64(code) << 16 | UInt64(flags)
        if kind == lastKind, kindCount > 0 { return write(byte: lastIndex) }
        write(kind: kind)
    }

    private mutating func write(kind: UInt64) {
        // Fibonacci hashing; the product is meant to wrap.
        var place = Int((kind &* 0x9E37_79B9_7F4A_7C15) >> 55)
        while keys[Self.places + place] != 0, keys[place] != kind {
            place = (place + 1) & (Self.places - 1)
        }
        if keys[Self.places + place] != 0 {
            lastIndex = UInt8(keys[Self.places + place] - 1)
            lastKind = kind
            return write(byte: lastIndex)
        }
        guard kindCount < Self.kindsMax else {
            write(byte: .max)
            return write(fixed: kind)
        }
        keys[place] = kind
        keys[Self.places + place] = UInt64(kindCount + 1)
        write(byte: UInt8(kindCount))
        write(fixed: kind)
        lastKind = kind
        lastIndex = UInt8(kindCount)
        kindCount += 1
    }

    /// A difference modulo 2^128 with its sign in the lowest bit, so that small ones are short
    /// either way.
    ///
    /// Wrapping is meant: adding it wraps back.
    @inline(__always)
    static func difference(from old: UInt128, to new: UInt128) -> UInt128 {
        let difference = Int128(bitPattern: new &- old)
        return UInt128(bitPattern: difference << 1 ^ difference >> 127)
    }

    /// The bytes of a varint.
    @inline(__always)
    static func length(varint value: UInt128) -> Int {
        max(1, (128 - value.leadingZeroBitCount + 6) / 7)
    }
}
