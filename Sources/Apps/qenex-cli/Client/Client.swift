import Bytes
import JSON
import Platform

/// Asks one node, a request at a time, over a connection that is kept.
///
/// A write carries an idempotency key, so that it can be repeated where the connection breaks before
/// its answer has come.
final class Client {
    let address: ServerAddress
    private let token: String?
    private let timeoutMilliseconds: Int
    private var connection: (link: TCPConnection, reader: AnswerReader)?

    init(address: ServerAddress, token: String?, timeoutMilliseconds: Int) {
        self.address = address
        self.token = token
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// The same node and token with another patience.
    init(like other: Client, timeoutMilliseconds: Int) {
        address = other.address
        token = other.token
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// A body with its type.
    struct Body {
        let type: String
        let bytes: [UInt8]

        static func json(_ writer: JSONWriter) -> Body {
            Body(type: "application/json", bytes: writer.bytes)
        }

        static func xml(_ bytes: [UInt8]) -> Body { Body(type: "application/xml", bytes: bytes) }

        static let none = Body(type: "", bytes: [])
    }

    /// Asks for something; a refusal is thrown with its exit code.
    func get(_ path: String) throws(Failure) -> Answer {
        let head = self.head("GET", path, [])
        let answer: Answer
        do throws(ConnectionError) {
            answer = try exchange(head, .none, nil)
        } catch {
            throw unreachable(error)
        }
        return try answer.accepted()
    }

    /// Tells the node to do something, under a key that the caller may have named.
    func post(
        _ path: String, _ body: Body, key: String? = nil, progress: Progress? = nil
    ) throws(Failure) -> Answer {
        try write("POST", path, body, key: key, progress)
    }

    /// Tells the node to take something away.
    func delete(_ path: String, key: String? = nil) throws(Failure) -> Answer {
        try write("DELETE", path, .none, key: key, nil)
    }

    private func write(
        _ method: String, _ path: String, _ body: Body, key: String?, _ progress: Progress?
    ) throws(Failure) -> Answer {
        let key = key ?? Client.newKey()
        var fields = ["Idempotency-Key: \(key)", "Content-Length: \(body.bytes.count)"]
        if !body.type.isEmpty { fields.append("Content-Type: \(body.type)") }
        let head = self.head(method, path, fields)
        try connect()
        let answer: Answer
        do throws(ConnectionError) {
            answer = try exchange(head, body, progress)
        } catch {
            throw Failure(
                .outcomeUnknown,
                "\(unreachable(error).message) The request may have been carried out: repeat it "
                    + "with --idempotency-key \(key).")
        }
        return try answer.accepted()
    }

    /// A random key with the time in front (RFC 9562 §5.7, UUID version 7).
    private static func newKey() -> String {
        let milliseconds = UInt128(SystemClock().now() / 1_000_000)
        var value = SystemRandomness().u128() & ((1 << 80) - 1) | milliseconds << 80
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        let digits = (0..<16).map { UInt8(truncatingIfNeeded: value >> (120 - 8 * UInt128($0))) }
        let text = Hex.encode(digits)
        var parts: [Substring] = []
        var rest = text[...]
        for count in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return parts.joined(separator: "-")
    }

    private func head(_ method: String, _ path: String, _ fields: [String]) -> [UInt8] {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: \(address.host):\(address.port)"]
        if let token { lines.append("Authorization: Bearer \(token)") }
        return Array(((lines + fields).joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func connect() throws(Failure) {
        do throws(ConnectionError) {
            _ = try link()
        } catch {
            throw unreachable(error)
        }
    }

    private func link() throws(ConnectionError) -> TCPConnection {
        if let connection { return connection.link }
        let link = try TCPConnection(
            host: address.host, port: address.port, timeoutMilliseconds: timeoutMilliseconds)
        connection = (link, AnswerReader(link))
        return link
    }

    /// Sends a request and reads its answer; tries a second connection where the first breaks.
    private func exchange(
        _ head: [UInt8], _ body: Body, _ progress: Progress?
    ) throws(ConnectionError) -> Answer {
        do throws(ConnectionError) {
            return try exchangeOnce(head, body, progress)
        } catch {
            connection = nil
            guard error == .closed else { throw error }
            return try exchangeOnce(head, body, progress)
        }
    }

    private func exchangeOnce(
        _ head: [UInt8], _ body: Body, _ progress: Progress?
    ) throws(ConnectionError) -> Answer {
        let link = try link()
        try link.write(body.bytes.count <= 4096 ? head + body.bytes : head)
        if body.bytes.count > 4096 { try send(body.bytes, over: link, progress) }
        guard var reader = connection?.reader else { throw .closed }
        let answer = try reader.head()
        let bytes = try reader.body(answer.framing)
        connection = answer.isLast ? nil : (link, reader)
        return Answer(status: answer.status, fields: answer.fields, body: bytes)
    }

    private func send(
        _ bytes: [UInt8], over link: TCPConnection, _ progress: Progress?
    ) throws(ConnectionError) {
        for start in stride(from: 0, to: bytes.count, by: 65536) {
            let end = min(start + 65536, bytes.count)
            try link.write(Array(bytes[start..<end]))
            progress?.show(done: end, of: bytes.count)
        }
    }

    func unreachable(_ error: ConnectionError) -> Failure {
        let reason =
            switch error {
            case .unknownHost(let host): "the host \(host) is not known"
            case .refused: "nothing listens there. Start qenexd, or name the node with --server"
            case .timedOut: "it takes too long"
            case .closed: "it closed the connection"
            case .failed(let operation, let code): "cannot \(operation) (error \(code))"
            }
        return Failure(.error, "\(address): \(reason).")
    }

    /// Opens a stream of events behind an id; the reader is at its first chunk.
    func events(after id: String?) throws(Failure) -> AnswerReader {
        var fields = ["Accept: text/event-stream"]
        if let id { fields.append("Last-Event-ID: \(id)") }
        let refusal: Answer
        do throws(ConnectionError) {
            try link().write(head("GET", "/api/v1/events", fields))
            guard var reader = connection?.reader else { throw .closed }
            connection = nil
            let answer = try reader.head()
            guard answer.status != 200 else { return reader }
            let body = try reader.body(answer.framing)
            refusal = Answer(status: answer.status, fields: answer.fields, body: body)
        } catch {
            throw unreachable(error)
        }
        _ = try refusal.accepted()
        throw Failure(.error, "The server answered \(refusal.status).")
    }
}
