import JSON

/// A clearing's statement beside our own entries.
enum ReconciliationCommand {
    static let command = Command(
        "reconciliation show",
        "Show a clearing's day beside our own entries, and what fits nothing",
        arguments: [
            CommandArgument("SCHEME", "its name in the configuration"),
            CommandArgument("DAY", "such as 2026-11-20"),
        ],
        options: [.limit],
        example: "qenex-cli reconciliation show SCT 2026-11-20",
        detail: """
            Matches are found by the rows of `[[match_rule]]`, in order. The exit code is 4 where an entry
            of either side fits nothing.
            """
    ) { (invocation) throws(Failure) in
        let path = Path.with(
            ["limit": invocation.option("--limit")],
            "/api/v1/reconciliation/" + Path.escaped(invocation.argument("SCHEME")) + "/"
                + Path.escaped(invocation.argument("DAY")))
        let answer = try invocation.client().get(path)
        try invocation.output.object(answer)
        let found = try answer.json()
        let left = ["unmatched_ours", "unmatched_theirs"].reduce(0) {
            $0 + (found[$1]?.array?.count ?? 0)
        }
        if left > 0 { throw Failure(.conflict, "\(left) entries fit nothing.") }
    }
}
