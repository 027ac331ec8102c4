import Cryptography
package import Platform
import Synchronization

/// The log in files of a folder: segments of sealed entries, each with a side file.
///
/// ```swift
/// let log = try FileLog.open(disk, folder: "data/journal", …) { header, body in … }
/// let sequence = try log.append(timestamp: now, count: 1, rulesVersion: 1, body: bytes)
/// ```
///
/// **What it withstands.** Power may go at any moment: of writes that were not complete any sectors
/// may be there, all others stay. A bad entry that some valid entry or segment header knew to be
/// durable is damage, and so is a bad header with entries behind it: the log does not open, and says
/// where. A bad entry above that is a torn tail and is cut off.
///
/// **What it cannot tell apart.** An entry that was acknowledged, and that nothing written later
/// names as durable, looks like a torn tail when the disk loses it. That is the last entries before
/// a mark, which follows within 10 ms of idleness; under load, those still in flight behind it.
/// Segments that vanish from the end with all their files are not missed either.
///
/// Sendable because `append`, `tick`, `flush` and `seal` are called by one thread only, and all that
/// others reach is behind a lock.
package final class FileLog: CommandLog, @unchecked Sendable {
    /// The most bytes of one entry's body; a segment may hold less.
    package static let bodyBytesMax = 16 << 20

    let disk: any Disk
    let paths: SegmentPath
    let root: RootKey
    let randomness: any Randomness
    let options: LogOptions
    let node: UInt64
    package let epoch: UInt64
    /// What was found at the start.
    package let opening: LogOpening

    let flight: Flight
    let stock: SegmentStock
    let buffers: BufferPool
    let segments: Mutex<[SegmentHeader]>
    var current: OpenSegment
    package internal(set) var head: LogHead
    /// The last entry holds commands, and no mark says that they are durable.
    var isUnmarked = false
    var isClosed = false
    var ticksToRetry = 0
    /// With a tick every 10 ms: half a second.
    static let ticksBetweenRetries = 50

    init(_ recovered: Recovery, _ first: OpenSegment, _ onFailure: @escaping OnFailure) {
        disk = recovered.walk.disk
        paths = recovered.walk.paths
        root = recovered.walk.root
        randomness = recovered.randomness
        options = recovered.options
        node = first.header.node
        epoch = first.header.epoch
        opening = recovered.opening
        head = first.header.base
        current = first
        stock = recovered.stock
        flight = Flight(
            durable: first.header.base.sequence, places: recovered.places, onFailure: onFailure)
        buffers = BufferPool(countMax: 2 * options.writesInFlightMax)
        segments = Mutex(recovered.walk.segments + [first.header])
        stock.prepare(first.header.number + 1)
    }

    package typealias OnFailure = @Sendable (DiskError) -> Void

    package var durableSequence: UInt64 { flight.durableSequence }
    package var writesInFlight: Int { flight.count }
    package var acceptsNewWork: Bool {
        flight.failure == nil && (current.isRoomy || stock.failure == nil)
    }
    /// False where the file system refuses direct writes and each is followed by a sync instead.
    package var writesDirectly: Bool { current.log.isDirect }

    package func onDurable(_ report: @escaping @Sendable (_ through: UInt64) -> Void) {
        flight.onDurable(report)
    }

    package func attachment(_ id: UInt128) throws(JournalError) -> [UInt8]? {
        guard let place = flight.place(of: id) else { return nil }
        let path = paths.side(place.segment)
        let bytes = try onDisk { () throws(DiskError) in
            try disk.read(path, at: place.offset, count: place.count)
        }
        guard bytes.count == place.count else {
            throw .damaged(
                Damage(
                    kind: .attachment, path: path, offset: place.offset,
                    sequence: durableSequence))
        }
        return bytes
    }

    package func cursor(after sequence: UInt64) throws(JournalError) -> LogCursor {
        try LogCursor(self, after: sequence)
    }
}
