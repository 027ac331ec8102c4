import HTTPAPI
import JSON
import NIOCore

// Answers, as bytes.
extension Connection {
    /// Writes an answer without flushing; the request in work ends with it unless it is a stream.
    func write(_ response: Response) {
        guard let context else { return }
        switch response.body {
        case .bytes(let bytes): write(bytes, of: response, to: context)
        case .json(let json):
            // One writer for all answers of a loop: its memory is there already.
            set.json.reset()
            json(&set.json)
            write(set.json.bytes, of: response, to: context)
        case .events(let stream): begin(stream, of: response, to: context)
        case .problem: preconditionFailure("The router writes every problem out.")
        }
    }

    private func write(
        _ bytes: [UInt8], of response: Response, to context: ChannelHandlerContext
    ) {
        if set.isDraining { keepsAlive = false }
        writeHead(of: response, .length(bytes.count))
        let count = set.head.count + (isHead ? 0 : bytes.count)
        var buffer = context.channel.allocator.buffer(capacity: count)
        buffer.writeBytes(set.head)
        if !isHead { buffer.writeBytes(bytes) }
        context.write(wrapOutboundOut(buffer), promise: nil)
        endAnswer()
    }

    /// Writes a head to the bytes of the loop.
    private func writeHead(of response: Response, _ framing: AnswerHead.Framing) {
        // HTTP/1.0 assumes that a connection closes unless told otherwise; it always does here.
        if isHTTP10 { keepsAlive = false }
        set.head.removeAll(keepingCapacity: true)
        AnswerHead(response: response, framing: framing, keepsAlive: keepsAlive, date: set.date)
            .write(to: &set.head)
    }

    private func begin(
        _ stream: EventStream, of response: Response, to context: ChannelHandlerContext
    ) {
        keepsAlive = false
        writeHead(of: response, isHTTP10 ? .untilClose : .chunked)
        let buffer = context.channel.allocator.buffer(bytes: set.head)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        guard !isHead else {
            stream.close()
            close()
            return
        }
        phase = .streaming(stream)
        lastProgress = set.beat
        let loop = context.eventLoop
        let bound = NIOLoopBound(self, eventLoop: loop)
        stream.attach { loop.execute { bound.value.send(from: stream) } }
        readAgain()
    }

    /// Writes what a stream has, while the client takes it.
    func send(from stream: EventStream) {
        guard case .streaming = phase, let context, context.channel.isWritable else { return }
        let chunk = stream.take()
        if !chunk.bytes.isEmpty { write(chunk: chunk.bytes, to: context) }
        guard chunk.isLast else { return }
        if !isHTTP10 {
            let end = context.channel.allocator.buffer(string: "0\r\n\r\n")
            context.write(wrapOutboundOut(end), promise: nil)
        }
        close()
    }

    private func write(chunk bytes: [UInt8], to context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: bytes.count + 16)
        if !isHTTP10 { buffer.writeString(String(bytes.count, radix: 16) + "\r\n") }
        buffer.writeBytes(bytes)
        if !isHTTP10 { buffer.writeStaticString("\r\n") }
        lastProgress = set.beat
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    /// Sends a comment where a stream has been silent for long.
    func keepAlive(_ stream: EventStream) {
        guard set.beat - lastProgress >= set.limits.heartbeatSeconds, let context,
            context.channel.isWritable
        else { return }
        write(chunk: EventStream.heartbeat, to: context)
    }
}
