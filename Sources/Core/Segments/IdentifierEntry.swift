/// An id and what a run says of it: where its transfer stands in the order of creation, or what was
/// seen under a key.
package struct IdentifierEntry: Hashable, BitwiseCopyable, Sendable {
    package let id: UInt128
    /// As many bits as the kind of file has behind an id: 32, or 40.
    package let value: UInt64

    package init(id: UInt128, ordinal: UInt32) {
        self.init(id: id, value: UInt64(ordinal))
    }

    package init(id: UInt128, value: UInt64) {
        self.id = id
        self.value = value
    }

    package var ordinal: UInt32 { UInt32(truncatingIfNeeded: value) }

    /// Reads the entry at an offset of a block's payload.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at offset: Int, _ kind: SealedKind) {
        id = UInt128(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt128.self))
        let low = UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
        let high = kind == .keys ? bytes[offset + 20] : 0
        value = UInt64(high) << 32 | UInt64(low)
    }

    @inline(__always)
    func write(to bytes: UnsafeMutableRawBufferPointer, at offset: Int, _ kind: SealedKind) {
        bytes.storeBytes(of: id.littleEndian, toByteOffset: offset, as: UInt128.self)
        bytes.storeBytes(of: ordinal.littleEndian, toByteOffset: offset + 16, as: UInt32.self)
        if kind == .keys {
            bytes[offset + 20] = UInt8(truncatingIfNeeded: value >> 32)
        } else {
            precondition(value >> 32 == 0, "An ordinal has 32 bits.")
        }
    }
}
