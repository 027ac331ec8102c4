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
            let path = "/api/v1/files/" + Path.escaped(invocation.argument("FILE"))
            try invocation.output.object(invocation.client().get(path))
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
