import Cryptography
import Platform

/// Reads a whole journal and checks all of it.
///
/// Writes nothing.
struct LogWalk {
    /// Where the journal ends.
    struct End {
        var head: LogHead
        /// Everything up to here is known to have been durable.
        var durableThrough: UInt64
        /// How many bytes of the last segment count, and of its side file.
        var offset: UInt64
        var sideOffset: UInt64
        var tail: SegmentReader.Tail
        /// The last entry is the seal of a clean stop.
        var isSealed = false
    }

    let disk: any Disk
    let paths: SegmentPath
    let root: RootKey
    /// In order, the first is number 1.
    private(set) var segments: [SegmentHeader] = []
    /// Numbers of segment files behind the last one that was begun: reserved, blank or half a header.
    private(set) var unused: [UInt64] = []

    /// Reads the headers of all segments and checks that each continues the one before it.
    init(
        _ disk: any Disk, folder: String, environment: LogEnvironment, root: RootKey
    ) throws(JournalError) {
        self.disk = disk
        self.root = root
        paths = SegmentPath(folder: folder, environment: environment)
        let starts = try starts(try numbers())
        let isBegun = { (start: SegmentStart) in
            if case .header = start { true } else { false }
        }
        let last = starts.lastIndex { isBegun($0.start) } ?? -1
        for (index, found) in starts.enumerated() {
            if index > last {
                try requireUnused(found.number)
                unused.append(found.number)
            } else {
                try add(found.number, found.start)
            }
        }
    }

    /// Numbers of the segment files, ascending.
    private func numbers() throws(JournalError) -> [UInt64] {
        guard disk.exists(paths.folder) else { return [] }
        let (disk, folder) = (self.disk, paths.folder)
        let names = try onDisk { () throws(DiskError) in try disk.list(folder) }
        var numbers: [UInt64] = []
        for name in names {
            guard let (environment, number, suffix) = SegmentPath.parse(name) else { continue }
            guard environment == paths.environment else {
                throw .wrongEnvironment(found: environment)
            }
            if suffix == "log" { numbers.append(number) }
        }
        return numbers.sorted()
    }

    private func starts(
        _ numbers: [UInt64]
    ) throws(JournalError) -> [(number: UInt64, start: SegmentStart)] {
        var starts: [(number: UInt64, start: SegmentStart)] = []
        for number in numbers {
            let (disk, path) = (self.disk, paths.entries(number))
            let block = try onDisk { () throws(DiskError) in
                try disk.read(path, at: 0, count: AlignedBuffer.blockBytes)
            }
            let start = SegmentHeader.read(block)
            if case .unknownFormat(let version) = start {
                throw .unknownFormat(path: path, version: version)
            }
            starts.append((number, start))
        }
        return starts
    }

    private mutating func add(_ number: UInt64, _ start: SegmentStart) throws(JournalError) {
        let next = UInt64(segments.count) + 1
        let path = paths.entries(next)
        let sequence = segments.last.map { $0.base.sequence + 1 } ?? 1
        func damage(_ kind: Damage.Kind) -> JournalError {
            .damaged(Damage(kind: kind, path: path, offset: 0, sequence: sequence))
        }
        guard number == next else { throw damage(.segmentMissing) }
        guard case .header(let header) = start else { throw damage(.segmentHeader) }
        guard header.environment == paths.environment else {
            throw .wrongEnvironment(found: header.environment)
        }
        guard header.rootKey == root.identifier else { throw .wrongRootKey(path: path) }
        guard header.number == number else { throw damage(.chainOfSegments) }
        if let last = segments.last {
            guard header.journal == last.journal, header.base.sequence >= last.base.sequence else {
                throw damage(.chainOfSegments)
            }
        } else if header.base != .start {
            throw damage(.chainOfSegments)
        }
        segments.append(header)
    }

    /// A file without a header must hold nothing else: the header is durable before any entry is
    /// written behind it.
    private func requireUnused(_ number: UInt64) throws(JournalError) {
        let (disk, path) = (self.disk, paths.entries(number))
        let start = UInt64(AlignedBuffer.blockBytes)
        let bytes = try onDisk { () throws(DiskError) in
            try disk.read(path, at: start, count: 1 << 20)
        }
        guard bytes.withUnsafeBytes({ SegmentReader.isBlank($0) }) else {
            let sequence = segments.last.map { $0.base.sequence + 1 } ?? 1
            throw .damaged(
                Damage(kind: .segmentHeader, path: path, offset: 0, sequence: sequence))
        }
    }

    /// Opens a segment with its data key.
    func reader(_ header: SegmentHeader) throws(JournalError) -> SegmentReader {
        guard let key = header.unwrap(with: root) else {
            throw .damaged(
                Damage(
                    kind: .segmentHeader, path: paths.entries(header.number), offset: 0,
                    sequence: header.base.sequence + 1))
        }
        return try SegmentReader(disk, paths, header, key)
    }
}

extension LogWalk {
    typealias Visit = (_ entry: SegmentReader.Entry, _ segment: UInt64, _ isNew: Bool)
        throws(JournalError)
        -> Void

