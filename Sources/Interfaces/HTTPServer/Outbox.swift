import HTTPAPI
import NIOCore
import Synchronization

/// Answers that other threads have for the connections of one event loop.
///
/// All answers of an entry of the journal come at once: the loop is woken for the first and takes
/// the others along.
final class Outbox: Sendable {
    struct Delivery: Sendable {
        let connection: NIOLoopBound<Connection>
        let number: Int
        let response: Response
    }

    private let loop: any EventLoop
    private let waiting = Mutex<[Delivery]>([])

    init(loop: any EventLoop) {
        self.loop = loop
    }

    /// Hands an answer over; from any thread.
    func put(_ delivery: Delivery) {
        let isFirst = waiting.withLock { waiting in
            waiting.append(delivery)
            return waiting.count == 1
        }
        if isFirst { loop.execute { self.deliver() } }
    }

    private func deliver() {
        let all = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for each in all { each.connection.value.answered(each.response, each.number) }
    }
}
