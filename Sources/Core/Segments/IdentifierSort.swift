/// Sorts ids by spreading them over buckets of equal width first.
///
/// Ids of random bits and ids that begin with the time both lie evenly between the least and the
/// greatest, some four to a bucket, and few comparisons are left. Crowded buckets are sorted as
/// anything is: chosen ids cost time, never order.
enum IdentifierSort {
    private static let insertionMax = 32

    /// The entries of so many transfers from an ordinal on, in the order of their ids.
    static func entries(
        _ count: Int, from first: UInt32, id: (Int) -> UInt128
    ) -> [IdentifierEntry] {
        var low = UInt128.max
        var high = UInt128.min
        for place in 0..<count {
            low = min(low, id(place))
            high = max(high, id(place))
        }
        guard count > 1 else {
            return (0..<count).map { IdentifierEntry(id: id($0), ordinal: first) }
        }
        let width = 128 - (high - low).leadingZeroBitCount
        let bucketBits = min(width, max(1, count.bitWidth - count.leadingZeroBitCount - 3))
        let shift = UInt128(width - bucketBits)
        var ends = [Int](repeating: 0, count: (1 << bucketBits) + 1)
        for place in 0..<count { ends[Int((id(place) - low) >> shift) + 1] += 1 }
        for bucket in 1..<ends.count { ends[bucket] += ends[bucket - 1] }
        return [IdentifierEntry](unsafeUninitializedCapacity: count) { entries, filled in
            for place in 0..<count {
                let bucket = Int((id(place) - low) >> shift)
                entries.initializeElement(
                    at: ends[bucket],
                    to: IdentifierEntry(id: id(place), ordinal: first + UInt32(place)))
                ends[bucket] += 1
            }
            // Each bucket's start has moved to its end.
            var start = 0
            for end in ends.dropLast() {
                sort(&entries, start..<end)
                start = end
            }
            filled = count
        }
    }

    @inline(__always)
    private static func sort(
        _ entries: inout UnsafeMutableBufferPointer<IdentifierEntry>, _ range: Range<Int>
    ) {
        guard range.count > 1 else { return }
        guard range.count <= insertionMax else { return entries[range].sort { $0.id < $1.id } }
        for place in (range.lowerBound + 1)..<range.upperBound {
            let entry = entries[place]
            var hole = place
            while hole > range.lowerBound, entries[hole - 1].id > entry.id {
                entries[hole] = entries[hole - 1]
                hole -= 1
            }
            entries[hole] = entry
        }
    }
}
