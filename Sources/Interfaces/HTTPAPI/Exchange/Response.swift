package import JSON

/// An answer, before the server adds length, date and the fields that every answer carries.
package struct Response: Sendable {
    package var status: Int
    package var contentType: String?
    package var headers: [ResponseHeader] = []
    package var body: Body
    /// The sequence at which the answer is true; the durable one at the time of sending where `nil`.
    package var sequence: UInt64?

    /// What is sent behind the head.
    package enum Body: Sendable {
        case bytes([UInt8])
        /// JSON that is written when it is sent, by the thread that sends it.
        case json(@Sendable (inout JSONWriter) -> Void)
        /// Server-sent events, until one side ends them.
        case events(EventStream)
        case problem(Problem)
    }

    package init(
        status: Int, contentType: String?, body: [UInt8], sequence: UInt64? = nil
    ) {
        self.status = status
        self.contentType = contentType
        self.body = .bytes(body)
        self.sequence = sequence
    }

    /// JSON that one writer has written.
    package static func json(
        _ writer: JSONWriter, status: Int = 200, sequence: UInt64? = nil
    ) -> Response {
        Response(
            status: status, contentType: "application/json", body: writer.bytes,
            sequence: sequence)
    }

    /// JSON that is written when it is sent: for answers that others wait behind.
    package static func json(
        status: Int, sequence: UInt64?, _ write: @escaping @Sendable (inout JSONWriter) -> Void
    ) -> Response {
        var response = Response(
            status: status, contentType: "application/json", body: [], sequence: sequence)
        response.body = .json(write)
        return response
    }

    package static func text(_ text: String, contentType: String = "text/plain; charset=utf-8")
        -> Response
    {
        Response(status: 200, contentType: contentType, body: Array(text.utf8))
    }

    package static func problem(_ problem: Problem) -> Response {
        var response = Response(
            status: problem.kind.status, contentType: Problem.mediaType, body: [],
            sequence: problem.sequence)
        response.body = .problem(problem)
        response.headers = problem.headers
        return response
    }

    package static func events(_ stream: EventStream) -> Response {
        var response = Response(
            status: 200, contentType: "text/event-stream; charset=utf-8", body: [])
        response.body = .events(stream)
        return response
    }

    /// The same, said to be of a write that did not happen.
    func ofDryRun() -> Response {
        var response = self
        response.headers.append(ResponseHeader("Qenex-Dry-Run", "true"))
        return response
    }

    /// The body where it is bytes, or is made into them.
    package var bytes: [UInt8]? {
        switch body {
        case .bytes(let bytes): return bytes
        case .json(let write):
            var writer = JSONWriter()
            write(&writer)
            return writer.bytes
        case .events, .problem: return nil
        }
    }
}
