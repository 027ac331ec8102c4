import JSON

/// What payments cost.
enum FeeCommands {
    static let all = [
        Command(
            "fee quote", "Show what a payment would cost now, before it is ordered",
            arguments: [
                CommandArgument("ACCOUNT", "that pays: id (acc_…), reference or IBAN"),
                CommandArgument("AMOUNT", "a plain decimal, such as 10.00"),
                CommandArgument("CURRENCY", "three letters of ISO 4217"),
            ],
            options: [
                CommandOption(
                    "--scheme", "NAME", "such as SCT; without it, between two accounts here")
            ],
            example: "qenex-cli fee quote ACC001 10.00 EUR --scheme SCT"
        ) { (invocation) throws(Failure) in
            let path = Path.with(
                [
                    "account": invocation.argument("ACCOUNT"),
                    "amount": invocation.argument("AMOUNT"),
                    "currency": invocation.argument("CURRENCY"),
                    "scheme": invocation.option("--scheme"),
                ], "/api/v1/fees/quote")
            try invocation.output.object(invocation.client().get(path))
        },
        Command(
            "fee waive", "Waive what an account's payments have cost and is not taken yet",
            arguments: [
                CommandArgument("ACCOUNT", "id (acc_…), reference or IBAN")
            ],
            options: [
                CommandOption(
                    "--reason", "TEXT", "why, kept sealed in the journal", isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli fee waive ACC001 --reason 'Closed on the customer\'s wish'"
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object { $0.member("reason", invocation.option("--reason")) }
            let account = Path.escaped(invocation.argument("ACCOUNT"))
            let path = "/api/v1/accounts/\(account)/fees/waive"
            try invocation.post(path, .json(writer))
        },
        Command(
            "fee list", "List every row of the fee tables, past and future ones among them",
            options: [.limit, .cursor], example: "qenex-cli fee list"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path("/api/v1/fees", invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: [
                    "name", "scheme", "currency", "party", "amount_from", "amount_to", "fee",
                    "collected", "valid_from",
                ])
        },
    ]
}
