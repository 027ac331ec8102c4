package import Bytes
import Segments

/// The files that a snapshot leaves keys to: of each month, in order.
package struct DuplicateNames: Sendable {
    struct Month: Sendable {
        let month: KeyMonth
        let runs: [SealedName]
    }

    /// More months than any retention keeps.
    private static let monthsMax = 1_200

    let months: [Month]

    init(_ months: [MonthOfKeys]) {
        self.months = months.filter { !$0.runs.isEmpty }.map {
            Month(month: $0.month, runs: $0.runs.map { SealedName($0.file) })
        }
    }

    var isEmpty: Bool { months.isEmpty }

    func write(to writer: inout ByteWriter) {
        writer.writeVarint(UInt64(months.count))
        for each in months {
            each.month.write(to: &writer)
            SealedName.write(each.runs, to: &writer)
        }
    }

    /// Reads the names that stand where a snapshot's own part of this begins.
    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let count = try reader.readVarint()
        guard count <= UInt64(Self.monthsMax) else {
            throw .tooLong(offset: start, length: Int(clamping: count), limit: Self.monthsMax)
        }
        var months: [Month] = []
        for _ in 0..<count {
            months.append(
                Month(month: try KeyMonth(from: &reader), runs: try SealedName.readList(&reader)))
        }
        self.months = months
    }
}
