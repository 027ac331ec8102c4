import Platform

/// Reads answers off one connection (RFC 9112), within limits.
struct AnswerReader {
    static let headBytesMax = 64 << 10
    static let bodyBytesMax = 256 << 20

    private let connection: TCPConnection
    private var buffer: [UInt8] = []
    private var start = 0

    init(_ connection: TCPConnection) {
        self.connection = connection
    }

    /// How an answer's body ends.
    enum Framing {
        case length(Int)
        case chunked
        case untilClose
    }

    struct Head {
        let status: Int
        let fields: [(name: String, value: String)]

        func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

        var framing: Framing {
            if field("transfer-encoding")?.lowercased() == "chunked" { return .chunked }
            return field("content-length").flatMap { Int($0) }.map(Framing.length) ?? .untilClose
        }

        var isLast: Bool { field("connection")?.lowercased() == "close" }
    }

    /// The next head that is no interim answer.
    mutating func head() throws(ConnectionError) -> Head {
        while true {
            let line = try self.line()
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else {
                throw .failed(operation: "read an answer that is no HTTP", code: 0)
            }
            var fields: [(name: String, value: String)] = []
            while true {
                let line = try self.line()
                if line.isEmpty { break }
                let parts = line.split(
                    separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { continue }
                fields.append((parts[0].lowercased(), String(parts[1].drop { $0 == " " })))
            }
            if status >= 200 { return Head(status: status, fields: fields) }
        }
    }

    mutating func body(_ framing: Framing) throws(ConnectionError) -> [UInt8] {
        switch framing {
        case .length(let count): return try bytes(count)
        case .untilClose:
            var body: [UInt8] = []
            while let more = try next() { body += more }
            return body
        case .chunked:
            var body: [UInt8] = []
            while let chunk = try chunk() {
                body += chunk
                guard body.count <= AnswerReader.bodyBytesMax else { throw AnswerReader.tooLong }
            }
            return body
        }
    }

    /// The next chunk, or `nil` behind the last.
    mutating func chunk() throws(ConnectionError) -> [UInt8]? {
        let size = try line().prefix { $0 != ";" }
        guard let count = Int(size, radix: 16), count >= 0 else {
            throw .failed(operation: "read a chunk", code: 0)
        }
        if count == 0 {
            while !(try line().isEmpty) {}
            return nil
        }
        let chunk = try bytes(count)
        _ = try line()
        return chunk
    }

    private static let tooLong = ConnectionError.failed(
        operation: "read so long an answer", code: 0)

    private mutating func line() throws(ConnectionError) -> String {
        var scanned = start
        while true {
            if let end = buffer[scanned...].firstIndex(of: 0x0A) {
                var line = buffer[start..<end]
                if line.last == 0x0D { line = line.dropLast() }
                start = end + 1
                return String(decoding: line, as: UTF8.self)
            }
            let kept = buffer.count - start
            guard kept <= AnswerReader.headBytesMax else { throw AnswerReader.tooLong }
            try fill()
            scanned = start + kept
        }
    }

    private mutating func bytes(_ count: Int) throws(ConnectionError) -> [UInt8] {
        guard count <= AnswerReader.bodyBytesMax else { throw AnswerReader.tooLong }
        while buffer.count - start < count { try fill() }
        let bytes = Array(buffer[start..<(start + count)])
        start += count
        return bytes
    }

    /// What has come, or `nil` at the end.
    private mutating func next() throws(ConnectionError) -> [UInt8]? {
        if start == buffer.count {
            buffer = try connection.read(65536)
            start = 0
        }
        let bytes = Array(buffer[start...])
        start = buffer.count
        return bytes.isEmpty ? nil : bytes
    }

    private mutating func fill() throws(ConnectionError) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        let more = try connection.read(65536)
        guard !more.isEmpty else { throw .closed }
        buffer += more
    }
}
