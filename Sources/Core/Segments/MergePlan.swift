/// Which runs are merged next, by their lengths from the oldest to the newest.
///
/// Tiers: the newest run is merged with all before it that are shorter than twice what comes after
/// them, so lengths halve from run to run, each id is written the logarithm of their number of
/// times, and of runs of a million 255 make eight. Where there would be more than ``runsMax``, the
/// two neighbours that are shortest together are merged.
package enum MergePlan {
    package static let runsMax = 8

    /// The places of the runs to merge; `nil` where there is nothing to do.
    package static func next(_ counts: [Int]) -> Range<Int>? {
        guard counts.count > 1 else { return nil }
        var start = counts.count - 1
        var sum = counts[start]
        while start > 0, counts[start - 1] < sum * 2 {
            start -= 1
            sum += counts[start]
        }
        if start < counts.count - 1 { return start..<counts.count }
        guard counts.count > runsMax else { return nil }
        var best = 0
        for index in 1..<(counts.count - 1)
        where counts[index] + counts[index + 1] < counts[best] + counts[best + 1] {
            best = index
        }
        return best..<(best + 2)
    }
}
