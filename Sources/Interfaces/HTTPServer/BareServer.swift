import NIOCore
import NIOPosix

/// A server that reads nothing: to whatever arrives it sends the same bytes.
///
/// What machine, sockets and event loops allow where no work is done at all: the peer of
/// ``Server``'s figures, with its socket options and its number of event loops.
package final class BareServer: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel

    /// Listens; each read is answered from now on.
    ///
    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - answer: sent whole for each read that brings anything.
    package init(
        port: Int, eventLoops: Int, answer: [UInt8]
    ) throws(ServerError) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: eventLoops)
        self.group = group
        do {
            channel = try ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 1024)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.maxMessagesPerRead, value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let sameAnswer = channel.allocator.buffer(bytes: answer)
                        try channel.pipeline.syncOperations.addHandler(SameAnswer(sameAnswer))
                    }
                }
                .bind(host: "127.0.0.1", port: port).wait()
        } catch {
            throw .cannotListen(host: "127.0.0.1", port: port, reason: String(describing: error))
        }
    }

    package var port: Int { channel.localAddress?.port ?? 0 }
}

/// Sends its answer for each read.
private final class SameAnswer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: ByteBuffer

    init(_ answer: ByteBuffer) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    }
}
