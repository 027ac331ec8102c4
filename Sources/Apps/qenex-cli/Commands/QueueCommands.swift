import JSON

/// What people work through: every queue is listed, shown and worked at in the same way.
enum QueueCommands {
    private static let names = [
        "exceptions", "unapplied", "approvals", "warehoused", "breaks", "recalls",
    ]
    private static let queue = CommandArgument("QUEUE", "which", choices: names)
    private static let item = CommandArgument("ITEM", "its id")
    private static let reason = CommandOption(
        "--reason", "TEXT", "why, for the record", isRequired: true)
    private static let writing: [CommandOption] = [.idempotencyKey, .dryRun]

    private static let filters: [CommandOption] = [
        CommandOption("--state", "STATE", "only in this state"),
        CommandOption("--kind", "KIND", "only of this kind, or for this reason"),
        CommandOption("--currency", "CURRENCY", "only in this currency"),
        CommandOption("--scheme", "NAME", "only of this scheme"),
        CommandOption("--owner", "TOKEN", "only what this token takes care of; none: nobody's"),
        CommandOption("--amount-min", "AMOUNT", "from this amount on; needs --currency"),
        CommandOption("--amount-max", "AMOUNT", "up to this amount; needs --currency"),
        CommandOption("--older-than", "SPAN", "waiting for longer, such as 2h or 1d12h"),
        CommandOption("--newer-than", "SPAN", "waiting for no longer"),
        CommandOption(
            "--sort", "ORDER", "oldest where not given",
            choices: ["oldest", "newest", "largest", "smallest"]), .limit, .cursor,
    ]

    private static let doing: [CommandOption] = [
        CommandOption(
            "--contents", "HASHES", "release, refuse: what was looked at, separated by commas"),
        CommandOption("--owner", "TOKEN", "assign: who takes care of it; nobody where not given"),
        CommandOption("--text", "TEXT", "note: what is to be said"),
        CommandOption("--reason", "TEXT", "why, for the record"),
        CommandOption(
            "--outcome", "OUTCOME", "resolve an exception",
            choices: ["executed", "not_executed"]), to, amount, consent,
        CommandOption("--code", "CODE", "refuse a recall: such as CUST, LEGL or NOAS"),
        CommandOption(
            "--ground", "GROUND", "accept a recall: by what right the account is debited",
            choices: ["consent", "legal"]),
        CommandOption("--given-by", "NAME", "accept a recall: who agreed, or ordered it"),
        CommandOption("--given-at", "TIME", "accept a recall: when"),
    ]
    private static let to = CommandOption(
        "--to", "ACCOUNT", "where the money belongs; of a break also losses")
    private static let amount = CommandOption(
        "--amount", "AMOUNT", "a part of what is open; all of it where not given")
    private static let consent = CommandOption(
        "--consent", nil, "the customer has agreed to be debited, or the law asks for it")

    static let all =
        [
            Command(
                "queue list",
                "List a queue, the oldest first; without a name how much waits in each",
                arguments: [
                    CommandArgument("QUEUE", "which", choices: names, isOptional: true)
                ], options: filters,
                example: "qenex-cli queue list breaks --currency EUR --sort largest"
            ) { (invocation) throws(Failure) in
                guard let name = invocation.optionalArgument("QUEUE") else {
                    return try invocation.output.list(
                        invocation.client().get("/api/v1/queues"), columns: ["queue", "count"])
                }
                try list(name, invocation)
            },
            Command(
                "queue show", "Show something that waits, and what was said about it",
                arguments: [queue, item], example: "qenex-cli queue show breaks brk_01JD…"
            ) { (invocation) throws(Failure) in
                try show(invocation.argument("QUEUE"), invocation)
            },
            Command(
                "queue act", "Do one thing to many that wait; each is answered by itself",
                arguments: [
                    queue,
                    CommandArgument(
                        "ACTION", "what",
                        choices: [
                            "assign", "note", "resolve", "apply", "return", "release", "refuse",
                            "cancel", "accept",
                        ]), CommandArgument("ITEMS", "their ids, separated by commas"),
                ], options: doing + writing,
                example:
                    "qenex-cli queue act warehoused cancel pay_01JD…,pay_01JE… --reason 'Recalled'"
            ) { (invocation) throws(Failure) in
                try act(
                    invocation.argument("ACTION"), in: invocation.argument("QUEUE"),
                    invocation.argument("ITEMS"), invocation)
            },
            Command(
                "exceptions", "List payments whose outcome is unknown, the oldest first",
                options: filters, example: "qenex-cli exceptions --older-than 1h"
            ) { (invocation) throws(Failure) in try list("exceptions", invocation) },
        ] + breaks + unapplied

