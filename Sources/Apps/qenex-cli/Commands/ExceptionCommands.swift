/// What waits, and what does not fit.
enum ExceptionCommands {
    static let all = [
        Command(
            "open-items", "List what has not ended: in transit, parked, unknown; the oldest first",
            options: [
                CommandOption(
                    "--kind", "KIND", "only these",
                    choices: [
                        "in_transit_out", "unapplied_in", "outcome_unknown", "announced",
                        "awaiting_confirmation",
                    ])
            ],
            example: "qenex-cli open-items --kind outcome_unknown"
        ) { (invocation) throws(Failure) in
            let path = Path.with(["kind": invocation.option("--kind")], "/api/v1/reports")
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "kind", "id", "state", "amount", "currency", "scheme", "reason", "since",
                    "age_seconds",
                ])
        },
        Command(
            "breaks", "List what the books and the clearing do not agree on, the oldest first",
            example: "qenex-cli breaks"
        ) { (invocation) throws(Failure) in
            try invocation.output.list(
                invocation.client().get("/api/v1/breaks"),
                columns: [
                    "kind", "id", "message", "scheme", "ours", "theirs", "amount", "currency",
                    "since",
                ])
        },
    ]
}
