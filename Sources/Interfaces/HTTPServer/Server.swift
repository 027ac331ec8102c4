package import HTTPAPI
import NIOCore
import NIOHTTP1
import NIOPosix

/// The one HTTP/1.1 server under the route table.
///
/// ```swift
/// let server = try Server(router, host: "127.0.0.1", port: 8080) { seconds }
/// // …
/// server.stop()
/// ```
package final class Server: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    private let sets: [NIOLoopBound<ConnectionSet>]
    private let loops: [any EventLoop]
    private let limits: ServerLimits

    /// Listens; requests are taken from now on.
    ///
    /// Blocks until the address is bound, so it is not called on an event loop.
    /// - Parameters:
    ///   - port: 0 for any that is free; ``port`` says which.
    ///   - eventLoops: threads that decode and encode.
    ///   - now: seconds since 1970, for the date of answers.
    package init(
        _ router: Router, host: String, port: Int, eventLoops: Int = 1,
        limits: ServerLimits = ServerLimits(), now: @escaping @Sendable () -> UInt64
    ) throws(ServerError) {
        group = MultiThreadedEventLoopGroup(numberOfThreads: eventLoops)
        self.limits = limits
        loops = Array(group.makeIterator())
        do {
            let sets = try loops.map { loop in
                try loop.submit {
                    let set = ConnectionSet(
                        router: router, limits: limits, loop: loop, now: now)
                    let bound = NIOLoopBound(set, eventLoop: loop)
                    loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
                        bound.value.tick()
                    }
                    return bound
                }.wait()
            }
            self.sets = sets
            let all = loops
            channel = try Server.bootstrap(group) { channel in
                let index = all.firstIndex { $0 === channel.eventLoop } ?? 0
                return Server.open(channel, sets[index])
            }.bind(host: host, port: port).wait()
        } catch {
            Server.shutDown(group)
            throw .cannotListen(host: host, port: port, reason: String(describing: error))
        }
    }

    private static func bootstrap(
        _ group: MultiThreadedEventLoopGroup,
        _ open: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer(open)
    }

    /// Sets a new connection up on its event loop.
    private static func open(
        _ channel: any Channel, _ bound: NIOLoopBound<ConnectionSet>
    ) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let set = bound.value
            let connection = Connection(set: set)
            guard set.insert(connection) else { throw ChannelError.ioOnClosedChannel }
            var heads = NIOHTTPDecoderLimitConfiguration()
            heads.maxHeaderFieldSize = set.limits.fieldBytesMax
            heads.maxHeaderListSize = set.limits.headBytesMax
            heads.maxHeaderFieldCount = set.limits.fieldsMax
            let decoder = HTTPRequestDecoder(
                leftOverBytesStrategy: .dropBytes, limitConfiguration: heads)
            try channel.pipeline.syncOperations.addHandlers([
                ByteToMessageHandler(decoder), connection,
            ])
        }
    }

    /// The port that is listened on.
    package var port: Int { channel.localAddress?.port ?? 0 }

    /// Takes no more connections, lets requests in work be answered, and ends all threads.
    ///
    /// Blocks for ``ServerLimits/drainSeconds`` at most, then closes what is left.
    package func stop() {
        Server.settle(channel.close())
        for (set, loop) in zip(sets, loops) {
            let limit = TimeAmount.seconds(Int64(limits.drainSeconds))
            let drained = loop.flatSubmit {
                let promise = loop.makePromise(of: Void.self)
                set.value.drain(promise)
                loop.scheduleTask(in: limit) {
                    set.value.closeAll()
                    promise.succeed()
                }
                return promise.futureResult
            }
            Server.settle(drained)
        }
        Server.shutDown(group)
    }

    /// Waits for what can only fail by having happened already.
    private static func settle(_ future: EventLoopFuture<Void>) {
        _ = try? future.wait()
    }

    private static func shutDown(_ group: MultiThreadedEventLoopGroup) {
        _ = try? group.syncShutdownGracefully()
    }
}
