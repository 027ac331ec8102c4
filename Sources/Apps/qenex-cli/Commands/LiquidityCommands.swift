import JSON

/// Money between the bank's own settlement accounts.
enum LiquidityCommands {
    static let all = [
        Command(
            "liquidity move", "Order a move between two schemes; another person releases it",
            arguments: [
                CommandArgument("FROM", "a scheme's name, such as SCT"),
                CommandArgument("TO", "a scheme's name"),
                CommandArgument("AMOUNT", "such as 1000.00"),
            ],
            options: [
                CommandOption("--reason", "TEXT", "why, for the record", isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli liquidity move SCT SCTINST 250000.00 --reason 'Weekend'",
            detail: """
                The clearing is told by its own channel; what it advises is booked: its debit against \
                liquidity-in-transit, then its credit from there.
                """
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object {
                $0.member("from", invocation.argument("FROM"))
                $0.member("to", invocation.argument("TO"))
                $0.member("amount", invocation.argument("AMOUNT"))
                $0.member("reason", invocation.option("--reason"))
            }
            try invocation.output.object(
                invocation.client().post(
                    invocation.writing("/api/v1/liquidity"), .json(writer),
                    key: invocation.option("--idempotency-key")))
        },
        Command(
            "liquidity list", "List released moves that the clearing has not advised on both sides",
            example: "qenex-cli liquidity list"
        ) { (invocation) throws(Failure) in
            try invocation.output.list(
                invocation.client().get("/api/v1/liquidity"),
                columns: [
                    "id", "state", "from", "to", "amount", "currency", "by_name", "since",
                    "age_seconds",
                ])
        },
    ]
}
