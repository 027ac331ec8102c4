import JSON
import Platform

/// A file of events, cut into batches none of which ends within a chain of linked events.
struct BatchFile {
    /// How events are written, told by the file's name.
    enum Form {
        case records, lines, table

        init(path: String) {
            switch path.split(separator: ".").last?.lowercased() {
            case "ndjson", "jsonl": self = .lines
            case "csv": self = .table
            default: self = .records
            }
        }

        func mediaType(records: String) -> String {
            switch self {
            case .records: records
            case .lines: "application/x-ndjson"
            case .table: "text/csv"
            }
        }
    }

    /// Some events, as they are sent, and where the next begin.
    struct Batch {
        let bytes: [UInt8]
        let count: Int
        let end: UInt64
    }

    static let batchMax = 8_190
    private static let recordBytes = 128
    /// Of a record's flags the lowest byte lies here, and its lowest bit is `linked`.
    private static let flagsOffset = 118
    /// Every column filled, 8,190 times.
    private static let textBytesMax = 8 << 20

    let path: String
    let form: Form
    let size: UInt64
    private let disk = LiveDisk(writerThreads: 1)
    private var header: [UInt8] = []
    /// Where the first event is.
    private(set) var start: UInt64 = 0

    init(path: String) throws(Failure) {
        self.path = path
        form = Form(path: path)
        do throws(DiskError) { size = try disk.size(path) } catch {
            throw Failure(.notFound, "\(path): cannot be read (\(error)).")
        }
        guard form == .table else { return }
        let first = try read(at: 0, count: 4096).split(
            separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        guard first.count == 2 else {
            throw Failure(.error, "\(path): the first line is no header.")
        }
        header = Array(first[0]) + [0x0A]
        start = UInt64(header.count)
    }

    /// The events behind an offset, at most ``batchMax``; `nil` at the end.
    func batch(at offset: UInt64) throws(Failure) -> Batch? {
        guard offset < size else { return nil }
        return form == .records ? try records(at: offset) : try lines(at: offset)
    }

    private func records(at offset: UInt64) throws(Failure) -> Batch {
        let bytes = try read(at: offset, count: Self.batchMax * Self.recordBytes)
        var count = bytes.count / Self.recordBytes
        guard bytes.count == count * Self.recordBytes else {
            throw Failure(.error, "\(path): it ends with half a record.")
        }
        if offset + UInt64(bytes.count) < size {
            while count > 0, bytes[(count - 1) * Self.recordBytes + Self.flagsOffset] & 1 != 0 {
                count -= 1
            }
        }
        guard count > 0 else { throw tooLongChain }
        let taken = count * Self.recordBytes
        return Batch(
            bytes: Array(bytes[..<taken]), count: count, end: offset + UInt64(taken))
    }

    private func lines(at offset: UInt64) throws(Failure) -> Batch {
        let bytes = try read(at: offset, count: Self.textBytesMax)
        let isLast = offset + UInt64(bytes.count) == size
        // Where each line ends, and whether the next belongs to the same chain.
        var ends: [(end: Int, isLinked: Bool)] = []
        var begin = 0
        var transfers = 0
        while begin < bytes.count {
            let end = bytes[begin...].firstIndex(of: 0x0A) ?? bytes.count
            guard end < bytes.count || isLast else { break }
            transfers += transfersMax(of: bytes[begin..<end])
            guard transfers <= Self.batchMax || ends.isEmpty else { break }
            ends.append((min(end + 1, bytes.count), isLinked(bytes[begin..<end])))
            begin = end + 1
        }
        guard !ends.isEmpty else { throw Failure(.error, "\(path): a line is too long.") }
        if let last = ends.last, offset + UInt64(last.end) < size {
            while ends.last?.isLinked == true { ends.removeLast() }
        }
        guard let last = ends.last else { throw tooLongChain }
        return Batch(
            bytes: header + bytes[..<last.end], count: ends.count, end: offset + UInt64(last.end))
    }

    /// How many transfers a line comes to at most: one, or where it has legs their count and one more
    /// for each ledger, which has two of them at least.
    private func transfersMax(of line: ArraySlice<UInt8>) -> Int {
        guard form == .lines else { return 1 }
        let text = String(decoding: line, as: UTF8.self)
        guard text.contains(#""legs""#), let value = try? JSONValue(parsing: Array(line)),
            let legs = value["legs"]?.array
        else { return 1 }
        return max(1, legs.count + legs.count / 2)
    }

    /// No other word of an event has these letters, but metadata may.
    private func isLinked(_ line: ArraySlice<UInt8>) -> Bool {
        guard String(decoding: line, as: UTF8.self).contains("linked") else { return false }
        guard form == .lines, let value = try? JSONValue(parsing: Array(line)) else { return true }
        return value["flags"]?.array?.contains { $0.string == "linked" } ?? false
    }

    private var tooLongChain: Failure {
        Failure(.error, "\(path): a chain of linked events has more than \(Self.batchMax).")
    }

    private func read(at offset: UInt64, count: Int) throws(Failure) -> [UInt8] {
        do throws(DiskError) { return try disk.read(path, at: offset, count: count) } catch {
            throw Failure(.error, "\(path): cannot be read (\(error)).")
        }
    }
}
