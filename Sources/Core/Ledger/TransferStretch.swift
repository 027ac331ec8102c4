/// Transfers that follow each other and never change again, for another thread to read.
///
/// `@unchecked Sendable`: nobody writes to a transfer once its batch is decided, and the books let go
/// of its memory only when they are told that it is kept elsewhere.
package struct TransferStretch: @unchecked Sendable {
    /// The ordinal of the first.
    package let first: UInt32
    package let count: Int
    /// Where each chunk's transfers begin, from the one that has the first.
    private let transfers: [UnsafeMutablePointer<Transfer>]
    private let links: [UnsafeMutablePointer<TransferLinks>]

    /// How many of them have an extension.
    package let extensionCount: Int
    private let firstExtension: Int
    private let extensions: [UnsafeMutablePointer<ExtensionRecord>]

    init(
        _ range: Range<Int>, _ transfers: Pool<Transfer>, _ links: Pool<TransferLinks>,
        _ places: Range<Int>, _ extensions: Pool<ExtensionRecord>
    ) {
        first = UInt32(range.lowerBound)
        count = range.count
        self.transfers = transfers.chunks(range)
        self.links = links.chunks(range)
        extensionCount = places.count
        firstExtension = places.lowerBound
        self.extensions = places.isEmpty ? [] : extensions.chunks(places)
    }

    /// The transfer at a place, from 0.
    @inline(__always)
    package subscript(place: Int) -> OldTransfer {
        let ordinal = Int(first) + place
        return OldTransfer(
            ordinal: UInt32(ordinal), Self.record(ordinal, Int(first), transfers).pointee,
            Self.record(ordinal, Int(first), links).pointee)
    }

    @inline(__always)
    package func id(_ place: Int) -> UInt128 {
        Self.record(Int(first) + place, Int(first), transfers).pointee.id
    }

    /// The extension at a place among those there are, from 0, in the order of ordinals.
    package func extensionRecord(_ place: Int) -> ExtensionRecord {
        Self.record(firstExtension + place, firstExtension, extensions).pointee
    }

    @inline(__always)
    private static func record<Record: BitwiseCopyable>(
        _ ordinal: Int, _ first: Int, _ chunks: [UnsafeMutablePointer<Record>]
    ) -> UnsafeMutablePointer<Record> {
        let chunk =
            ordinal >> Pool<Record>.chunkShift - first >> Pool<Record>.chunkShift
        return chunks[chunk] + (ordinal & (Pool<Record>.chunkCapacity - 1))
    }
}
