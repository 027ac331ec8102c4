import HTTPAPI
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

    /// Appends the head to bytes: in many small pieces, which a buffer of the network's would take
    /// one by one with more ado.
    func write(to bytes: inout [UInt8]) {
        writeStatusLine(to: &bytes)
        write("Date", date, to: &bytes)
        if let type = response.contentType { write("Content-Type", type, to: &bytes) }
        switch framing {
        case .length(let count): write("Content-Length", String(count), to: &bytes)
        case .chunked: write("Transfer-Encoding", "chunked", to: &bytes)
        case .untilClose: break
        }
        if !keepsAlive { write("Connection", "close", to: &bytes) }
        for header in response.headers { write(header.name, header.value, to: &bytes) }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    private func writeStatusLine(to bytes: inout [UInt8]) {
        switch response.status {
        case 200: bytes.append(contentsOf: "HTTP/1.1 200 OK\r\n".utf8)
        case 201: bytes.append(contentsOf: "HTTP/1.1 201 Created\r\n".utf8)
        default:
            let status = HTTPResponseStatus(statusCode: response.status)
            let line = "HTTP/1.1 \(response.status) \(status.reasonPhrase)\r\n"
            bytes.append(contentsOf: line.utf8)
        }
    }

    private func write(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: value.utf8)
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }
}
