/// A committed table: one row a line, fields between bars, sorted by the first field.
///
/// Decoding it costs one pass that finds the line breaks; a row is cut into fields when asked for.
struct TextTable: Sendable {
    private let bytes: [UInt8]
    /// Where each row begins, and behind them where a next one would.
    private let starts: [Int]

    init(_ text: StaticString) {
        bytes = Array(text.description.utf8)
        var starts = bytes.isEmpty ? [] : [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(index + 1)
        }
        // Swift's multi-line literal has no line break behind the last row.
        starts.append(bytes.count + 1)
        self.starts = starts
    }

    var count: Int { starts.count - 1 }

    /// The fields of the row at a position below `count`.
    func fields(at position: Int) -> [String] {
        bytes[starts[position]..<(starts[position + 1] - 1)]
            .split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The first field of the row at a position below `count`.
    func key(at position: Int) -> ArraySlice<UInt8> {
        bytes[starts[position]..<(starts[position + 1] - 1)]
            .prefix { $0 != UInt8(ascii: "|") }
    }

    /// Where the row with this first field is, by binary search over the bytes.
    func position(of key: some Sequence<UInt8>) -> Int? {
        let wanted = Array(key)
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self.key(at: middle).lexicographicallyPrecedes(wanted) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < count && self.key(at: low).elementsEqual(wanted) ? low : nil
    }

    func fields(of key: some Sequence<UInt8>) -> [String]? {
        position(of: key).map(fields(at:))
    }
}
