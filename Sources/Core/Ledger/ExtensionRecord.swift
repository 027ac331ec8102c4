/// A transfer's extension as it is stored: by the transfer's ordinal.
package struct ExtensionRecord: Hashable, BitwiseCopyable, Sendable {
    package let ordinal: UInt32
    package let value: TransferExtension

    package init(ordinal: UInt32, _ value: TransferExtension) {
        self.ordinal = ordinal
        self.value = value
    }
}

extension ExtensionRecord {
    /// What it takes outside of memory: the ordinal, then the extension as it lies in memory.
    package static var bytes: Int { 4 + MemoryLayout<TransferExtension>.size }

    /// Writes it at an offset of memory that has room for its bytes.
    package func write(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: ordinal, toByteOffset: offset, as: UInt32.self)
        bytes.storeBytes(of: value, toByteOffset: offset + 4, as: TransferExtension.self)
    }

    /// Reads one at an offset of memory that has its bytes; `nil` where they are none's.
    package init?(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        ordinal = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        value = bytes.loadUnaligned(fromByteOffset: offset + 4, as: TransferExtension.self)
        guard value.isStorable else { return nil }
    }
}
