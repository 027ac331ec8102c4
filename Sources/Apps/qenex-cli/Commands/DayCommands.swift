import Bytes
import Cryptography
import JSON
import Platform

/// A currency's booking days: how they end, and what they come to.
enum DayCommands {
    private static let currency = CommandArgument("CURRENCY", "three letters of ISO 4217")
    private static let day = CommandOption(
        "--day", "DATE", "such as 2026-11-20; today where not given")

    static let all = [
        Command(
            "day close", "Close the business day of a currency and write its statements",
            arguments: [currency],
            options: [
                day,
                CommandOption(
                    "--with-differences", nil,
                    "propose to close although something differs; needs the next two"
                ),
                CommandOption("--by", "NAME", "who answers for it"),
                CommandOption("--reason", "TEXT", "why, for the record"),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli day close EUR",
            detail: """
                Open days before it are closed with it. A closed day takes no more entries; asked \
                again, the first answer comes back. With differences it is a proposal that \
                another person confirms.
                """,
            run: close),
        Command(
            "day show", "Show how a day ended, its trial balance and what safeguards it",
            arguments: [
                CommandArgument("DATE", "such as 2026-11-20; the last one closed", isOptional: true)
            ],
            options: [CommandOption("--currency", "CURRENCY", "EUR where not given")],
            example: "qenex-cli day show 2026-11-20 --currency EUR"
        ) { (invocation) throws(Failure) in
            let currency = invocation.option("--currency") ?? "EUR"
            let client = try invocation.client()
            let named = invocation.optionalArgument("DATE")
            let day = if let named { named } else { try last(currency, client) }
            try invocation.output.object(client.get(path(currency) + "/" + Path.escaped(day)))
        },
        Command(
            "day list", "List days that are closed or held up, the newest first",
            options: [
                CommandOption("--currency", "CURRENCY", "only of this currency"), .limit, .cursor,
            ],
            example: "qenex-cli day list --currency EUR"
        ) { (invocation) throws(Failure) in
            let path = Path.with(
                [
                    "currency": invocation.option("--currency"),
                    "limit": invocation.option("--limit"), "cursor": invocation.option("--cursor"),
                ], "/api/v1/days")
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "day", "currency", "status", "closed_at", "closed_in", "closed_by",
                    "accepted_by", "reason",
                ])
        },
        Command(
            "day trial-balance", "Print a closed day's trial balance: every line, or a page for A4",
            arguments: [CommandArgument("DATE", "such as 2026-11-20")],
            options: [
                CommandOption("--currency", "CURRENCY", "EUR where not given"),
                CommandOption(
                    "--format", "FORMAT", "csv where not given", choices: ["csv", "html"]),
            ],
            example: "qenex-cli day trial-balance 2026-11-20 > 2026-11-20.csv"
        ) { (invocation) throws(Failure) in
            let currency = invocation.option("--currency") ?? "EUR"
            let isPage = invocation.option("--format") == "html"
            let path = trialBalance(currency, invocation.argument("DATE"))
            StandardStream.output.write(
                try invocation.client().get(path + (isPage ? "/html" : "")).body)
        },
        Command(
            "day sign", "Sign a closed day by name, under the hash of its trial balance",
            arguments: [currency, CommandArgument("DATE", "such as 2026-11-20")],
            options: [
                CommandOption("--name", "NAME", "whose signature it is", isRequired: true),
                CommandOption(
                    "--sha256", "HASH",
                    "of the table you have looked at; of what the node has now "
                        + "where not given"),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli day sign EUR 2026-11-20 --name 'Ada Example'", run: sign),
        Command(
            "day reopen", "Refused always: says how what is closed is corrected",
            arguments: [currency], options: [day],
            example: "qenex-cli day reopen EUR --day 2026-11-20"
        ) { (invocation) throws(Failure) in
            let path = Path.with(
                ["day": invocation.option("--day")],
                path(invocation.argument("CURRENCY")) + "/reopen")
            try invocation.output.object(invocation.client().post(path, .none, key: nil))
        },
    ]

    private static func path(_ currency: String) -> String {
        "/api/v1/days/" + Path.escaped(currency)
    }

    private static func trialBalance(_ currency: String, _ day: String) -> String {
        path(currency) + "/" + Path.escaped(day) + "/trial-balance"
    }

    private static func sign(_ invocation: Invocation) throws(Failure) {
        let (currency, day) = (invocation.argument("CURRENCY"), invocation.argument("DATE"))
        let client = try invocation.client()
        var hash = invocation.option("--sha256")
        if hash == nil {
            let table = try client.get(trialBalance(currency, day)).body
            hash = Hex.encode(SHA256.hash(table).bytes)
        }
        var body = JSONWriter()
        body.object {
            $0.member("name", invocation.option("--name"))
            $0.member("sha256", hash)
        }
        let path = path(currency) + "/" + Path.escaped(day) + "/signatures"
        try invocation.output.object(
            client.post(
                invocation.writing(path), .json(body), key: invocation.option("--idempotency-key")))
    }

    private static func close(_ invocation: Invocation) throws(Failure) {
        let isAccepted = invocation.isSet("--with-differences")
        let name = invocation.option("--by")
        let reason = invocation.option("--reason")
        guard isAccepted == (name != nil), isAccepted == (reason != nil) else {
            throw .usage("--with-differences, --by NAME and --reason TEXT are given together.")
        }
        let route = path(invocation.argument("CURRENCY"))
        let address = Path.with(
            ["day": invocation.option("--day")],
            route + (isAccepted ? "/close-with-differences" : "/close"))
        var body = JSONWriter()
        body.object {
            $0.member("by", name)
            $0.member("reason", reason)
        }
        let answer = try invocation.client().post(
            invocation.writing(address), isAccepted ? .json(body) : .none,
            key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }

    /// The day of a currency that was closed last.
    private static func last(_ currency: String, _ client: Client) throws(Failure) -> String {
        let path = Path.with(["currency": currency, "limit": "1"], "/api/v1/days")
        let found = try client.get(path).json()["data"]?.array?.first?["day"]?.string
        guard let found else { throw Failure(.error, "No day of \(currency) is closed yet.") }
        return found
    }
}
