import JSON

/// What waits for a second person.
enum ApprovalCommands {
    private static let approval = CommandArgument("APPROVAL", "its id (apr_…)")
    static let content = CommandOption(
        "--content", "HASH", "what you have looked at, as `approve show` prints it",
        isRequired: true)

    static let all = [
        Command(
            "approve list", "List what waits for a second person, the oldest first",
            options: [
                CommandOption(
                    "--state", "STATE", "what has waited, the newest first",
                    choices: ["waiting", "approved", "refused", "expired"]), .limit, .cursor,
            ],
            example: "qenex-cli approve list"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path("/api/v1/approvals", invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "id", "kind", "state", "subject", "amount", "currency", "payments",
                    "requested_by_name", "requested_at", "expires", "content",
                ])
        },
        Command(
            "approve show", "Show what is asked for, with its content's hash",
            arguments: [approval], example: "qenex-cli approve show apr_01JD…"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get(path(invocation)))
        },
        Command(
            "approve release", "Release what another person has asked for",
            arguments: [approval],
            options: [
                content, CommandOption("--reason", "TEXT", "why, for the record"), .idempotencyKey,
                .dryRun,
            ],
            example: "qenex-cli approve release apr_01JD… --content 5f0c…",
            detail: """
                What is carried out is what was asked for, to the byte: a hash that is not that of what
                waits is refused. Nobody releases what they have asked for themselves.
                """
        ) { (invocation) throws(Failure) in try decide("approve", on: path(invocation), invocation)
        },
        Command(
            "approve refuse", "Refuse what another person has asked for",
            arguments: [approval],
            options: [
                content,
                CommandOption("--reason", "TEXT", "why, for the record", isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli approve refuse apr_01JD… --content 5f0c… --reason 'Not ours'"
        ) { (invocation) throws(Failure) in try decide("refuse", on: path(invocation), invocation)
        },
    ]

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/approvals/" + Path.escaped(invocation.argument("APPROVAL"))
    }

    /// Sends a decision with the hash of what was looked at.
    static func decide(
        _ verb: String, on path: String, _ invocation: Invocation
    ) throws(Failure) {
        var writer = JSONWriter()
        writer.object {
            $0.member("content", invocation.option("--content"))
            if let reason = invocation.option("--reason") { $0.member("reason", reason) }
        }
        let answer = try invocation.client().post(
            invocation.writing(path + "/" + verb), .json(writer),
            key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }
}
