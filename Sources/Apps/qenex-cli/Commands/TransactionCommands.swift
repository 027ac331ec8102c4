import JSON
import Platform

/// Transactions of many legs, conversions, what takes them back, and trees of accounts.
enum TransactionCommands {
    static let all = [
        Command(
            "transaction create", "Make a transaction of any number of legs, or nothing of it",
            arguments: [CommandArgument("FILE", "its legs, in JSON", isFile: true)],
            options: [.idempotencyKey, .dryRun],
            example: "qenex-cli transaction create salary.json",
            detail: """
                {"id": 500, "code": 9, "ledger": 978, "legs": [{"debit_account_id": 1, "amount": 100}, \
                {"credit_account_id": 2, "amount": 100}]}: each ledger's debits must be its credits.
                """
        ) { (invocation) throws(Failure) in
            try post("/api/v1/ledger-transactions", file: invocation, bytesMax: 256 << 10)
        },
        Command(
            "transaction show", "Show the transfers of a transaction, a conversion or a reversal",
            arguments: [CommandArgument("TRANSACTION", "its number")],
            example: "qenex-cli transaction show 500"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(
                invocation.client().get(
                    "/api/v1/ledger-transactions/"
                        + Path.escaped(invocation.argument("TRANSACTION"))))
        },
        follow(
            "transaction revert", "Take a transaction or a conversion back, all of it or nothing",
            "TRANSACTION", "/api/v1/ledger-transactions/"),
        follow(
            "transaction post", "Post all pending transfers of a transaction in full, or none",
            "TRANSACTION", "/api/v1/ledger-transactions/"),
        follow(
            "transaction void", "Void all pending transfers of a transaction, or none",
            "TRANSACTION", "/api/v1/ledger-transactions/"),
        follow(
            "transfer revert", "Take back a transfer that was made by a batch", "TRANSFER",
            "/api/v1/transfers/"),
        Command(
            "conversion create", "Exchange an amount of one asset for another, rounded once",
            arguments: [CommandArgument("FILE", "the exchange, in JSON", isFile: true)],
            options: [.idempotencyKey, .dryRun],
            example: "qenex-cli conversion create exchange.json --dry-run",
            detail: """
                {"id": 600, "code": 8, "from_account_id": 1, "from_position_account_id": 2, "from_ledger": 978, \
                "to_account_id": 12, "to_position_account_id": 11, "to_ledger": 840, "from_amount": 10001, \
                "rate": "0.9235", "rounding": "half_even"}
                """
        ) { (invocation) throws(Failure) in
            try post("/api/v1/conversions", file: invocation, bytesMax: 4096)
        },
        Command(
            "conversion show", "Show a conversion, its rate and what rounding left",
            arguments: [CommandArgument("CONVERSION", "its number")],
            example: "qenex-cli conversion show 600"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(
                invocation.client().get(
                    "/api/v1/conversions/" + Path.escaped(invocation.argument("CONVERSION"))))
        },
        Command(
            "account tree", "Show an account kept by batches with everything below it",
            arguments: [CommandArgument("ACCOUNT", "its number")],
            options: [CommandOption("--depth", "LEVELS", "below it; 4 where not given")],
            example: "qenex-cli account tree 20 --depth 2", run: tree),
    ]

    /// What comes behind a transaction or a transfer, named by the last of the words.
    private static func follow(
        _ words: String, _ summary: String, _ argument: String, _ path: String
    ) -> Command {
        Command(
            words, summary, arguments: [CommandArgument(argument, "its number")],
            options: [
                CommandOption("--value-date", "DAY", "of what is made"),
                CommandOption(
                    "--id", "NUMBER", "of your own; follows from the other one where not given"),
                CommandOption("--metadata", "JSON", "an object, what is said of it"),
                .idempotencyKey, .dryRun,
            ], example: "qenex-cli \(words) 500"
        ) { (invocation) throws(Failure) in
            let text = invocation.option("--metadata")
            let metadata = text.flatMap { try? JSONValue(parsing: Array($0.utf8)) }
            guard (text == nil) == (metadata == nil) else {
                throw Failure(.usage, "--metadata: this is no JSON.")
            }
            var writer = JSONWriter()
            writer.object { object in
                if let id = invocation.option("--id") { object.member("id", id) }
                if let day = invocation.option("--value-date") {
                    object.member("value_date", day)
                }
                if let metadata {
                    object.name("metadata")
                    object.value(metadata)
                }
            }
            let number = Path.escaped(invocation.argument(argument))
            let verb = words.split(separator: " ").last.map { String($0) } ?? ""
            try invocation.post(path + number + "/" + verb, .json(writer))
        }
    }

    /// Sends an object that a file holds.
    private static func post(
        _ path: String, file invocation: Invocation, bytesMax: Int
    ) throws(Failure) {
        let file = invocation.argument("FILE")
        guard let bytes = try? LiveDisk(writerThreads: 1).read(file, limit: bytesMax),
            let value = try? JSONValue(parsing: bytes)
        else { throw Failure(.error, "\(file): this is no JSON that can be read.") }
        var writer = JSONWriter()
        writer.value(value)
        try invocation.post(path, .json(writer))
    }

    /// A row an account, indented by its level; as JSON the answer itself.
    private static func tree(_ invocation: Invocation) throws(Failure) {
        let depth = try invocation.number("--depth", in: 0...16)
        let answer = try invocation.client().get(
            Path.with(
                ["depth": depth.map { String($0) }],
                "/api/v1/accounts/" + Path.escaped(invocation.argument("ACCOUNT")) + "/tree"))
        guard invocation.output.format != .json else { return try invocation.output.object(answer) }
        var rows: [JSONValue] = []
        try add(answer.json(), level: 0, to: &rows)
        invocation.output.rows(
            rows,
            columns: [
                "account", "ledger", "own_debits", "own_credits", "total_debits", "total_credits",
            ])
    }

    private static func add(_ node: JSONValue, level: Int, to rows: inout [JSONValue]) {
        var writer = JSONWriter()
        let id = String(repeating: "  ", count: level) + (node["id"]?.string ?? "")
        writer.object { object in
            object.member("account", id)
            object.member("ledger", node["ledger"]?.number?.text)
            for (name, part) in [("own", node["own"]), ("total", node["total"])] {
                object.member(name + "_debits", part?["debits_posted"]?.string)
                object.member(name + "_credits", part?["credits_posted"]?.string)
            }
        }
        if let row = try? JSONValue(parsing: writer.bytes) { rows.append(row) }
        for child in node["children"]?.array ?? [] { add(child, level: level + 1, to: &rows) }
    }
}
