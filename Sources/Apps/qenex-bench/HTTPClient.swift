import Platform

/// One connection that does one thing at a time: sends a request, reads the whole answer.
struct HTTPClient {
    private let connection: TCPConnection
    private var reader = AnswerReader()

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

    /// Sends a body of records and waits for its answer.
    ///
    /// - Returns: the answer's status.
    mutating func send(
        _ path: String, token: String, type: String, records: [UInt8]
    ) throws -> Int {
        let head =
            "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
            + "Content-Type: \(type)\r\nContent-Length: \(records.count)\r\n\r\n"
        try connection.write(Array(head.utf8))
        return try send(records)
    }

    /// Bytes of the last answer's body.
    var bodyBytes: Int { reader.length }

    /// Sends a request and waits for its answer.
    ///
    /// - Returns: the answer's status.
    mutating func send(_ request: [UInt8]) throws -> Int {
        try connection.write(request)
        reader.reset()
        repeat {
            guard try reader.take(from: connection) else {
                throw Failed("the server closed the connection")
            }
        } while !reader.isWhole
        return reader.status
    }

    var answer: String { reader.text }
    var answerBytes: [UInt8] { reader.all }
}
