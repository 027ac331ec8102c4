import Platform

/// Gathers the bytes of one answer and says when it is whole: its head, and as much body as the head
/// announces.
struct AnswerReader {
    private static let bytesMax = 1 << 20
    private static let lengthName = Array("content-length:".utf8)

    private var bytes = [UInt8](repeating: 0, count: 8192)
    private var count = 0
    /// Where the body begins, once the head is whole.
    private var bodyStart: Int?
    /// Of the body, as announced.
    private(set) var length = 0

    mutating func reset() {
        count = 0
        bodyStart = nil
        length = 0
    }

    /// Reads what has come.
    ///
    /// - Returns: false where the other side has finished.
    mutating func take(from connection: TCPConnection) throws -> Bool {
        if count == bytes.count {
            guard count < Self.bytesMax else { throw Failed("an answer is too long") }
            bytes += [UInt8](repeating: 0, count: count)
        }
        let filled = count
        let got = try bytes.withUnsafeMutableBytes {
            try connection.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
        }
        count += got
        if bodyStart == nil { findBody() }
        return got > 0
    }

    var isWhole: Bool { bodyStart.map { count >= $0 + length } ?? false }

    var status: Int {
        guard count >= 12 else { return 0 }
        return bytes[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    var all: [UInt8] { Array(bytes[..<count]) }

    var text: String { String(decoding: bytes[..<count], as: UTF8.self) }

    /// Walks over the lines of the head; the length is that of the line that names it.
    private mutating func findBody() {
        var start = 0
        while let end = bytes[start..<count].firstIndex(of: 10) {
            if end - start <= 1 {
                bodyStart = end + 1
                return
            }
            if isLength(start, end) { length = number(start + Self.lengthName.count, end) }
            start = end + 1
        }
    }

    private func isLength(_ start: Int, _ end: Int) -> Bool {
        let name = Self.lengthName
        guard end - start > name.count else { return false }
        for index in name.indices where bytes[start + index] | 0x20 != name[index] | 0x20 {
            return false
        }
        return true
    }

    private func number(_ start: Int, _ end: Int) -> Int {
        bytes[start..<end].reduce(0) { sum, byte in
            (48...57).contains(byte) ? sum * 10 + Int(byte - 48) : sum
        }
    }
}
