import Platform
import Synchronization

/// Buffers of entries that have come back from the disk, for the next ones.
final class BufferPool: Sendable {
    /// Larger ones are not kept, so that one large entry does not stay in memory.
    private static let keptBytesMax = 2 << 20

    private let free = Mutex<[AlignedBuffer]>([])
    private let countMax: Int

    init(countMax: Int) {
        self.countMax = countMax
    }

    /// A buffer of at least so many bytes.
    ///
    /// It holds what it held.
    func take(_ count: Int) -> AlignedBuffer {
        let kept = free.withLock { free -> AlignedBuffer? in
            guard let index = free.firstIndex(where: { $0.capacity >= count }) else { return nil }
            return free.remove(at: index)
        }
        return kept ?? AlignedBuffer(capacity: count)
    }

    func give(_ buffer: AlignedBuffer) {
        guard buffer.capacity <= Self.keptBytesMax else { return }
        free.withLock { free in
            if free.count == countMax { free.removeFirst() }
            free.append(buffer)
        }
    }
}
