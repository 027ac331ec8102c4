import Platform

/// Files that came in, messages about accounts, and the bytes of any message.
enum FileCommands {
    private static let message = CommandArgument("MESSAGE", "its id (msg_…)")
    private static let target = CommandOption(
        "--file", "FILE", "write it there; standard output where not given", isFile: true)

    static let all = [
        Command(
            "file list", "List payment files, the newest first", options: [.limit, .cursor],
            example: "qenex-cli file list"
        ) { (invocation) throws(Failure) in
            try invocation.output.list(
                invocation.client().get(Listing.path("/api/v1/files", invocation)),
                columns: [
                    "file_id", "status", "payments", "accepted", "rejected", "reason",
                    "received_at",
                ])
        },
        Command(
            "file show", "Show what became of a payment file",
            arguments: [CommandArgument("FILE", "its id (file_…)")],
            example: "qenex-cli file show file_01JD…"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get(path(invocation)))
        },
        Command(
            "file confirm", "Confirm a file that is held because its orders came before",
            arguments: [CommandArgument("FILE", "its id (file_…)")],
            options: [
                ApprovalCommands.content,
                CommandOption("--reason", "TEXT", "why, for the record"), .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli file confirm file_01JD… --content 5f0c…",
            detail: """
                It was meant twice. Whoever sent the file may say so, or another person; its content's hash
                stands in the answer to the file. What is above a limit needs that other person.
                """
        ) { (invocation) throws(Failure) in
            try ApprovalCommands.decide("confirm", on: path(invocation), invocation)
        },
        Command(
            "file withdraw", "Withdraw a file that is held because its orders came before",
            arguments: [CommandArgument("FILE", "its id (file_…)")],
            options: [
                ApprovalCommands.content,
                CommandOption("--reason", "TEXT", "why, for the record", isRequired: true),
                .idempotencyKey, .dryRun,
            ],
            example: "qenex-cli file withdraw file_01JD… --content 5f0c… --reason 'Sent twice'"
        ) { (invocation) throws(Failure) in
            try ApprovalCommands.decide("withdraw", on: path(invocation), invocation)
        },
        Command(
            "message list",
            "List the advices and statements of an account, the newest first",
            arguments: [CommandArgument("ACCOUNT", "id (acc_…), reference or IBAN")],
            options: [.limit], example: "qenex-cli message list ACC001"
        ) { (invocation) throws(Failure) in
            let account = Path.escaped(invocation.argument("ACCOUNT"))
            let path = try Listing.path("/api/v1/accounts/\(account)/reports", invocation)
            try invocation.output.list(
                invocation.client().get(path), columns: ["id", "type", "name", "at", "sequence"])
        },
        Command(
            "message show", "Print the bytes of any message, ours or the clearing's",
            arguments: [message], options: [target], example: "qenex-cli message show msg_01JD…",
            run: show),
    ]

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/files/" + Path.escaped(invocation.argument("FILE"))
    }

    private static func show(_ invocation: Invocation) throws(Failure) {
        let path = "/api/v1/messages/" + Path.escaped(invocation.argument("MESSAGE"))
        let bytes = try invocation.client().get(path).body
        guard let file = invocation.option("--file") else {
            StandardStream.output.write(bytes.last == 0x0A ? bytes : bytes + [0x0A])
            return
        }
        try save(bytes, file)
    }

    static func save(_ bytes: [UInt8], _ file: String) throws(Failure) {
        do throws(DiskError) {
            try LiveDisk(writerThreads: 1).writeDurably(file, bytes, mode: 0o600)
        } catch {
            throw Failure(.error, "\(file): cannot be written (\(error)).")
        }
    }
}
