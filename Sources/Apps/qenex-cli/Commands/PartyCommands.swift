import JSON

/// Whom the bank knows, and what they are to its accounts.
enum PartyCommands {
    private static let party = CommandArgument(
        "PARTY", "id (party_…) or an identifier, such as LEI:529900T8BM49AURSDO55")
    private static let account = CommandArgument("ACCOUNT", "id (acc_…), reference or IBAN")
    private static let role = CommandOption(
        "--role", "ROLE", "what the party is to the account",
        choices: ["holder", "signatory", "channel"], isRequired: true)
    private static let addressParts = [
        "street", "building-number", "post-code", "town", "country",
    ]

    static let all = [
        Command(
            "party create", "Register a person or a company",
            arguments: [CommandArgument("NAME", "whose name it is")],
            options: [
                CommandOption(
                    "--kind", "KIND", "which of the two", choices: ["person", "company"],
                    isRequired: true),
                CommandOption(
                    "--identifiers", "LIST",
                    "such as LEI:529900T8BM49AURSDO55,TXID:DE123456789"),
                CommandOption(
                    "--funds", "WHEN", "funds of orders kept for later are taken",
                    choices: ["execution", "entry"]),
                CommandOption("--street", "TEXT", "of the address, without the number"),
                CommandOption("--building-number", "TEXT", "of the address"),
                CommandOption("--post-code", "TEXT", "of the address"),
                CommandOption("--town", "TEXT", "of the address; needed where there is one"),
                CommandOption(
                    "--country", "CODE", "two letters of ISO 3166-1; needed where there is one"),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli party create 'Muster GmbH' --kind company "
                + "--identifiers LEI:529900T8BM49AURSDO55 --town Berlin --country DE",
            detail: """
                Schemes of identifiers are LEI and BIC of a company, and the codes of ISO 20022's
                ExternalOrganisationIdentification1Code and ExternalPersonIdentification1Code. All of it is
                sealed under the party's own key, and `qenex-cli erase` makes it unreadable.
                """,
            run: create),
        Command(
            "party show", "Show a party and its roles on accounts", arguments: [party],
            example: "qenex-cli party show LEI:529900T8BM49AURSDO55"
        ) { (invocation) throws(Failure) in
            let path = "/api/v1/parties/" + Path.escaped(invocation.argument("PARTY"))
            try invocation.output.object(invocation.client().get(path))
        },
        Command(
            "party list", "List the parties in the order in which they became known",
            options: [.limit, .cursor], example: "qenex-cli party list --limit 20"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path("/api/v1/parties", invocation)
            try invocation.output.list(
                invocation.client().get(path), columns: ["id", "kind", "name", "registered_at"])
        },
        Command(
            "party terms", "Change when the funds of a party's kept orders are taken",
            arguments: [party],
            options: [
                CommandOption(
                    "--funds", "WHEN", "held when the order arrives, or taken on its day",
                    choices: ["execution", "entry"], isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli party terms party_01JD… --funds entry"
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object { $0.member("funds", invocation.option("--funds")) }
            let path = "/api/v1/parties/" + Path.escaped(invocation.argument("PARTY")) + "/terms"
            let answer = try invocation.client().post(
                invocation.writing(path), .json(writer),
                key: invocation.option("--idempotency-key"))
            try invocation.output.object(answer)
        },
        Command(
            "account parties", "List who is holder, signatory or channel of an account",
            arguments: [account], example: "qenex-cli account parties ACC001"
        ) { (invocation) throws(Failure) in
            try invocation.output.list(
                invocation.client().get(path(invocation)),
                columns: ["party", "role", "since", "by"])
        },
        Command(
            "account add-party", "Give a party a role on an account",
            arguments: [account, party], options: [role, .idempotencyKey, .dryRun],
            example: "qenex-cli account add-party ACC001 party_01JD… --role signatory"
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object {
                $0.member("party", invocation.argument("PARTY"))
                $0.member("role", invocation.option("--role"))
            }
            let answer = try invocation.client().post(
                invocation.writing(path(invocation)), .json(writer),
                key: invocation.option("--idempotency-key"))
            try invocation.output.object(answer)
        },
        Command(
            "account remove-party", "Take a role on an account from a party",
            arguments: [account, party], options: [role, .idempotencyKey, .dryRun],
            example: "qenex-cli account remove-party ACC001 party_01JD… --role signatory"
        ) { (invocation) throws(Failure) in
            let named = path(invocation) + "/" + Path.escaped(invocation.argument("PARTY"))
            let address = Path.with(
                [
                    "role": invocation.option("--role"),
                    "dry_run": invocation.isSet("--dry-run") ? "true" : nil,
                ], named)
            let answer = try invocation.client().delete(
                address, key: invocation.option("--idempotency-key"))
            try invocation.output.object(answer)
        },
    ]

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/accounts/" + Path.escaped(invocation.argument("ACCOUNT")) + "/parties"
    }

    private static func create(_ invocation: Invocation) throws(Failure) {
        let identifiers = (invocation.option("--identifiers") ?? "").split(separator: ",")
        let isAddressed = addressParts.contains { invocation.isSet("--" + $0) }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("kind", invocation.option("--kind"))
            writer.member("name", invocation.argument("NAME"))
            if let funds = invocation.option("--funds") { writer.member("funds", funds) }
            writer.member(
                "identifiers",
                array: { list in
                    for identifier in identifiers {
                        let parts = identifier.split(separator: ":", maxSplits: 1)
                        list.object {
                            $0.member("scheme", parts.first.map(String.init))
                            $0.member("value", parts.dropFirst().first.map(String.init))
                        }
                    }
                })
            writer.member(
                "addresses",
                array: { list in
                    guard isAddressed else { return }
                    list.object { object in
                        for part in addressParts {
                            guard let text = invocation.option("--" + part) else { continue }
                            object.member(part.replacing("-", with: "_"), text)
                        }
                    }
                })
        }
        let answer = try invocation.client().post(
            invocation.writing("/api/v1/parties"), .json(writer),
            key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }
}
