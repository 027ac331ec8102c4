import Engine
import Flows
import PaymentModel
import Platform
import Synchronization

/// `/api/v1/events`: server-sent events, taken up again by `Last-Event-ID`.
extension BankAPI {
    var eventRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/events", scope: .reading,
                summary: "Events as they become durable; resumable by Last-Event-ID",
                query: [QueryParameter("after", "An event id to begin after")],
                answers: [Shape(200, "A stream", contentType: "text/event-stream")],
                action: streamEvents)
        ]
    }

    private func streamEvents(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        let text = request.headers[.lastEventID] ?? request.query("after")
        guard let text else {
            return respond(
                .events(tail(after: archive.lastEventID, caller)))
        }
        guard let after = UInt64(text) else {
            return respond(
                .problem(
                    Problem(
                        .invalidParameter, param: "Last-Event-ID",
                        detail: "Found \(text), allowed is an id of an earlier event.")))
        }
        respond(.events(tail(after: after, caller)))
    }

    private func tail(after id: UInt64, _ caller: Caller?) -> EventStream {
        let isStepped = bank.node.isStepped
        let token = caller?.token ?? 0
        let stream = EventTail(
            archive, after: id, mayRead: { [sessions] in sessions.isValid(token) }
        ) { [streamers] work in
            if isStepped { work() } else { streamers.add(work) }
        }.stream
        sessions.watch(stream, of: token)
        // Taken away meanwhile: nobody has ended this stream yet.
        if !sessions.isValid(token) { stream.close() }
        return stream
    }
}

/// Feeds one stream from the archive, from an event on, as fast as its reader takes it.
///
/// What does not fit the stream's buffer stays in the archive and is sent when the buffer has been
/// emptied: a slow reader loses nothing and holds up nobody. Events are read beside the thread that
/// archives and the one that sends.
final class EventTail: Sendable {
    /// Events read from the archive at once.
    private static let batch = 1024

    private struct State {
        var sent: UInt64
        /// Somebody reads, or is about to.
        var isReading = false
        /// Something was archived, or room was made, since the reading began.
        var hasNews = false
    }

    private let archive: Archive
    private let state: Mutex<State>
    private let listener = Mutex<Int?>(nil)
    private let streamHolder = Mutex<EventStream?>(nil)
    private let mayRead: @Sendable () -> Bool
    private let aside: @Sendable (@escaping @Sendable () -> Void) -> Void

    /// - Parameters:
    ///   - mayRead: whether the reader is still let in; asked before each batch.
    ///   - aside: runs what reads the archive.
    init(
        _ archive: Archive, after: UInt64, mayRead: @escaping @Sendable () -> Bool = { true },
        aside: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
    ) {
        self.archive = archive
        self.mayRead = mayRead
        self.aside = aside
        state = Mutex(State(sent: after))
        let stream = EventStream(whenDrained: { self.pump() }, whenClosed: { self.stop() })
        streamHolder.withLock { $0 = stream }
        listener.withLock { $0 = archive.listen { self.pump() } }
        pump()
    }

    var stream: EventStream {
        guard let stream = streamHolder.withLock({ $0 }) else {
            preconditionFailure("A tail has its stream from the start.")
        }
        return stream
    }

    /// Sees to it that what is new is sent, by one reader at a time.
    private func pump() {
        let isIdle = state.withLock { state in
            defer {
                state.hasNews = true
                state.isReading = true
            }
            return !state.isReading
        }
        if isIdle { aside { self.sendNews() } }
    }

    private func sendNews() {
        while takesNews() { sendAll() }
    }

    private func takesNews() -> Bool {
        state.withLock { state in
            state.isReading = state.hasNews
            defer { state.hasNews = false }
            return state.hasNews
        }
    }

    private func sendAll() {
        guard let stream = streamHolder.withLock({ $0 }), !stream.isClosed else { return }
        var position = state.withLock { $0.sent }
        defer { state.withLock { $0.sent = position } }
        while let events = try? archive.events(after: position, limit: Self.batch),
            !events.isEmpty
        {
            guard mayRead() else { return stream.close() }
            for event in events {
                guard stream.send(id: event.id, name: event.kind, text: event.json) else { return }
                position = event.id
            }
        }
    }

    private func stop() {
        if let number = listener.withLock({ $0 }) { archive.stopListening(number) }
        streamHolder.withLock { $0 = nil }
    }
}
