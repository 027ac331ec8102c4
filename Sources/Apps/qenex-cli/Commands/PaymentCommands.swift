import JSON
import Platform

/// Payment files and what became of the payments in them.
enum PaymentCommands {
    private static let payment = CommandArgument("PAYMENT", "its id (pay_…)")
    private static let fileBytesMax = 64 << 20
    private static let pollNanoseconds: UInt64 = 200_000_000

    static let all = [
        Command(
            "payment submit", "Submit a pain.001 file",
            arguments: [CommandArgument("FILE", "XML; - reads standard input", isFile: true)],
            options: [
                CommandOption("--wait", nil, "until every payment of the file has ended"),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli payment submit salaries.xml --wait",
            run: submit),
        Command(
            "payment list", "List payments, the newest first",
            options: [
                CommandOption("--state", "STATE", "only those in this state, such as rejected"),
                CommandOption("--of-file", "FILE", "only those of this file (file_…)"), .limit,
                .cursor,
            ],
            example: "qenex-cli payment list --state outcome_unknown"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path("/api/v1/payments", invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "id", "state", "amount", "currency", "debtor", "creditor", "scheme",
                    "settlement_date", "reason", "updated_at",
                ])
        },
        Command(
            "payment show", "Show a payment with its states, postings and messages",
            arguments: [payment], example: "qenex-cli payment show pay_01JD…"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get(path(invocation)))
        },
        Command(
            "payment trace", "Show the whole life of a payment in the order of time",
            arguments: [payment], example: "qenex-cli payment trace pay_01JD…"
        ) { (invocation) throws(Failure) in
            try invocation.output.list(
                invocation.client().get(path(invocation) + "/trace"),
                columns: ["at", "sequence", "event", "detail", "id"])
        },
        Command(
            "payment resolve",
            "Propose an end to a payment whose outcome is unknown; another confirms it",
            arguments: [payment],
            options: [
                CommandOption(
                    "--outcome", "OUTCOME", "what became of it",
                    choices: ["executed", "not_executed"], isRequired: true),
                CommandOption("--reason", "TEXT", "how that is known", isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example:
                "qenex-cli payment resolve pay_01JD… --outcome executed --reason 'Call 4711'",
            run: resolve),
        Command(
            "payment cancel", "End a payment that has not left, else ask for it back",
            arguments: [payment],
            options: [
                CommandOption("--reason", "TEXT", "why, for the record", isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli payment cancel pay_01JD… --reason 'Invoice withdrawn'",
            run: cancel),
        PaymentExample.command,
    ]

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/payments/" + Path.escaped(invocation.argument("PAYMENT"))
    }

    private static func submit(_ invocation: Invocation) throws(Failure) {
        let bytes = try read(invocation.argument("FILE"))
        let client = try invocation.client()
        let progress = Progress("Sending")
        let answer = try client.post(
            invocation.writing("/api/v1/payments"), .xml(bytes),
            key: invocation.option("--idempotency-key"),
            progress: progress)
        progress.end()
        let value = try answer.json()
        guard value["status"]?.string != "rejected" else {
            try invocation.output.object(answer)
            let reason = value["reason"]?.string.map { " (\($0))" } ?? ", every payment in it"
            throw Failure(.error, "The file was rejected\(reason).")
        }
        let isWaiting = invocation.isSet("--wait") && !invocation.isSet(CommandOption.dryRun.name)
        guard isWaiting, let id = value["file_id"]?.string else {
            return try invocation.output.object(answer)
        }
        let seconds = try invocation.timeoutSeconds()
        let (last, moving) = try wait(for: id, client, seconds: seconds)
        try invocation.output.object(last)
        guard moving > 0 else { return }
        throw Failure(
            .underWay,
            "\(moving) payments are still on their way after \(seconds) s; they go on without this "
                + "program. See: qenex-cli file show \(id)")
    }

    private static func read(_ path: String) throws(Failure) -> [UInt8] {
        guard path == "-" else {
            do throws(DiskError) {
                return try LiveDisk(writerThreads: 1).read(path, limit: fileBytesMax)
            } catch {
                throw Failure(.error, "\(path): cannot be read (\(error)).")
            }
        }
        guard let bytes = StandardInput.readAll(limit: fileBytesMax) else {
            throw Failure(.error, "Standard input is longer than \(fileBytesMax) bytes.")
        }
        return bytes
    }

    /// Asks again until no payment of the file moves any more by itself.
    ///
    /// - Returns: the file as it then is, and how many of its payments still move.
    private static func wait(
        for file: String, _ client: Client, seconds: Int
    ) throws(Failure) -> (Answer, moving: Int) {
        let end = SystemClock().monotonic() + UInt64(seconds) * 1_000_000_000
        let progress = Progress("Processing")
        defer { progress.end() }
        while true {
            let answer = try client.get("/api/v1/files/" + Path.escaped(file))
            let value = try answer.json()
            let total = value["payments"]?.number?.integer(Int.self) ?? 0
            let moving = value["processing"]?.number?.integer(Int.self) ?? 0
            progress.show(done: total - moving, of: total)
            guard moving > 0, SystemClock().monotonic() < end else { return (answer, moving) }
            Thread.sleep(nanoseconds: pollNanoseconds)
        }
    }

    private static func cancel(_ invocation: Invocation) throws(Failure) {
        var writer = JSONWriter()
        writer.object { $0.member("reason", invocation.option("--reason")) }
        let answer = try invocation.client().post(
            invocation.writing(path(invocation) + "/cancel"), .json(writer),
            key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }

    private static func resolve(_ invocation: Invocation) throws(Failure) {
        var writer = JSONWriter()
        writer.object { object in
            object.member("outcome", invocation.option("--outcome"))
            object.member("reason", invocation.option("--reason"))
        }
        let answer = try invocation.client().post(
            invocation.writing(path(invocation) + "/resolution"), .json(writer),
            key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }
}
