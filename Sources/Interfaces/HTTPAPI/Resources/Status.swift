import Engine
import Flows
import JSON
import Journal
import Platform
import Synchronization

/// `/health`, `/status` and `/metrics`: no token, no names, no balances.
extension BankAPI {
    var statusRoutes: [Route] {
        [
            Route(
                .get, "/health", scope: .anyone, summary: "Whether the node takes requests",
                answers: [Shape(200, "It does", schema: Schema.health)]
            ) { _, _, respond in
                var writer = JSONWriter()
                writer.object { $0.member("status", "ok") }
                respond(.json(writer))
            },
            Route(
                .get, "/status", scope: .anyone, summary: "Components, sequences, uptime, version",
                answers: [Shape(200, "The state", schema: Schema.status)]
            ) { _, _, respond in respond(.json(status())) },
            Route(
                .get, "/metrics", scope: .anyone, summary: "Prometheus text format",
                answers: [Shape(200, "Metrics", contentType: "text/plain; version=0.0.4")]
            ) { _, _, respond in metrics(respond) },
        ]
    }

    var uptimeSeconds: UInt64 { (bank.clock.monotonic() - started) / 1_000_000_000 }

    private func status() -> JSONWriter {
        let durable = bank.node.durableSequence
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("status", archive.cursors.allSatisfy(\.isWell) ? "ok" : "degraded")
            writer.member("version", version)
            writer.member("environment", bank.environment.name)
            writer.member("sequence", durable)
            writer.member("durable_sequence", durable)
            writer.member("archive_sequence", archive.sequence)
            writer.member("uptime_seconds", uptimeSeconds)
            writer.member("now", bank.localNow())
            writer.member(
                "components",
                array: { list in
                    Self.component("journal", "ok", "durable through \(durable)", &list)
                    Self.component(
                        "engine", "ok", "\(bank.node.queueLength) commands waiting", &list)
                    for cursor in archive.cursors { Self.component(cursor, &list) }
                    Self.component(
                        "clearing", bank.clock.isSandbox ? "simulator" : "ok", "spool folders",
                        &list)
                })
        }
        return writer
    }

    private static func component(_ cursor: ArchiveCursor, _ list: inout JSONWriter) {
        let unwritten = cursor.unwritten.withLock { $0.count }
        var detail = "\(cursor.behind) entries behind"
        if let trouble = cursor.trouble.withLock({ $0 }) {
            detail += "; \(trouble.kind.rawValue), it is tried again"
        }
        if unwritten > 0 { detail += "; \(unwritten) could not be written" }
        component(cursor.part.rawValue, cursor.isWell ? "ok" : "degraded", detail, &list)
    }

    private static func component(
        _ name: String, _ state: String, _ detail: String, _ list: inout JSONWriter
    ) {
        list.object {
            $0.member("name", name)
            $0.member("state", state)
            $0.member("detail", detail)
        }
    }
}
