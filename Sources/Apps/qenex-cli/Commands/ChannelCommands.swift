import JSON

/// Ways in for customers' orders: bound, looked at, limited and closed.
enum ChannelCommands {
    private static let channel = CommandArgument("CHANNEL", "its id (chn_…)")
    private static let account = CommandArgument("ACCOUNT", "id (acc_…), reference or IBAN")
    private static let amounts = [
        CommandOption("--per-payment", "AMOUNT", "the most that one payment may have"),
        CommandOption("--per-day", "AMOUNT", "the most that a booking day's payments may have"),
        CommandOption("--per-file", "AMOUNT", "the most that a file's payments may have"),
    ]

    static let all = [
        Command(
            "channel create", "Bind a token or an inbox folder to a party, accounts and limits",
            options: [
                CommandOption("--token", "TOKEN", "of the role channel, by its id (tok_…)"),
                CommandOption(
                    "--folder", "NAME", "in place of a token: a folder of the inbox, made for it"),
                CommandOption(
                    "--party", "PARTY", "the initiating party, by id or identifier",
                    isRequired: true),
                CommandOption(
                    "--accounts", "LIST", "that it may debit, with commas between",
                    isRequired: true),
                CommandOption("--currency", "CODE", "of the limits that follow"),
            ] + amounts + [.idempotencyKey, .dryRun],
            example: "qenex-cli channel create --token tok_01JD… --party LEI:529900T8BM49AURSDO55 "
                + "--accounts ACC001 --currency EUR --per-payment 1000.00 --per-day 5000.00",
            detail: """
                A channel debits an account that it is bound to and on which its party has a role; anything
                else is refused, AG01 in a pain.002. A token of the role channel that is bound to nothing may
                debit nothing. A limit that is not given is none.
                """,
            run: create),
        Command(
            "channel list", "List channels in the order of opening, closed ones among them",
            options: [.limit, .cursor], example: "qenex-cli channel list"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path("/api/v1/channels", invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: ["id", "state", "token", "folder", "party", "opened_at"])
        },
        Command(
            "channel show", "Show a channel with its accounts, limits and what came through today",
            arguments: [channel], example: "qenex-cli channel show chn_01JD…"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get(path(invocation)))
        },
        Command(
            "channel limit", "Set a currency's limits of a channel, in place of those it had",
            arguments: [channel, CommandArgument("CURRENCY", "three letters of ISO 4217")],
            options: amounts + [.idempotencyKey, .dryRun],
            example: "qenex-cli channel limit chn_01JD… EUR --per-payment 1000.00"
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object { limit(invocation, invocation.argument("CURRENCY"), &$0) }
            try post(path(invocation) + "/limits", writer, invocation)
        },
        Command(
            "channel allow", "Allow a channel to debit an account", arguments: [channel, account],
            options: [.idempotencyKey, .dryRun],
            example: "qenex-cli channel allow chn_01JD… ACC002"
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object { $0.member("account", invocation.argument("ACCOUNT")) }
            try post(path(invocation) + "/accounts", writer, invocation)
        },
        Command(
            "channel forbid", "Forbid a channel to debit an account",
            arguments: [channel, account], options: [.idempotencyKey, .dryRun],
            example: "qenex-cli channel forbid chn_01JD… ACC002"
        ) { (invocation) throws(Failure) in
            let account = Path.escaped(invocation.argument("ACCOUNT"))
            try delete(path(invocation) + "/accounts/" + account, invocation)
        },
        Command(
            "channel close", "Close a channel: nothing comes through any more",
            arguments: [channel], options: [.idempotencyKey, .dryRun],
            example: "qenex-cli channel close chn_01JD…"
        ) { (invocation) throws(Failure) in try delete(path(invocation), invocation) },
    ]

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/channels/" + Path.escaped(invocation.argument("CHANNEL"))
    }

    private static func limit(
        _ invocation: Invocation, _ currency: String, _ writer: inout JSONWriter
    ) {
        writer.member("currency", currency)
        for name in ["per-payment", "per-day", "per-file"] {
            guard let amount = invocation.option("--" + name) else { continue }
            writer.member(name.replacing("-", with: "_"), amount)
        }
    }

    private static func create(_ invocation: Invocation) throws(Failure) {
        let accounts = (invocation.option("--accounts") ?? "").split(separator: ",")
        var writer = JSONWriter()
        writer.object { writer in
            for name in ["token", "folder", "party"] {
                if let value = invocation.option("--" + name) { writer.member(name, value) }
            }
            writer.member(
                "accounts",
                array: { list in
                    for account in accounts { list.string(String(account)) }
                })
            guard let currency = invocation.option("--currency") else { return }
            writer.member(
                "limits", array: { list in list.object { limit(invocation, currency, &$0) } })
        }
        try post("/api/v1/channels", writer, invocation)
    }

    private static func post(
        _ path: String, _ body: JSONWriter, _ invocation: Invocation
    ) throws(Failure) {
        try invocation.post(path, .json(body))
    }

    private static func delete(_ path: String, _ invocation: Invocation) throws(Failure) {
        let answer = try invocation.client().delete(
            invocation.writing(path), key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }
}
