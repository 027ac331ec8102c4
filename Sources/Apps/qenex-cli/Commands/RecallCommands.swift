import JSON

/// Payments that are asked back: ours of other banks, and theirs of us.
enum RecallCommands {
    private static let recall = CommandArgument("RECALL", "its id (rcl_…)")
    private static let text = CommandOption("--text", "TEXT", "what else is to be known of it")

    static let all = [
        Command(
            "payment recall", "Ask the creditor's bank for a payment",
            arguments: [CommandArgument("PAYMENT", "its id (pay_…)")],
            options: [
                CommandOption(
                    "--reason", "CODE", "DUPL, TECH, FRAD, AC03, AM09 or CUST", isRequired: true),
                text, .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli payment recall pay_01JD… --reason DUPL",
            detail: """
                One request a payment, within the time of its [[recall]] row. Nothing moves before \
                the other bank sends the money back.
                """
        ) { (invocation) throws(Failure) in
            let path =
                "/api/v1/payments/" + Path.escaped(invocation.argument("PAYMENT")) + "/recall"
            try write(path, ["reason": "--reason", "text": "--text"], invocation)
        },
        Command(
            "recall list", "List payments that are asked back, the newest first",
            options: [
                CommandOption("--direction", "WHICH", "ours or theirs", choices: ["out", "in"]),
                CommandOption(
                    "--state", "STATE", "only those in this state, such as open",
                    choices: [
                        "sent", "pending", "promised", "returned", "ended", "open", "accepted",
                        "sent_back", "refused",
                    ]), .limit, .cursor,
            ],
            example: "qenex-cli recall list --state open"
        ) { (invocation) throws(Failure) in
            let path = Path.with(
                [
                    "direction": invocation.option("--direction"),
                    "state": invocation.option("--state"),
                    "limit": invocation.option("--limit"), "cursor": invocation.option("--cursor"),
                ], "/api/v1/recalls")
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "id", "direction", "state", "payment", "amount", "currency", "reason",
                    "answer", "answer_by", "overdue", "asked_at",
                ])
        },
        Command(
            "recall accept", "Give back what another bank asks for", arguments: [recall],
            options: [
                CommandOption(
                    "--ground", "GROUND", "by what right the receiver's account is debited",
                    choices: ["consent", "legal"]),
                CommandOption("--given-by", "NAME", "who agreed, or who ordered it"),
                CommandOption("--given-at", "TIME", "when, such as 2026-11-20T10:00"), text,
                .idempotencyKey, .dryRun,
            ],
            example: """
                qenex-cli recall accept rcl_01JD… --ground consent --given-by Alma \
                --given-at 2026-11-20T10:00
                """,
            detail: """
                The receiver's account is debited with the holder's consent or a legal ground only, \
                never below what is available. What is parked needs neither.
                """
        ) { (invocation) throws(Failure) in
            try write(
                path(invocation) + "/accept",
                [
                    "ground": "--ground", "given_by": "--given-by", "given_at": "--given-at",
                    "text": "--text",
                ], invocation)
        },
        Command(
            "recall refuse", "Refuse what another bank asks for", arguments: [recall],
            options: [
                CommandOption(
                    "--reason", "CODE", "such as CUST, LEGL, NOAS, AC04 or AM04",
                    isRequired: true), text, .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli recall refuse rcl_01JD… --reason CUST"
        ) { (invocation) throws(Failure) in
            try write(
                path(invocation) + "/refuse", ["reason": "--reason", "text": "--text"], invocation)
        },
    ]

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/recalls/" + Path.escaped(invocation.argument("RECALL"))
    }

    /// - Parameter members: options by the member of the body they stand for.
    private static func write(
        _ path: String, _ members: KeyValuePairs<String, String>, _ invocation: Invocation
    ) throws(Failure) {
        var writer = JSONWriter()
        writer.object { object in
            for (member, option) in members {
                if let value = invocation.option(option) { object.member(member, value) }
            }
        }
        let answer = try invocation.client().post(
            invocation.writing(path), .json(writer), key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }
}
