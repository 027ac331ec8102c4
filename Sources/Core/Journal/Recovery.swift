import Cryptography
package import Platform
import Synchronization

/// Brings a folder to where a new segment can be written.
struct Recovery {
    var walk: LogWalk
    let randomness: any Randomness
    let options: LogOptions
    let stock: SegmentStock
    var places: [UInt128: AttachmentPlace] = [:]
    var opening = LogOpening()

    /// Closes the last segment by the header of a new one.
    mutating func begin(
        after end: LogWalk.End, node: UInt64
    ) throws(JournalError) -> OpenSegment {
        let number = UInt64(walk.segments.count) + 1
        try settle(end)
        try removeLeftovers(keeping: number)
        let stock = stock
        let files: SegmentFiles
        do throws(DiskError) {
            files = try stock.make(number)
        } catch {
            if case .full = error { throw .storageFull }
            throw .disk(error)
        }
        let last = walk.segments.last
        let header = SegmentHeader(
            environment: walk.paths.environment,
            reason: last == nil ? .first : end.tail.isTorn ? .cut : .start,
            journal: last?.journal ?? randomness.u128(), number: number, node: node,
            epoch: (last?.epoch ?? 0) + 1, base: end.head, previousEnd: end.offset,
            previousSideEnd: end.sideOffset, droppedEntries: end.tail.entries,
            rootKey: walk.root.identifier)
        let segment = try Self.begin(header, files, walk.disk, walk.root, randomness)
        try trim(end)
        return segment
    }

    /// Writes a segment's header with a fresh data key and waits until it is durable.
    static func begin(
        _ header: SegmentHeader, _ files: SegmentFiles, _ disk: any Disk, _ root: RootKey,
        _ randomness: any Randomness
    ) throws(JournalError) -> OpenSegment {
        var header = header
        let key = SecretKey(randomness)
        header.rootKey = root.identifier
        header.wrap(key, with: root, nonce: randomness.bytes(AESGCM.nonceBytes))
        let buffer = AlignedBuffer(capacity: AlignedBuffer.blockBytes)
        buffer.bytes.copyBytes(from: header.encoded())
        let outcome = WriteOutcome()
        files.log.write(buffer, count: buffer.capacity, at: 0) { outcome.set($0) }
        guard disk.wait(until: { outcome.isKnown }) else { throw .stopped(.powerLost) }
        if let error = outcome.error { throw .stopped(error) }
        return OpenSegment(header, files, key)
    }

    /// A killed process may have left bytes that are read here and not yet on the disk.
    private func settle(_ end: LogWalk.End) throws(JournalError) {
        guard let last = walk.segments.last else { return }
        let (disk, paths) = (walk.disk, walk.paths)
        try onDisk { () throws(DiskError) in
            try disk.sync(paths.entries(last.number))
            if disk.exists(paths.side(last.number)) { try disk.sync(paths.side(last.number)) }
        }
    }

    /// Removes what a former process reserved and cannot be used as it is.
    private func removeLeftovers(keeping number: UInt64) throws(JournalError) {
        let (disk, paths) = (walk.disk, walk.paths)
        let names = try onDisk { () throws(DiskError) in try disk.list(paths.folder) }
        let isReserved = walk.unused.contains(number) && isUsable(number)
        for name in names {
            guard let (_, found, _) = SegmentPath.parse(name), found >= number else { continue }
            let path = "\(paths.folder)/\(name)"
            let isKept = isReserved && (path == paths.entries(number) || path == paths.side(number))
            if !isKept { try onDisk { () throws(DiskError) in try disk.remove(path) } }
        }
    }

    private func isUsable(_ number: UInt64) -> Bool {
        let (disk, paths) = (walk.disk, walk.paths)
        guard let block = try? disk.read(paths.entries(number), at: 0, count: 4096),
            case .blank = SegmentHeader.read(block)
        else { return false }
        return (try? disk.size(paths.entries(number))) == UInt64(options.segmentBytes)
            && (try? disk.size(paths.side(number))) == UInt64(options.sideBytes)
    }

