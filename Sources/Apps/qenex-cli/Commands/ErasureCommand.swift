import JSON

/// Personal data, made unreadable.
enum ErasureCommand {
    static let command = Command(
        "erase",
        "Erase personal data: a closed account's, a party's, a file's, a message's, or metadata",
        arguments: [
            CommandArgument(
                "SUBJECT",
                "acc_…, party_…, file_… or msg_…; an account also by reference, IBAN or number"
            )
        ],
        options: [
            CommandOption("--reason", "TEXT", "why, kept sealed in the journal", isRequired: true),
            .idempotencyKey, .dryRun,
        ],
        example: "qenex-cli erase acc_01JD… --reason 'Request of 20 November' --dry-run",
        detail: """
            The key under which the data is sealed is destroyed: nobody can read it again, whatever copy of
            the data folder they have. Balances, hashes and the journal stay as they are. It is refused as
            long as the row of [[retention]] in force asks for the data.
            """
    ) { (invocation) throws(Failure) in
        var writer = JSONWriter()
        writer.object {
            $0.member("subject", invocation.argument("SUBJECT"))
            $0.member("reason", invocation.option("--reason"))
        }
        let answer = try invocation.client().post(
            invocation.writing("/api/v1/erasures"), .json(writer),
            key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }
}
