import HTTPAPI
import NIOCore
import NIOHTTP1

/// One client's connection: requests one after the other, each answered before the next is begun.
///
/// All of it runs on the connection's event loop; answers from other threads come through there.
/// What a client sends ahead waits in the kernel: nothing is read while a request is in work or
/// while the client does not take its answers.
final class Connection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// Between two requests.
        case waiting
        case reading(Exchange)
        /// Refused by its head; the answer goes out once the body has been passed over.
        case passingOver(Response)
        /// The route is at work.
        case answering(Exchange)
        case streaming(EventStream)
        /// The last answer is on its way; what still comes in is dropped.
        case closing
    }

    let set: ConnectionSet
    var context: ChannelHandlerContext?
    var phase = Phase.waiting
    /// Counts requests, so that an answer that comes twice or too late is known.
    var requestNumber = 0
    var isHead = false
    var isHTTP10 = false
    var keepsAlive = true
    private var body: [UInt8] = []
    /// The length that the head of the request in work announces; 0 where it does not.
    private var announced = 0
    private var passedOver = 0
    /// Parts that were decoded from the same read as the request in work.
    private var pending = CircularBuffer<HTTPServerRequestPart>()
    private var isTaking = false
    private var isReadHeld = false
    /// The beat at which the present phase has taken too long.
    private var deadline: Int
    /// The beat of the last sign of life on a stream, or of progress in writing.
    var lastProgress: Int

    init(set: ConnectionSet) {
        self.set = set
        deadline = set.beat + set.limits.idleSeconds
        lastProgress = set.beat
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        guard context != nil else { return }
        context = nil
        if case .streaming(let stream) = phase { stream.close() }
        phase = .closing
        set.remove(self)
    }

    // Reading is asked for by the channel after each read; it is put off while it must not happen.
    func read(context: ChannelHandlerContext) {
        if mayRead { context.read() } else { isReadHeld = true }
    }

    private var mayRead: Bool {
        switch phase {
        case .answering: false
        case .streaming, .closing: true
        case .waiting, .reading, .passingOver:
            pending.isEmpty && context?.channel.isWritable == true
        }
    }

    func readAgain() {
        guard isReadHeld, mayRead, let context else { return }
        isReadHeld = false
        context.read()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        lastProgress = set.beat
        if case .streaming(let stream) = phase { send(from: stream) }
        takePending()
        context.fireChannelWritabilityChanged()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch phase {
        case .closing: return
        case .streaming: close()
        default:
            pending.append(part)
            takePending()
        }
    }

    /// Takes what has been decoded, as far as requests in work and a slow reader allow.
    func takePending() {
        guard !isTaking else { return }
        isTaking = true
        while mayTake, let part = pending.popFirst() { take(part) }
        isTaking = false
        context?.flush()
        readAgain()
    }

    private var mayTake: Bool {
        switch phase {
        case .waiting: context?.channel.isWritable == true
        case .reading, .passingOver: true
        case .answering, .streaming, .closing: false
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failure = error as? HTTPParserError, case .waiting = phase else {
            abandon()
            return
        }
        let isTooLarge = failure == .headerOverflow
        let problem = Problem(isTooLarge ? .headTooLarge : .malformedRequest)
        keepsAlive = false
        write(set.router.refuse(problem))
        context.flush()
    }
}

