import JSON

/// What was written to clearings, and once more.
enum OutboxCommands {
    static let all = [
        Command(
            "outbox list", "List our messages to clearings, the newest first",
            options: [
                CommandOption("--scheme", "NAME", "only to the clearing of this scheme"),
                CommandOption("--type", "TYPE", "only types that begin so, such as pacs.008"),
                CommandOption("--day", "DATE", "only of this settlement day"),
                CommandOption(
                    "--answered", "YES", "whether the clearing has said something about all in it",
                    choices: ["true", "false"]), .limit, .cursor,
            ],
            example: "qenex-cli outbox list --scheme SCT --answered false"
        ) { (invocation) throws(Failure) in
            let path = Path.with(
                [
                    "scheme": invocation.option("--scheme"), "type": invocation.option("--type"),
                    "day": invocation.option("--day"),
                    "answered": invocation.option("--answered"),
                    "limit": invocation.option("--limit"), "cursor": invocation.option("--cursor"),
                ], "/api/v1/outbox")
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "id", "type", "scheme", "settlement_date", "payments", "answered", "resends",
                    "at", "name",
                ])
        },
        Command(
            "outbox resend", "Write a message of ours to its clearing again, the same bytes",
            arguments: [CommandArgument("MESSAGE", "its id (msg_…)")],
            options: [
                CommandOption("--reason", "TEXT", "why, for the record", isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli outbox resend msg_01JD… --reason 'The clearing lost it, call 4711'",
            detail: "Refused while the scheme is paused."
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object { $0.member("reason", invocation.option("--reason")) }
            let path =
                "/api/v1/outbox/" + Path.escaped(invocation.argument("MESSAGE")) + "/resend"
            try invocation.output.object(
                invocation.client().post(
                    invocation.writing(path), .json(writer),
                    key: invocation.option("--idempotency-key")))
        },
    ]
}
