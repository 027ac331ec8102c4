import Cryptography
import Platform

/// The segment that is written.
struct OpenSegment {
    let header: SegmentHeader
    let log: any LogFile
    let side: any LogFile
    let sealer: Sealer
    /// Where the next entry goes.
    var offset = UInt64(AlignedBuffer.blockBytes)
    var sideOffset: UInt64 = 0

    /// Blocks that commands leave free, for a mark and the seal.
    static let keptBlocks = 2

    init(_ header: SegmentHeader, _ files: SegmentFiles, _ key: SecretKey) {
        self.header = header
        log = files.log
        side = files.side
        sealer = Sealer(segment: header.number, key: key)
    }

    /// Whether an entry fits and leaves so many blocks behind it.
    func fits(bodyBytes: Int, sideBytes: Int, keptBlocks: Int) -> Bool {
        let entry = AlignedBuffer.rounded(EntryHeader.byteCount + bodyBytes)
        let kept = keptBlocks * AlignedBuffer.blockBytes
        return offset + UInt64(entry + kept) <= log.size
            && sideOffset + UInt64(AlignedBuffer.rounded(sideBytes)) <= side.size
    }

    /// Whether a quarter of both files is free.
    var isRoomy: Bool { offset <= log.size / 4 * 3 && sideOffset <= side.size / 4 * 3 }
}
