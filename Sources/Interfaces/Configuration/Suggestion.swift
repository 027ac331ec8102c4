/// The nearest name among those that exist.
enum Suggestion {
    /// The nearest candidate by edit distance; `nil` where none is near.
    ///
    /// Cost: words × length², fine for the hundred names that there are.
    static func nearest(to found: String, among candidates: [String]) -> String? {
        let limit = max(2, found.utf8.count / 3)
        return best(candidates) { candidate in
            let distance = distance(Array(found.utf8), Array(candidate.utf8))
            return distance <= limit ? distance : nil
        }
    }

    /// The nearest key of any section, as `[transaction] timeout_seconds`.
    ///
    /// The key may carry its section's name, and words may be missing: `transaction_timeout`.
    static func key(_ found: String, in section: Section?, rules: [KeyRule]) -> String? {
        let words = Set(found.split(separator: "_"))
        return best(rules) { rule in
            let full = "\(rule.section.rawValue)_\(rule.key)"
            let isElsewhere = rule.section == section ? 0 : 1
            let limit = max(2, found.utf8.count / 3)
            let plain = distance(Array(found.utf8), Array(rule.key.utf8))
            if plain <= limit { return 2 * plain + isElsewhere }
            let qualified = distance(Array(found.utf8), Array(full.utf8))
            if qualified <= limit { return 2 * qualified + isElsewhere }
            let missing = Set(full.split(separator: "_")).subtracting(words).count
            let isPart = words.isSubset(of: Set(full.split(separator: "_"))) && words.count > 1
            return isPart ? 2 * missing + isElsewhere : nil
        }.map { "\($0.section.heading) \($0.key)" }
    }

    /// The first candidate of the lowest score.
    private static func best<Candidate>(
        _ candidates: [Candidate], _ score: (Candidate) -> Int?
    ) -> Candidate? {
        var found: (candidate: Candidate, score: Int)?
        for candidate in candidates {
            guard let score = score(candidate) else { continue }
            if score < found?.score ?? .max { found = (candidate, score) }
        }
        return found?.candidate
    }

    /// Levenshtein's distance, with two neighbours swapped counted as one edit.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var edits = min(
                    last[column + 1] + 1, current[column] + 1,
                    last[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    edits = min(edits, before[column - 1] + 1)
                }
                current.append(edits)
            }
            (before, last) = (last, current)
        }
        return last[right.count]
    }
}
