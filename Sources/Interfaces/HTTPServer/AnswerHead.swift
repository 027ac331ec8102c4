import HTTPAPI
import NIOCore
import NIOHTTP1

/// The bytes of a response's head (RFC 9112 §4).
struct AnswerHead {
    /// How the end of the body is known.
    enum Framing {
        case length(Int)
        case chunked
        case untilClose
    }

    let response: Response
    let framing: Framing
    let keepsAlive: Bool
    let date: String

    func write(to buffer: inout ByteBuffer) {
        writeStatusLine(to: &buffer)
        write("Date", date, to: &buffer)
        if let type = response.contentType { write("Content-Type", type, to: &buffer) }
        switch framing {
        case .length(let count): write("Content-Length", String(count), to: &buffer)
        case .chunked: write("Transfer-Encoding", "chunked", to: &buffer)
        case .untilClose: break
        }
        if !keepsAlive { write("Connection", "close", to: &buffer) }
        for header in response.headers { write(header.name, header.value, to: &buffer) }
        buffer.writeStaticString("\r\n")
    }

    private func writeStatusLine(to buffer: inout ByteBuffer) {
        switch response.status {
        case 200: buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        case 201: buffer.writeStaticString("HTTP/1.1 201 Created\r\n")
        default:
            let status = HTTPResponseStatus(statusCode: response.status)
            buffer.writeString("HTTP/1.1 \(response.status) \(status.reasonPhrase)\r\n")
        }
    }

    private func write(_ name: String, _ value: String, to buffer: inout ByteBuffer) {
        buffer.writeString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(value)
        buffer.writeStaticString("\r\n")
    }
}
