import HTTPAPI
import JSON
import NIOCore

/// The connections of one event loop, and its beat of one second.
///
/// Deadlines are counted in beats, so that a request costs no timer.
final class ConnectionSet {
    let router: Router
    let limits: ServerLimits
    let outbox: Outbox
    /// Where answers in JSON are written, one after the other.
    var json = JSONWriter(reserving: 1024)
    /// Where heads of answers are written, likewise.
    var head: [UInt8] = []
    private(set) var date: String
    private(set) var beat = 0
    private(set) var isDraining = false
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var whenEmpty: EventLoopPromise<Void>?
    private let now: @Sendable () -> UInt64

    /// - Parameter now: seconds since 1970, for the date of answers.
    init(
        router: Router, limits: ServerLimits, loop: any EventLoop,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.router = router
        outbox = Outbox(loop: loop)
        self.limits = limits
        self.now = now
        date = HTTPDate.text(seconds: now())
    }

    var count: Int { connections.count }

    /// Takes a connection in, or says `false` where there are too many or no more are wanted.
    func insert(_ connection: Connection) -> Bool {
        guard connections.count < limits.connectionsPerLoopMax, !isDraining else { return false }
        connections[ObjectIdentifier(connection)] = connection
        return true
    }

    func remove(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        if connections.isEmpty { whenEmpty?.succeed() }
    }

    /// Counts a second and lets every connection look at its deadline.
    func tick() {
        beat += 1
        date = HTTPDate.text(seconds: now())
        for connection in Array(connections.values) { connection.tick() }
    }

    /// Lets requests in work be answered and closes each connection behind its answer.
    func drain(_ promise: EventLoopPromise<Void>) {
        isDraining = true
        guard !connections.isEmpty else {
            promise.succeed()
            return
        }
        whenEmpty = promise
        for connection in Array(connections.values) { connection.drain() }
    }

    func closeAll() {
        for connection in Array(connections.values) { connection.abandon() }
    }
}
