import JSON
import Platform

/// The node itself: its state, its figures and its clock.
enum NodeCommands {
    static let all = [
        Command(
            "status", "Show the node's components, sequence, uptime and version",
            example: "qenex-cli status --output json"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get("/status"))
        },
        metrics("cpu", "Show processor time used"),
        metrics("transactions", "Show how many transfers, payments and commands there are"),
        metrics("memory", "Show memory in use"),
        Command(
            "debug memory", "Show every figure that is counted in bytes",
            example: "qenex-cli debug memory"
        ) { (invocation) throws(Failure) in
            try show(invocation) { $0.contains("_bytes") }
        },
        Command(
            "clock show", "Show the node's clock and business date",
            example: "qenex-cli clock show"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get("/api/v1/clock"))
        },
        Command(
            "clock advance", "Move the clock of a sandbox forward",
            arguments: [
                CommandArgument("TIME", "how far, such as 90s, 30m, 2h, 1d12h", isOptional: true)
            ],
            options: [
                CommandOption("--to", "INSTANT", "until then, such as 2026-12-24T15:00"), .dryRun,
            ],
            example: "qenex-cli clock advance --to 2026-12-24T15:00",
            detail: """
                Either TIME or --to. Without Z or an offset an instant is what the bank's clock \
                shows; one that clocks skip is refused, of one they show twice the earlier counts. \
                A live node refuses.
                """,
            run: advance),
    ]

    private static func metrics(_ topic: String, _ summary: String) -> Command {
        let parts: [String] =
            switch topic {
            case "cpu": ["cpu", "uptime"]
            case "memory": ["memory"]
            default: ["transfer", "payment", "command", "entries", "breaks", "accounts"]
            }
        return Command(
            "metrics \(topic)", summary, example: "qenex-cli metrics \(topic)"
        ) { (invocation) throws(Failure) in
            try show(invocation) { name in parts.contains { name.contains($0) } }
        }
    }

    /// Lines of Prometheus text whose names fit, as rows.
    private static func show(
        _ invocation: Invocation, _ fits: (Substring) -> Bool
    ) throws(Failure) {
        let text = try invocation.client().get("/metrics").text
        let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap(row)
            .filter { fits($0.name) }
        invocation.output.rows(rows.map(\.value), columns: ["metric", "value", "size"])
    }

    private static func row(_ line: Substring) -> (name: Substring, value: JSONValue)? {
        guard let space = line.lastIndex(of: " ") else { return nil }
        let metric = line[..<space]
        var object = JSONObject()
        _ = object.append("metric", .string(String(metric)))
        let value = line[line.index(after: space)...]
        _ = object.append("value", .string(String(value)))
        let name = metric.prefix { $0 != "{" }
        if name.contains("_bytes"), let bytes = UInt64(value) {
            _ = object.append("size", .string(size(bytes)))
        }
        return (name, .object(object))
    }

    /// `24.1 MiB`, cut after the first decimal.
    private static func size(_ bytes: UInt64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var tenths = bytes.multipliedReportingOverflow(by: 10).partialValue
        var unit = 0
        while tenths >= 10_240, unit + 1 < units.count {
            tenths /= 1024
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    private static func advance(_ invocation: Invocation) throws(Failure) {
        var writer = JSONWriter()
        switch (invocation.optionalArgument("TIME"), invocation.option("--to")) {
        case (nil, let text?): writer.object { $0.member("to", text) }
        case (let text?, nil) where text.contains("T"): writer.object { $0.member("to", text) }
        case (let text?, nil):
            guard let seconds = seconds(text) else {
                throw .usage("TIME: found \(text), allowed is such as 90s, 30m, 2h or 1d12h.")
            }
            writer.object { $0.member("advance_seconds", seconds) }
        default: throw .usage("Either TIME or --to is needed, such as 1d or --to 2026-12-24T15:00.")
        }
        let path = invocation.writing("/api/v1/clock")
        try invocation.output.object(invocation.client().post(path, .json(writer)))
    }

    /// Seconds of `1d12h30m5s` and its parts, or `nil` where it is none or is above 100 years.
    private static func seconds(_ text: String) -> Int? {
        let units: KeyValuePairs<Character, Int> = ["d": 86_400, "h": 3600, "m": 60, "s": 1]
        var total = 0
        var digits = ""
        for character in text {
            if let unit = units.first(where: { $0.key == character })?.value {
                guard let count = Int(digits), count <= 3_155_760_000 / unit else { return nil }
                total += count * unit
                digits = ""
            } else {
                digits.append(character)
            }
        }
        return digits.isEmpty && total > 0 && total <= 3_155_760_000 ? total : nil
    }
}
