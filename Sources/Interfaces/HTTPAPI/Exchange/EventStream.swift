import Synchronization

/// Server-sent events on their way to one reader, in a buffer with a bound.
///
/// The writer keeps its own cursor: it offers events in order, and where one is not taken because
/// the reader is slow it offers that one again once `whenDrained` is called. A reader that comes
/// back names the last id it has seen (`Last-Event-ID`), and the writer begins behind it.
///
/// Safe from any thread: all state is behind one lock, and no callback is made while it is held.
package final class EventStream: Sendable {
    package static let bufferBytesMax = 256 << 10

    private struct State {
        var buffer: [UInt8] = []
        var isClosed = false
        /// Whether an event was not taken, so that its writer waits for room.
        var isRefused = false
        var wake: (@Sendable () -> Void)?
    }

    /// What the server takes out to send.
    package struct Chunk: Sendable {
        package let bytes: [UInt8]
        package let isLast: Bool
    }

    private let state = Mutex(State())
    private let whenDrained: @Sendable () -> Void
    private let whenClosed: @Sendable () -> Void

    /// Makes a stream; both callbacks may come from any thread, `whenClosed` once.
    package init(
        whenDrained: @escaping @Sendable () -> Void = {},
        whenClosed: @escaping @Sendable () -> Void = {}
    ) {
        self.whenDrained = whenDrained
        self.whenClosed = whenClosed
    }

    /// Offers an event and says whether it was taken; it is not where the buffer is full or closed.
    ///
    /// `text` may have several lines. `name` has no line break.
    package func send(id: UInt64, name: String, text: String) -> Bool {
        let bytes = EventStream.encode(id: id, name: name, text: text)
        let (isTaken, wake) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            guard !state.isClosed else { return (false, nil) }
            let isFull = state.buffer.count + bytes.count > EventStream.bufferBytesMax
            guard !isFull || state.buffer.isEmpty else {
                state.isRefused = true
                return (false, nil)
            }
            let wasEmpty = state.buffer.isEmpty
            state.buffer += bytes
            return (true, wasEmpty ? state.wake : nil)
        }
        wake?()
        return isTaken
    }

    /// Ends the stream from either side; what is buffered is still sent.
    package func close() {
        let (isFirst, wake) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            let isFirst = !state.isClosed
            state.isClosed = true
            return (isFirst, isFirst ? state.wake : nil)
        }
        guard isFirst else { return }
        wake?()
        whenClosed()
    }

    package var isClosed: Bool { state.withLock(\.isClosed) }

    /// Names what the server does when there is something to take; called at once if there is.
    package func attach(_ wake: @escaping @Sendable () -> Void) {
        let isWaiting = state.withLock { state in
            state.wake = wake
            return !state.buffer.isEmpty || state.isClosed
        }
        if isWaiting { wake() }
    }

    /// Takes all that is buffered.
    package func take() -> Chunk {
        let (chunk, isRefused) = state.withLock { state -> (Chunk, Bool) in
            let chunk = Chunk(bytes: state.buffer, isLast: state.isClosed)
            let isRefused = state.isRefused && !state.isClosed
            state.buffer = []
            state.isRefused = false
            return (chunk, isRefused)
        }
        if isRefused { whenDrained() }
        return chunk
    }

    /// A comment that keeps the connection open and reaches no reader.
    package static let heartbeat = Array(": \n\n".utf8)

    /// One event as the HTML standard writes it (WHATWG HTML §9.2.6).
    static func encode(id: UInt64, name: String, text: String) -> [UInt8] {
        var bytes = Array("id: \(id)\nevent: \(name)\n".utf8)
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            bytes += Array("data: ".utf8)
            bytes += Array(line.utf8)
            bytes.append(0x0A)
        }
        bytes.append(0x0A)
        return bytes
    }
}
