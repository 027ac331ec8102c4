import Cryptography
import Platform

/// Reads the entries of one segment.
///
/// For one thread at a time.
final class SegmentReader {
    /// An authentic entry and where it lies.
    struct Entry {
        let header: EntryHeader
        let body: [UInt8]
        let offset: UInt64
        /// Where the next entry begins.
        let end: UInt64
        /// The table of its attachments.
        let side: SideGroup?
    }

    /// What is read at once where entries are smaller.
    private static let windowBytes = 1 << 20

    let header: SegmentHeader
    let path: String
    let sidePath: String
    let size: UInt64
    private let disk: any Disk
    private let sealer: Sealer
    private var window: [UInt8] = []
    private var windowStart: UInt64 = 0

    init(
        _ disk: any Disk, _ paths: SegmentPath, _ header: SegmentHeader, _ key: SecretKey
    ) throws(JournalError) {
        self.disk = disk
        self.header = header
        path = paths.entries(header.number)
        sidePath = paths.side(header.number)
        sealer = Sealer(segment: header.number, key: key)
        let path = self.path
        size = try onDisk { () throws(DiskError) in try disk.size(path) }
    }

    /// The entry at an offset, or `nil` where nothing authentic lies there.
    ///
    /// - Parameters:
    ///   - end: nothing behind it is read.
    ///   - withSide: whether its attachments must be good, too.
    func entry(
        at offset: UInt64, end: UInt64, withSide: Bool = true
    ) throws(JournalError) -> Entry? {
        guard offset + UInt64(EntryHeader.byteCount) <= end else { return nil }
        guard let start = try load(offset, EntryHeader.byteCount),
            let header = parse(at: start),
            header.keyID == self.header.number
        else { return nil }
        let count = EntryHeader.byteCount + Int(header.length)
        let next = offset + UInt64(AlignedBuffer.rounded(count))
        guard next <= end, header.length <= UInt32(FileLog.bodyBytesMax),
            let start = try load(offset, Int(next - offset)),
            isPadded(start, count: count, end: start + Int(next - offset))
        else { return nil }
        let opened = window.withUnsafeBytes { bytes in
            sealer.open(header, .init(rebasing: bytes[start..<(start + count)]), at: offset)
        }
        guard let body = opened else { return nil }
        guard withSide, header.side.length > 0 else {
            return Entry(header: header, body: body, offset: offset, end: next, side: nil)
        }
        guard let side = try sideGroup(of: header) else { return nil }
        return Entry(header: header, body: body, offset: offset, end: next, side: side)
    }

    /// Whether all is zero that neither hash nor tag covers: behind the tag, and behind the body.
    private func isPadded(_ start: Int, count: Int, end: Int) -> Bool {
        window.withUnsafeBytes { bytes in
            let unused = (start + EntryHeader.paddingStart)..<(start + EntryHeader.byteCount)
            return Self.isBlank(.init(rebasing: bytes[unused]))
                && Self.isBlank(.init(rebasing: bytes[(start + count)..<end]))
        }
    }

    /// The header at an offset, as far as it is one.
    ///
    /// It is not yet authentic.
    func entryHeader(at offset: UInt64) throws(JournalError) -> EntryHeader? {
        guard let start = try load(offset, EntryHeader.byteCount) else { return nil }
        return parse(at: start)
    }

    private func parse(at start: Int) -> EntryHeader? {
        window.withUnsafeBytes { bytes in
            EntryHeader(.init(rebasing: bytes[start..<(start + EntryHeader.byteCount)]))
        }
    }

    /// Drops what was read ahead: the segment may have grown.
    func forget() {
        window = []
        windowStart = 0
    }

    /// The attachments of an authentic entry, or `nil` where they are missing or have changed.
    private func sideGroup(of header: EntryHeader) throws(JournalError) -> SideGroup? {
        let side = header.side
        guard side.length <= UInt64(Int32.max) else { return nil }
        let count = Int(side.length)
        let block = try read(sidePath, side.offset, AlignedBuffer.rounded(count))
        guard block.count == AlignedBuffer.rounded(count), block[count...].allSatisfy({ $0 == 0 })
        else { return nil }
        let bytes = Array(block[..<count])
        return SHA256.hash(bytes) == side.hash ? SideGroup(bytes) : nil
    }

    /// The tables of all attachments, walked through without reading the entries or the attachments.
    func sideGroups(end: UInt64) throws(JournalError) -> [(offset: UInt64, group: SideGroup)] {
        var groups: [(offset: UInt64, group: SideGroup)] = []
        var offset: UInt64 = 0
        while offset < end {
            let head = try read(sidePath, offset, SideGroup.headerBytes)
            guard let count = SideGroup.tableBytes(head),
                let group = SideGroup(try read(sidePath, offset, count))
            else {
                throw .damaged(damage(.attachment, sidePath, at: offset))
            }
            groups.append((offset, group))
            offset += UInt64(AlignedBuffer.rounded(group.length))
        }
        guard offset == end else { throw .damaged(damage(.attachment, sidePath, at: end)) }
        return groups
    }

    private func damage(_ kind: Damage.Kind, _ path: String, at offset: UInt64) -> Damage {
        Damage(kind: kind, path: path, offset: offset, sequence: header.base.sequence + 1)
    }

    private func read(
        _ path: String, _ offset: UInt64, _ count: Int
    ) throws(JournalError) -> [UInt8] {
        do throws(DiskError) {
            return try disk.read(path, at: offset, count: count)
        } catch .notFound {
            return []
        } catch {
            throw .disk(error)
        }
    }

    /// Where the bytes lie in the window, after reading them if need be; `nil` behind the file's end.
    private func load(_ offset: UInt64, _ count: Int) throws(JournalError) -> Int? {
        let windowEnd = windowStart + UInt64(window.count)
        if offset < windowStart || offset + UInt64(count) > windowEnd {
            window = try read(path, offset, max(count, Self.windowBytes))
            windowStart = offset
        }
        let start = Int(offset - windowStart)
        return start + count <= window.count ? start : nil
    }
}

extension SegmentReader {
    /// What lies behind the last good entry of the last segment.
    struct Tail {
        /// Whether anything but zeros lies there.
        var isTorn = false
        /// The end of the last block that is not zeros.
        var end: UInt64
        /// Authentic entries there.
        var entries: UInt64 = 0
        /// The highest sequence number that one of them knew to be durable.
        var durableThrough: UInt64 = 0
    }

    /// Looks at every block behind an offset.
    func tail(from offset: UInt64) throws(JournalError) -> Tail {
        let block = AlignedBuffer.blockBytes
        var tail = Tail(end: offset)
        for start in stride(from: offset, to: size, by: block) {
            let count = Int(min(UInt64(block), size - start))
            guard let place = try load(start, count) else { break }
            let isBlank = window.withUnsafeBytes { bytes in
                Self.isBlank(.init(rebasing: bytes[place..<(place + count)]))
            }
            guard !isBlank else { continue }
            tail.isTorn = true
            tail.end = start + UInt64(count)
            guard let entry = try entry(at: start, end: size, withSide: false) else { continue }
            tail.entries += 1
            tail.durableThrough = max(tail.durableThrough, entry.header.durableThrough)
        }
        return tail
    }

    /// Whether all bytes are zero, eight at a time.
    static func isBlank(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let words = bytes.count / 8
        for index in 0..<words
        where bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) != 0 {
            return false
        }
        return bytes[(words * 8)...].allSatisfy { $0 == 0 }
    }
}
