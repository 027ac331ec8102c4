import Bytes

/// What a sealed file holds, from which follows how long it is and where everything lies.
///
/// ```
/// file = head data* filter* fence* tail     blocks of 4 KiB each
/// ```
///
/// Filters are in files of ids and of keys only, fences in those and in files of accounts.
package struct SealedShape: Hashable, Sendable {
    package let kind: SealedKind
    /// The ordinal of the first transfer.
    package let first: UInt32
    /// How many transfers, one after the other.
    package let count: UInt32

    /// As many as ordinals can name.
    package static let endMax: UInt64 = 1 << 31
    /// Bytes of the identity that every block is bound to.
    static let identityBytes = 32
    private static let magic: UInt64 = 0x314C_4145_535F_584E  // "NX_SEAL1"
    private static let version: UInt32 = 1

    /// Fails where there is nothing, or more than ordinals can name.
    package init?(kind: SealedKind, first: UInt32, count: UInt32) {
        guard count > 0, UInt64(first) + UInt64(count) <= Self.endMax else { return nil }
        self.kind = kind
        self.first = first
        self.count = count
    }

    package var end: UInt32 { first + count }
    package var range: Range<UInt32> { first..<end }

    var entryCount: Int { Int(count) * kind.entriesEach }
    package var dataBlocks: Int { Self.parts(entryCount, kind.entriesPerBlock) }
    var filterLines: Int { IdentifierFilter.lines(for: Int(count), bitsEach: kind.filterBits) }
    var filterBlocks: Int { Self.parts(filterLines, IdentifierFilter.linesPerBlock) }
    var fenceBlocks: Int {
        kind.hasFences ? Self.parts(dataBlocks, SealedBlock.fencesPerBlock) : 0
    }
    var blocks: Int { dataBlocks + filterBlocks + fenceBlocks + 2 }
    package var fileBytes: UInt64 { UInt64(blocks) * UInt64(SealedBlock.bytes) }

    var firstFilterBlock: Int { 1 + dataBlocks }
    var firstFenceBlock: Int { firstFilterBlock + filterBlocks }
    var tailBlock: Int { blocks - 1 }

    /// The entries of a data block, counted from the file's first.
    func entries(ofBlock block: Int) -> Range<Int> {
        let start = (block - 1) * kind.entriesPerBlock
        return start..<min(entryCount, start + kind.entriesPerBlock)
    }

    /// Sorted like the ordinals they begin with.
    package var name: String {
        let digits = String(first)
        return "\(kind.word)-\(String(repeating: "0", count: 10 - digits.count))\(digits)-\(count)"
    }

    var identity: [UInt8] {
        var writer = ByteWriter(reserving: Self.identityBytes)
        writer.write(Self.magic)
        writer.write(Self.version)
        writer.write(kind.rawValue)
        writer.write(UInt64(first))
        writer.write(UInt64(count))
        return writer.bytes
    }

    /// Reads an identity; fails on any other bytes.
    init?(identity: [UInt8]) {
        var reader = ByteReader(identity)
        do {
            guard try reader.read(UInt64.self) == Self.magic,
                try reader.read(UInt32.self) == Self.version,
                let kind = SealedKind(rawValue: try reader.read()),
                let first = UInt32(exactly: try reader.read(UInt64.self)),
                let count = UInt32(exactly: try reader.read(UInt64.self)), reader.isAtEnd
            else { return nil }
            self.init(kind: kind, first: first, count: count)
        } catch { return nil }
    }

    private static func parts(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }
}
