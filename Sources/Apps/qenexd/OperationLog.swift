import HTTPAPI
import Platform
import Vocabulary

/// The node's log on standard error: one line an event, `key=value`, never anything that a customer
/// or a counterparty has written.
///
/// ```
/// at=2026-11-20T09:00:00.123Z level=info event=request method=POST route=/api/v1/transaction status=201 us=812 sequence=42 token=tok_… request_id=req_…
/// ```
///
/// Lines are made and written by a thread of their own. Above ``linesMax`` that wait, lines are
/// dropped, counted in `/metrics` and named by the next line that gets through.
struct OperationLog: Sendable {
    /// How much is said.
    enum Level: String, CaseIterable, Sendable {
        /// What happens to the node.
        case operation
        /// That, and requests that change something or are refused.
        case info
        /// Every request.
        case debug
    }

    /// What happened to the node.
    enum Event: String, Sendable {
        case started, stopping, stopped
        case journalCut = "journal_cut"
        case storageFull = "storage_full"
        case storageResumed = "storage_resumed"
        case archiveTrouble = "archive_trouble"
        case archiveResumed = "archive_resumed"
        case clearingMessages = "clearing_messages"
        case inboxFiles = "inbox_files"
        case linesDropped = "lines_dropped"
    }

    /// A figure of an event.
    typealias Field = (name: StaticString, value: UInt64)

    enum Entry: Sendable {
        case request(RequestLine)
        case event(Event, isWarning: Bool, sequence: UInt64, fields: [Field], at: UInt64)
    }

    static let linesMax = 1 << 14

    let level: Level
    private let lines: BoundedLog<Entry>

    init(_ level: Level) {
        self.level = level
        lines = BoundedLog(
            capacity: Self.linesMax, format: Self.format,
            write: { _ = StandardStream.error.write($0) })
    }

    /// Starts the writing thread.
    func start() {
        Thread.start(name: "log") { [lines] in lines.run() }
    }

    /// Writes what waits; nothing is taken any more.
    func close() { lines.close() }

    var dropped: UInt64 { lines.dropped }

    /// What a router is given; `nil` where no request is to be logged.
    var requests: RequestLog? {
        guard level != .operation else { return nil }
        let (lines, isEverything) = (lines, level == .debug)
        return RequestLog(now: { SystemClock().monotonic() }) { line in
            if isEverything || line.isOfConsequence { lines.add(.request(line)) }
        }
    }

    func say(
        _ event: Event, isWarning: Bool = false, sequence: UInt64, _ fields: [Field] = []
    ) {
        lines.add(
            .event(
                event, isWarning: isWarning, sequence: sequence, fields: fields,
                at: SystemClock().monotonic()))
    }

    // MARK: - Lines

    @Sendable
    private static func format(_ entry: Entry, _ bytes: inout [UInt8]) {
        switch entry {
        case .request(let line): write(line, to: &bytes)
        case .event(let event, let isWarning, let sequence, let fields, let at):
            begin(isWarning ? "warning" : "info", event.rawValue, at: at, &bytes)
            for field in fields {
                bytes += " \(field.name)=\(field.value)".utf8
            }
            bytes += " sequence=\(sequence)\n".utf8
        }
    }

    private static func write(_ line: RequestLine, to bytes: inout [UInt8]) {
        begin(line.status < 500 ? "info" : "warning", "request", at: line.endedAt, &bytes)
        bytes += " method=".utf8
        bytes += (line.method?.rawValue ?? "-").utf8
        bytes += " route=".utf8
        bytes += (line.route ?? "-").utf8
        bytes += " status=".utf8
        bytes += String(line.status).utf8
        if let code = line.code {
            bytes += " code=".utf8
            bytes += code.utf8
        }
        bytes += " us=".utf8
        bytes += String(line.microseconds).utf8
        bytes += " sequence=".utf8
        bytes += String(line.sequence).utf8
        if let token = line.token {
            bytes += " token=".utf8
            bytes += token.utf8
        }
        bytes += " request_id=".utf8
        bytes += line.id.description.utf8
        bytes.append(0x0A)
    }

    /// The host's time, as the sandbox's own says nothing to whoever compares logs.
    private static func begin(
        _ level: String, _ event: String, at monotonic: UInt64, _ bytes: inout [UInt8]
    ) {
        let clock = SystemClock()
        let age = clock.monotonic() - min(monotonic, clock.monotonic())
        bytes += "at=".utf8
        bytes += Instant(nanoseconds: clock.now() - age).text().utf8
        bytes += " level=".utf8
        bytes += level.utf8
        bytes += " event=".utf8
        bytes += event.utf8
    }
}
