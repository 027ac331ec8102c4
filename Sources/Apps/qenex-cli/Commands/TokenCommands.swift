import JSON

/// Who is let in: tokens given, listed and taken away.
enum TokenCommands {
    static let all = [
        Command(
            "token create", "Give somebody a token; its secret is shown this once",
            arguments: [
                CommandArgument("NAME", "whose it is, in the words of your staff")
            ],
            options: [
                CommandOption(
                    "--role", "ROLE", "what it is for",
                    choices: ["administrator", "operator", "approver", "auditor", "channel"],
                    isRequired: true),
                CommandOption(
                    "--expires", "WHEN", "an instant, or a span such as 12h or 90d; never without"),
                CommandOption(
                    "--person", "PARTY",
                    "who holds it: two of one person cannot approve each other's"),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli token create 'A. Person' --role approver --expires 90d",
            detail: """
                The secret stands in `token` and nowhere else: the node keeps its SHA-256. Keep it in a file
                that only its holder can read, and name the file with --token-file.
                """,
            run: create),
        Command(
            "token list", "List all tokens ever given, those taken away among them",
            options: [.limit, .cursor], example: "qenex-cli token list"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path("/api/v1/tokens", invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "id", "name", "role", "state", "person", "issued_at", "issued_by", "expires",
                    "revoked_at",
                ])
        },
        Command(
            "token revoke", "Take a token away; its sessions and event streams end",
            arguments: [CommandArgument("TOKEN", "its id (tok_…)")],
            options: [.idempotencyKey, .dryRun],
            example: "qenex-cli token revoke tok_01JD…"
        ) { (invocation) throws(Failure) in
            let path = "/api/v1/tokens/" + Path.escaped(invocation.argument("TOKEN"))
            let answer = try invocation.client().delete(
                invocation.writing(path), key: invocation.option("--idempotency-key"))
            try invocation.output.object(answer)
        },
    ]

    private static func create(_ invocation: Invocation) throws(Failure) {
        var writer = JSONWriter()
        writer.object {
            $0.member("name", invocation.argument("NAME"))
            $0.member("role", invocation.option("--role"))
            if let expires = invocation.option("--expires") { $0.member("expires", expires) }
            if let person = invocation.option("--person") { $0.member("person", person) }
        }
        let answer = try invocation.client().post(
            invocation.writing("/api/v1/tokens"), .json(writer),
            key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }
}