    /// Gives the unused end of the closed segment back.
    ///
    /// What was cut off stays, to be looked at.
    private func trim(_ end: LogWalk.End) throws(JournalError) {
        guard let last = walk.segments.last else { return }
        let (disk, paths) = (walk.disk, walk.paths)
        try onDisk { () throws(DiskError) in
            let log = paths.entries(last.number)
            if try disk.size(log) > end.tail.end { try disk.truncate(log, to: end.tail.end) }
            let side = paths.side(last.number)
            guard disk.exists(side), try disk.size(side) > end.sideOffset else { return }
            try disk.truncate(side, to: end.sideOffset)
        }
    }
}

/// What became of one write.
private final class WriteOutcome: Sendable {
    private let state = Mutex<(isKnown: Bool, error: DiskError?)>((false, nil))

    var isKnown: Bool { state.withLock { $0.isKnown } }
    var error: DiskError? { state.withLock { $0.error } }
    func set(_ error: DiskError?) { state.withLock { $0 = (true, error) } }
}

extension FileLog {
    /// Opens a folder's log, or makes one where there is none.
    ///
    /// All entries behind `trusted` are checked and replayed in order; a torn tail is cut off, and
    /// ``opening`` says so. Where something durable has changed nothing is written at all.
    ///
    /// - Parameters:
    ///   - trusted: a position that the caller vouches for, such as a snapshot's.
    ///   - onFailure: called once, by any thread, when a write fails: the process must end.
    ///   - replay: gets every entry behind `trusted`, marks and seals too.
    package static func open(
        _ disk: any Disk, folder: String, environment: LogEnvironment, node: UInt64, root: RootKey,
        randomness: any Randomness, options: LogOptions = LogOptions(),
        after trusted: LogHead = .start, onFailure: @escaping OnFailure = { _ in },
        replay: (EntryHeader, [UInt8]) throws -> Void
    ) throws(JournalError) -> FileLog {
        try onDisk { () throws(DiskError) in try disk.makeDirectory(folder) }
        let walk = try LogWalk(disk, folder: folder, environment: environment, root: root)
        var recovery = Recovery(
            walk: walk, randomness: randomness, options: options,
            stock: SegmentStock(disk, walk.paths, options))
        let end = try recovery.replay(after: trusted, replay)
        let segment = try recovery.begin(after: end, node: node)
        return FileLog(recovery, segment, onFailure)
    }
}

extension Recovery {
    /// Reads everything behind a position and remembers where all attachments lie.
    mutating func replay(
        after trusted: LogHead, _ replay: (EntryHeader, [UInt8]) throws -> Void
    ) throws(JournalError) -> LogWalk.End {
        try indexOlder(than: trusted)
        var (places, opening) = (self.places, self.opening)
        let end = try walk.walk(from: trusted) { (entry, segment, isNew) throws(JournalError) in
            if let side = entry.side {
                let offset = entry.header.side.offset
                for (id, place) in side.places(segment: segment, offset: offset) {
                    places[id] = place
                }
            }
            guard isNew else { return }
            opening.entries += 1
            opening.bytes += UInt64(entry.body.count)
            do {
                try replay(entry.header, entry.body)
            } catch let error as JournalError {
                throw error
            } catch {
                throw .replayRefused(
                    sequence: entry.header.sequence, reason: String(describing: error))
            }
        }
        self.places = places
        opening.segments = walk.segments.count
        opening.wasSealed = end.isSealed
        if end.tail.isTorn, let last = walk.segments.last {
            opening.cut = LogOpening.Cut(
                path: walk.paths.entries(last.number), offset: end.offset,
                sequence: end.head.sequence + 1, bytes: end.tail.end - end.offset,
                entries: end.tail.entries)
        }
        self.opening = opening
        return end
    }

    /// Segments that are not read as they lie before the trusted position.
    private mutating func indexOlder(than trusted: LogHead) throws(JournalError) {
        for (header, next) in zip(walk.segments, walk.segments.dropFirst())
        where next.base.sequence <= trusted.sequence && next.previousSideEnd > 0 {
            let reader = try walk.reader(header)
            for (offset, group) in try reader.sideGroups(end: next.previousSideEnd) {
                for (id, place) in group.places(segment: header.number, offset: offset) {
                    places[id] = place
                }
            }
        }
    }
}