    private static let breaks = [
        Command(
            "break list", "List what the books and the clearing do not agree on, the oldest first",
            options: filters, example: "qenex-cli break list"
        ) { (invocation) throws(Failure) in try list("breaks", invocation) },
        Command(
            "break show", "Show a break and what was said about it", arguments: [item],
            example: "qenex-cli break show brk_01JD…"
        ) { (invocation) throws(Failure) in try show("breaks", invocation) },
        Command(
            "break assign", "Say who takes care of a break", arguments: [item],
            options: [
                CommandOption("--owner", "TOKEN", "who; nobody where not given")
            ] + writing, example: "qenex-cli break assign brk_01JD… --owner tok_01JD…"
        ) { (invocation) throws(Failure) in
            try act("assign", in: "breaks", invocation.argument("ITEM"), invocation)
        },
        Command(
            "break note", "Say something about a break", arguments: [item],
            options: [
                CommandOption("--text", "TEXT", "what is to be said", isRequired: true)
            ] + writing, example: "qenex-cli break note brk_01JD… --text 'Asked the clearing'"
        ) { (invocation) throws(Failure) in
            try act("note", in: "breaks", invocation.argument("ITEM"), invocation)
        },
        Command(
            "break resolve", "Propose where a break's money belongs; another confirms it",
            arguments: [item], options: [to, amount, consent, reason] + writing,
            example: "qenex-cli break resolve brk_01JD… --to losses --reason 'Below EUR 1'",
            detail: """
                Without --to a break that has no money on suspense is put away. A customer is debited \
                with --consent only, and never below what he has.
                """
        ) { (invocation) throws(Failure) in
            try act("resolve", in: "breaks", invocation.argument("ITEM"), invocation)
        },
    ]

    private static let unapplied = [
        Command(
            "unapplied list", "List parked money, the oldest first", options: filters,
            example: "qenex-cli unapplied list --older-than 1d"
        ) { (invocation) throws(Failure) in try list("unapplied", invocation) },
        Command(
            "unapplied apply", "Propose which account parked money is for; another confirms it",
            arguments: [item],
            options: [
                CommandOption("--to", "ACCOUNT", "the account it is for", isRequired: true),
                reason,
            ] + writing,
            example: "qenex-cli unapplied apply pay_01JD… --to ACC001 --reason 'Old IBAN'"
        ) { (invocation) throws(Failure) in
            try act("apply", in: "unapplied", invocation.argument("ITEM"), invocation)
        },
        Command(
            "unapplied return", "Send parked money back to where it came from, now",
            arguments: [item], options: [reason] + writing,
            example: "qenex-cli unapplied return pay_01JD… --reason 'No such customer'"
        ) { (invocation) throws(Failure) in
            try act("return", in: "unapplied", invocation.argument("ITEM"), invocation)
        },
    ]

    // MARK: - What they share

    private static func path(_ queue: String) -> String {
        "/api/v1/queues/" + Path.escaped(queue)
    }

    private static func list(_ queue: String, _ invocation: Invocation) throws(Failure) {
        let limit = try invocation.number("--limit", in: 1...1000)
        let path = Path.with(
            [
                "state": invocation.option("--state"), "kind": invocation.option("--kind"),
                "currency": invocation.option("--currency"),
                "scheme": invocation.option("--scheme"), "owner": invocation.option("--owner"),
                "amount_min": invocation.option("--amount-min"),
                "amount_max": invocation.option("--amount-max"),
                "older_than": invocation.option("--older-than"),
                "newer_than": invocation.option("--newer-than"),
                "sort": invocation.option("--sort"), "limit": limit.map { String($0) },
                "cursor": invocation.option("--cursor"),
            ], path(queue))
        try invocation.output.list(
            invocation.client().get(path),
            columns: [
                "id", "kind", "state", "amount", "currency", "scheme", "owner_name", "subject",
                "since", "due", "age_seconds",
            ])
    }

    private static func show(_ queue: String, _ invocation: Invocation) throws(Failure) {
        let path = path(queue) + "/" + Path.escaped(invocation.argument("ITEM"))
        try invocation.output.object(invocation.client().get(path))
    }

    /// What was refused is told by the exit code, too.
    private static func act(
        _ action: String, in queue: String, _ items: String, _ invocation: Invocation
    ) throws(Failure) {
        var body = JSONWriter()
        body.object { object in
            object.member("action", action)
            object.member("ids", array: { list in for id in words(items) { list.value(id) } })
            if let contents = invocation.option("--contents") {
                object.member(
                    "contents", array: { list in for text in words(contents) { list.value(text) } })
            }
            for name in ["owner", "text", "reason", "outcome", "to", "amount"] {
                if let text = invocation.option("--" + name) { object.member(name, text) }
            }
            for (name, option) in recallOptions {
                if let text = invocation.option(option) { object.member(name, text) }
            }
            if invocation.isSet("--consent") { object.member("consent", true) }
        }
        let answer = try invocation.client().post(
            invocation.writing(path(queue) + "/actions"), .json(body),
            key: invocation.option("--idempotency-key"))
        try invocation.output.list(
            answer,
            columns: ["id", "status", "result", "approval_id", "content", "code", "detail"])
        let rows = try answer.json()["data"]?.array ?? []
        let refused = rows.filter { $0["status"]?.string == "refused" }
        guard let first = refused.first else { return }
        let isNotThere = first["code"]?.string == "not_open"
        throw Failure(
            isNotThere ? .notFound : .conflict,
            "\(refused.count) of \(rows.count) refused; the first: "
                + (first["detail"]?.string ?? ""))
    }

    private static let recallOptions: KeyValuePairs = [
        "code": "--code", "ground": "--ground", "given_by": "--given-by",
        "given_at": "--given-at",
    ]

    private static func words(_ text: String) -> [JSONValue] {
        text.split(separator: ",").map { .string(String($0)) }
    }
}
