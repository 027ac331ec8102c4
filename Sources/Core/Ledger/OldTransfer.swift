/// A transfer as it lies outside the books' memory: the record, and what is kept beside it.
///
/// 140 bytes, little-endian: none of them changes once the transfer's batch is decided.
package struct OldTransfer: BitwiseCopyable, Sendable {
    /// Its place in the order of creation.
    package let ordinal: UInt32
    package let transfer: Transfer
    let links: TransferLinks

    package static var bytes: Int { 140 }

    init(ordinal: UInt32, _ transfer: Transfer, _ links: TransferLinks) {
        self.ordinal = ordinal
        self.transfer = transfer
        self.links = links
    }

    /// Reads one at an offset of memory that has its bytes.
    package init(ordinal: UInt32, _ bytes: UnsafeRawBufferPointer, at offset: Int) {
        self.ordinal = ordinal
        transfer = bytes.loadUnaligned(fromByteOffset: offset, as: Transfer.self)
        links = bytes.loadUnaligned(fromByteOffset: offset + 128, as: TransferLinks.self)
    }

    /// Writes it at an offset of memory that has room for its bytes.
    package func write(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: transfer, toByteOffset: offset, as: Transfer.self)
        bytes.storeBytes(of: links, toByteOffset: offset + 128, as: TransferLinks.self)
    }

    /// Whether it has an extension, which lies elsewhere.
    package var isExtended: Bool { transfer.flags.contains(.extended) }

    /// The ordinal of the next older transfer of one of its accounts; `nil` where there is none.
    package func previous(ofAccount id: UInt128) -> UInt32? {
        let previous =
            transfer.debitAccountID == id ? links.previousOfDebit : links.previousOfCredit
        return previous == IdentifierIndex.none ? nil : previous
    }
}
