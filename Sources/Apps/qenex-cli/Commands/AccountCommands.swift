import JSON

/// Accounts: opened, looked at, and moved between.
enum AccountCommands {
    private static let account = CommandArgument(
        "ACCOUNT", "id (acc_…), reference or IBAN")
    private static let columns = [
        "id", "reference", "name", "currency", "balance", "available", "status",
        "iban",
    ]

    static let all = [
        Command(
            "account create", "Open an account",
            options: [
                CommandOption(
                    "--reference", "TEXT", "your own name for it, such as ACC001", isRequired: true),
                CommandOption("--name", "TEXT", "whose it is; makes a party of that name"),
                CommandOption(
                    "--party", "PARTY",
                    "whose it is: a party that is registered, in place of a name"),
                CommandOption("--currency", "CODE", "three letters of ISO 4217", isRequired: true),
                CommandOption("--iban", "IBAN", "one of the bank's own"),
                CommandOption("--overdraft-limit", "AMOUNT", "how far it may be overdrawn"),
                CommandOption(
                    "--late-orders", "WHAT", "becomes of orders too late for their day",
                    choices: ["next_day", "refuse"]),
                .idempotencyKey, .dryRun,
            ],
            example:
                "qenex-cli account create --reference ACC009 --name 'A. Person' --currency EUR",
            run: create),
        Command(
            "account show", "Show an account", arguments: [account],
            example: "qenex-cli account show ACC001"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get(path(invocation)))
        },
        Command(
            "account list", "List the accounts", options: [.limit, .cursor],
            example: "qenex-cli account list --output csv"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path("/api/v1/accounts", invocation)
            try invocation.output.list(invocation.client().get(path), columns: columns)
        },
        entries("account entries"), entries("account history"),
        status("freeze", "frozen", "Freeze an account: nothing is booked to it or from it"),
        status("reopen", "open", "Reopen a frozen account"),
        status("close", "closed", "Close an account whose balance is zero, with no open payment"),
        status("block-debits", "debit_blocked", "Refuse the holder's orders; money still comes in"),
        status("block-credits", "credit_blocked", "Take no money in; the holder may still pay"),
        status("rest", "dormant", "Mark an account as dormant: money comes in, none leaves"),
        Command(
            "account statuses", "List who changed an account's status, why, when and from when",
            arguments: [account], options: [.limit, .cursor],
            example: "qenex-cli account statuses ACC001"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path(AccountCommands.path(invocation) + "/statuses", invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: ["at", "status", "state", "from", "by_name", "by", "reason"])
        },
        Command(
            "account terms", "Change what an account wants of orders too late for their day",
            arguments: [account],
            options: [
                CommandOption(
                    "--late-orders", "WHAT", "becomes of them; scheme: what its row says",
                    choices: ["next_day", "refuse", "scheme"], isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli account terms ACC001 --late-orders refuse"
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object { $0.member("late_orders", invocation.option("--late-orders")) }
            try write(path(invocation) + "/terms", writer, invocation)
        },
        Command(
            "account limits", "Change the limits of an account that is kept by batches",
            arguments: [account],
            options: [
                CommandOption(
                    "--minimum", "AMOUNT", "no debit brings it below; minor units, or none"),
                CommandOption(
                    "--maximum", "AMOUNT", "no credit brings it above; minor units, or none"),
                CommandOption(
                    "--credit-line", "AMOUNT", "how far debits may exceed credits; minor units"),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli account limits 1001 --minimum=-50000 --maximum none",
            run: limits),
        Command(
            "account balance", "Show the balance of an account, now or at a past instant",
            arguments: [account],
            options: [CommandOption("--at", "INSTANT", "such as 2026-11-20T09:30:00Z")],
            example: "qenex-cli account balance ACC001 --at 2026-11-20T09:30:00Z"
        ) { (invocation) throws(Failure) in
            let path = Path.with(
                ["at": invocation.option("--at")], AccountCommands.path(invocation) + "/balance")
            try invocation.output.object(invocation.client().get(path))
        },
        Command(
            "transfer", "Move money between two accounts of the bank",
            arguments: [
                CommandArgument("FROM", "the account to be debited"),
                CommandArgument("TO", "the account to be credited"),
                CommandArgument("AMOUNT", "a plain decimal, such as 10.00"),
                CommandArgument("CURRENCY", "three letters of ISO 4217"),
            ],
            options: [
                CommandOption("--reference", "TEXT", "what it is for, kept with the entry"),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli transfer ACC001 ACC002 10.00 EUR --reference 'Invoice 7'",
            run: transfer),
    ]

    private static func entries(_ name: String) -> Command {
        Command(
            name, "List the entries of an account, the newest first",
            arguments: [account], options: [.limit, .cursor],
            example: "qenex-cli \(name) ACC001 --limit 20"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path(self.path(invocation) + "/entries", invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "timestamp", "booking_date", "value_date", "interest_free_days", "amount",
                    "balance_after", "kind",
                    "transfer_id", "payment_id",
                ])
        }
    }

    private static func status(_ verb: String, _ status: String, _ summary: String) -> Command {
        Command(
            "account \(verb)", summary, arguments: [account],
            options: [
                CommandOption(
                    "--reason", "TEXT", "why, kept sealed in the journal", isRequired: true),
                CommandOption("--from", "INSTANT", "not before then; at once without"),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli account \(verb) ACC001 --reason 'Call of 20 November'"
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object {
                $0.member("status", status)
                $0.member("reason", invocation.option("--reason"))
                if let from = invocation.option("--from") { $0.member("from", from) }
            }
            try write(path(invocation) + "/status", writer, invocation)
        }
    }

    private static func limits(_ invocation: Invocation) throws(Failure) {
        var writer = JSONWriter()
        writer.object { object in
            for name in ["minimum", "maximum"] {
                guard let value = invocation.option("--" + name) else { continue }
                object.member(name, value == "none" ? nil : value)
            }
            if let line = invocation.option("--credit-line") { object.member("credit_line", line) }
        }
        try write(path(invocation) + "/limits", writer, invocation)
    }

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/accounts/" + Path.escaped(invocation.argument("ACCOUNT"))
    }

    private static func create(_ invocation: Invocation) throws(Failure) {
        var writer = JSONWriter()
        writer.object { object in
            for name in ["reference", "name", "party", "currency", "iban"] {
                guard let value = invocation.option("--" + name) else { continue }
                object.member(name, value)
            }
            if let limit = invocation.option("--overdraft-limit") {
                object.member("overdraft_limit", limit)
            }
            if let late = invocation.option("--late-orders") { object.member("late_orders", late) }
        }
        try write("/api/v1/accounts", writer, invocation)
    }

    private static func transfer(_ invocation: Invocation) throws(Failure) {
        var writer = JSONWriter()
        writer.object { object in
            object.member("from_account", invocation.argument("FROM"))
            object.member("to_account", invocation.argument("TO"))
            object.member("amount", invocation.argument("AMOUNT"))
            object.member("currency", invocation.argument("CURRENCY"))
            if let reference = invocation.option("--reference") {
                object.member("reference", reference)
            }
        }
        try write("/api/v1/transaction", writer, invocation)
    }

    private static func write(
        _ path: String, _ body: JSONWriter, _ invocation: Invocation
    ) throws(Failure) {
        try invocation.post(path, .json(body))
    }
}

/// Pages of a list.
enum Listing {
    static func path(_ path: String, _ invocation: Invocation) throws(Failure) -> String {
        let limit = try invocation.number("--limit", in: 1...1000)
        return Path.with(
            [
                "limit": limit.map { String($0) }, "cursor": invocation.option("--cursor"),
                "state": invocation.option("--state"), "file": invocation.option("--of-file"),
            ], path)
    }
}
