import JSON

/// Schemes: how each stands, and whether anything is written to its clearing.
enum SchemeCommands {
    private static let name = CommandArgument("NAME", "the scheme's name, such as SCT")
    private static let reason = CommandOption(
        "--reason", "TEXT", "why, for the record", isRequired: true)

    static let all = [
        Command(
            "scheme list", "List the schemes with their positions and what waits in each",
            example: "qenex-cli scheme list"
        ) { (invocation) throws(Failure) in
            try invocation.output.list(
                invocation.client().get("/api/v1/schemes"),
                columns: [
                    "name", "currency", "state", "settled", "held", "left", "needed", "announced",
                    "projected", "until", "floor", "below_floor", "waiting_payments",
                ])
        },
        Command(
            "scheme show", "Show how a scheme stands: settled, needed, left until the cut-off",
            arguments: [name],
            example: "qenex-cli scheme show SCT"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get(path(invocation)))
        },
        Command(
            "scheme pause", "Write nothing to a clearing from now on",
            arguments: [name], options: [reason, .idempotencyKey, .dryRun],
            example: "qenex-cli scheme pause SCT --reason 'Call 4711 of the clearing'",
            detail: """
                Orders by cycles are held and wait; instant orders are refused (ED06), instant \
                payments to us are answered no (AB08). What the clearing settles is still booked.
                """
        ) { (invocation) throws(Failure) in try write("pause", invocation) },
        Command(
            "scheme resume", "Propose that a paused scheme goes on; another confirms it",
            arguments: [name], options: [reason, .idempotencyKey, .dryRun],
            example: "qenex-cli scheme resume SCT --reason 'Corrected, call 4712'"
        ) { (invocation) throws(Failure) in try write("resume", invocation) },
    ]

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/schemes/" + Path.escaped(invocation.argument("NAME"))
    }

    private static func write(_ verb: String, _ invocation: Invocation) throws(Failure) {
        var writer = JSONWriter()
        writer.object { $0.member("reason", invocation.option("--reason")) }
        let answer = try invocation.client().post(
            invocation.writing(path(invocation) + "/" + verb), .json(writer),
            key: invocation.option("--idempotency-key"))
        try invocation.output.object(answer)
    }
}
