import Engine
import Flows
import PaymentModel
import Synchronization

/// `/api/v1/events`: server-sent events, taken up again by `Last-Event-ID`.
extension BankAPI {
    var eventRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/events", scope: .administrator,
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
                .events(EventTail(archive, after: archive.sequence << 20 | 0xF_FFFF).stream))
        }
        guard let after = UInt64(text) else {
            return respond(
                .problem(
                    Problem(
                        .invalidParameter, param: "Last-Event-ID",
                        detail: "Found \(text), allowed is an id of an earlier event.")))
        }
        respond(.events(EventTail(archive, after: after).stream))
    }
}

/// Feeds one stream from the archive, from an event on, as fast as its reader takes it.
///
/// What does not fit the stream's buffer stays in the archive and is sent when the buffer has been
/// emptied: a slow reader loses nothing and holds up nobody.
final class EventTail: Sendable {
    /// Events read from the archive at once.
    private static let batch = 256

    private let archive: Archive
    private let sent: Mutex<UInt64>
    private let listener = Mutex<Int?>(nil)
    private let streamHolder = Mutex<EventStream?>(nil)

    init(_ archive: Archive, after: UInt64) {
        self.archive = archive
        sent = Mutex(after)
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

    private func pump() {
        guard let stream = streamHolder.withLock({ $0 }), !stream.isClosed else { return }
        sent.withLock { position in
            while let events = try? archive.events(after: position, limit: Self.batch),
                !events.isEmpty
            {
                for event in events {
                    guard stream.send(id: event.id, name: event.kind, text: event.json) else {
                        return
                    }
                    position = event.id
                }
            }
        }
    }

    private func stop() {
        if let number = listener.withLock({ $0 }) { archive.stopListening(number) }
        streamHolder.withLock { $0 = nil }
    }
}
