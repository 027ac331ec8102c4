import Platform

/// One connection of a load: sends a request, reads the whole answer, sends the next.
struct HTTPClient {
    private let connection: TCPConnection
    private var received: [UInt8] = []

    private static let answerBytesMax = 1 << 20
    private static let lengthName = Array("content-length:".utf8)

    init(port: UInt16) throws(ConnectionError) {
        connection = try TCPConnection(
            host: "127.0.0.1", port: port, timeoutMilliseconds: 30_000)
    }

    /// A whole request, ready to be sent many times.
    static func request(
        _ method: String, _ path: String, token: String? = nil, body: String = ""
    ) -> [UInt8] {
        let head =
            "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + (token.map { "Authorization: Bearer \($0)\r\n" } ?? "")
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        return Array((head + body).utf8)
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Returns: the answer's status.
    mutating func send(_ request: [UInt8]) throws -> Int {
        try connection.write(request)
        received.removeAll(keepingCapacity: true)
        while true {
            let more = try connection.read(8192)
            guard !more.isEmpty, received.count < Self.answerBytesMax else {
                throw Failed("the server closed the connection")
            }
            received += more
            if let end = headEnd(), received.count >= end + length(end) { return status() }
        }
    }

    var answer: String { String(decoding: received, as: UTF8.self) }

    private func headEnd() -> Int? {
        guard received.count >= 4 else { return nil }
        for index in 0...(received.count - 4)
        where received[index] == 13 && received[index + 2] == 13 && received[index + 3] == 10 {
            return index + 4
        }
        return nil
    }

    private func length(_ headEnd: Int) -> Int {
        for line in received[..<headEnd].split(separator: 10)
        where line.prefix(15).map({ $0 | 0x20 }).elementsEqual(Self.lengthName) {
            return line.dropFirst(15).reduce(0) { sum, byte in
                (48...57).contains(byte) ? sum * 10 + Int(byte - 48) : sum
            }
        }
        return 0
    }

    private func status() -> Int {
        received.dropFirst(9).prefix(3).reduce(0) { $0 * 10 + Int($1) - 48 }
    }
}