    /// Walks through all entries behind `trusted`, in order, and looks at the tail.
    ///
    /// - Parameters:
    ///   - trusted: a position that the caller vouches for. The journal must contain it.
    ///   - visit: gets each entry, the number of its segment, and whether it lies behind `trusted`;
    ///     entries before that come from the first segment that is read.
    /// - Throws: ``JournalError/damaged(_:)`` at the first thing that is bad and was durable.
    func walk(from trusted: LogHead, _ visit: Visit) throws(JournalError) -> End {
        let first = firstIndex(for: trusted)
        guard first < segments.count else {
            precondition(segments.isEmpty, "A journal with segments has a first one.")
            guard trusted == .start else { throw .noSuchEntry(sequence: trusted.sequence) }
            return End(
                head: .start, durableThrough: 0, offset: 0, sideOffset: 0,
                tail: SegmentReader.Tail(end: 0))
        }
        var chain = Chain(segments[first], trusted)
        for index in first..<(segments.count - 1) {
            let reader = try reader(segments[index])
            try chain.check(segments[index], reader)
            try walkClosed(reader, until: segments[index + 1], &chain, visit)
        }
        let reader = try reader(segments[segments.count - 1])
        try chain.check(segments[segments.count - 1], reader)
        return try walkLast(reader, &chain, visit)
    }

    private func firstIndex(for trusted: LogHead) -> Int {
        segments.lastIndex { $0.base.sequence <= trusted.sequence } ?? 0
    }

    /// A segment that another one follows: every byte up to the named end must be good.
    private func walkClosed(
        _ reader: SegmentReader, until next: SegmentHeader, _ chain: inout Chain, _ visit: Visit
    ) throws(JournalError) {
        while chain.offset < next.previousEnd {
            guard let entry = try reader.entry(at: chain.offset, end: next.previousEnd) else {
                throw .damaged(chain.damage(.entry, reader))
            }
            try chain.add(entry, reader, visit)
        }
        guard chain.head == next.base, chain.sideOffset == next.previousSideEnd else {
            throw .damaged(chain.damage(.chainOfSegments, reader))
        }
    }

    private func walkLast(
        _ reader: SegmentReader, _ chain: inout Chain, _ visit: Visit
    ) throws(JournalError) -> End {
        while let entry = try reader.entry(at: chain.offset, end: reader.size) {
            guard chain.continues(entry.header) else { break }
            try chain.add(entry, reader, visit)
        }
        let tail = try reader.tail(from: chain.offset)
        chain.durableThrough = max(chain.durableThrough, tail.durableThrough)
        guard chain.head.sequence >= chain.durableThrough else {
            throw .damaged(chain.damage(.entry, reader))
        }
        guard !chain.awaitsTrusted else {
            throw .noSuchEntry(sequence: chain.trusted.sequence)
        }
        return End(
            head: chain.head, durableThrough: chain.durableThrough, offset: chain.offset,
            sideOffset: chain.sideOffset, tail: tail, isSealed: chain.isSealed)
    }
}

/// What has been walked through so far.
private struct Chain {
    let trusted: LogHead
    var head: LogHead
    var offset: UInt64 = 0
    var sideOffset: UInt64 = 0
    var durableThrough: UInt64
    var isSealed = false

    init(_ first: SegmentHeader, _ trusted: LogHead) {
        self.trusted = trusted
        head = first.base
        durableThrough = first.base.sequence
    }

    /// Whether the caller's position lies ahead.
    var awaitsTrusted: Bool { head.sequence < trusted.sequence }

    /// Begins a segment.
    mutating func check(
        _ header: SegmentHeader, _ reader: SegmentReader
    ) throws(JournalError) {
        offset = UInt64(AlignedBuffer.blockBytes)
        sideOffset = 0
        guard header.base == head else { throw .damaged(damage(.chainOfSegments, reader)) }
        durableThrough = max(durableThrough, header.base.sequence)
        try checkTrusted(reader)
    }

    func continues(_ header: EntryHeader) -> Bool {
        header.sequence == head.sequence + 1 && header.previousHash == head.hash
            && header.timestamp >= head.timestamp
            && (header.side.length == 0 || header.side.offset == sideOffset)
    }

    mutating func add(
        _ entry: SegmentReader.Entry, _ reader: SegmentReader, _ visit: LogWalk.Visit
    ) throws(JournalError) {
        let header = entry.header
        guard continues(header) else { throw .damaged(damage(.chainOfEntries, reader)) }
        let isNew = !awaitsTrusted
        head = LogHead(
            sequence: header.sequence, timestamp: header.timestamp, hash: header.hash)
        durableThrough = max(durableThrough, header.durableThrough)
        isSealed = header.kind == .seal
        try checkTrusted(reader)
        offset = entry.end
        if let side = entry.side { sideOffset += UInt64(AlignedBuffer.rounded(side.length)) }
        try visit(entry, reader.header.number, isNew)
    }

    private func checkTrusted(_ reader: SegmentReader) throws(JournalError) {
        guard head.sequence == trusted.sequence, head.hash != trusted.hash else { return }
        throw .damaged(damage(.trustedHash, reader))
    }

    func damage(_ kind: Damage.Kind, _ reader: SegmentReader) -> Damage {
        Damage(kind: kind, path: reader.path, offset: offset, sequence: head.sequence + 1)
    }
}
