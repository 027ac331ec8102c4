/// What one client, and all clients together, may take.
package struct ServerLimits: Hashable, Sendable {
    /// One field of a head, its name and value, or the request target.
    package var fieldBytesMax = 8 << 10
    /// All fields of a head.
    package var headBytesMax = 32 << 10
    package var fieldsMax = 64
    /// A refused body up to this size is passed over so that the connection can be used again.
    package var passedOverBytesMax = 64 << 10
    /// Open connections of one event loop; one more is closed at once.
    package var connectionsPerLoopMax = 4096
    /// From the end of an answer, or the beginning of a connection, to the next request's head.
    package var idleSeconds = 60
    /// From a request's head to the end of its body.
    package var bodySeconds = 30
    /// From the end of a request's body to its answer; then its outcome is said to be unknown.
    package var answerSeconds = 30
    /// Without any progress of a client that does not read its answer.
    package var writeSeconds = 30
    /// For a client to close, once its last answer is on its way.
    package var closeSeconds = 2
    /// Between two signs of life on a stream of events.
    package var heartbeatSeconds = 15
    /// For requests in work to be answered when the server stops.
    package var drainSeconds = 10

    package init() {}
}
