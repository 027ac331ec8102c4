/// What has not ended.
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
        }
    ]
}