// A request, part by part.
extension Connection {
    private func take(_ part: HTTPServerRequestPart) {
        switch (phase, part) {
        case (.waiting, .head(let head)): begin(head)
        case (.reading(let exchange), .body(let bytes)): collect(bytes, for: exchange)
        case (.reading(let exchange), .end): answer(exchange)
        case (.passingOver, .body(let bytes)): passOver(bytes)
        case (.passingOver(let response), .end): write(response)
        default: break
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        requestNumber += 1
        isHead = head.method == .HEAD
        isHTTP10 = head.version == .http1_0
        let fields = RequestFields(head.headers)
        // Behind an upgrade, which is not followed, the decoder reads no more.
        let isUpgrade = head.method == .CONNECT || fields.asksForUpgrade
        keepsAlive = head.isKeepAlive && !isUpgrade && !set.isDraining
        deadline = set.beat + set.limits.bodySeconds
        if let duplicate = fields.duplicate {
            let problem = Problem(
                .malformedRequest, detail: "\(duplicate.rawValue) stands twice in the head.")
            refuse(set.router.refuse(problem), fields)
            return
        }
        let request = RequestHead(
            method: head.method.rawValue, target: head.uri, headers: fields.headers,
            contentLength: fields.contentLength)
        switch set.router.admit(request) {
        case .refused(let response): refuse(response, fields)
        case .admitted(let exchange): admit(exchange, fields)
        }
    }

    private func admit(_ exchange: Exchange, _ fields: RequestFields) {
        phase = .reading(exchange)
        body = []
        // A length that is only announced gets no more than a little memory.
        announced = fields.contentLength ?? 0
        body.reserveCapacity(min(announced, set.limits.passedOverBytesMax))
        guard fields.expectsContinue, fields.hasBody, let context else { return }
        let line = context.channel.allocator.buffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
        context.writeAndFlush(wrapOutboundOut(line), promise: nil)
    }

    private func refuse(_ response: Response, _ fields: RequestFields) {
        let length = fields.contentLength ?? (fields.hasBody ? Int.max : 0)
        if fields.hasBody && fields.expectsContinue || length > set.limits.passedOverBytesMax {
            keepsAlive = false
            write(response)
        } else {
            passedOver = 0
            phase = .passingOver(response)
        }
    }

    private func passOver(_ bytes: ByteBuffer) {
        passedOver += bytes.readableBytes
        guard passedOver > set.limits.passedOverBytesMax else { return }
        abandon()
    }

    private func collect(_ bytes: ByteBuffer, for exchange: Exchange) {
        guard body.count + bytes.readableBytes <= exchange.bodyBytesMax else {
            body = []
            keepsAlive = false
            write(exchange.refuseBody())
            return
        }
        // What fills that little gets the announced rest in one piece, and is not copied as it grows.
        if body.count + bytes.readableBytes > body.capacity {
            body.reserveCapacity(min(announced, exchange.bodyBytesMax))
        }
        body.append(contentsOf: bytes.readableBytesView)
    }

    private func answer(_ exchange: Exchange) {
        guard let loop = context?.eventLoop else { return }
        phase = .answering(exchange)
        deadline = set.beat + set.limits.answerSeconds
        let bytes = body
        body = []
        let bound = NIOLoopBound(self, eventLoop: loop)
        let number = requestNumber
        let outbox = set.outbox
        exchange.run(body: bytes) { response in
            if loop.inEventLoop {
                bound.value.answered(response, number)
            } else {
                outbox.put(.init(connection: bound, number: number, response: response))
            }
        }
    }

    func answered(_ response: Response, _ number: Int) {
        guard number == requestNumber, case .answering(let exchange) = phase else { return }
        write(exchange.finish(response))
        takePending()
    }

    /// The request has waited too long: its outcome is unknown to the client, and what comes later
    /// is passed over.
    private func giveUp(_ exchange: Exchange) {
        write(exchange.giveUp())
        takePending()
    }

    /// Makes the connection ready for the next request, or closes it behind the last answer.
    func endAnswer() {
        lastProgress = set.beat
        if keepsAlive, !set.isDraining {
            phase = .waiting
            deadline = set.beat + set.limits.idleSeconds
        } else {
            close()
        }
    }
}

// The end of a connection.
extension Connection {
    /// Ends the sending side and drops what still comes in for a while: closing at once would make
    /// the kernel discard an answer that the client has not read yet.
    func close() {
        if case .streaming(let stream) = phase { stream.close() }
        phase = .closing
        pending.removeAll()
        deadline = set.beat + set.limits.closeSeconds
        context?.flush()
        context?.close(mode: .output, promise: nil)
        readAgain()
    }

    /// Closes without a last word.
    func abandon() {
        context?.close(promise: nil)
    }

    /// Closes now if nothing is in work, else behind the answer.
    func drain() {
        switch phase {
        case .waiting: abandon()
        case .streaming(let stream): stream.close()
        default: keepsAlive = false
        }
    }

    /// Looks at the deadline of the present phase.
    func tick() {
        if context?.channel.isWritable == false,
            set.beat - lastProgress > set.limits.writeSeconds
        {
            abandon()
            return
        }
        switch phase {
        case .answering(let exchange):
            if set.beat > deadline { giveUp(exchange) }
        case .streaming(let stream): keepAlive(stream)
        case .waiting, .passingOver, .closing:
            if set.beat > deadline { abandon() }
        case .reading:
            guard set.beat > deadline else { return }
            keepsAlive = false
            write(set.router.refuse(Problem(.requestTimeout)))
            context?.flush()
        }
    }
}
