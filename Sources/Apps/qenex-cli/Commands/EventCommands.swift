import JSON
import Platform

/// The node's events as they happen.
enum EventCommands {
    private static let reconnectNanoseconds: UInt64 = 1_000_000_000

    static let all = [
        Command(
            "events", "Print events, one a line",
            options: [
                CommandOption("--follow", nil, "stay, and print what happens"),
                CommandOption(
                    "--after", "ID",
                    "begin behind this one; else at the first, with --follow at the next"),
            ],
            example: "qenex-cli events --follow",
            detail: "With --follow a broken connection is opened again behind the last event seen.",
            run: run)
    ]

    private static func run(_ invocation: Invocation) throws(Failure) {
        let isFollowing = invocation.isSet("--follow")
        // To follow is to see what happens from now on; else everything there was.
        var last = invocation.option("--after") ?? (isFollowing ? nil : "0")
        if let last, UInt64(last) == nil {
            throw .usage("--after: found \(last), allowed is the id of an event.")
        }
        var isConnected = false
        // On a terminal the events themselves are what moves.
        let progress = StandardStream.output.isTerminal ? nil : Progress("Events")
        defer { progress?.end() }
        while true {
            do throws(Failure) {
                // Without --follow, a second of silence means that all there was has come.
                let client = Client(
                    like: try invocation.client(), timeoutMilliseconds: isFollowing ? 60_000 : 1000)
                var reader = try client.events(after: last)
                isConnected = true
                try print(&reader, &last, invocation.output, client, progress)
            } catch {
                guard isFollowing, isConnected, error.code == .error else { throw error }
                StandardStream.error.line(error.message)
            }
            guard isFollowing else { return }
            Thread.sleep(nanoseconds: reconnectNanoseconds)
        }
    }

    private static func print(
        _ reader: inout AnswerReader, _ last: inout String?, _ output: Output, _ client: Client,
        _ progress: Progress?
    ) throws(Failure) {
        var count = 0
        var events = EventText()
        do throws(ConnectionError) {
            while let chunk = try reader.chunk() {
                for event in events.take(chunk) {
                    last = event.id ?? last
                    guard output.show(event) else { return }
                    count += 1
                    progress?.show("\(count)")
                }
            }
        } catch {
            guard error != .timedOut else { return }
            throw client.unreachable(error)
        }
    }
}

/// One event of a stream.
struct Event {
    var id: String?
    var name = "message"
    var lines: [String] = []
}

/// Takes events out of a stream (WHATWG HTML §9.2.6), which may cut them anywhere.
struct EventText {
    private var rest: [UInt8] = []
    private var event = Event()

    mutating func take(_ chunk: [UInt8]) -> [Event] {
        rest += chunk
        var events: [Event] = []
        while let end = rest.firstIndex(of: 0x0A) {
            var line = String(decoding: rest[..<end], as: UTF8.self)
            rest.removeFirst(end + 1)
            if line.hasSuffix("\r") { line.removeLast() }
            if line.isEmpty {
                if !event.lines.isEmpty { events.append(event) }
                event = Event()
            } else {
                read(line)
            }
        }
        return events
    }

    private mutating func read(_ line: String) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return }
        let value = String(parts[1].hasPrefix(" ") ? parts[1].dropFirst() : parts[1])
        switch parts[0] {
        case "id": event.id = value
        case "event": event.name = value
        case "data": event.lines.append(value)
        default: break
        }
    }
}

extension Output {
    /// Prints an event on a line of its own; `false` where nobody reads any more.
    func show(_ event: Event) -> Bool {
        let text = event.lines.joined(separator: " ")
        switch format {
        case .json:
            var writer = JSONWriter()
            writer.object {
                $0.member("id", event.id)
                $0.member("event", event.name)
                $0.member("data", text)
            }
            return StandardStream.output.write(writer.bytes + [0x0A])
        case .csv: return StandardStream.output.line("\(event.id ?? ""),\(event.name),\(text)")
        case .table: return StandardStream.output.line("\(event.id ?? "-")  \(event.name)  \(text)")
        }
    }
}
