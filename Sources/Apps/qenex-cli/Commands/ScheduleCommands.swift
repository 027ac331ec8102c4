import JSON
import Platform

/// Transfers that the clock makes between accounts kept by batches.
enum ScheduleCommands {
    private static let schedule = CommandArgument("SCHEDULE", "its number")
    private static let columns = [
        "id", "state", "debit_account_id", "credit_account_id", "ledger", "next_run_at",
        "runs_done", "runs_refused",
    ]

    static let all = [
        Command(
            "schedule create", "Have transfers made by the clock: an amount, interest or a fee",
            arguments: [
                CommandArgument("DEBIT", "the account to be debited, by its number"),
                CommandArgument("CREDIT", "the account to be credited"),
                CommandArgument("LEDGER", "the number of both accounts' ledger"),
                CommandArgument("CODE", "what the transfers are, a number"),
                CommandArgument("FIRST", "the first run: 2026-12-31, or 2026-12-31T17:00:00"),
            ],
            options: amounts + times + [.idempotencyKey, .dryRun],
            example: "qenex-cli schedule create 1 2 978 10 2026-12-31 --every-months 1 "
                + "--month-end --interest 0.0375 --day-count ACT/365F --zone Europe/Berlin",
            detail: """
                Give one of --fixed, --interest and --rule. Interest accrues on what stands to the credit \
                of CREDIT when a day ends, and is rounded once, half to even, when it is posted. --rule \
                takes a file with the amount's object as the interface takes it: dated rates, bands, fees.
                """,
            run: create),
        Command(
            "schedule list", "List schedules in the order of their ids",
            options: [.limit, .cursor], example: "qenex-cli schedule list"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path("/api/v1/schedules", invocation)
            try invocation.output.list(invocation.client().get(path), columns: columns)
        },
        Command(
            "schedule show", "Show a schedule, with what it has accrued", arguments: [schedule],
            example: "qenex-cli schedule show 7001"
        ) { (invocation) throws(Failure) in
            try invocation.output.object(invocation.client().get(path(invocation)))
        },
        Command(
            "schedule runs", "List the runs of a schedule, the newest first",
            arguments: [schedule], options: [.limit, .cursor],
            example: "qenex-cli schedule runs 7001"
        ) { (invocation) throws(Failure) in
            let path = try Listing.path(ScheduleCommands.path(invocation) + "/runs", invocation)
            try invocation.output.list(
                invocation.client().get(path),
                columns: ["run", "day", "due", "at", "outcome", "amount", "transfer_id"])
        },
        Command(
            "schedule cancel", "End a schedule: nothing more runs", arguments: [schedule],
            options: [.idempotencyKey, .dryRun], example: "qenex-cli schedule cancel 7001"
        ) { (invocation) throws(Failure) in
            try invocation.post(path(invocation) + "/cancel", .none)
        },
        Command(
            "schedule rate", "Give a schedule of interest another rate, from a day on",
            arguments: [
                schedule, CommandArgument("FROM", "the first day, such as 2027-01-01"),
                CommandArgument("RATE", "a year's, such as 0.0375"),
            ], options: [.idempotencyKey, .dryRun],
            example: "qenex-cli schedule rate 7001 2027-01-01 0.035"
        ) { (invocation) throws(Failure) in
            var writer = JSONWriter()
            writer.object {
                $0.member("from", invocation.argument("FROM"))
                $0.member("rate", invocation.argument("RATE"))
            }
            try invocation.post(path(invocation) + "/rates", .json(writer))
        },
    ]

    private static let amounts = [
        CommandOption("--fixed", "AMOUNT", "in whole minor units"),
        CommandOption("--interest", "RATE", "a year's, such as 0.0375"),
        CommandOption(
            "--day-count", "HOW", "days of interest are counted; ACT/365F where not given",
            choices: ["ACT/365F", "ACT/360", "30E/360"]),
        CommandOption("--rule", "FILE", "the amount's object, in JSON", isFile: true),
    ]
    private static let times = [
        CommandOption("--every-days", "DAYS", "between two runs; once where nothing is given"),
        CommandOption("--every-months", "MONTHS", "between two runs"),
        CommandOption("--month-end", nil, "always on the last day of the month"),
        CommandOption("--until", "DAY", "no run begins later"),
        CommandOption("--runs", "COUNT", "at most so many"),
        CommandOption("--zone", "ZONE", "of the times, such as Europe/Berlin; UTC where not given"),
        CommandOption("--id", "NUMBER", "of your own; made from the key, or new, where not given"),
    ]

    private static func path(_ invocation: Invocation) -> String {
        "/api/v1/schedules/" + Path.escaped(invocation.argument("SCHEDULE"))
    }

    private static func create(_ invocation: Invocation) throws(Failure) {
        let rule = try rule(invocation)
        var writer = JSONWriter()
        writer.object { object in
            for (name, option) in [
                ("id", "--id"), ("until", "--until"), ("runs", "--runs"), ("zone", "--zone"),
            ] { if let value = invocation.option(option) { object.member(name, value) } }
            for (name, argument) in [
                ("debit_account_id", "DEBIT"), ("credit_account_id", "CREDIT"),
                ("ledger", "LEDGER"), ("code", "CODE"), ("first", "FIRST"),
            ] { object.member(name, invocation.argument(argument)) }
            object.name("amount")
            object.value(rule)
            every(invocation, &object)
        }
        try invocation.post("/api/v1/schedules", .json(writer))
    }

    private static func every(_ invocation: Invocation, _ object: inout JSONWriter) {
        let days = invocation.option("--every-days")
        let months = invocation.option("--every-months")
        guard days != nil || months != nil else { return }
        object.member(
            "every",
            object: {
                if let days { $0.member("days", days) }
                if let months { $0.member("months", months) }
                if invocation.isSet("--month-end") { $0.member("end_of_month", true) }
            })
    }

    /// The amount's object: from a file, or of the options.
    private static func rule(_ invocation: Invocation) throws(Failure) -> JSONValue {
        var writer = JSONWriter()
        if let path = invocation.option("--rule") {
            guard let bytes = try? LiveDisk(writerThreads: 1).read(path, limit: 64 << 10),
                let value = try? JSONValue(parsing: bytes)
            else { throw Failure(.error, "\(path): this is no JSON that can be read.") }
            return value
        }
        writer.object { object in
            if let fixed = invocation.option("--fixed") { object.member("fixed", fixed) }
            if let rate = invocation.option("--interest") {
                object.member(
                    "interest",
                    object: {
                        $0.member("rate", rate)
                        $0.member("day_count", invocation.option("--day-count") ?? "ACT/365F")
                    })
            }
        }
        guard let value = try? JSONValue(parsing: writer.bytes) else {
            preconditionFailure("What the writer wrote is JSON.")
        }
        return value
    }
}
