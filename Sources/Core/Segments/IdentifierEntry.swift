/// An id and where its transfer stands in the order of creation.
package struct IdentifierEntry: Hashable, BitwiseCopyable, Sendable {
    package let id: UInt128
    package let ordinal: UInt32

    package init(id: UInt128, ordinal: UInt32) {
        self.id = id
        self.ordinal = ordinal
    }

    /// Reads the entry at an offset of a block's payload.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        id = UInt128(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt128.self))
        ordinal = UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
    }

    @inline(__always)
    func write(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: id.littleEndian, toByteOffset: offset, as: UInt128.self)
        bytes.storeBytes(of: ordinal.littleEndian, toByteOffset: offset + 16, as: UInt32.self)
    }
}
